//! What the form of asking needs to know, and asking the same once more.

use super::fetch::site_json;
use super::{App, Problem, local_day};
use crate::domain::asking::Asking;
use crate::domain::entrust::has_approved;
use crate::domain::id::RecordId;
use crate::domain::prompts::Prompts;
use crate::domain::time::Millis;
use crate::platform::clock;
use leptos::prelude::*;

impl App {
    /// The short forms of all categories in this language; nothing where they cannot be read: everything may be said
    /// in one's own words as well.
    pub async fn prompts(lang: &str) -> Prompts {
        site_json(&format!("asks/{lang}.json")).await.unwrap_or_default()
    }

    /// Whether this device knows of anybody here, other than this person, to whom children, a key or cash may be
    /// entrusted. Reactive.
    #[must_use]
    pub fn has_approved(self) -> bool {
        self.who.track();
        let me = self.book().map(|book| book.me());
        self.who.with(|who| has_approved(who, me.as_ref()))
    }

    /// A request of one's own as the form would hold it, to be asked anew with a change.
    #[must_use]
    pub fn to_ask_again(self, id: &RecordId) -> Option<Asking> {
        let before = self.book()?.asked_before(id)?;
        let today = local_day(self.now.get_untracked());
        let mut form = Asking::again(id, &before.request, &before.details, today);
        let name = before.request.by.map(|by| by.name).or(before.name);
        form.name = name.map(|name| name.to_string());
        Some(form)
    }

    /// Asks the same once more, in the same area or a wider one, and closes the old one.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn ask_again(self, id: &RecordId, wider: bool) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        let now = Millis(clock::now_ms());
        self.saved(book.ask_again(id, wider, local_day(now), now)).await
    }
}

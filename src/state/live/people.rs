//! Helpers who offered themselves, asking one of them alone, and what this person thinks of others.

use super::{App, Problem, local_day};
use crate::domain::authority::{Lack, Trust};
use crate::domain::bytes::AuthorKey;
use crate::domain::help::Help;
use crate::domain::helper::Carded;
use crate::domain::id::RecordId;
use crate::domain::terms::Wanted;
use crate::domain::text::Name;
use crate::domain::time::{LocalDay, Millis};
use crate::platform::clock;
use crate::state::book::{Offering, PrivateAsk};
use leptos::prelude::*;

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    /// This person's own card. Reactive.
    #[must_use]
    pub fn my_card(self) -> Option<Carded> {
        self.cards.with(|all| all.iter().find(|card| card.mine).cloned())
    }

    /// What the helper with this card is called, while it is here. Reactive.
    #[must_use]
    pub fn asked_of(self, card: &RecordId) -> Option<Name> {
        self.cards.track();
        self.book()?.asked_of(card)
    }

    /// What this person lacks to help with a request; none where they may offer. Reactive.
    #[must_use]
    pub fn lacks_for(self, help: &Help) -> Option<Lack> {
        self.lacks(help.request.terms.wanted(help.request.category))
    }

    /// What this person lacks so that their offers are wanted. Reactive.
    #[must_use]
    pub fn lacks(self, wanted: Wanted) -> Option<Lack> {
        self.who.track();
        let book = self.book()?;
        book.authority().lacks(&book.me(), wanted)
    }

    /// How far somebody's word goes, and how many people vouch for them. Reactive.
    #[must_use]
    pub fn regard(self, person: &AuthorKey) -> (Trust, usize) {
        self.who.with(|who| (who.trust(person), who.vouchers(person)))
    }

    /// Whether this person may vouch for somebody and has not. Reactive.
    #[must_use]
    pub fn may_vouch_for(self, person: &AuthorKey) -> bool {
        self.who.track();
        self.book().is_some_and(|book| book.may_vouch_for(person))
    }

    /// Whether this person vouches for somebody. Reactive.
    #[must_use]
    pub fn vouches_for(self, person: &AuthorKey) -> bool {
        self.who.track();
        self.book().is_some_and(|book| book.vouches_for(person))
    }

    /// Vouches for somebody, or takes that back.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn set_vouch(self, person: AuthorKey, vouch: bool) -> Result<(), Problem> {
        let book = self.open_book()?;
        let setting = async {
            match vouch {
                true => book.vouch(person, now()).await.map(drop),
                false => book.unvouch(&person, now()).await,
            }
        };
        self.saved(setting).await
    }

    /// Puts this person on the map as a helper, or says their card anew.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn offer_myself(self, offering: Offering) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.offer_myself(offering, now())).await
    }

    /// One's own card rests until this day, or no longer.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn rest_card(self, until: Option<LocalDay>) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.rest(until, now())).await
    }

    /// Lets one's own card rest until Monday, where enough was promised this week.
    pub(super) async fn rest_if_enough(self) -> Result<(), Problem> {
        let book = self.open_book()?;
        if book.rest_if_enough(now(), local_day).await? {
            self.refresh();
            self.announce(&crate::state::word::Word::Saved);
        }
        Ok(())
    }

    /// Asks the helper with this card, and nobody else.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn ask_privately(
        self,
        card: &RecordId,
        ask: PrivateAsk,
    ) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.ask_privately(card, ask, now())).await
    }

    /// Says no to somebody who asked this person alone.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn decline(self, id: &RecordId) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.decline(id, now())).await
    }

    /// Who stands behind a record, with the name they gave; none for one's own. Reactive.
    #[must_use]
    pub fn behind(self, re: &RecordId) -> Option<(AuthorKey, Option<Name>)> {
        self.requests.track();
        self.book()?.behind(re)
    }

    /// Hides everything by whoever stands behind a record, on this person's devices.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn block(self, re: &RecordId) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.block(re)).await
    }

    /// Shows somebody again.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn unblock(self, person: &AuthorKey) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(async { Ok(book.unblock(person).await?) }).await
    }
}

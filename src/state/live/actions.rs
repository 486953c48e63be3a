//! What a person can do. Each action is saved on the device before it returns, shown at once, and
//! sent when there is a way.

use super::{AnyStore, App, local_day};
use crate::crypto::random;
use crate::domain::act::{Act, Role};
use crate::domain::cell::Cell;
use crate::domain::daily::{Answer, Daily, MicroAct, choose};
use crate::domain::id::{Place, RecordId};
use crate::domain::journal::{Entry, EntryId, EntryWords, Mood};
use crate::domain::letter::Note;
use crate::domain::request::CloseReason;
use crate::domain::text::Name;
use crate::domain::time::Millis;
use crate::platform::{clock, page};
use crate::state::book::{ActionError, Ask, Book};
use crate::state::diary::Diary;
use crate::state::word::Word;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Why an action was not done. Nothing of it was saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It could not be saved, or it is about something that is gone.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// This site has no community yet.
    #[error("there is no community yet")]
    NoCommunity,
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Action(error.into())
    }
}

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    pub(super) fn open_book(self) -> Result<Rc<Book<AnyStore>>, Problem> {
        self.book().ok_or(Problem::NoCommunity)
    }

    fn open_store(self) -> Result<Rc<AnyStore>, Problem> {
        self.store().ok_or(StoreError::Unavailable.into())
    }

    /// Saves, shows what was saved, and tells the other pages and the sync.
    pub(super) async fn saved<T>(
        self,
        saving: impl Future<Output = Result<T, ActionError>>,
    ) -> Result<T, Problem> {
        page::mark("h2h:write-began");
        let done = saving.await?;
        page::measure("h2h:write", "h2h:write-began");
        self.refresh();
        self.announce(&Word::Saved);
        Ok(done)
    }

    /// Tells the other pages of the open community, and its sync.
    pub(super) fn announce(self, word: &Word) {
        if let Some(tabs) = &self.inner().borrow().tabs {
            word.say(tabs);
        }
        match word {
            Word::Saved => self.touch_vault(),
            Word::Wake => self.tell_vault(word),
            _ => {}
        }
    }

    /// Tells all other pages.
    pub(super) fn announce_to_all(self, word: &Word) {
        if let Some(everybody) = &self.inner().borrow().everybody {
            word.say(everybody);
        }
        if *word == Word::Journal {
            self.touch_vault();
        }
    }

    /// Asks for help.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn ask(self, ask: Ask) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.ask(ask, now())).await
    }

    /// Accepts an offer.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn accept(self, request: &RecordId, offer: &RecordId) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.accept(request, offer, now())).await
    }

    /// Sends a step or words to the other side of a thread.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn note(
        self,
        request: &RecordId,
        offer: &RecordId,
        note: Note,
    ) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.note(request, offer, note, now())).await
    }

    /// The requester says that the help of one helper is done. Once it is so for every accepted
    /// helper, the request ends in public too.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn confirm_done(self, request: &RecordId, offer: &RecordId) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.confirm_done(request, offer, now())).await
    }

    /// Ends one's own request.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn close(self, request: &RecordId, reason: CloseReason) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.close(request, reason, now())).await
    }

    /// Tells of an act in the feed.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn tell(self, act: Act, place: Place) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.tell(act, place, now())).await
    }

    /// Takes back an own request, offer or act.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn retract(self, id: &RecordId) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.retract(id, now())).await
    }

    /// Writes into the journal, and takes away the draft it came from.
    ///
    /// # Errors
    /// [`Problem`]; the draft is then still there.
    pub async fn write(
        self,
        words: EntryWords,
        role: Option<Role>,
        mood: Option<Mood>,
        about: Option<RecordId>,
        draft: Option<&str>,
    ) -> Result<EntryId, Problem> {
        let written = now();
        let entry =
            Entry { id: random(), written, day: local_day(written), role, mood, words, about };
        Diary::new(self.open_store()?).write(&entry, draft).await?;
        let id = entry.id;
        self.entries.update(|all| Arc::make_mut(all).push(entry));
        self.announce_to_all(&Word::Journal);
        // Asked only once there is something to lose (requirement 25); browsers decide quietly.
        leptos::task::spawn_local(async {
            page::persist().await;
        });
        Ok(id)
    }

    /// Takes an entry out of the journal.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn unwrite(self, id: EntryId) -> Result<(), Problem> {
        Diary::new(self.open_store()?).remove(id).await?;
        self.entries.update(|all| Arc::make_mut(all).retain(|e| e.id != id));
        self.announce_to_all(&Word::Journal);
        Ok(())
    }

    /// Remembers the person's name on this device; nothing typed forgets it.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn call_me(self, name: Option<Name>) -> Result<(), Problem> {
        self.set_meta("name", name.as_ref().map(ToString::to_string)).await?;
        self.name.set(name);
        self.touch_vault();
        Ok(())
    }

    /// Remembers the area the person looks from. It stays on this device.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn look_from(self, cell: Option<Cell>) -> Result<(), Problem> {
        self.set_meta("viewer", cell.as_ref().map(ToString::to_string)).await?;
        self.viewer.set(cell);
        Ok(())
    }

    /// Today's act, where the library is here. Reactive.
    #[must_use]
    pub fn todays_act(self) -> Option<MicroAct> {
        // Read first, so that the answer follows these even while the device is still opening.
        let (library, daily, _) = (self.library.get(), self.daily.get(), self.ready.get());
        let seed = self.inner().borrow().secret.as_ref()?.seed_for("daily act");
        library.get(choose(&seed, daily, library.len())?).cloned()
    }

    /// Another act for today.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn swap_act(self) -> Result<(), Problem> {
        let daily = self.daily.get_untracked();
        self.set_daily(Daily { swaps: daily.swaps.wrapping_add(1), ..daily }).await
    }

    /// Did it, rests, or takes that back.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn answer_act(self, answer: Answer) -> Result<(), Problem> {
        self.set_daily(Daily { answer, ..self.daily.get_untracked() }).await
    }

    async fn set_daily(self, daily: Daily) -> Result<(), Problem> {
        self.set_meta("daily", serde_json::to_string(&daily).ok()).await?;
        self.daily.set(daily);
        Ok(())
    }

    /// The twelve recovery words; none before the device is open.
    #[must_use]
    pub fn recovery_words(self) -> Option<String> {
        self.inner().borrow().secret.as_ref().map(crate::crypto::identity::Secret::words)
    }

    /// Sends and fetches at once.
    pub fn sync_now(self) {
        self.announce(&Word::Wake);
    }

    /// What was typed into a form and not sent yet.
    pub async fn draft(self, form: &str) -> Option<String> {
        self.store()?.get(Shelf::Drafts, form).await.ok()?
    }

    /// Keeps what is typed into a form; `None` forgets it.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn keep_draft(self, form: &str, text: Option<String>) -> Result<(), Problem> {
        let change = Change { shelf: Shelf::Drafts, key: form.to_owned(), value: text };
        Ok(self.open_store()?.commit(vec![change], Durability::Strict).await?)
    }

    pub(super) async fn set_meta(self, key: &str, value: Option<String>) -> Result<(), Problem> {
        let change = Change { shelf: Shelf::Meta, key: key.to_owned(), value };
        Ok(self.open_store()?.commit(vec![change], Durability::Strict).await?)
    }
}

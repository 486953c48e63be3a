//! Promises: what two people who agreed can do, what can be undone, and what this device does for them by itself.

use super::{App, Problem};
use crate::domain::id::RecordId;
use crate::domain::letter::Leaving;
use crate::domain::text::{Name, Words};
use crate::domain::time::{LocalDay, Millis};
use crate::platform::clock;
use crate::state::word::Word;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A moment longer than what is held waits, so that it surely leaves when the sync looks, in milliseconds.
const A_MOMENT: u64 = 60;

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    /// Offers help on a request; on a repeating one for each of these days.
    ///
    /// # Errors
    /// [`Problem`]; the days before the one that failed are offered.
    pub async fn offer(
        self,
        request: &RecordId,
        name: Name,
        words: Option<Words>,
        days: &[LocalDay],
    ) -> Result<(), Problem> {
        let book = self.open_book()?;
        if days.is_empty() {
            return self.saved(book.offer(request, name, words, now())).await.map(drop);
        }
        for day in days {
            let (name, words) = (name.clone(), words.clone());
            self.saved(book.offer_on(request, name, words, Some(*day), now())).await?;
        }
        Ok(())
    }

    /// Steps back from what was agreed.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn release(
        self,
        request: &RecordId,
        offer: &RecordId,
        why: Leaving,
    ) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.release(request, offer, why, now())).await
    }

    /// Writes how it was; the other reads it once both wrote, or after two weeks.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn feedback(
        self,
        request: &RecordId,
        offer: &RecordId,
        words: Words,
    ) -> Result<RecordId, Problem> {
        let book = self.open_book()?;
        self.saved(book.feedback(request, offer, &words, now())).await
    }

    /// Destroys the keys and letters of one's own offer, or of one's own request.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn erase(self, request: &RecordId, offer: Option<&RecordId>) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.erase(request, offer)).await
    }

    /// Undoes what would leave at `until`.
    ///
    /// # Errors
    /// [`Problem`], where it has left already.
    pub async fn undo(self, until: Millis) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.undo(until, now())).await?;
        self.undone.update(|count| *count += 1);
        Ok(())
    }

    /// Sends now what would leave at `until`.
    ///
    /// # Errors
    /// [`Problem`]; it then leaves at its time.
    pub async fn let_go(self, until: Millis) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.let_go(until, now())).await
    }

    /// Shows what can be undone, and wakes the sync when it may leave, also what was written before the app was closed.
    pub(super) fn watch_held(self) {
        let Some(book) = self.book() else { return };
        let (now, before) = (now(), self.held.get_untracked());
        let held: Vec<Millis> = book.held(now).into_keys().collect();
        if held == before {
            return;
        }
        for until in held.iter().filter(|until| !before.contains(until)).copied() {
            spawn_local(async move {
                clock::sleep(until.since(now) + A_MOMENT).await;
                let _ = self.held.try_update(|all| all.retain(|other| *other != until));
                self.announce(&Word::Wake);
            });
        }
        self.held.set(held);
    }

    /// What a device does for the promises on it without being asked: telling keys of feedback that are due, ending what
    /// has gone by, destroying what is over for two weeks.
    pub(super) async fn keep_promises(self) -> Result<(), Problem> {
        let book = self.open_book()?;
        let told = book.reveal(now()).await?;
        let closed = book.close_done(now()).await?;
        let erased = book.forget_old(now()).await?;
        if told || closed || erased {
            self.refresh();
            self.announce(&Word::Saved);
        }
        Ok(())
    }
}

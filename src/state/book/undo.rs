//! Undoing what was written a moment ago and has not left: as if it had never been.

use super::compose::ActionError;
use super::{Book, Known};
use crate::domain::fact::Fact;
use crate::domain::help::Letters;
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, Note};
use crate::domain::time::Millis;
use crate::state::hold;
use crate::store::{Change, Durability, Shelf, Store};
use std::collections::{BTreeMap, BTreeSet};

impl Known {
    /// Forgets what another tab of this device undid: what was held and is not on the shelf any more.
    pub(super) fn undone_elsewhere(&mut self, here: &[Fact]) {
        let here: BTreeSet<&RecordId> = here.iter().map(|fact| &fact.id).collect();
        let undone: Vec<RecordId> =
            self.held.keys().filter(|id| !here.contains(id)).cloned().collect();
        undone.iter().for_each(|id| self.undo(id));
    }

    fn undo(&mut self, id: &RecordId) {
        self.who = None;
        self.facts.remove(id);
        self.letters.remove(id);
        self.outbox.remove(&id.to_string());
        self.held.remove(id);
    }
}

impl<S: Store> Book<S> {
    /// What can still be undone at `now`: records by the moment they leave. What one action wrote leaves together.
    #[must_use]
    pub fn held(&self, now: Millis) -> BTreeMap<Millis, Vec<RecordId>> {
        let mut all: BTreeMap<Millis, Vec<RecordId>> = BTreeMap::new();
        let known = self.known.borrow();
        for (id, until) in known.held.iter().filter(|(_, until)| hold::is_waiting(**until, now)) {
            if known.outbox.contains(&id.to_string()) {
                all.entry(*until).or_default().push(id.clone());
            }
        }
        all
    }

    /// Undoes what would leave at `until`: record, mark and letter go in one transaction, and what was typed is a draft
    /// again.
    ///
    /// # Errors
    /// [`ActionError::Gone`] where it has left, or is leaving.
    pub async fn undo(&self, until: Millis, now: Millis) -> Result<(), ActionError> {
        let ids = self.held(now).remove(&until).filter(|_| hold::may_undo(until, now));
        let ids = ids.ok_or(ActionError::Gone)?;
        let mut changes = Vec::new();
        for id in &ids {
            for shelf in [Shelf::Records, Shelf::Outbox, Shelf::Letters] {
                changes.push(Change::remove(shelf, id));
            }
            changes.extend(draft_of(&self.known.borrow().letters, id));
        }
        self.store.commit(changes, Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        ids.iter().for_each(|id| known.undo(id));
        Ok(())
    }

    /// Lets go of what would leave at `until` only.
    ///
    /// # Errors
    /// [`ActionError::Store`]; it then leaves at its time.
    pub async fn let_go(&self, until: Millis, now: Millis) -> Result<(), ActionError> {
        let ids = self.held(now).remove(&until).unwrap_or_default();
        let marks = ids.iter().map(|id| Change::put(Shelf::Outbox, id, "")).collect();
        self.store.commit(marks, Durability::Strict).await?;
        self.known.borrow_mut().held.retain(|id, _| !ids.contains(id));
        Ok(())
    }
}

/// The words of a note as the draft they were typed as.
fn draft_of(letters: &Letters, id: &RecordId) -> Option<Change> {
    let Some(Letter::Note(letter)) = letters.get(id) else { return None };
    let (form, words) = match &letter.note {
        Note::Say(words) => ("say", words),
        Note::Thanks { words, .. } => ("thanks", words),
        _ => return None,
    };
    Some(Change::put(Shelf::Drafts, format!("{form} {}", letter.offer), words.to_string()))
}

//! Writing records: signed, then kept with everything that belongs to them in one durable transaction, then known.

use super::compose::ActionError;
use super::{Book, Keys, json};
use crate::crypto::identity::Signer;
use crate::crypto::sign::sign;
use crate::domain::body::Body;
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::Letter;
use crate::domain::time::{Millis, next_stamp};
use crate::state::hold::{self, HOLD};
use crate::store::{Change, Durability, Shelf, Store};

/// A record to write.
pub(super) struct New<'s> {
    pub signer: &'s Signer,
    pub place: Place,
    pub now: Millis,
    pub expires: Millis,
    pub body: Body,
    /// What is sealed in it, for the author's own eyes.
    pub letter: Option<Letter>,
    /// The keys made for it.
    pub keys: Option<Keys>,
    /// What else changes in the same transaction.
    pub also: Vec<Change>,
    /// It does not leave before then: it can be undone.
    pub until: Option<Millis>,
}

impl<'s> New<'s> {
    /// A record with nothing beside it.
    pub fn of(signer: &'s Signer, place: Place, now: Millis, expires: Millis, body: Body) -> Self {
        let (letter, keys, also, until) = (None, None, Vec::new(), None);
        Self { signer, place, now, expires, body, letter, keys, also, until }
    }

    /// The same, held for ten seconds from `now` on.
    pub fn held(self, now: Millis) -> Self {
        Self { until: Some(now.plus(HOLD)), ..self }
    }
}

impl<S: Store> Book<S> {
    pub(super) async fn write(&self, new: New<'_>) -> Result<RecordId, ActionError> {
        self.write_all(vec![new]).await?.pop().ok_or(ActionError::Gone)
    }

    /// Writes several records that belong together: all of them, or none.
    pub(super) async fn write_all(&self, all: Vec<New<'_>>) -> Result<Vec<RecordId>, ActionError> {
        let mut changes = Vec::new();
        let mut written = Vec::new();
        let mut stamp = self.known.borrow().last_stamp;
        for new in all {
            stamp = next_stamp(new.now, stamp);
            let (envelope, fact) =
                sign(new.signer, &self.community, new.place, stamp, new.expires, new.body)
                    .ok_or(ActionError::Gone)?;
            changes.extend(new.also);
            changes.push(Change::put(Shelf::Records, &envelope.id, json(&envelope)?));
            let mark = new.until.map(hold::mark).unwrap_or_default();
            changes.push(Change::put(Shelf::Outbox, &envelope.id, mark));
            if let Some(letter) = &new.letter {
                changes.push(Change::put(Shelf::Letters, &envelope.id, json(letter)?));
            }
            if let Some(keys) = &new.keys {
                changes.push(Change::put(Shelf::Keys, new.signer.public(), json(keys)?));
            }
            let keys = new.keys.map(|keys| (new.signer.public(), keys));
            written.push((fact, new.letter, keys, new.until));
        }
        self.store.commit(changes, Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        let mut ids = Vec::new();
        for (fact, letter, keys, until) in written {
            let id = fact.id.clone();
            known.outbox.insert(id.to_string());
            known.held.extend(until.map(|until| (id.clone(), until)));
            known.letters.extend(letter.map(|letter| (id.clone(), letter)));
            known.keys.extend(keys);
            known.add(fact, &self.me.public());
            ids.push(id);
        }
        known.last_stamp = known.last_stamp.max(stamp);
        Ok(ids)
    }
}

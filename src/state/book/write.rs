//! Writing one record: signed, then kept with everything that belongs to it in one durable transaction, then known.

use super::compose::ActionError;
use super::{Book, Keys, json};
use crate::crypto::identity::Signer;
use crate::crypto::sign::sign;
use crate::domain::body::Body;
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::Letter;
use crate::domain::time::{Millis, next_stamp};
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
}

impl<'s> New<'s> {
    /// A record with nothing beside it.
    pub fn of(signer: &'s Signer, place: Place, now: Millis, expires: Millis, body: Body) -> Self {
        Self { signer, place, now, expires, body, letter: None, keys: None, also: Vec::new() }
    }
}

impl<S: Store> Book<S> {
    pub(super) async fn write(&self, new: New<'_>) -> Result<RecordId, ActionError> {
        let stamp = next_stamp(new.now, self.known.borrow().last_stamp);
        let (envelope, fact) =
            sign(new.signer, &self.community, new.place, stamp, new.expires, new.body)
                .ok_or(ActionError::Gone)?;
        let mut changes = new.also;
        changes.push(Change::put(Shelf::Records, &envelope.id, json(&envelope)?));
        changes.push(Change::put(Shelf::Outbox, &envelope.id, ""));
        if let Some(letter) = &new.letter {
            changes.push(Change::put(Shelf::Letters, &envelope.id, json(letter)?));
        }
        if let Some(keys) = &new.keys {
            changes.push(Change::put(Shelf::Keys, new.signer.public(), json(keys)?));
        }
        self.store.commit(changes, Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        let id = fact.id.clone();
        known.outbox.insert(envelope.id);
        known.letters.extend(new.letter.map(|letter| (id.clone(), letter)));
        known.keys.extend(new.keys.map(|keys| (new.signer.public(), keys)));
        known.add(fact, &self.me.public());
        known.last_stamp = known.last_stamp.max(stamp);
        Ok(id)
    }
}

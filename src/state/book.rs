//! What this device knows of one community: true records, letters it could open, its own keys.
//!
//! Every change is one transaction of the store first and memory after, so that what a page shows as
//! saved is saved.

mod compose;
mod keys;
mod take;
#[cfg(test)]
mod tests;

pub use compose::{ActionError, Ask};
pub use keys::Keys;
pub use take::CHUNK;

use crate::crypto::identity::{Secret, Signer};
use crate::crypto::seal::SealPair;
use crate::domain::act::{self, Told};
use crate::domain::body::{Body, Payload};
use crate::domain::bytes::AuthorKey;
use crate::domain::community::{Community, CommunityId};
use crate::domain::fact::Fact;
use crate::domain::help::{Help, Letters, fold};
use crate::domain::id::RecordId;
use crate::domain::record::{Envelope, content_id, payload_hash};
use crate::domain::time::Millis;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Records not looked at yet stand under their id with this before it, so that they never take the
/// place of one that was found true.
const UNSEEN: char = '?';

/// One community on this device.
pub struct Book<S> {
    store: Rc<S>,
    community: CommunityId,
    me: Signer,
    known: RefCell<Known>,
}

#[derive(Default)]
struct Known {
    facts: BTreeMap<RecordId, Fact>,
    letters: Letters,
    keys: BTreeMap<AuthorKey, Keys>,
    outbox: BTreeSet<String>,
    last_stamp: Millis,
}

impl Known {
    /// Adds what the shelves hold. Nothing is taken away: this tab may have written meanwhile.
    fn merge(&mut self, other: Self) {
        self.facts.extend(other.facts);
        self.letters.extend(other.letters);
        self.keys.extend(other.keys);
        self.last_stamp = self.last_stamp.max(other.last_stamp);
        // What waits for another community's backend is not for this one.
        let ours = |id: &String| RecordId::parse(id).is_ok_and(|id| self.facts.contains_key(&id));
        self.outbox.extend(other.outbox.into_iter().filter(ours));
    }
}

impl<S: Store> Book<S> {
    /// Reads what the device keeps of this community and checks what it has not looked at yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(
        store: Rc<S>,
        community: CommunityId,
        secret: &Secret,
        now: Millis,
    ) -> Result<Self, StoreError> {
        let me = secret.in_community(&community);
        let book = Self { store, community, me, known: RefCell::default() };
        book.reread(now).await?;
        Ok(book)
    }

    /// Reads the shelves again, after another tab changed them.
    ///
    /// # Errors
    /// [`StoreError`]; memory is then as before.
    pub async fn reread(&self, now: Millis) -> Result<(), StoreError> {
        let records = self.store.all(Shelf::Records).await?;
        let mut known = Known::default();
        for (key, text) in self.store.all(Shelf::Keys).await? {
            if let (Ok(key), Ok(keys)) = (AuthorKey::parse(&key), serde_json::from_str(&text)) {
                known.keys.insert(key, keys);
            }
        }
        for (id, text) in self.store.all(Shelf::Letters).await? {
            if let (Ok(id), Ok(letter)) = (RecordId::parse(&id), serde_json::from_str(&text)) {
                known.letters.insert(id, letter);
            }
        }
        known.outbox = self.store.all(Shelf::Outbox).await?.into_iter().map(|(id, _)| id).collect();

        let mut unseen = Vec::new();
        let mut changes = Vec::new();
        for (key, text) in records {
            let Ok(envelope) = serde_json::from_str::<Envelope>(&text) else {
                continue;
            };
            if key.starts_with(UNSEEN) {
                unseen.push(envelope);
            } else if let Some(fact) = trusted(&self.community, &envelope) {
                if fact.is_expired(now) {
                    changes.push(Change::remove(Shelf::Records, key));
                } else {
                    known.facts.insert(fact.id.clone(), fact);
                }
            }
        }
        let mine = |f: &&Fact| known.keys.contains_key(&f.author) || f.author == self.me.public();
        known.last_stamp =
            known.facts.values().filter(mine).map(|f| f.id.time).max().unwrap_or_default();
        self.known.borrow_mut().merge(known);
        self.store.commit(changes, Durability::Relaxed).await?;
        self.check(unseen, now).await?;
        Ok(())
    }

    /// The community this is about.
    #[must_use]
    pub fn community(&self) -> CommunityId {
        self.community
    }

    /// The person's own key in this community.
    #[must_use]
    pub fn me(&self) -> AuthorKey {
        self.me.public()
    }

    /// The community's description, the newest by its root key.
    #[must_use]
    pub fn description(&self) -> Option<Community> {
        self.known.borrow().facts.values().rev().find_map(|fact| match &fact.body {
            Body::Community(c) => Some(c.clone()),
            _ => None,
        })
    }

    /// All requests with what became of them, newest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Help> {
        let known = self.known.borrow();
        fold(known.facts.values(), &known.letters, &known.keys.keys().copied().collect())
    }

    /// All acts of kindness, newest first.
    #[must_use]
    pub fn acts(&self) -> Vec<Told> {
        act::fold(self.known.borrow().facts.values(), &self.me())
    }

    /// How many records are known to be true.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.borrow().facts.len()
    }

    /// Whether no record is known yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ids of own records no backend has confirmed yet.
    #[must_use]
    pub fn outbox(&self) -> BTreeSet<String> {
        self.known.borrow().outbox.clone()
    }

    /// The key pairs of one's own request or offer.
    fn keys_of(&self, author: &AuthorKey) -> Option<Keys> {
        self.known.borrow().keys.get(author).cloned()
    }

    fn seal_pairs(&self) -> Vec<SealPair> {
        self.known.borrow().keys.values().map(Keys::seal).collect()
    }
}

/// A record kept as true: its signature was checked before it was put there, so only its shape and
/// that its id belongs to this community are read again, which is a hundred times quicker.
fn trusted(community: &CommunityId, envelope: &Envelope) -> Option<Fact> {
    let id = RecordId::parse(&envelope.id).ok()?;
    let h = payload_hash(&envelope.p);
    let RecordId { place, kind, time, .. } = id.clone();
    if content_id(community, &envelope.a, place, kind, time, &h) != id {
        return None;
    }
    let Payload { expires, body, .. } = Payload::parse(&id.kind, id.time, &envelope.p).ok()?;
    Some(Fact { id, author: envelope.a, expires, body })
}

fn json(envelope: &Envelope) -> Result<String, StoreError> {
    serde_json::to_string(envelope).map_err(|error| StoreError::Failed(error.to_string()))
}

/// Where a record not looked at yet is kept.
fn unseen_key(id: &str) -> String {
    format!("{UNSEEN}{id}")
}

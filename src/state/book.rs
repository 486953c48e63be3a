//! What this device knows of one community: true records, letters it could open, its own keys.
//!
//! Every change is one transaction of the store first and memory after, so that what a page shows as
//! saved is saved.

mod again;
mod compose;
mod coordinate;
mod feedback;
mod forget;
mod helper;
mod keys;
mod membership;
mod private;
mod promise;
mod regard;
mod take;
#[cfg(test)]
mod tests;
mod undo;
mod write;

pub use again::AskedBefore;
pub use compose::{ActionError, Ask};
pub use coordinate::Told as ToldConcern;
pub use helper::Offering;
pub use keys::Keys;
pub use private::PrivateAsk;
pub use regard::BLOCKED;

use crate::crypto::identity::{Secret, Signer};
use crate::crypto::seal::SealPair;
use crate::domain::act::{self, Told};
use crate::domain::authority::{self, Authority};
use crate::domain::body::{Body, Payload};
use crate::domain::bytes::AuthorKey;
use crate::domain::community::CommunityId;
use crate::domain::fact::Fact;
use crate::domain::help::{Help, Letters, fold};
use crate::domain::id::RecordId;
use crate::domain::letter::Binding;
use crate::domain::moderation::Concern;
use crate::domain::record::{Envelope, content_id, payload_hash};
use crate::domain::text::Name;
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use crate::state::hold;
use crate::store::{Change, Shelf, Store, StoreError};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const REFUSED: &str = "refused ";
/// What lies in the place of a key pair or a letter that was destroyed for good, so that no other device of the person
/// brings it back.
pub(super) const ERASED: &str = "";
/// Tombstones wait in the outbox under the id of their record with this before it.
pub(super) const BURY: char = '-';

/// One community on this device.
pub struct Book<S> {
    store: Rc<S>,
    community: CommunityId,
    me: Signer,
    /// What is for this person alone is sealed to this pair.
    seal: SealPair,
    known: RefCell<Known>,
}

#[derive(Default)]
struct Known {
    facts: BTreeMap<RecordId, Fact>,
    letters: Letters,
    keys: BTreeMap<AuthorKey, Keys>,
    outbox: BTreeSet<String>,
    /// Own records that can still be undone, or could, and until when.
    held: BTreeMap<RecordId, Millis>,
    /// One's own keys that were destroyed for good.
    erased: BTreeSet<AuthorKey>,
    /// Own records the backend does not take, and why.
    refused: BTreeMap<String, String>,
    /// What its authors took back.
    gone: BTreeSet<RecordId>,
    /// One's own keys in each request one takes part in: what letters about it may be sealed to.
    threads: BTreeMap<RecordId, BTreeSet<AuthorKey>>,
    /// The newest stamp of anything of one's own.
    last_stamp: Millis,
    /// Who counts, as far as it was asked since something changed.
    who: Option<Rc<Authority>>,
    /// What this device could open as a coordinator, and what it could not.
    concerns: BTreeMap<RecordId, Option<Concern>>,
    askers: BTreeMap<RecordId, Option<Binding>>,
    /// Whom this person does not want to see, with what they were called.
    blocked: BTreeMap<AuthorKey, Option<Name>>,
}

impl Known {
    /// Notes a true record, unless it was taken back.
    fn add(&mut self, fact: Fact, me: &AuthorKey) {
        if self.gone.contains(&fact.id) {
            return;
        }
        self.who = None;
        if fact.author == *me || self.keys.contains_key(&fact.author) {
            self.last_stamp = self.last_stamp.max(fact.id.time);
            match &fact.body {
                Body::Request(_) | Body::Private(_) | Body::Helper(_) => {
                    self.take_part(fact.id.clone(), fact.author);
                }
                Body::Offer(offer) => self.take_part(offer.re.clone(), fact.author),
                _ => {}
            }
        }
        self.facts.insert(fact.id.clone(), fact);
    }

    fn take_part(&mut self, request: RecordId, key: AuthorKey) {
        self.threads.entry(request).or_default().insert(key);
    }

    /// Notes what authors took back.
    fn forget(&mut self, ids: impl IntoIterator<Item = RecordId>) {
        for id in ids {
            self.who = None;
            self.facts.remove(&id);
            self.gone.insert(id);
        }
    }
}

impl<S: Store> Book<S> {
    /// Reads what the device keeps of this community.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(
        store: Rc<S>,
        community: CommunityId,
        secret: &Secret,
        now: Millis,
    ) -> Result<Self, StoreError> {
        let book = Self::begin(store, community, secret, now).await?;
        for number in book.segments().await? {
            book.load(number, now).await?;
        }
        Ok(book)
    }

    /// Reads what is one's own only; [`Book::load`] reads the rest, segment by segment.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin(
        store: Rc<S>,
        community: CommunityId,
        secret: &Secret,
        now: Millis,
    ) -> Result<Self, StoreError> {
        let me = secret.in_community(&community);
        let seal = secret.seal_in_community(&community);
        let book = Self { store, community, me, seal, known: RefCell::default() };
        book.reread(now).await?;
        Ok(book)
    }

    /// Reads what is one's own again, after another tab changed it.
    ///
    /// # Errors
    /// [`StoreError`]; memory is then as before.
    pub async fn reread(&self, now: Millis) -> Result<(), StoreError> {
        let (mut keys, mut letters) = (BTreeMap::new(), Letters::new());
        let (mut facts, mut gone, mut erased) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (key, text) in self.store.all(Shelf::Keys).await? {
            if text == ERASED {
                erased.extend(AuthorKey::parse(&key));
                continue;
            }
            if let (Ok(key), Ok(pair)) = (AuthorKey::parse(&key), serde_json::from_str(&text)) {
                keys.insert(key, pair);
            }
        }
        let mut blank = BTreeSet::new();
        for (id, text) in self.store.all(Shelf::Letters).await? {
            if text == ERASED {
                blank.extend(RecordId::parse(&id));
            } else if let (Ok(id), Ok(letter)) = (RecordId::parse(&id), serde_json::from_str(&text))
            {
                letters.insert(id, letter);
            }
        }
        for (key, text) in self.store.all(Shelf::Records).await? {
            if let Ok(tombstone) = serde_json::from_str::<Tombstone>(&text) {
                gone.extend(RecordId::parse(&tombstone.id));
            } else if let Ok(envelope) = serde_json::from_str::<Envelope>(&text)
                && envelope.id == key
                && let Some(fact) = trusted(&self.community, &envelope)
                && !fact.is_expired(now)
            {
                facts.push(fact);
            }
        }
        let outbox = self.store.all(Shelf::Outbox).await?;
        let meta = self.store.all(Shelf::Meta).await?;
        let blocked = regard::read_blocked(&self.community, &meta);
        let mut known = self.known.borrow_mut();
        known.undone_elsewhere(&facts);
        known.keys.extend(keys);
        known.keys.retain(|key, _| !erased.contains(key));
        known.letters.retain(|id, _| !blank.contains(id));
        known.erased.extend(erased);
        known.letters.extend(letters);
        known.forget(gone);
        facts.into_iter().for_each(|fact| known.add(fact, &self.me.public()));
        // What waits for another community's backend is not for this one.
        for (key, mark) in outbox {
            let Ok(id) = RecordId::parse(&key) else { continue };
            if known.facts.contains_key(&id) {
                known.outbox.insert(key);
                known.held.extend(hold::until(&mark).map(|until| (id, until)));
            }
        }
        let refused = meta.into_iter().filter_map(|(key, why)| Some((refused_id(&key)?, why)));
        known.refused.extend(refused);
        known.blocked = blocked;
        known.who = None;
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

    /// Who counts in the community, and its description.
    #[must_use]
    pub fn authority(&self) -> Rc<Authority> {
        let mut known = self.known.borrow_mut();
        let fold = |known: &Known| {
            let who = authority::fold(self.community, known.facts.values());
            Rc::new(who.without_vouches_of(&known.blocked.keys().copied().collect()))
        };
        let who = known.who.take().unwrap_or_else(|| fold(&known));
        known.who = Some(Rc::clone(&who));
        who
    }

    /// All requests with what became of them, newest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Help> {
        let mine = |known: &Known| known.keys.keys().chain(&known.erased).copied().collect();
        self.shown(
            |_| true,
            |facts, known| {
                let mut all = fold(facts, &known.letters, &mine(known));
                known.open_feedback(&mut all);
                all
            },
        )
    }

    /// All acts of kindness, newest first.
    #[must_use]
    pub fn acts(&self) -> Vec<Told> {
        self.shown(|_| true, |facts, _| act::fold(facts, &self.me()))
    }

    /// When the community's description dies, where it has one.
    #[must_use]
    pub fn expires(&self, root: &CommunityId) -> Option<Millis> {
        let known = self.known.borrow();
        let described = known
            .facts
            .values()
            .filter(|f| f.author == *root && matches!(f.body, Body::Community(_)));
        described.map(|fact| fact.expires).max()
    }

    /// What erases all of this community from the device: records, letters, keys, and what waits to be sent.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn everything_of_it(&self) -> Result<Vec<Change>, StoreError> {
        let mut changes = Vec::new();
        for number in self.segments().await? {
            self.load(number, Millis(0)).await?;
            let key = super::keeper::segments::key(&self.community, number);
            changes.push(Change::remove(Shelf::Segments, key));
        }
        let known = self.known.borrow();
        for (id, fact) in &known.facts {
            for shelf in [Shelf::Records, Shelf::Outbox, Shelf::Letters] {
                changes.push(Change::remove(shelf, id));
            }
            changes.push(Change::remove(Shelf::Meta, refusal_key(&id.to_string())));
            if known.keys.contains_key(&fact.author) || known.erased.contains(&fact.author) {
                changes.push(Change::remove(Shelf::Keys, fact.author));
            }
        }
        Ok(changes)
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

    /// Own records the backend does not take, and why, in the server's words.
    #[must_use]
    pub fn refused(&self) -> BTreeMap<String, String> {
        self.known.borrow().refused.clone()
    }

    /// The key pairs of one's own request or offer.
    fn keys_of(&self, author: &AuthorKey) -> Option<Keys> {
        self.known.borrow().keys.get(author).cloned()
    }
}

/// The key in [`Shelf::Meta`] under which the reason of a refusal is kept.
pub(super) fn refusal_key(id: &str) -> String {
    format!("{REFUSED}{id}")
}

fn refused_id(key: &str) -> Option<String> {
    key.strip_prefix(REFUSED).map(ToOwned::to_owned)
}

/// A record kept as true: its signature was checked before it was put there, so only its shape and
/// that its id belongs to this community are read again, which is a hundred times quicker.
pub(super) fn trusted(community: &CommunityId, envelope: &Envelope) -> Option<Fact> {
    let id = RecordId::parse(&envelope.id).ok()?;
    let h = payload_hash(&envelope.p);
    let RecordId { place, kind, time, .. } = id.clone();
    if content_id(community, &envelope.a, place, kind, time, &h) != id {
        return None;
    }
    let Payload { expires, body, .. } = Payload::parse(&id.kind, id.time, &envelope.p).ok()?;
    Some(Fact { id, author: envelope.a, expires, body })
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}

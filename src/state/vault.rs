//! What a person has, on every device of theirs: journal, name, keys, opened letters, communities.
//!
//! A vault is a community of one, whose key pair is made of the person's secret. So keeper and replicator carry it as they
//! carry every community; here its records are read and written. Each is encrypted, padded, and named by a hash.

mod file;
mod reconcile;
mod settle;
mod slots;
#[cfg(test)]
mod tests;

pub use file::BadFile;
pub use reconcile::{BASE, Reconciled};

use crate::crypto::identity::{Secret, Signer};
use crate::crypto::sign::{sign, verify};
use crate::crypto::vault::{lock, unlock};
use crate::domain::body::Body;
use crate::domain::bytes::Hash;
use crate::domain::community::CommunityId;
use crate::domain::fact::Fact;
use crate::domain::id::{Place, RecordId};
use crate::domain::kept::{KEPT_LIFE, Kept, Plain, Version, Versions, WEEK, heads};
use crate::domain::record::{Envelope, payload_hash};
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use crate::state::book::trusted;
use crate::state::keeper::segments;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What stands in the ids of a vault's records.
const KIND: &str = ":kept:";

/// A device of the person, as it told of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What it is, such as "Firefox, Android".
    pub name: String,
    /// The day it was last used.
    pub seen: Millis,
}

/// One person's vault on this device.
pub struct Vault<S> {
    store: Rc<S>,
    secret: Secret,
    me: Signer,
    /// The name of this device's copy.
    replica: String,
    known: RefCell<Known>,
}

#[derive(Default)]
struct Known {
    /// With their whole texts.
    versions: Versions,
    /// Those whose texts are not all here.
    unfinished: Versions,
    parts: BTreeMap<RecordId, String>,
    /// Of every record here: what burying it needs.
    payloads: BTreeMap<RecordId, Hash>,
    gone: BTreeSet<RecordId>,
}

impl Known {
    fn add(&mut self, id: RecordId, payload: Hash, plain: Plain) {
        if self.gone.contains(&id) || self.payloads.insert(id.clone(), payload).is_some() {
            return;
        }
        match plain {
            Plain::Part(text) => drop(self.parts.insert(id, text)),
            Plain::Version(version) => drop(self.unfinished.insert(id, version)),
        }
    }

    /// Puts those together whose parts are here.
    fn put_together(&mut self) {
        let whole = |version: &Version| version.rest.iter().all(|id| self.parts.contains_key(id));
        let (done, open): (Versions, Versions) =
            std::mem::take(&mut self.unfinished).into_iter().partition(|(_, v)| whole(v));
        self.unfinished = open;
        for (id, mut version) in done {
            if let Some(value) = &mut version.value {
                version
                    .rest
                    .iter()
                    .filter_map(|id| self.parts.get(id))
                    .for_each(|t| value.push_str(t));
            }
            self.versions.insert(id, version);
        }
    }

    fn forget(&mut self, id: RecordId) {
        self.versions.remove(&id);
        self.unfinished.remove(&id);
        self.parts.remove(&id);
        self.payloads.remove(&id);
        self.gone.insert(id);
    }
}

impl<S: Store> Vault<S> {
    /// Reads what this device has of the vault. `replica` names this device's copy.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(store: Rc<S>, secret: &Secret, replica: &str) -> Result<Self, StoreError> {
        let vault = Self {
            store,
            me: secret.vault(),
            secret: secret.clone(),
            replica: replica.to_owned(),
            known: RefCell::default(),
        };
        vault.reread().await?;
        for key in vault.store.keys(Shelf::Segments).await? {
            if let Some(number) = segments::number(&vault.id(), &key) {
                vault.load(number).await?;
            }
        }
        Ok(vault)
    }

    /// The name of the vault: what stands in the place of a community's root key.
    #[must_use]
    pub fn id(&self) -> CommunityId {
        self.me.public()
    }

    /// Reads what pages of this device wrote.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn reread(&self) -> Result<(), StoreError> {
        for key in self.store.keys(Shelf::Records).await? {
            let Ok(id) = RecordId::parse(&key) else { continue };
            if !key.contains(KIND) || self.known.borrow().payloads.contains_key(&id) {
                continue;
            }
            let text = self.store.get(Shelf::Records, &key).await?.unwrap_or_default();
            if serde_json::from_str::<Tombstone>(&text).is_ok() {
                self.known.borrow_mut().forget(id);
            } else {
                self.learn(&text);
            }
        }
        self.known.borrow_mut().put_together();
        Ok(())
    }

    /// Reads one segment of what the sync pulled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load(&self, number: u32) -> Result<(), StoreError> {
        let key = segments::key(&self.id(), number);
        let text = self.store.get(Shelf::Segments, &key).await?.unwrap_or_default();
        segments::lines(&text).for_each(|line| self.learn(line));
        self.known.borrow_mut().put_together();
        Ok(())
    }

    /// Takes in what was buried elsewhere.
    pub fn forget(&self, gone: &[String]) {
        let ids = gone.iter().filter_map(|id| RecordId::parse(id).ok());
        ids.for_each(|id| self.known.borrow_mut().forget(id));
    }

    fn learn(&self, line: &str) {
        let Ok(envelope) = serde_json::from_str::<Envelope>(line) else { return };
        if let Some(fact) = trusted(&self.id(), &envelope) {
            self.take(fact, &envelope);
        }
    }

    fn take(&self, fact: Fact, envelope: &Envelope) {
        let Body::Kept(kept) = &fact.body else { return };
        if fact.author == self.me.public()
            && let Some(text) = unlock(&self.secret, &kept.c)
            && let Ok(plain) = serde_json::from_slice(&text)
        {
            self.known.borrow_mut().add(fact.id, payload_hash(&envelope.p), plain);
        }
    }

    /// Encrypts and signs one record. Its time is a whole week and its stamps do not rise: nothing orders versions but
    /// what they say of each other.
    fn seal(&self, plain: &Plain, now: Millis) -> Result<(RecordId, Envelope), StoreError> {
        let failed = || StoreError::Failed("a record of the vault cannot be written".into());
        let text = serde_json::to_vec(plain).map_err(|_| failed())?;
        let c = lock(&self.secret, &text).ok_or_else(failed)?;
        let time = Millis(now.0 / WEEK * WEEK);
        let (body, expires) = (Body::Kept(Kept { c }), time.plus(KEPT_LIFE));
        let signed = sign(&self.me, &self.id(), Place::Anywhere, time, expires, body);
        signed.map(|(envelope, fact)| (fact.id, envelope)).ok_or_else(failed)
    }

    /// All records of the vault that are on this device.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn envelopes(&self) -> Result<Vec<Envelope>, StoreError> {
        let here = self.known.borrow().payloads.clone();
        let mut all = BTreeMap::new();
        let mut note = |line: &str| {
            if let Ok(envelope) = serde_json::from_str::<Envelope>(line)
                && RecordId::parse(&envelope.id).is_ok_and(|id| here.contains_key(&id))
            {
                all.insert(envelope.id.clone(), envelope);
            }
        };
        for (_, text) in
            self.store.all(Shelf::Records).await?.iter().filter(|(k, _)| k.contains(KIND))
        {
            note(text);
        }
        for (key, text) in self.store.all(Shelf::Segments).await? {
            if segments::number(&self.id(), &key).is_some() {
                segments::lines(&text).for_each(&mut note);
            }
        }
        Ok(all.into_values().collect())
    }

    /// Takes in records that came by hand, as far as they are this person's and not here yet; they are sent on as one's
    /// own. Returns how many were this person's at all.
    ///
    /// # Errors
    /// [`StoreError`]; then none was taken in.
    pub async fn receive(&self, records: &[Envelope], now: Millis) -> Result<usize, StoreError> {
        let (mut changes, mut new, mut mine) = (Vec::new(), Vec::new(), 0);
        for envelope in records {
            let Ok(fact) = verify(&self.id(), envelope) else { continue };
            if fact.author != self.me.public() || fact.is_expired(now) {
                continue;
            }
            mine += 1;
            let known = self.known.borrow();
            if known.payloads.contains_key(&fact.id) || known.gone.contains(&fact.id) {
                continue;
            }
            let text =
                serde_json::to_string(envelope).map_err(|e| StoreError::Failed(e.to_string()))?;
            changes.push(Change::put(Shelf::Records, &envelope.id, text));
            changes.push(Change::put(Shelf::Outbox, &envelope.id, ""));
            new.push((fact, envelope));
        }
        self.store.commit(changes, Durability::Strict).await?;
        new.into_iter().for_each(|(fact, envelope)| self.take(fact, envelope));
        self.known.borrow_mut().put_together();
        Ok(mine)
    }

    /// The person's devices by the names of their copies, this one among them once it was reconciled.
    #[must_use]
    pub fn devices(&self) -> BTreeMap<String, Device> {
        let known = self.known.borrow();
        let heads = heads(&known.versions);
        let read = |(slot, heads): (&&str, &Vec<crate::domain::kept::Head<'_>>)| {
            let replica = slot.strip_prefix(slots::DEVICE)?;
            let text = heads.last()?.value?;
            Some((replica.to_owned(), serde_json::from_str(text).ok()?))
        };
        heads.iter().filter_map(read).collect()
    }

    /// How many records are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.borrow().payloads.len()
    }

    /// Whether no record is here yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

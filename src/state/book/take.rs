//! Taking records in: kept at once as unseen, then checked, then shown; only true ones ever fold.

use super::{Book, json, unseen_key};
use crate::crypto::seal::open_fact;
use crate::crypto::sign::verify;
use crate::domain::fact::{Fact, retracted};
use crate::domain::id::RecordId;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::store::{Change, Durability, Shelf, Store, StoreError};

/// How many signatures are checked before the page gets a turn.
pub const CHUNK: usize = 32;

impl<S: Store> Book<S> {
    /// Keeps pulled records as unseen, together with `also` (the checkpoint), in one transaction.
    /// Returns those that were new.
    ///
    /// # Errors
    /// [`StoreError`]; then neither records nor checkpoint were kept.
    pub async fn keep(
        &self,
        pulled: Vec<Envelope>,
        also: Vec<Change>,
    ) -> Result<Vec<Envelope>, StoreError> {
        let fresh: Vec<Envelope> = {
            let known = self.known.borrow();
            let is_new = |e: &Envelope| {
                RecordId::parse(&e.id).is_ok_and(|id| !known.facts.contains_key(&id))
            };
            pulled.into_iter().filter(is_new).collect()
        };
        let mut changes = also;
        for envelope in &fresh {
            let key = unseen_key(&envelope.id);
            changes.push(Change::put(Shelf::Records, key, json(envelope)?));
        }
        self.store.commit(changes, Durability::Relaxed).await?;
        Ok(fresh)
    }

    /// Checks records already kept as unseen: true ones are marked and known from here on, others
    /// are taken off the shelf. Returns how many were true.
    ///
    /// # Errors
    /// [`StoreError`]; memory then knows no more than the store.
    pub async fn check(&self, unseen: Vec<Envelope>, now: Millis) -> Result<usize, StoreError> {
        let pairs = self.seal_pairs();
        let mut changes = Vec::new();
        let mut facts: Vec<Fact> = Vec::new();
        let mut letters = Vec::new();
        for envelope in &unseen {
            changes.push(Change::remove(Shelf::Records, unseen_key(&envelope.id)));
            let Some(fact) = verify(&self.community, envelope).ok().filter(|f| !f.is_expired(now))
            else {
                continue;
            };
            changes.push(Change::put(Shelf::Records, &envelope.id, json(envelope)?));
            if let Some(letter) = open_fact(&self.community, &fact, &pairs) {
                if let Ok(json) = serde_json::to_string(&letter) {
                    changes.push(Change::put(Shelf::Letters, &fact.id, json));
                }
                letters.push((fact.id.clone(), letter));
            }
            facts.push(fact);
        }
        let count = facts.len();
        self.store.commit(changes, Durability::Relaxed).await?;
        let mut known = self.known.borrow_mut();
        known.letters.extend(letters);
        known.facts.extend(facts.into_iter().map(|fact| (fact.id.clone(), fact)));
        Ok(count)
    }

    /// Own records waiting to be sent, at most `limit`.
    pub async fn waiting(&self, limit: usize) -> Vec<Envelope> {
        let ids: Vec<String> = self.known.borrow().outbox.iter().take(limit).cloned().collect();
        let mut envelopes = Vec::new();
        for id in ids {
            envelopes.extend(self.envelope(&id).await);
        }
        envelopes
    }

    /// The envelope of a kept record that was found true.
    pub async fn envelope(&self, id: &str) -> Option<Envelope> {
        let text = self.store.get(Shelf::Records, id).await.ok()??;
        serde_json::from_str(&text).ok()
    }

    /// True, unexpired records that nobody took back, after the id `after`, in the order of ids, at most `limit`.
    pub async fn everything(
        &self,
        after: Option<&str>,
        limit: usize,
        now: Millis,
    ) -> Vec<Envelope> {
        let mut ids: Vec<String> = {
            let known = self.known.borrow();
            let gone = retracted(known.facts.values());
            let lives = |f: &&Fact| !f.is_expired(now) && !gone.contains(&f.id);
            known.facts.values().filter(lives).map(|f| f.id.to_string()).collect()
        };
        ids.sort();
        let start = after.map_or(0, |after| ids.partition_point(|id| id.as_str() <= after));
        let mut envelopes = Vec::new();
        for id in ids.iter().skip(start).take(limit) {
            envelopes.extend(self.envelope(id).await);
        }
        envelopes
    }

    /// The backend has these: they no longer wait.
    ///
    /// # Errors
    /// [`StoreError`]; then they wait on and are sent again, which does no harm.
    pub async fn sent(&self, ids: &[String]) -> Result<(), StoreError> {
        let changes = ids.iter().map(|id| Change::remove(Shelf::Outbox, id)).collect();
        self.store.commit(changes, Durability::Relaxed).await?;
        let mut known = self.known.borrow_mut();
        for id in ids {
            known.outbox.remove(id);
        }
        Ok(())
    }
}

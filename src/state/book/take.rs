//! Taking records in: what the keeper kept on the shelves, and what comes by hand.

use super::{Book, Keys, json};
use crate::crypto::seal::open_fact;
use crate::crypto::sign::verify;
use crate::domain::body::{Body, Payload};
use crate::domain::fact::Fact;
use crate::domain::id::RecordId;
use crate::domain::letter::Letter;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::state::keeper::{News, segments};
use crate::store::{Change, Durability, Shelf, Store, StoreError};

impl<S: Store> Book<S> {
    /// The numbers of this community's segments on the shelf.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn segments(&self) -> Result<Vec<u32>, StoreError> {
        let keys = self.store.keys(Shelf::Segments).await?;
        Ok(keys.iter().filter_map(|key| segments::number(&self.community, key)).collect())
    }

    /// Reads one segment: what it holds was found true before it was put there. Returns how many records
    /// were new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load(&self, number: u32, now: Millis) -> Result<usize, StoreError> {
        let key = segments::key(&self.community, number);
        let text = self.store.get(Shelf::Segments, &key).await?.unwrap_or_default();
        let mut facts = Vec::new();
        for line in segments::lines(&text) {
            let id = segments::id_of(line).and_then(|id| RecordId::parse(id).ok());
            let known = |id: &RecordId| {
                let known = self.known.borrow();
                known.facts.contains_key(id) || known.gone.contains(id)
            };
            if let Some(id) = id.filter(|id| !known(id))
                && let Some(fact) = fact_in(line, id)
                && !fact.is_expired(now)
            {
                facts.push(fact);
            }
        }
        let count = facts.len();
        self.learn(facts, Vec::new()).await?;
        Ok(count)
    }

    /// Takes in what the keeper says has changed, apart from segments, which [`Book::load`] reads.
    pub fn hear(&self, news: &News) {
        let mut known = self.known.borrow_mut();
        for id in &news.sent {
            known.outbox.remove(id);
            known.held.retain(|held, _| held.to_string() != *id);
        }
        for (id, why) in &news.refused {
            known.outbox.remove(id);
            known.refused.insert(id.clone(), why.clone());
        }
        known.forget(news.gone.iter().filter_map(|id| RecordId::parse(id).ok()));
    }

    /// Takes in records that came by another way than the sync, as far as they are true and not here yet.
    /// Returns how many these were.
    ///
    /// # Errors
    /// [`StoreError`]; then none was taken in.
    pub async fn receive(&self, records: &[Envelope], now: Millis) -> Result<usize, StoreError> {
        let mut changes = Vec::new();
        let mut facts = Vec::new();
        for envelope in records {
            let Ok(fact) = verify(&self.community, envelope) else {
                continue;
            };
            let new = !self.known.borrow().facts.contains_key(&fact.id);
            if new && !fact.is_expired(now) {
                changes.push(Change::put(Shelf::Records, &envelope.id, json(envelope)?));
                facts.push(fact);
            }
        }
        let count = facts.len();
        self.learn(facts, changes).await?;
        Ok(count)
    }

    /// Opens the letters for this device among true records, keeps those, and knows them all from then on.
    async fn learn(&self, facts: Vec<Fact>, mut changes: Vec<Change>) -> Result<(), StoreError> {
        let letters = self.open_letters(&facts);
        for (id, letter) in &letters {
            if let Ok(json) = serde_json::to_string(letter) {
                changes.push(Change::put(Shelf::Letters, id, json));
            }
        }
        self.store.commit(changes, Durability::Relaxed).await?;
        let mut known = self.known.borrow_mut();
        known.letters.extend(letters);
        facts.into_iter().for_each(|fact| known.add(fact, &self.me.public()));
        Ok(())
    }

    fn open_letters(&self, facts: &[Fact]) -> Vec<(RecordId, Letter)> {
        let known = self.known.borrow();
        let open = |fact: &Fact| {
            let (Body::Offer(about)
            | Body::Accept(about)
            | Body::Message(about)
            | Body::Private(about)) = &fact.body
            else {
                return None;
            };
            if known.letters.contains_key(&fact.id) {
                return None;
            }
            let mine = known.threads.get(&about.re)?.iter().filter_map(|key| known.keys.get(key));
            let pairs: Vec<_> = mine.map(Keys::seal).collect();
            Some((fact.id.clone(), open_fact(&self.community, fact, &pairs)?))
        };
        facts.iter().filter_map(open).collect()
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

    /// The envelope of an own record.
    pub async fn envelope(&self, id: &str) -> Option<Envelope> {
        let text = self.store.get(Shelf::Records, id).await.ok()??;
        serde_json::from_str(&text).ok()
    }

    /// The backend has these: they no longer wait.
    ///
    /// # Errors
    /// [`StoreError`]; then they wait on and are sent again, which does no harm.
    pub async fn sent(&self, ids: &[String]) -> Result<(), StoreError> {
        let changes = ids.iter().map(|id| Change::remove(Shelf::Outbox, id)).collect();
        self.store.commit(changes, Durability::Relaxed).await?;
        self.hear(&News { sent: ids.to_vec(), ..News::default() });
        Ok(())
    }
}

/// The fact in a line that was found true before.
fn fact_in(line: &str, id: RecordId) -> Option<Fact> {
    let envelope: Envelope = serde_json::from_str(line).ok()?;
    let Payload { expires, body, .. } = Payload::parse(&id.kind, id.time, &envelope.p).ok()?;
    Some(Fact { id, author: envelope.a, expires, body })
}

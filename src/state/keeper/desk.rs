//! The keeper as the replicator's desk.

use super::index::{Grave, Held, Spot};
use super::judge::Verdict;
use super::{Keeper, News, World};
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use crate::state::book::{BURY, refusal_key};
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use crate::sync::{Cursor, Desk, Item, Kept, Pulled, Refused, Status};

fn words(error: StoreError) -> String {
    error.to_string()
}

impl<S: Store, W: World> Desk for Keeper<S, W> {
    fn replica(&self) -> String {
        self.replica.clone()
    }

    async fn checkpoint(&self) -> Result<Option<String>, String> {
        self.store.get(Shelf::Meta, &self.checkpoint_key).await.map_err(words)
    }

    async fn keep(
        &self,
        pulled: Vec<Pulled>,
        checkpoint: impl FnOnce(&Kept) -> String,
    ) -> Result<Kept, String> {
        let mark = |verdict: &Verdict| {
            let text = checkpoint(&verdict.kept);
            Ok(vec![Change::put(Shelf::Meta, &self.checkpoint_key, text)])
        };
        self.take(pulled, mark).await.map_err(words)
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<Item>, String> {
        self.waiting(limit).await.map_err(words)
    }

    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), String> {
        let gone = ids.iter().chain(refused.iter().map(|(id, _)| id));
        let mut changes: Vec<Change> = gone.map(|id| Change::remove(Shelf::Outbox, id)).collect();
        for (id, why) in refused {
            changes.push(Change::put(Shelf::Meta, refusal_key(id), why.as_str()));
        }
        self.store.commit(changes, Durability::Relaxed).await.map_err(words)?;
        let news = News { sent: ids.to_vec(), refused: refused.to_vec(), ..News::default() };
        self.world.news(news);
        Ok(())
    }

    async fn buried(&self, id: &str, refused: Option<&str>) -> Result<(), String> {
        let mut changes = vec![Change::remove(Shelf::Outbox, format!("{BURY}{id}"))];
        changes.extend(refused.map(|why| Change::put(Shelf::Meta, refusal_key(id), why)));
        self.store.commit(changes, Durability::Relaxed).await.map_err(words)
    }

    async fn brought(&self) -> Result<Option<(String, Vec<Envelope>)>, String> {
        self.waiting_by_hand().await.map_err(words)
    }

    async fn offered(&self, name: &str) -> Result<(), String> {
        let changes = vec![Change::remove(Shelf::Outbox, name)];
        self.store.commit(changes, Durability::Relaxed).await.map_err(words)
    }

    /// Those that lie alone first, then one segment after the other.
    async fn everything(
        &self,
        after: Option<Cursor>,
    ) -> Result<(Vec<Envelope>, Option<Cursor>), String> {
        let done: Option<u32> = after.as_deref().and_then(|cursor| cursor.parse().ok());
        let (ids, next) = {
            let index = self.index.borrow();
            let spot = match (&after, done) {
                (None, _) => Some(Spot::Alone),
                (Some(_), None) => index.segments.keys().next().map(|n| Spot::Segment(*n)),
                (Some(_), Some(done)) => {
                    index.segments.range(done + 1..).next().map(|(n, _)| Spot::Segment(*n))
                }
            };
            let lies_there = |(_, held): &(&String, &Held)| Some(held.at) == spot;
            let ids: Vec<String> =
                index.held.iter().filter(lies_there).map(|(id, _)| id.clone()).collect();
            let next = match spot {
                None => None,
                Some(Spot::Alone) => Some("alone".to_owned()),
                Some(Spot::Segment(number)) => Some(number.to_string()),
            };
            (ids, next)
        };
        let records = self.texts(&ids).await.map_err(words)?;
        Ok((records, next))
    }

    async fn tombstones(&self) -> Result<Vec<Tombstone>, String> {
        let ids: Vec<String> = {
            let index = self.index.borrow();
            let graves = index.gone.iter().filter(|(_, grave)| **grave == Grave::Tombstone);
            graves.map(|(id, _)| id.clone()).collect()
        };
        let mut tombstones = Vec::new();
        for id in ids {
            let text = self.store.get(Shelf::Records, &id).await.map_err(words)?;
            tombstones.extend(text.and_then(|text| serde_json::from_str(&text).ok()));
        }
        Ok(tombstones)
    }

    async fn held(&self, ids: &[String]) -> Result<Vec<Envelope>, String> {
        self.texts(ids).await.map_err(words)
    }

    fn now(&self) -> Millis {
        self.world.now()
    }

    async fn sleep(&self, ms: u64) {
        self.world.sleep(ms).await;
    }

    fn random(&self) -> f64 {
        self.world.random()
    }

    fn status(&self, status: Status) {
        self.world.status(status);
    }
}

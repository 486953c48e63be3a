//! Reading all that a backend shows under an id: the winner is only what the server prefers, and whoever
//! has a database's password can make a forgery win.

use super::{ANSWER_MS, Replicator, within};
use crate::domain::id::RecordId;
use crate::domain::record::Envelope;
use crate::sync::backend::{Backend, Item, Row};
use crate::sync::desk::{Desk, Pulled};
use crate::sync::error::SyncError;
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};

/// Documents asked for at once, one by one; browsers allow six connections a host.
const AT_ONCE: usize = 4;

impl<B: Backend, D: Desk> Replicator<'_, B, D> {
    /// All leaves of the rows, as far as they are of ours. Most documents have one leaf, which the row holds.
    pub(super) async fn leaves_of(&self, rows: Vec<Row>) -> Result<Vec<Pulled>, SyncError> {
        let mut pulled = Vec::with_capacity(rows.len());
        let mut branched = Vec::new();
        for row in rows.into_iter().filter(|row| RecordId::parse(&row.id).is_ok()) {
            match row.doc {
                Some(doc) if row.revs.len() <= 1 => {
                    let leaves = items(&row.id, [doc.as_ref()]);
                    pulled.push(Pulled { id: row.id, leaves });
                }
                _ => branched.push(row.id),
            }
        }
        pulled.extend(self.whole(branched).await?);
        Ok(pulled)
    }

    async fn whole(&self, ids: Vec<String>) -> Result<Vec<Pulled>, SyncError> {
        let (backend, desk) = (self.backend, self.desk);
        let ask = async |id: String| {
            let leaves = within(desk, ANSWER_MS, backend.leaves(&id)).await?;
            let leaves = items(&id, leaves.iter().map(|leaf| leaf.doc.as_ref()));
            Ok(Pulled { id, leaves })
        };
        stream::iter(ids.into_iter().map(ask)).buffer_unordered(AT_ONCE).try_collect().await
    }

    /// Which of these records the backend shows: as the winner, or beside a winner that readers will refuse.
    pub(super) async fn shown(&self, records: &[Envelope]) -> Result<HashSet<String>, SyncError> {
        if records.is_empty() {
            return Ok(HashSet::new());
        }
        let ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
        let winners = self.within(ANSWER_MS, self.backend.winners(&ids)).await?;
        let winners: HashMap<String, Item> = winners
            .iter()
            .filter_map(|doc| Item::read(doc))
            .map(|item| (item.id().to_owned(), item))
            .collect();
        // Contents, not ids, are compared: that something stands there says nothing.
        let is = |item: &Item, record: &Envelope| matches!(item, Item::Record(r) if r == record);
        let (clear, doubtful): (Vec<&Envelope>, Vec<&Envelope>) = records
            .iter()
            .partition(|record| winners.get(&record.id).is_some_and(|w| is(w, record)));
        let mut shown: HashSet<String> = clear.iter().map(|record| record.id.clone()).collect();
        let doubtful: HashMap<&str, &Envelope> =
            doubtful.into_iter().map(|record| (record.id.as_str(), record)).collect();
        for pulled in self.whole(doubtful.keys().map(|id| (*id).to_owned()).collect()).await? {
            let record = doubtful.get(pulled.id.as_str());
            if record.is_some_and(|record| pulled.leaves.iter().any(|item| is(item, record))) {
                shown.insert(pulled.id);
            }
        }
        Ok(shown)
    }
}

fn items<'d>(id: &str, docs: impl IntoIterator<Item = &'d RawValue>) -> Vec<Item> {
    docs.into_iter().filter_map(Item::read).filter(|item| item.id() == id).collect()
}

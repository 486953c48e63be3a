//! What leaves this device: the outbox at once, and what a backend lacks after a comparison.

use super::{ANSWER_MS, Replicator};
use crate::domain::record::Envelope;
use crate::domain::tombstone::Tombstone;
use crate::sync::backend::{Backend, Item, Outgoing};
use crate::sync::desk::{Desk, Refused, Status};
use crate::sync::error::SyncError;
use std::collections::HashSet;

/// Records a push.
const BATCH: usize = 100;
/// Records compared at a time: ids and revisions only.
const COMPARED: usize = 500;

impl<B: Backend, D: Desk> Replicator<'_, B, D> {
    /// Sends the outbox until it is empty; whether there was anything in it.
    pub(super) async fn push_outbox(&self) -> Result<bool, SyncError> {
        let mut sent_any = false;
        loop {
            let batch = self.desk.outbox(BATCH).await.map_err(SyncError::Desk)?;
            if batch.is_empty() {
                return Ok(self.push_brought().await? || sent_any);
            }
            sent_any = true;
            self.desk.status(Status::Sending { n: batch.len() });
            let mut records = Vec::new();
            let mut tombstones = Vec::new();
            for item in batch {
                match item {
                    Item::Record(record) => records.push(record),
                    Item::Tombstone(tombstone) => tombstones.push(tombstone),
                }
            }
            self.place(records, async |ids, refused| self.sent(&ids, &refused).await).await?;
            for tombstone in tombstones {
                self.bury(tombstone).await?;
            }
        }
    }

    /// Makes the backend show what came by another way; whether there was anything of it.
    async fn push_brought(&self) -> Result<bool, SyncError> {
        let mut any = false;
        while let Some((name, records)) = self.desk.brought().await.map_err(SyncError::Desk)? {
            any = true;
            self.desk.status(Status::Sending { n: records.len() });
            // Contents are compared: a forgery may stand in the place of any of them. Where many devices were given the
            // same, the first one pushes.
            let shown = self.shown(&records).await?;
            let lacking =
                records.into_iter().filter(|record| !shown.contains(&record.id)).collect();
            self.place(lacking, async |_, _| Ok(())).await?;
            self.desk.offered(&name).await.map_err(SyncError::Desk)?;
        }
        Ok(any)
    }

    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), SyncError> {
        self.desk.sent(ids, refused).await.map_err(SyncError::Desk)
    }

    /// Puts the author's tombstone on every leaf of a document, so that no content of it is shown any more.
    async fn bury(&self, tombstone: Tombstone) -> Result<(), SyncError> {
        let leaves = self.within(ANSWER_MS, self.backend.leaves(&tombstone.id)).await?;
        let item = Item::Tombstone(tombstone.clone());
        let ours = |doc| Item::read(doc).is_some_and(|leaf| leaf == item);
        let batch: Vec<Outgoing> = leaves
            .iter()
            .filter(|leaf| !ours(&leaf.doc))
            .filter_map(|leaf| {
                let rev = tombstone.revision(&leaf.rev)?;
                Some(Outgoing { item: item.clone(), rev, parent: Some(leaf.rev.clone()) })
            })
            .collect();
        let refused = self.push(&batch).await?;
        let why = refused.first().map(|(_, why)| why.as_str());
        self.desk.buried(&tombstone.id, why).await.map_err(SyncError::Desk)
    }

    /// Pushes back what the backend lacks, when both sides were found to differ, and about weekly.
    pub(super) async fn push_back_if_due(&mut self) -> Result<(), SyncError> {
        if !self.local.is_comparison_due(self.desk.now()) {
            return Ok(());
        }
        self.push_back().await?;
        self.bury_again().await?;
        self.seen = None;
        self.local.compared(self.desk.now(), self.desk.random());
        self.note().await
    }

    /// Buries what the backend shows again although its author took it back.
    async fn bury_again(&self) -> Result<(), SyncError> {
        let tombstones = self.desk.tombstones().await.map_err(SyncError::Desk)?;
        for batch in tombstones.chunks(COMPARED) {
            let ids: Vec<&str> = batch.iter().map(|tombstone| tombstone.id.as_str()).collect();
            let winners = self.within(ANSWER_MS, self.backend.winners(&ids)).await?;
            let shown: HashSet<String> = winners
                .iter()
                .filter_map(|doc| Item::read(doc))
                .map(|item| item.id().to_owned())
                .collect();
            for tombstone in batch.iter().filter(|tombstone| shown.contains(&tombstone.id)) {
                self.bury(tombstone.clone()).await?;
            }
        }
        Ok(())
    }

    async fn push_back(&self) -> Result<(), SyncError> {
        let mut cursor = None;
        loop {
            let page = self.desk.everything(cursor).await.map_err(SyncError::Desk)?;
            let unseen = |record: &Envelope| {
                self.seen.as_ref().is_none_or(|seen| !seen.contains(&record.id))
            };
            let candidates: Vec<Envelope> = page.0.into_iter().filter(unseen).collect();
            for batch in candidates.chunks(COMPARED) {
                self.restore(batch.to_vec()).await?;
            }
            cursor = page.1;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }

    /// Pushes in batches, in halves where one is too large for the server; returns what was refused.
    pub(super) async fn push(&self, docs: &[Outgoing]) -> Result<Vec<Refused>, SyncError> {
        let mut refused = Vec::new();
        let mut parts: Vec<&[Outgoing]> = docs.chunks(BATCH).rev().collect();
        while let Some(part) = parts.pop() {
            match self.within(ANSWER_MS, self.backend.push(part)).await {
                Ok(refusals) => refused.extend(refusals.into_iter().map(|one| (one.id, one.why))),
                Err(SyncError::TooLarge) => match part {
                    [one] => {
                        refused.push((one.item.id().to_owned(), SyncError::TooLarge.to_string()));
                    }
                    _ => {
                        let (first, second) = part.split_at(part.len() / 2);
                        parts.extend([second, first]);
                    }
                },
                Err(why) => return Err(why),
            }
        }
        Ok(refused)
    }
}

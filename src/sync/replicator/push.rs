//! What leaves this device: the outbox at once, and what a backend lacks after a comparison.

use super::{ANSWER_MS, Replicator};
use crate::domain::record::Envelope;
use crate::sync::backend::{Backend, Outgoing};
use crate::sync::desk::{Desk, Refused, Status};
use crate::sync::error::SyncError;
use std::collections::HashSet;

/// Records a push.
const BATCH: usize = 100;
/// Records compared at a time.
const COMPARED: usize = 500;

impl<B: Backend, D: Desk> Replicator<'_, B, D> {
    /// Sends the outbox until it is empty; whether there was anything in it.
    pub(super) async fn push_outbox(&self) -> Result<bool, SyncError> {
        let mut sent_any = false;
        loop {
            let batch = self.desk.outbox(BATCH).await.map_err(SyncError::Desk)?;
            if batch.is_empty() {
                return Ok(sent_any);
            }
            sent_any = true;
            let batch: Vec<Outgoing> = batch.into_iter().map(outgoing).collect();
            self.push(&batch, async |ids, refused| {
                self.desk.sent(&ids, &refused).await.map_err(SyncError::Desk)
            })
            .await?;
        }
    }

    /// Pushes back what the backend lacks, when both sides were found to differ, and about weekly.
    pub(super) async fn push_back_if_due(&mut self) -> Result<(), SyncError> {
        if !self.local.is_comparison_due(self.desk.now()) {
            return Ok(());
        }
        self.push_back().await?;
        self.seen = None;
        self.local.compared(self.desk.now(), self.desk.random());
        self.note().await
    }

    async fn push_back(&self) -> Result<(), SyncError> {
        let mut after: Option<String> = None;
        loop {
            let page =
                self.desk.everything(after.as_deref(), COMPARED).await.map_err(SyncError::Desk)?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after = Some(last.id.clone());
            let unseen = |record: &Envelope| {
                self.seen.as_ref().is_none_or(|seen| !seen.contains(&record.id))
            };
            let candidates: Vec<Outgoing> = page.into_iter().filter(unseen).map(outgoing).collect();
            for batch in candidates.chunks(BATCH) {
                // Asked right before each batch: of a thousand devices the first one pushes.
                let revisions: Vec<_> =
                    batch.iter().map(|(record, rev)| (record.id.clone(), rev.clone())).collect();
                let missing: HashSet<String> = self
                    .within(ANSWER_MS, self.backend.missing(&revisions))
                    .await?
                    .into_iter()
                    .collect();
                let lacking: Vec<Outgoing> = batch
                    .iter()
                    .filter(|(record, _)| missing.contains(&record.id))
                    .cloned()
                    .collect();
                // What is refused here is another's record, or was refused to its author's device already.
                self.push(&lacking, async |_, _| Ok(())).await?;
            }
        }
    }

    /// Pushes a batch, in halves where it is too large for the server. `done` hears of every part that
    /// went through (ids sent, records refused), so that a later failure repeats none of it.
    async fn push(
        &self,
        batch: &[Outgoing],
        done: impl AsyncFn(Vec<String>, Vec<Refused>) -> Result<(), SyncError>,
    ) -> Result<(), SyncError> {
        if batch.is_empty() {
            return Ok(());
        }
        self.desk.status(Status::Sending { n: batch.len() });
        let mut parts = vec![batch];
        while let Some(part) = parts.pop() {
            match self.within(ANSWER_MS, self.backend.push(part)).await {
                Ok(refusals) => {
                    let refused: Vec<Refused> =
                        refusals.into_iter().map(|one| (one.id, one.why)).collect();
                    let ids = part.iter().map(|(record, _)| &record.id);
                    let taken = ids
                        .filter(|id| refused.iter().all(|(other, _)| other != *id))
                        .cloned()
                        .collect();
                    done(taken, refused).await?;
                }
                Err(SyncError::TooLarge) => match part {
                    [(record, _)] => {
                        done(
                            Vec::new(),
                            vec![(record.id.clone(), SyncError::TooLarge.to_string())],
                        )
                        .await?;
                    }
                    _ => {
                        let (first, second) = part.split_at(part.len() / 2);
                        parts.extend([second, first]);
                    }
                },
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }
}

fn outgoing(record: Envelope) -> Outgoing {
    let rev = record.revision(0);
    (record, rev)
}

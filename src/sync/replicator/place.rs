//! Making a backend show what is true, whatever stands in its place.
//!
//! A revision that is there already is never written again (`new_edits:false`), so a forgery pushed first under
//! the right id and revision, or a tombstone put on top, makes every later push of the true record a silent no-op.
//! So each push is read back, and where something else shows, the record is pushed as another root of the
//! revision tree: its revision depends on a number, and the next unused one is taken.

use super::{ANSWER_MS, Replicator};
use crate::domain::record::Envelope;
use crate::sync::backend::{Backend, Outgoing};
use crate::sync::desk::{Desk, Refused};
use crate::sync::error::SyncError;
use std::collections::HashSet;

/// Roots tried in their order, the same on every device, so that a thousand devices write one revision.
const ROOTS: u32 = 4;
/// Roots tried at random after those: nobody can have written them before.
const RANDOM_ROOTS: u32 = 2;
/// Spreads the devices that see the same attack.
const SPREAD_MS: f64 = 2_000.0;
/// What a person reads who asks why a record did not arrive.
pub(super) const COVERED: &str = "the server shows something else in its place";

/// Hears of every part that went through: ids sent, records refused.
pub(super) trait Done: AsyncFn(Vec<String>, Vec<Refused>) -> Result<(), SyncError> {}
impl<F: AsyncFn(Vec<String>, Vec<Refused>) -> Result<(), SyncError>> Done for F {}

impl<B: Backend, D: Desk> Replicator<'_, B, D> {
    /// Pushes records until the backend shows each of them.
    pub(super) async fn place(
        &self,
        records: Vec<Envelope>,
        done: impl Done,
    ) -> Result<(), SyncError> {
        let mut left = records;
        for turn in 0..ROOTS + RANDOM_ROOTS {
            if left.is_empty() {
                return Ok(());
            }
            let root = if turn < ROOTS { turn } else { self.random_root() };
            let batch: Vec<Outgoing> =
                left.iter().map(|record| Outgoing::rooted(record, root)).collect();
            let refused = self.push(&batch).await?;
            left.retain(|record| refused.iter().all(|(id, _)| *id != record.id));
            let shown = self.shown(&left).await?;
            left.retain(|record| !shown.contains(&record.id));
            if !shown.is_empty() || !refused.is_empty() {
                done(shown.into_iter().collect(), refused).await?;
            }
        }
        let refused = left.into_iter().map(|record| (record.id, COVERED.to_owned()));
        done(Vec::new(), refused.collect()).await
    }

    /// Shows again what was seen to be hidden, a random moment later; whether that moment has begun.
    pub(super) async fn uncover(&mut self) -> Result<bool, SyncError> {
        if self.local.hidden.is_empty() {
            self.spread = false;
            return Ok(false);
        }
        if !std::mem::replace(&mut self.spread, true) {
            self.desk.sleep((SPREAD_MS * self.desk.random()) as u64).await;
            self.idled = true;
            return Ok(true);
        }
        self.spread = false;
        let ids: Vec<String> = self.local.hidden.iter().cloned().collect();
        let held = self.desk.held(&ids).await.map_err(SyncError::Desk)?;
        let shown = self.shown(&held).await?;
        let hidden = held.into_iter().filter(|record| !shown.contains(&record.id)).collect();
        self.place(hidden, async |_, _| Ok(())).await?;
        self.local.hidden.clear();
        self.note().await?;
        Ok(false)
    }

    /// Makes the backend have those of these records that it lacks or hides.
    pub(super) async fn restore(&self, records: Vec<Envelope>) -> Result<(), SyncError> {
        if records.is_empty() {
            return Ok(());
        }
        // Asked right before each batch: of a thousand devices the first one pushes.
        let revisions: Vec<_> =
            records.iter().map(|record| (record.id.clone(), record.revision(0))).collect();
        let missing: HashSet<String> =
            self.within(ANSWER_MS, self.backend.missing(&revisions)).await?.into_iter().collect();
        let (mut lacking, there): (Vec<Envelope>, Vec<Envelope>) =
            records.into_iter().partition(|record| missing.contains(&record.id));
        // After a pull of everything, what was not seen but is not missing stands behind something else.
        if self.seen.is_some() && !there.is_empty() {
            let shown = self.shown(&there).await?;
            lacking.extend(there.into_iter().filter(|record| !shown.contains(&record.id)));
        }
        // What is refused here is another's record, or was refused to its author's device already.
        self.place(lacking, async |_, _| Ok(())).await
    }

    fn random_root(&self) -> u32 {
        ROOTS.saturating_add((self.desk.random() * f64::from(u32::MAX)) as u32)
    }
}

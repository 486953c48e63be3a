//! The loop: compare checkpoints, pull, push, then wait for changes there or a new record here.
//!
//! It never ends by itself; drop the future to stop it. Any failure ends the session, is shown, and after
//! a wait everything starts again from the two checkpoints, so there is one way of recovering.

mod leaves;
mod listen;
mod place;
mod push;
#[cfg(test)]
mod tests;

use super::backend::{Backend, Changes};
use super::backoff::{Backoff, asked_wait};
use super::checkpoint::{LocalCheckpoint, RemoteCheckpoint, fresh_mark, replication_id};
use super::desk::{Desk, Kept, Status};
use super::error::SyncError;
use super::wake::Wake;
use crate::domain::time::Millis;
use futures::future::{Either, join, select};
use std::collections::HashSet;
use std::convert::Infallible;
use std::pin::pin;

/// An answer that takes longer than this is no answer.
const ANSWER_MS: u64 = 60_000;
/// The least time between two writes of the checkpoint document.
const CHECKPOINT_EVERY_MS: u64 = 30_000;
/// The same while much is pulled: what is lost of it where the network fails.
const CHECKPOINT_WHILE_PULLING_MS: u64 = 5_000;
/// Changes a page, adapted between these.
const SMALLEST_PAGE: u32 = 50;
const FIRST_PAGE: u32 = 200;
const LARGEST_PAGE: u32 = 2_000;

/// Keeps `desk` and `backend` the same for as long as it is polled. Ring `wake` for every new own
/// record, and when the network or the page comes back.
pub async fn run<B: Backend, D: Desk>(backend: &B, desk: &D, wake: &Wake) -> Infallible {
    let mut replicator = Replicator::new(backend, desk, wake);
    loop {
        let Err(why) = replicator.session().await;
        replicator.recover(why).await;
    }
}

struct Replicator<'a, B, D> {
    backend: &'a B,
    desk: &'a D,
    wake: &'a Wake,
    backoff: Backoff,
    page: u32,
    /// The id of the checkpoint document.
    id: String,
    local: LocalCheckpoint,
    remote: Option<RemoteCheckpoint>,
    /// When the checkpoint document was last written, and whether something came since.
    remote_at: Millis,
    moved: bool,
    /// The desk put something into the outbox by itself.
    outgoing: bool,
    /// The random moment before showing again what is hidden has passed.
    spread: bool,
    /// Nothing was asked for a while, in which the backend may have become another one.
    idled: bool,
    /// The records the backend was seen to show truly, while pulling from the beginning.
    seen: Option<HashSet<String>>,
}

impl<'a, B: Backend, D: Desk> Replicator<'a, B, D> {
    fn new(backend: &'a B, desk: &'a D, wake: &'a Wake) -> Self {
        Self {
            backend,
            desk,
            wake,
            backoff: Backoff::default(),
            page: FIRST_PAGE,
            id: replication_id(&desk.replica()),
            local: LocalCheckpoint::default(),
            remote: None,
            remote_at: Millis::default(),
            moved: false,
            outgoing: false,
            spread: false,
            idled: false,
            seen: None,
        }
    }

    /// Everything from the handshake to the first failure.
    async fn session(&mut self) -> Result<Infallible, SyncError> {
        self.desk.status(Status::Connecting);
        self.idled = true;
        loop {
            if std::mem::take(&mut self.idled) {
                self.handshake().await?;
            }
            self.pull().await?;
            self.outgoing = false;
            self.moved |= self.push_outbox().await?;
            if self.uncover().await? {
                continue;
            }
            self.push_back_if_due().await?;
            if self.moved {
                self.write_checkpoints().await?;
            }
            self.up_to_date();
            self.listen().await?;
        }
    }

    /// Shows what failed and waits; a missing database is made first.
    async fn recover(&mut self, why: SyncError) {
        if matches!(why, SyncError::Cut | SyncError::Offline | SyncError::TooLarge) {
            self.page = (self.page / 2).max(SMALLEST_PAGE);
        }
        let made = why == SyncError::NotFound
            && self.within(ANSWER_MS, self.backend.create()).await.is_ok();
        let asked = match why {
            SyncError::Busy { retry_after_ms } => retry_after_ms,
            _ => None,
        };
        let wait = match asked {
            Some(asked) => asked_wait(asked, self.desk.random()),
            None => self.backoff.next(self.desk.random()),
        };
        if !made {
            self.desk.status(Status::Waiting { why, retry_at: self.desk.now().plus(wait) });
        }
        if asked.is_some() {
            // The server's own time is not cut short by anything that happens here.
            self.desk.sleep(wait).await;
        } else {
            select(pin!(self.desk.sleep(wait)), pin!(self.wake.rung())).await;
        }
    }

    /// Finds out whether both checkpoints still speak of the same history.
    async fn handshake(&mut self) -> Result<(), SyncError> {
        let info = self.within(ANSWER_MS, self.backend.info()).await?;
        self.remote = self.within(ANSWER_MS, self.backend.get_local(&self.id)).await?;
        let kept = self.desk.checkpoint().await.map_err(SyncError::Desk)?;
        self.local = LocalCheckpoint::parse(kept.as_deref());
        self.moved = false;
        let Some(since) = self.local.common(self.remote.as_ref(), &info.update_seq) else {
            return self.start_over().await;
        };
        if self.local.mark.is_none() {
            // Who may only read has nothing but a position, which says little of a backend that was set back: so
            // everything is pulled again weekly, and once it turns out that there are marks to be made.
            self.write_checkpoints().await?;
            if self.local.mark.is_some() || self.local.is_comparison_due(self.desk.now()) {
                return self.start_over().await;
            }
        }
        self.local.since = since;
        Ok(())
    }

    /// Pulls from the beginning, and compares everything after that. Both checkpoints are written
    /// first, so that a failure on the way goes on from where it was.
    async fn start_over(&mut self) -> Result<(), SyncError> {
        self.local = LocalCheckpoint::default();
        self.seen = Some(HashSet::new());
        self.write_checkpoints().await
    }

    /// Pulls until nothing is left. While the desk judges and keeps one page, the next is on its way.
    async fn pull(&mut self) -> Result<(), SyncError> {
        let mut ahead: Option<Result<Changes, SyncError>> = None;
        loop {
            if self.clock_was_set_back() {
                self.start_over().await?;
                ahead = None;
            }
            let since = self.local.since.clone();
            let page = match ahead.take() {
                Some(page) => page,
                None => self.page_after(since.as_deref()).await,
            };
            let page = match page {
                // The position is malformed or of another server.
                Err(SyncError::Server(400)) if since.is_some() => {
                    self.start_over().await?;
                    continue;
                }
                page => page?,
            };
            let full = page.rows.len() >= self.page as usize;
            let more = page.pending.map_or(full, |pending| pending > 0);
            let moves = since.as_ref() != Some(&page.last_seq) && !page.rows.is_empty();
            if full {
                self.page = (self.page * 2).min(LARGEST_PAGE);
            }
            let next = (more && moves).then(|| page.last_seq.clone());
            let (backend, desk, limit) = (self.backend, self.desk, self.page);
            let fetch = async {
                match &next {
                    Some(since) => Some(
                        within(desk, ANSWER_MS, backend.changes(Some(since), limit, None)).await,
                    ),
                    None => None,
                }
            };
            let (taken, fetched) = join(self.take(page), fetch).await;
            taken?;
            if next.is_none() {
                return Ok(());
            }
            ahead = fetched;
            if self.waited(self.remote_at) >= CHECKPOINT_WHILE_PULLING_MS {
                self.write_checkpoints().await?;
            }
        }
    }

    /// A clock that ran far ahead let records look expired that are not.
    fn clock_was_set_back(&self) -> bool {
        self.local.is_from_later_than(self.desk.now())
    }

    async fn page_after(&self, since: Option<&str>) -> Result<Changes, SyncError> {
        self.within(ANSWER_MS, self.backend.changes(since, self.page, None)).await
    }

    /// Hands one page to the desk together with the checkpoint; whether there was anything in it.
    async fn take(&mut self, page: Changes) -> Result<bool, SyncError> {
        if self.local.since.as_ref() == Some(&page.last_seq) {
            return Ok(false);
        }
        let next = LocalCheckpoint { since: Some(page.last_seq), ..self.local.clone() };
        if page.rows.is_empty() {
            self.local = next;
            return Ok(false);
        }
        let pulled = self.leaves_of(page.rows).await?;
        let with = |kept: &Kept| {
            let mut next = next.clone().kept_at(self.desk.now());
            next.hidden.extend(kept.hidden.iter().cloned());
            next
        };
        let text = |kept: &Kept| with(kept).to_text();
        let kept = self.desk.keep(pulled, text).await.map_err(SyncError::Desk)?;
        self.local = with(&kept);
        self.outgoing |= kept.outgoing;
        if let Some(seen) = &mut self.seen {
            seen.extend(kept.shown);
        }
        self.moved = true;
        Ok(true)
    }

    /// Writes the checkpoint document, then notes its mark here.
    async fn write_checkpoints(&mut self) -> Result<(), SyncError> {
        let mark = fresh_mark(self.desk.now(), || self.desk.random());
        let document =
            RemoteCheckpoint::after(self.remote.clone(), mark.clone(), self.local.since.clone());
        match self.within(ANSWER_MS, self.backend.put_local(&self.id, &document)).await {
            Ok(()) => {
                self.local.mark = Some(mark);
                self.remote = Some(document);
            }
            // Who may only read can still follow; the position alone is compared then.
            Err(SyncError::Denied) => {}
            Err(why) => return Err(why),
        }
        self.remote_at = self.desk.now();
        self.moved = false;
        self.note().await
    }

    /// Keeps the local checkpoint.
    async fn note(&mut self) -> Result<(), SyncError> {
        self.local = self.local.clone().kept_at(self.desk.now());
        let kept = self.desk.keep(Vec::new(), |_| self.local.to_text()).await;
        kept.map(drop).map_err(SyncError::Desk)
    }

    fn up_to_date(&self) {
        self.desk.status(Status::UpToDate { at: self.desk.now() });
    }

    fn waited(&self, since: Millis) -> u64 {
        self.desk.now().since(since)
    }

    /// The answer, unless it takes too long.
    async fn within<T>(
        &self,
        ms: u64,
        answer: impl Future<Output = Result<T, SyncError>>,
    ) -> Result<T, SyncError> {
        within(self.desk, ms, answer).await
    }
}

/// The answer, where it comes in time.
async fn within<T>(
    desk: &impl Desk,
    ms: u64,
    answer: impl Future<Output = Result<T, SyncError>>,
) -> Result<T, SyncError> {
    match select(pin!(answer), pin!(desk.sleep(ms))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(SyncError::Offline),
    }
}

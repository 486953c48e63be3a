//! Waiting for what changes on the backend, without making what is new here wait for it.

use super::{CHECKPOINT_EVERY_MS, Replicator};
use crate::sync::backend::{Backend, Changes};
use crate::sync::desk::Desk;
use crate::sync::error::SyncError;
use futures::future::{Either, select};
use std::pin::pin;

/// How long a longpoll waits: well below the 60 to 100 seconds after which proxies cut.
const LONGPOLL_MS: u64 = 25_000;
/// How much later than asked a longpoll may answer.
const LONGPOLL_GRACE_MS: u64 = 15_000;
/// A longpoll cut after this time was cut by a proxy, not by a failing network.
const CUT_BY_PROXY_MS: u64 = 10_000;
/// The pause where a server answers a longpoll at once with nothing.
const NO_LONGPOLL_PAUSE_MS: u64 = 5_000;

impl<B: Backend, D: Desk> Replicator<'_, B, D> {
    /// Waits for changes there while sending what is new here; returns when it is time to look afresh.
    pub(super) async fn listen(&mut self) -> Result<(), SyncError> {
        loop {
            let asked_at = self.desk.now();
            let mut pushed = false;
            let page = self.longpoll(&mut pushed).await;
            self.moved |= pushed;
            let page = match page {
                Ok(Some(page)) => page,
                Ok(None) => return Ok(()),
                Err(SyncError::Cut | SyncError::Offline)
                    if self.waited(asked_at) >= CUT_BY_PROXY_MS =>
                {
                    return Ok(());
                }
                Err(why) => return Err(why),
            };
            if self.clock_was_set_back() {
                return Ok(());
            }
            let more = page.pending.is_some_and(|pending| pending > 0);
            let moved = self.take(page).await?;
            self.backoff.reset();
            let hidden = !self.local.hidden.is_empty();
            if more || hidden || self.outgoing || self.local.is_comparison_due(self.desk.now()) {
                return Ok(());
            }
            if self.moved && self.waited(self.remote_at) >= CHECKPOINT_EVERY_MS {
                self.write_checkpoints().await?;
            }
            self.up_to_date();
            if !moved && self.waited(asked_at) < LONGPOLL_MS / 2 {
                let pause = pin!(self.desk.sleep(NO_LONGPOLL_PAUSE_MS));
                select(pause, pin!(self.wake.rung())).await;
                self.idled = true;
                return Ok(());
            }
        }
    }

    /// One longpoll; `None` where something other than a new own record rang, such as a network
    /// that came back: the connection behind the longpoll may be dead then.
    async fn longpoll(&self, pushed: &mut bool) -> Result<Option<Changes>, SyncError> {
        let since = self.local.since.clone();
        let asked = self.backend.changes(since.as_deref(), self.page, Some(LONGPOLL_MS));
        let mut poll = pin!(self.within(LONGPOLL_MS + LONGPOLL_GRACE_MS, asked));
        loop {
            match select(poll.as_mut(), pin!(self.wake.rung())).await {
                Either::Left((page, _)) => return page.map(Some),
                Either::Right(_) => {
                    if !self.push_outbox().await? {
                        return Ok(None);
                    }
                    *pushed = true;
                    self.up_to_date();
                }
            }
        }
    }
}

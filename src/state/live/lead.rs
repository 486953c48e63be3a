//! The page's side of the sync: one page of a browser runs it, in a worker where there is one to be had.

use super::{AnyStore, App};
use crate::domain::time::Millis;
use crate::platform::worker::{self, Ended};
use crate::platform::{clock, lock, page};
use crate::state::beside::AGAIN_MS;
use crate::state::word::{Order, Word};
use crate::store::lent::{self, Call};
use crate::sync::{Status, SyncError};
use leptos::prelude::*;
use leptos::task::spawn_local;

impl App {
    /// Leads the sync as soon as no other page on its channel does, for as long as it is polled.
    pub(super) async fn lead(self, order: Order) {
        let Order { channel, community, backend, .. } = &order;
        let _lock = lock::acquire(&format!("{channel} sync {community} {backend}")).await;
        page::mark("h2h:sync-began");
        let within = Order { shares_thread: true, ..order.clone() };
        let (Ok(beside), Ok(within)) =
            (serde_json::to_string(&order), serde_json::to_string(&within))
        else {
            return;
        };
        let base = page::base_url();
        loop {
            let why = match worker::run(&base, &beside).await {
                Ended::Stopped(why) => SyncError::Desk(why),
                // There is room for one within the page.
                Ended::NeverStarted if self.is_open(community) => {
                    worker::run_here(&base, &within).await;
                    // The program did not arrive.
                    SyncError::Offline
                }
                Ended::NeverStarted => SyncError::Offline,
            };
            let retry_at = Millis(clock::now_ms()).plus(AGAIN_MS);
            if self.is_open(community) {
                self.sync.set(Some(Status::Waiting { why, retry_at }));
            }
            clock::sleep(AGAIN_MS).await;
        }
    }

    /// Does what the sync asks of a store that is only in this page's memory.
    pub(super) fn lend(self, number: u32, call: Call) {
        let Some(store) = self.store().filter(|store| matches!(**store, AnyStore::B(_))) else {
            return;
        };
        spawn_local(async move {
            let answer = lent::answer(&*store, call).await;
            self.announce(&Word::Answer(number, answer));
        });
    }
}

//! Time that passes when nothing else can happen.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// The clock: sleepers say when they want to be woken, and [`Clock::pass`] jumps there.
#[derive(Default)]
pub struct Clock {
    pub now: Cell<u64>,
    alarms: RefCell<BTreeSet<u64>>,
}

impl Clock {
    pub async fn until(&self, deadline: u64) {
        poll_fn(|context| {
            if self.now.get() >= deadline {
                return Poll::Ready(());
            }
            self.alarms.borrow_mut().insert(deadline);
            // Whoever keeps many futures polls only those that asked for it.
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    pub fn now(&self) -> u64 {
        self.now.get()
    }

    /// The next time anybody wants to be woken; forgets all of them, since whoever is polled again asks again.
    pub fn next_alarm(&self) -> Option<u64> {
        self.alarms.take().first().copied()
    }

    /// Polls for `ms` of this clock's time.
    pub fn pass<T>(&self, ms: u64, mut future: Pin<&mut impl Future<Output = T>>) {
        let end = self.now.get() + ms;
        loop {
            self.alarms.borrow_mut().clear();
            let ended = future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
            assert!(!ended, "the loop never ends by itself");
            let next = self.alarms.borrow().first().copied().unwrap_or(u64::MAX);
            self.now.set(next.min(end));
            if next > end {
                return;
            }
        }
    }
}

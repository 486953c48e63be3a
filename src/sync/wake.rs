//! A bell for one sleeper: ringing it ends the wait, and a ring before the wait is not lost.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Ring it for a new own record, for `online`, for a page that is shown again. Clones are one bell.
#[derive(Debug, Clone, Default)]
pub struct Wake(Rc<Bell>);

#[derive(Debug, Default)]
struct Bell {
    rung: Cell<bool>,
    sleeper: RefCell<Option<Waker>>,
}

impl Wake {
    /// Ends the present wait, or the next one.
    pub fn ring(&self) {
        self.0.rung.set(true);
        let sleeper = self.0.sleeper.borrow_mut().take();
        if let Some(sleeper) = sleeper {
            sleeper.wake();
        }
    }

    /// Waits for a ring and takes it. One at a time: of two sleepers, the later one is woken.
    pub async fn rung(&self) {
        poll_fn(|context| {
            if self.0.rung.take() {
                return Poll::Ready(());
            }
            *self.0.sleeper.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::Context;

    fn is_ready(future: std::pin::Pin<&mut impl Future<Output = ()>>) -> bool {
        future.poll(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn a_ring_before_the_wait_is_not_lost_and_counts_once() {
        let wake = Wake::default();
        wake.clone().ring();
        wake.ring();
        assert!(is_ready(pin!(wake.rung())));
        assert!(!is_ready(pin!(wake.rung())));
    }

    #[test]
    fn a_ring_during_the_wait_ends_it() {
        let wake = Wake::default();
        let mut wait = pin!(wake.rung());
        assert!(!is_ready(wait.as_mut()));
        wake.ring();
        assert!(is_ready(wait));
    }

    #[test]
    fn a_dropped_wait_takes_no_ring() {
        let wake = Wake::default();
        {
            let mut wait = pin!(wake.rung());
            assert!(!is_ready(wait.as_mut()));
        }
        wake.ring();
        assert!(is_ready(pin!(wake.rung())));
    }
}

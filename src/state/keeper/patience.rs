//! Which expiries are believed. A clock that jumps ahead for a day must not erase anything: what looks expired is
//! hidden at once, but dropped only when a clock that moved as clocks do has said so at two starts a day apart.

use crate::domain::time::{DAY, Millis};
use serde::{Deserialize, Serialize};

/// A clock that moved on by more than this between two starts is not believed at first.
const PLAUSIBLE: u64 = 30 * DAY;

/// What this device's clock said before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patience {
    /// At a start at least a day after the one before it.
    at: Millis,
    /// Whatever expired up to here may be dropped.
    pub sure: Millis,
}

impl Patience {
    /// After a start of the app at `now`.
    #[must_use]
    pub fn at_start(self, now: Millis) -> Self {
        if now < self.at {
            Self { at: now, sure: self.sure.min(now) }
        } else if now.since(self.at) < DAY {
            self
        } else if now.since(self.at) <= PLAUSIBLE {
            Self { at: now, sure: self.at }
        } else {
            Self { at: now, ..self }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Millis = Millis(1_795_000_000_000);

    fn after(starts: &[u64]) -> Patience {
        let starts = starts.iter().map(|days| START.plus(days * DAY));
        starts.fold(Patience::default(), Patience::at_start)
    }

    #[test]
    fn expiries_are_believed_from_the_second_day_on() {
        assert_eq!(after(&[0]).sure, Millis(0));
        assert_eq!(after(&[0, 0]).sure, Millis(0));
        assert_eq!(after(&[0, 1]).sure, START);
        assert_eq!(after(&[0, 1, 1, 5]).sure, START.plus(DAY));
    }

    #[test]
    fn a_clock_that_jumps_ahead_and_back_drops_nothing() {
        let sure = after(&[0, 1, 2]).sure;
        assert_eq!(after(&[0, 1, 2, 400]).sure, sure);
        assert_eq!(after(&[0, 1, 2, 400, 400]).sure, sure);
        assert_eq!(after(&[0, 1, 2, 400, 3]).sure, sure);
        assert!(after(&[0, 1, 2, 400, 3, 4]).sure <= START.plus(3 * DAY));
    }

    #[test]
    fn after_a_long_pause_the_next_day_is_sure_again() {
        assert_eq!(after(&[0, 200, 201]).sure, START.plus(200 * DAY));
    }
}

//! Moments and stamps.
//!
//! The time in a record is its author's claim; it sorts and hints, and never decides who may do
//! what (design, section 5, "Clocks").

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub u64);

/// One minute in milliseconds.
pub const MINUTE: u64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: u64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: u64 = 24 * HOUR;

/// Digits of a stamp inside an id: enough until the year 2286, fixed so that ids sort by time.
pub const STAMP_DIGITS: usize = 13;
const STAMP_LIMIT: u64 = 10_u64.pow(STAMP_DIGITS as u32);

impl Millis {
    /// This moment moved on by `millis`.
    #[must_use]
    pub fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to `self`, zero where `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// The next stamp of one author: never equal to or before the last one, whatever the clock does
/// (a hybrid logical clock whose logical part is the millisecond itself).
#[must_use]
pub fn next_stamp(now: Millis, last: Millis) -> Millis {
    Millis(now.0.max(last.0 + 1).min(STAMP_LIMIT - 1))
}

/// A stamp as the thirteen digits used in ids.
#[must_use]
pub fn stamp_text(stamp: Millis) -> String {
    format!("{:0width$}", stamp.0.min(STAMP_LIMIT - 1), width = STAMP_DIGITS)
}

/// Reads exactly thirteen digits.
#[must_use]
pub fn parse_stamp(text: &str) -> Option<Millis> {
    if text.len() != STAMP_DIGITS || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().map(Millis)
}

/// A calendar day where the person is, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalDay(pub i64);

impl LocalDay {
    /// The local day at `now`, `offset_minutes` east of UTC.
    #[must_use]
    pub fn at(now: Millis, offset_minutes: i64) -> Self {
        let local = i64::try_from(now.0).unwrap_or(i64::MAX) + offset_minutes * MINUTE as i64;
        Self(local.div_euclid(DAY as i64))
    }

    /// The number of days from `earlier` to `self`; negative where `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Noon UTC of this day: a moment every time zone but the farthest shows as this date.
    #[must_use]
    pub fn noon(self) -> Millis {
        Millis((self.0.max(0) as u64) * DAY + DAY / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stamps_of_one_author_always_rise(clock in proptest::collection::vec(0..4_000_000_000_000u64, 1..40)) {
            let mut last = Millis(0);
            for now in clock {
                let next = next_stamp(Millis(now), last);
                prop_assert!(next > last);
                prop_assert!(stamp_text(next) > stamp_text(last));
                last = next;
            }
        }

        #[test]
        fn a_stamp_is_read_as_it_was_written(at in 0..STAMP_LIMIT) {
            prop_assert_eq!(parse_stamp(&stamp_text(Millis(at))), Some(Millis(at)));
        }
    }

    #[test]
    fn a_stamp_is_thirteen_digits_and_nothing_else() {
        for text in ["", "123", "+123456789012", "12345678901234", "123456789012x"] {
            assert_eq!(parse_stamp(text), None, "{text}");
        }
    }

    #[test]
    fn the_local_day_turns_at_local_midnight() {
        let eleven_pm_utc = Millis(DAY - HOUR);
        assert_eq!(LocalDay::at(eleven_pm_utc, 0), LocalDay(0));
        assert_eq!(LocalDay::at(eleven_pm_utc, 60), LocalDay(1));
        assert_eq!(LocalDay::at(Millis(0), -60), LocalDay(-1));
    }
}

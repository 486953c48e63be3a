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
/// The latest moment a stamp takes from a clock: a century before the last stamp, so that after a
/// clock that ran wild there is room for three million million records more.
const CLOCK_LIMIT: u64 = STAMP_LIMIT - 36_525 * DAY;

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

/// The next stamp of one author: a hybrid logical clock (Kulkarni et al. 2014) whose logical part is
/// the millisecond itself.
///
/// `last` is the newest stamp among the author's own records this device knows, made here or on
/// another device of theirs. The new one is later than all of these, whatever the clock `now` says:
/// so what an author wrote knowing of their earlier records comes after them. Two devices that do not
/// know of each other may make equal stamps; the ids then differ in their tags and decide.
///
/// A clock far ahead takes the author's stamps with it, and they go on from there by single
/// milliseconds until true time has caught up. Only `last` at the very end of the thirteen digits,
/// which no clock can bring about, makes it stand still.
#[must_use]
pub fn next_stamp(now: Millis, last: Millis) -> Millis {
    Millis(now.0.min(CLOCK_LIMIT).max(last.0.saturating_add(1)).min(STAMP_LIMIT - 1))
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
        self.0.saturating_sub(earlier.0)
    }

    /// Whether the day is one a browser's calendar has (ECMA-262, "Time Values and Time Range"), so
    /// that it can be shown and no sum over it runs out of numbers.
    #[must_use]
    pub fn is_sound(self) -> bool {
        (-100_000_000..=100_000_000).contains(&self.0)
    }

    /// Noon UTC of this day: a moment every time zone but the farthest shows as this date.
    #[must_use]
    pub fn noon(self) -> Millis {
        Millis((self.0.max(0) as u64).saturating_mul(DAY).saturating_add(DAY / 2))
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

        /// Two devices of one author write and look at each other's records in any order, each by a
        /// clock of its own: whatever one writes comes after all it knew of.
        #[test]
        fn what_an_author_wrote_knowingly_comes_after(
            steps in proptest::collection::vec((any::<bool>(), any::<bool>(), any::<u64>()), 1..60),
        ) {
            let mut newest = [Millis(0); 2];
            let mut written: [Vec<Millis>; 2] = Default::default();
            for (device, looks, clock) in steps {
                let (here, there) = (usize::from(device), usize::from(!device));
                if looks {
                    newest[here] = newest[here].max(newest[there]);
                    let theirs = written[there].clone();
                    written[here].extend(theirs);
                } else {
                    let stamp = next_stamp(Millis(clock), newest[here]);
                    prop_assert!(written[here].iter().all(|known| stamp > *known));
                    prop_assert!(stamp_text(stamp).len() == STAMP_DIGITS);
                    newest[here] = stamp;
                    written[here].push(stamp);
                }
            }
        }

        #[test]
        fn a_stamp_is_read_as_it_was_written(at in 0..STAMP_LIMIT) {
            prop_assert_eq!(parse_stamp(&stamp_text(Millis(at))), Some(Millis(at)));
        }
    }

    #[test]
    fn a_clock_a_year_ahead_is_caught_up_with() {
        let now = Millis(1_700_000_000_000);
        let wild = next_stamp(now.plus(365 * DAY), now);
        assert_eq!(wild, now.plus(365 * DAY));
        let next = next_stamp(now, wild);
        assert_eq!(next, wild.plus(1));
        assert_eq!(next_stamp(wild.plus(DAY), next), wild.plus(DAY));
    }

    #[test]
    fn no_clock_takes_the_last_stamps() {
        let wild = next_stamp(Millis(u64::MAX), Millis(0));
        assert_eq!(next_stamp(Millis(u64::MAX), wild), wild.plus(1));
        assert!(STAMP_LIMIT - wild.0 > 1_000_000_000_000);
    }

    #[test]
    fn days_out_of_reach_are_told_apart_and_break_no_sum() {
        for (day, sound) in
            [(-100_000_000, true), (100_000_000, true), (100_000_001, false), (i64::MIN, false)]
        {
            assert_eq!(LocalDay(day).is_sound(), sound, "{day}");
        }
        assert_eq!(LocalDay(i64::MIN).days_since(LocalDay(1)), i64::MIN);
        assert_eq!(LocalDay(i64::MAX).noon(), Millis(u64::MAX));
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

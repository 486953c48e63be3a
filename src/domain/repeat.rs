//! How often help is wanted, as the part of a recurrence rule people need (RFC 5545, section 3.3.10): every so many
//! days, weeks or months, on days of the week, so many times.

use super::time::LocalDay;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// The most times one request repeats: weekly for half a year, or every day for most of a month.
pub const MOST_TIMES: u8 = 26;
/// The longest step between two times, in the rule's own unit.
const LONGEST_STEP: u8 = 12;

/// A recurrence rule: written `FREQ=WEEKLY;INTERVAL=1;COUNT=6` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repeat {
    /// The unit of the step.
    pub every: Every,
    /// How many units from one time to the next, 1 to 12.
    pub step: u8,
    /// How many times in all, 2 to [`MOST_TIMES`].
    pub times: u8,
}

/// The unit of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Every {
    /// Days.
    Day,
    /// Weeks, always on the day of the week of the first time.
    Week,
    /// Months, always on the day of the month of the first time, or the month's last where it has none.
    Month,
}

/// The text is no recurrence rule this code knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a recurrence rule that is known here")]
pub struct BadRule;

impl Repeat {
    /// Reads a rule: FREQ, then INTERVAL, then COUNT, in that order and nothing else.
    ///
    /// # Errors
    /// [`BadRule`].
    pub fn parse(rule: &str) -> Result<Self, BadRule> {
        let mut parts = rule.split(';');
        let mut value = |name: &str| {
            parts.next().and_then(|part| part.strip_prefix(name)?.strip_prefix('=')).ok_or(BadRule)
        };
        let every = match value("FREQ")? {
            "DAILY" => Every::Day,
            "WEEKLY" => Every::Week,
            "MONTHLY" => Every::Month,
            _ => return Err(BadRule),
        };
        let step = value("INTERVAL")?.parse().map_err(|_| BadRule)?;
        let times = value("COUNT")?.parse().map_err(|_| BadRule)?;
        let read = Self { every, step, times };
        // One way to write each rule.
        let whole = parts.next().is_none() && read.to_string() == rule;
        if whole && read.is_sound() { Ok(read) } else { Err(BadRule) }
    }

    /// Whether step and times are within their bounds.
    #[must_use]
    pub fn is_sound(self) -> bool {
        (1..=LONGEST_STEP).contains(&self.step) && (2..=MOST_TIMES).contains(&self.times)
    }

    /// The days, the first one among them, in order and each once.
    #[must_use]
    pub fn days(self, first: LocalDay) -> Vec<LocalDay> {
        let step = i64::from(self.step);
        let day = |n: i64| match self.every {
            Every::Day => LocalDay(first.0.saturating_add(n * step)),
            Every::Week => LocalDay(first.0.saturating_add(7 * n * step)),
            Every::Month => months_later(first, n * step),
        };
        (0..i64::from(self.times)).map(day).collect()
    }

    /// How many of its times lie no later than `last`, were there as many as may be.
    #[must_use]
    pub fn fitting(self, first: LocalDay, last: LocalDay) -> u8 {
        let all = Self { times: MOST_TIMES, ..self }.days(first);
        // At most MOST_TIMES, which is a u8.
        all.iter().filter(|day| **day <= last).count() as u8
    }

    /// What is left of the rule from `today` on: its next day, and the rule where more than that one is left.
    #[must_use]
    pub fn left(self, first: LocalDay, today: LocalDay) -> Option<(LocalDay, Option<Self>)> {
        let days: Vec<_> = self.days(first).into_iter().filter(|day| *day >= today).collect();
        let rule = Self { times: days.len() as u8, ..self };
        Some((*days.first()?, rule.is_sound().then_some(rule)))
    }
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let freq = match self.every {
            Every::Day => "DAILY",
            Every::Week => "WEEKLY",
            Every::Month => "MONTHLY",
        };
        write!(f, "FREQ={freq};INTERVAL={};COUNT={}", self.step, self.times)
    }
}

impl Serialize for Repeat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Repeat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

fn months_later(day: LocalDay, months: i64) -> LocalDay {
    let (year, month, of_month) = civil(day);
    let month = month - 1 + months;
    let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12) + 1);
    let last = from_civil(year + i64::from(month == 12), month % 12 + 1, 1).0 - 1;
    LocalDay(from_civil(year, month, of_month).0.min(last))
}

/// Year, month and day of the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
#[must_use]
pub fn civil(day: LocalDay) -> (i64, i64, i64) {
    let z = day.0.clamp(-100_000_000, 100_000_000) + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// The day of a date of the proleptic Gregorian calendar; the inverse of [`civil`].
#[must_use]
pub fn from_civil(year: i64, month: i64, of_month: i64) -> LocalDay {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + of_month - 1;
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    LocalDay(era * 146_097 + of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_rule() -> impl Strategy<Value = Repeat> {
        let every = prop_oneof![Just(Every::Day), Just(Every::Week), Just(Every::Month)];
        (every, 1..=LONGEST_STEP, 2..=MOST_TIMES).prop_map(|(every, step, times)| Repeat {
            every,
            step,
            times,
        })
    }

    proptest! {
        #[test]
        fn a_rule_is_read_as_it_was_written(rule in any_rule()) {
            prop_assert_eq!(Repeat::parse(&rule.to_string()), Ok(rule));
        }

        #[test]
        fn what_is_read_is_the_one_way_to_write_it(text in "(FREQ=)?(DAILY|WEEKLY|X);INTERVAL=[0-9+]{1,3};COUNT=[0-9 ]{1,3};?") {
            if let Ok(rule) = Repeat::parse(&text) {
                prop_assert_eq!(rule.to_string(), text);
                prop_assert!(rule.is_sound());
            }
        }

        #[test]
        fn the_days_begin_with_the_first_and_rise(rule in any_rule(), first in -800_000..800_000i64) {
            let days = rule.days(LocalDay(first));
            prop_assert_eq!(days.len(), usize::from(rule.times));
            prop_assert_eq!(days[0], LocalDay(first));
            prop_assert!(days.windows(2).all(|two| two[0] < two[1]));
        }

        #[test]
        fn a_date_comes_back(day in -800_000..800_000i64) {
            let (year, month, of_month) = civil(LocalDay(day));
            prop_assert_eq!(from_civil(year, month, of_month), LocalDay(day));
            prop_assert!((1..=12).contains(&month) && (1..=31).contains(&of_month));
        }
    }

    #[test]
    fn the_calendar_is_the_one_on_the_wall() {
        assert_eq!(civil(LocalDay(0)), (1970, 1, 1));
        assert_eq!(civil(LocalDay(20_780)), (2026, 11, 23));
        assert_eq!(from_civil(2024, 2, 29), LocalDay(19_782));
    }

    #[test]
    fn a_month_without_the_day_takes_its_last() {
        let rule = Repeat { every: Every::Month, step: 1, times: 4 };
        let dates: Vec<_> = rule.days(from_civil(2026, 12, 31)).into_iter().map(civil).collect();
        assert_eq!(dates, [(2026, 12, 31), (2027, 1, 31), (2027, 2, 28), (2027, 3, 31)]);
    }

    #[test]
    fn every_other_week_keeps_the_day_of_the_week() {
        let rule = Repeat::parse("FREQ=WEEKLY;INTERVAL=2;COUNT=3").unwrap();
        assert_eq!(rule.days(LocalDay(100)), [LocalDay(100), LocalDay(114), LocalDay(128)]);
    }

    #[test]
    fn only_times_up_to_the_last_day_fit() {
        let weekly = Repeat::parse("FREQ=WEEKLY;INTERVAL=1;COUNT=2").unwrap();
        assert_eq!(weekly.fitting(LocalDay(0), LocalDay(89)), 13);
        assert_eq!(weekly.fitting(LocalDay(0), LocalDay(6)), 1);
        assert_eq!(weekly.fitting(LocalDay(7), LocalDay(6)), 0);
        assert_eq!(weekly.fitting(LocalDay(0), LocalDay(9_999)), MOST_TIMES);
    }

    #[test]
    fn what_is_left_begins_with_the_next_time() {
        let weekly = Repeat::parse("FREQ=WEEKLY;INTERVAL=1;COUNT=3").unwrap();
        let two = Repeat { times: 2, ..weekly };
        assert_eq!(weekly.left(LocalDay(0), LocalDay(0)), Some((LocalDay(0), Some(weekly))));
        assert_eq!(weekly.left(LocalDay(0), LocalDay(1)), Some((LocalDay(7), Some(two))));
        assert_eq!(weekly.left(LocalDay(0), LocalDay(8)), Some((LocalDay(14), None)));
        assert_eq!(weekly.left(LocalDay(0), LocalDay(15)), None);
    }

    #[test]
    fn rules_out_of_bounds_are_refused() {
        for rule in [
            "",
            "FREQ=WEEKLY",
            "FREQ=YEARLY;INTERVAL=1;COUNT=2",
            "FREQ=DAILY;INTERVAL=0;COUNT=2",
            "FREQ=DAILY;INTERVAL=1;COUNT=1",
            "FREQ=DAILY;INTERVAL=1;COUNT=27",
            "FREQ=DAILY;INTERVAL=01;COUNT=2",
            "FREQ=DAILY;COUNT=2;INTERVAL=1",
            "FREQ=DAILY;INTERVAL=1;COUNT=2;BYDAY=MO",
        ] {
            assert_eq!(Repeat::parse(rule), Err(BadRule), "{rule}");
        }
    }
}

//! Today's micro-act: the same for a person all day, offline too, swapped as often as they like.

use super::request::Part;
use super::time::{DAY, HOUR, LocalDay, MINUTE, Millis};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One small thing a person can do today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MicroAct {
    /// Stays the same over languages and versions.
    pub id: String,
    /// What to do.
    pub title: String,
    /// Why it is worth doing.
    pub why: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
}

/// What the person did with the day's act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Not answered.
    #[default]
    Open,
    /// Done.
    Done,
    /// Resting today; nothing breaks.
    Rest,
}

/// Today's state, kept on the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Daily {
    /// The day it is about.
    pub day: LocalDay,
    /// How often the person asked for another one.
    pub swaps: u32,
    /// What they did with it.
    pub answer: Answer,
}

impl Daily {
    /// A new day.
    #[must_use]
    pub fn new(day: LocalDay) -> Self {
        Self { day, swaps: 0, answer: Answer::Open }
    }

    /// What was kept, where it is about `day`; otherwise a new day.
    #[must_use]
    pub fn on(kept: Option<Self>, day: LocalDay) -> Self {
        kept.filter(|d| d.day == day).unwrap_or_else(|| Self::new(day))
    }
}

/// The place in a library of `len` acts of the act for this person, day and number of swaps.
/// `None` for an empty library. Swapping walks through the whole library before it repeats.
#[must_use]
pub fn choose(person: &[u8; 32], daily: Daily, len: usize) -> Option<usize> {
    if len == 0 {
        return None;
    }
    let mut hasher = Sha256::new();
    hasher.update(b"heart2help/daily/1");
    hasher.update(person);
    hasher.update(daily.day.0.to_le_bytes());
    let digest = hasher.finalize();
    let start = u64::from_le_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ]);
    let len = len as u64;
    Some(((start % len + u64::from(daily.swaps)) % len) as usize)
}

/// The part of the day at `now`, `offset_minutes` east of UTC: morning before noon, evening from six.
#[must_use]
pub fn part_of_day(now: Millis, offset_minutes: i64) -> Part {
    let local =
        i64::try_from(now.0).unwrap_or(i64::MAX).saturating_add(offset_minutes * MINUTE as i64);
    match local.rem_euclid(DAY as i64) / HOUR as i64 {
        0..12 => Part::Morning,
        12..18 => Part::Afternoon,
        _ => Part::Evening,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn swapping_walks_through_the_whole_library() {
        let day = Daily::new(LocalDay(20_000));
        let seen: BTreeSet<usize> =
            (0..80).filter_map(|swaps| choose(&[1; 32], Daily { swaps, ..day }, 80)).collect();
        assert_eq!(seen.len(), 80);
    }

    #[test]
    fn a_person_meets_many_different_acts_in_a_month() {
        let seen: BTreeSet<usize> = (0..30)
            .filter_map(|d| choose(&[1; 32], Daily::new(LocalDay(20_000 + d)), 80))
            .collect();
        assert!(seen.len() > 15, "{}", seen.len());
    }

    #[test]
    fn yesterdays_answer_does_not_count_today() {
        let kept = Daily { day: LocalDay(1), swaps: 2, answer: Answer::Done };
        assert_eq!(Daily::on(Some(kept), LocalDay(1)), kept);
        assert_eq!(Daily::on(Some(kept), LocalDay(2)), Daily::new(LocalDay(2)));
    }

    #[test]
    fn the_part_of_the_day_is_that_of_the_persons_clock() {
        let at = |hour: u64, offset| part_of_day(Millis(20_000 * DAY + hour * HOUR), offset);
        assert_eq!(
            [at(0, 0), at(12, 0), at(18, 0)],
            [Part::Morning, Part::Afternoon, Part::Evening]
        );
        assert_eq!(
            [at(11, 60), at(12, -60), at(23, 120)],
            [Part::Afternoon, Part::Morning, Part::Morning]
        );
    }

    #[test]
    fn an_empty_library_has_no_act() {
        assert_eq!(choose(&[0; 32], Daily::new(LocalDay(0)), 0), None);
    }
}

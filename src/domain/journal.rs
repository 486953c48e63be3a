//! The private gratitude journal. Nothing here is ever a community record.

use super::act::Role;
use super::bytes::Bytes;
use super::id::RecordId;
use super::text::Text;
use super::time::{LocalDay, Millis};
use serde::{Deserialize, Serialize};

/// The id of an entry: 128 random bits.
pub type EntryId = Bytes<16>;
/// What an entry says; long, since some days are.
pub type EntryWords = Text<20_000>;

/// How the day felt, from 1 (hard) to 5 (wonderful).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Mood(u8);

/// Every mood, from hard to wonderful.
pub const MOODS: [Mood; 5] = [Mood(1), Mood(2), Mood(3), Mood(4), Mood(5)];

impl Mood {
    /// 1 to 5.
    #[must_use]
    pub fn level(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Mood {
    type Error = &'static str;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        if (1..=5).contains(&level) { Ok(Self(level)) } else { Err("a mood is 1 to 5") }
    }
}

impl From<Mood> for u8 {
    fn from(mood: Mood) -> Self {
        mood.0
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// When it was first written.
    pub written: Millis,
    /// The day it belongs to, where the person was.
    pub day: LocalDay,
    /// The writer's part in what happened; none for just a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// How it felt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mood: Option<Mood>,
    /// What is kept.
    pub words: EntryWords,
    /// The request or act it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<RecordId>,
}

/// Entries by day, newest day first, within a day newest first.
#[must_use]
pub fn by_day(entries: &[Entry]) -> Vec<(LocalDay, Vec<&Entry>)> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|e| std::cmp::Reverse((e.day, e.written, e.id)));
    let mut days: Vec<(LocalDay, Vec<&Entry>)> = Vec::new();
    for entry in sorted {
        match days.last_mut() {
            Some((day, list)) if *day == entry.day => list.push(entry),
            _ => days.push((entry.day, vec![entry])),
        }
    }
    days
}

/// The newest `most` entries by day.
#[must_use]
pub fn newest(entries: &[Entry], most: usize) -> Vec<(LocalDay, Vec<&Entry>)> {
    let mut left = most;
    let mut days = by_day(entries);
    for (_, list) in &mut days {
        list.truncate(left);
        left -= list.len();
    }
    days.retain(|(_, list)| !list.is_empty());
    days
}

/// Whether exactly these words were kept on this day.
#[must_use]
pub fn holds(entries: &[Entry], day: LocalDay, words: &str) -> bool {
    entries.iter().any(|e| e.day == day && e.words.as_str() == words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(n: u8, day: i64, written: u64) -> Entry {
        Entry {
            id: Bytes([n; 16]),
            written: Millis(written),
            day: LocalDay(day),
            role: None,
            mood: None,
            words: EntryWords::parse("tea with Ida").unwrap(),
            about: None,
        }
    }

    #[test]
    fn several_entries_a_day_stand_together_newest_first() {
        let entries = [entry(1, 5, 10), entry(2, 6, 5), entry(3, 5, 20)];
        let shape: Vec<(i64, Vec<u8>)> = by_day(&entries)
            .into_iter()
            .map(|(day, list)| (day.0, list.iter().map(|e| e.id.0[0]).collect()))
            .collect();
        assert_eq!(shape, [(6, vec![2]), (5, vec![3, 1])]);
    }

    #[test]
    fn only_so_many_are_shown_and_no_day_stands_empty() {
        let entries = [entry(1, 5, 10), entry(2, 6, 5), entry(3, 5, 20), entry(4, 4, 1)];
        let counts =
            |most| newest(&entries, most).iter().map(|(d, l)| (d.0, l.len())).collect::<Vec<_>>();
        assert_eq!(counts(2), [(6, 1), (5, 1)]);
        assert_eq!(counts(50), [(6, 1), (5, 2), (4, 1)]);
        assert!(counts(0).is_empty());
    }

    #[test]
    fn what_was_kept_is_known_again_on_that_day_only() {
        let entries = [entry(1, 5, 10)];
        assert!(holds(&entries, LocalDay(5), "tea with Ida "));
        assert!(!holds(&entries, LocalDay(6), "tea with Ida"));
    }

    #[test]
    fn a_mood_beyond_the_scale_is_refused() {
        assert!(serde_json::from_str::<Mood>("6").is_err());
        assert!(serde_json::from_str::<Mood>("5").is_ok());
    }
}

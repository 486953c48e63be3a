//! A helper's week: whoever has promised as much as they wanted to rests until Monday.

use super::Card;
use crate::domain::help::Help;
use crate::domain::time::{LocalDay, Millis};

/// The Monday that begins the week after this day's (ISO 8601).
#[must_use]
pub fn monday_after(day: LocalDay) -> LocalDay {
    // Day 0, 1 January 1970, was a Thursday.
    LocalDay(day.0 - (day.0 + 3).rem_euclid(7) + 7)
}

/// How many times this device's person was accepted as a helper in the week of `today`. The time of an acceptance is
/// its author's claim, which is good enough for a hint to oneself; one from the future counts now. `day_of` says on
/// which day something happened where the person is.
#[must_use]
pub fn promised_this_week(
    all: &[Help],
    today: LocalDay,
    day_of: impl Fn(Millis) -> LocalDay,
) -> usize {
    let next = monday_after(today);
    let this_week = |at: Millis| monday_after(LocalDay(day_of(at).0.min(today.0))) == next;
    let mine = all.iter().filter_map(Help::my_thread);
    mine.filter(|t| t.accepted.as_ref().is_some_and(|a| this_week(a.id.time))).count()
}

/// Until when the card rests because its owner promised as much as they wanted this week; none where they did not, or
/// rest longer already.
#[must_use]
pub fn rest_when_enough(card: &Card, promised: usize, today: LocalDay) -> Option<LocalDay> {
    let monday = monday_after(today);
    let enough = card.per_week.is_some_and(|most| promised >= usize::from(most));
    (enough && card.rests_until.is_none_or(|until| until < monday)).then_some(monday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;
    use crate::domain::letter::Binding;
    use crate::domain::request::{Category, Part};
    use crate::domain::text::Name;

    /// Monday 23 November 2026.
    const MONDAY: LocalDay = LocalDay(20_780);

    fn card(per_week: Option<u8>, rests_until: Option<LocalDay>) -> Card {
        let name = Name::parse("Jonas").unwrap();
        Card {
            by: Binding { person: Bytes([1; 32]), name, sig: Bytes([2; 64]) },
            seal: Bytes([3; 32]),
            likes: vec![Category::Ride],
            words: None,
            days: vec![],
            part: Part::Any,
            km: 5,
            speaks: vec![],
            quiet: None,
            per_week,
            rests_until,
        }
    }

    #[test]
    fn a_week_begins_on_monday() {
        for ahead in 0..7 {
            assert_eq!(monday_after(LocalDay(MONDAY.0 + ahead)), LocalDay(MONDAY.0 + 7), "{ahead}");
        }
        assert_eq!(monday_after(LocalDay(MONDAY.0 - 1)), MONDAY);
        assert_eq!(monday_after(LocalDay(0)), LocalDay(4), "5 January 1970");
    }

    #[test]
    fn who_promised_enough_rests_until_monday_and_nobody_is_made_to() {
        let next = LocalDay(MONDAY.0 + 7);
        assert_eq!(rest_when_enough(&card(Some(2), None), 2, MONDAY), Some(next));
        assert_eq!(rest_when_enough(&card(Some(2), None), 1, MONDAY), None);
        assert_eq!(rest_when_enough(&card(None, None), 9, MONDAY), None);
        assert_eq!(rest_when_enough(&card(Some(1), Some(next)), 3, MONDAY), None, "already");
        assert_eq!(rest_when_enough(&card(Some(1), Some(LocalDay(next.0 + 20))), 3, MONDAY), None);
    }
}

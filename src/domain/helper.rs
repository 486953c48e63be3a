//! People who put themselves on the map: what they like to do, when, how far; and who vouches for whom.

mod fold;
mod week;

pub use fold::{Carded, cards, shown};
pub use week::{monday_after, promised_this_week, rest_when_enough};

use super::bytes::{AuthorKey, SealKey};
use super::letter::Binding;
use super::request::{Category, Part};
use super::text::{Words, is_tag};
use super::time::LocalDay;
use serde::{Deserialize, Serialize};

/// A helper's card, shown as an area: who would like to help, so that somebody can write to them alone instead of asking in
/// public. Its author is a key made for the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Who it is.
    pub by: Binding,
    /// What is asked of them alone is sealed to this.
    pub seal: SealKey,
    /// What they like to do; at least one.
    pub likes: Vec<Category>,
    /// In a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// Days of the week they can, Monday 0 to Sunday 6; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<u8>,
    /// The part of the day they can.
    #[serde(default = "any_part", skip_serializing_if = "is_any_part")]
    pub part: Part,
    /// How far they go from the card's cell, in kilometres, 1 to 100.
    pub km: u8,
    /// Languages they speak, BCP 47.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speaks: Vec<String>,
    /// Hours of the day in which they want no word: from, until (0 to 23; the second may be the smaller).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<(u8, u8)>,
    /// The most times a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_week: Option<u8>,
    /// They rest until this day, and are not shown before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests_until: Option<LocalDay>,
}

fn any_part() -> Part {
    Part::Any
}

fn is_any_part(part: &Part) -> bool {
    *part == Part::Any
}

impl Card {
    /// The shape every client insists on.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        (1..=16).contains(&self.likes.len())
            && self.days.len() <= 7
            && self.days.iter().all(|day| *day < 7)
            && (1..=100).contains(&self.km)
            && self.speaks.len() <= 8
            && self.speaks.iter().all(|tag| is_tag(tag))
            && self.quiet.is_none_or(|(from, until)| from < 24 && until < 24)
            && self.per_week.is_none_or(|most| (1..=50).contains(&most))
            && self.rests_until.is_none_or(LocalDay::is_sound)
    }

    /// Whether they can be asked on `today`.
    #[must_use]
    pub fn is_there(&self, today: LocalDay) -> bool {
        self.rests_until.is_none_or(|until| today >= until)
    }

    /// Whether they want no word at this hour of the day, 0 to 23.
    #[must_use]
    pub fn is_quiet(&self, hour: u8) -> bool {
        match self.quiet {
            None => false,
            Some((from, until)) if from <= until => (from..until).contains(&hour),
            // Over midnight.
            Some((from, until)) => hour >= from || hour < until,
        }
    }
}

/// A member says that they know somebody and would vouch for them. It says nothing of any help given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouch {
    /// Whom they vouch for.
    pub person: AuthorKey,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;
    use crate::domain::text::Name;

    fn card() -> Card {
        let by = Binding {
            person: Bytes([1; 32]),
            name: Name::parse("Jonas").unwrap(),
            sig: Bytes([2; 64]),
        };
        Card {
            by,
            seal: Bytes([3; 32]),
            likes: vec![Category::Ride],
            words: None,
            days: vec![],
            part: Part::Any,
            km: 5,
            speaks: vec![],
            quiet: None,
            per_week: None,
            rests_until: None,
        }
    }

    #[test]
    fn quiet_hours_may_go_over_midnight() {
        let night = Card { quiet: Some((22, 7)), ..card() };
        for (hour, quiet) in [(21, false), (22, true), (0, true), (6, true), (7, false)] {
            assert_eq!(night.is_quiet(hour), quiet, "{hour}");
        }
        let noon = Card { quiet: Some((12, 14)), ..card() };
        assert!(noon.is_quiet(12) && !noon.is_quiet(14) && !card().is_quiet(3));
    }

    #[test]
    fn who_rests_is_there_again_on_the_day() {
        let resting = Card { rests_until: Some(LocalDay(10)), ..card() };
        assert!(!resting.is_there(LocalDay(9)) && resting.is_there(LocalDay(10)));
    }

    #[test]
    fn a_card_out_of_bounds_is_not_sound() {
        assert!(card().is_sound());
        for broken in [
            Card { likes: vec![], ..card() },
            Card { days: vec![7], ..card() },
            Card { km: 0, ..card() },
            Card { quiet: Some((24, 1)), ..card() },
            Card { per_week: Some(0), ..card() },
            Card { speaks: vec!["x".repeat(64)], ..card() },
        ] {
            assert!(!broken.is_sound(), "{broken:?}");
        }
    }
}

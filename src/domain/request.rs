//! What a person asks for: the public part of a request.

use super::body::Sealed;
use super::bytes::SealKey;
use super::id::RecordId;
use super::letter::Binding;
use super::repeat::Repeat;
use super::terms::Terms;
use super::text::{Line, Words, is_tag};
use super::time::{DAY, LocalDay, Millis};
use serde::{Deserialize, Serialize};

/// What kind of hand is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// A lift somewhere.
    Ride,
    /// Shopping and errands.
    Groceries,
    /// An hour together, a visit.
    Company,
    /// A talk on the phone.
    Call,
    /// Something to eat.
    Meal,
    /// A hand at home.
    Home,
    /// Something broken.
    Repair,
    /// Garden and outdoors.
    Garden,
    /// Animals.
    Pet,
    /// Children.
    Child,
    /// Phones, computers.
    Tech,
    /// Forms, letters, language.
    Paper,
    /// Lend and borrow.
    Lend,
    /// Among colleagues.
    Work,
    /// Carrying and moving.
    Moving,
    /// Flood, heat, storm, outage.
    Crisis,
}

/// Every category, in the order they are offered.
pub const CATEGORIES: [Category; 16] = [
    Category::Ride,
    Category::Groceries,
    Category::Company,
    Category::Call,
    Category::Meal,
    Category::Home,
    Category::Repair,
    Category::Garden,
    Category::Pet,
    Category::Child,
    Category::Tech,
    Category::Paper,
    Category::Lend,
    Category::Work,
    Category::Moving,
    Category::Crisis,
];

impl Category {
    /// The word used in records, in addresses and for the icon.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ride => "ride",
            Self::Groceries => "groceries",
            Self::Company => "company",
            Self::Call => "call",
            Self::Meal => "meal",
            Self::Home => "home",
            Self::Repair => "repair",
            Self::Garden => "garden",
            Self::Pet => "pet",
            Self::Child => "child",
            Self::Tech => "tech",
            Self::Paper => "paper",
            Self::Lend => "lend",
            Self::Work => "work",
            Self::Moving => "moving",
            Self::Crisis => "crisis",
        }
    }

    /// Reads a category's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        CATEGORIES.into_iter().find(|c| c.word() == word)
    }

    /// How long such help usually takes, in minutes: a first guess the person may change.
    #[must_use]
    pub fn usual_minutes(self) -> u16 {
        match self {
            Self::Call | Self::Tech => 20,
            Self::Groceries | Self::Ride | Self::Paper | Self::Pet => 45,
            Self::Lend => 15,
            Self::Company | Self::Meal | Self::Home | Self::Repair | Self::Work => 60,
            Self::Garden | Self::Child => 90,
            Self::Moving | Self::Crisis => 120,
        }
    }

    /// Whether the local emergency number comes first.
    #[must_use]
    pub fn is_crisis(self) -> bool {
        matches!(self, Self::Crisis)
    }
}

/// A part of the day: all that is said in public of when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Before noon.
    Morning,
    /// Noon to six.
    Afternoon,
    /// After six.
    Evening,
    /// Any time of the day.
    Any,
}

impl Part {
    /// The part of the day a time belongs to, in minutes after midnight.
    #[must_use]
    pub fn of(minutes: u16) -> Self {
        match minutes / 60 {
            0..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// When help is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// The day; none means whenever it suits.
    pub day: Option<LocalDay>,
    /// The part of that day.
    pub part: Part,
}

/// How pressing it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// It can wait.
    Calm,
    /// As people usually ask.
    #[default]
    Normal,
    /// It cannot wait.
    Urgent,
}

/// The public part of a request. It has no field for an address, a phone number or an exact place:
/// those live in [`super::letter::Details`], sealed to the helper who was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What kind of hand.
    pub category: Category,
    /// In a few words.
    pub title: Line,
    /// In more words, if wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// When.
    pub when: When,
    /// How pressing.
    #[serde(default)]
    pub urgency: Urgency,
    /// How long it may take, in minutes.
    pub minutes: u16,
    /// How many helpers are needed, 1 to 50.
    pub helpers: u8,
    /// Asked for somebody else.
    #[serde(default)]
    pub for_other: bool,
    /// The language it is written in, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where offers are sealed to: a key made for this request alone.
    pub seal: SealKey,
    /// Who asks, where the person chose to say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Binding>,
    /// Who asks, sealed to each coordinator, where everybody else is not told: so that they can help, and put an end to
    /// misuse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Sealed>,
    /// The request this one was posted for anew, in another area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<RecordId>,
    /// What is agreed beyond that.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    pub terms: Terms,
}

/// Why a request came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CloseReason {
    /// Helped.
    Done,
    /// Helped in part.
    Partly,
    /// Somebody else helped.
    ByOthers,
    /// No longer needed.
    NotNeeded,
    /// Nothing this community can do.
    OutOfScope,
}

/// The longest a request may live, in milliseconds (design, section 5).
pub const LONGEST: u64 = 90 * DAY;

impl Request {
    /// When a request posted `now` expires: two weeks after its day, or 30 days where it has none.
    #[must_use]
    pub fn expiry(when: When, now: Millis) -> Millis {
        let wanted = when.day.map_or(now.plus(30 * DAY), |day| day.noon().plus(14 * DAY));
        Millis(wanted.0.clamp(now.plus(2 * DAY).0, now.plus(LONGEST).0))
    }

    /// The same for help that is wanted more than once: two weeks after the last time.
    #[must_use]
    pub fn expiry_of(when: When, repeats: Option<Repeat>, now: Millis) -> Millis {
        let last = when.day.map(|first| match repeats {
            Some(rule) => rule.days(first).last().copied().unwrap_or(first),
            None => first,
        });
        Self::expiry(When { day: last, ..when }, now)
    }

    /// The shape every client insists on beyond what the types already say.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        (1..=50).contains(&self.helpers)
            && (1..=24 * 60).contains(&self.minutes)
            && self.told.len() <= 16
            && self.lang.as_deref().is_none_or(is_tag)
            && self.when.day.is_none_or(LocalDay::is_sound)
            && self.terms.is_sound()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_is_read_by_its_word() {
        for category in CATEGORIES {
            assert_eq!(Category::parse(category.word()), Some(category));
            assert_eq!(
                serde_json::to_string(&category).unwrap(),
                format!("\"{}\"", category.word())
            );
        }
    }

    #[test]
    fn what_repeats_lives_until_two_weeks_after_its_last_time() {
        let now = LocalDay(20_000).noon();
        let when = When { day: Some(LocalDay(20_001)), part: Part::Any };
        let weekly = Repeat::parse("FREQ=WEEKLY;INTERVAL=1;COUNT=4").ok();
        assert_eq!(Request::expiry_of(when, weekly, now), LocalDay(20_001 + 21 + 14).noon());
        let long = Repeat::parse("FREQ=MONTHLY;INTERVAL=1;COUNT=26").ok();
        assert_eq!(Request::expiry_of(when, long, now), now.plus(LONGEST));
        assert_eq!(Request::expiry_of(when, None, now), Request::expiry(when, now));
    }

    #[test]
    fn a_time_belongs_to_a_part_of_the_day() {
        for (at, part) in [
            (0, Part::Morning),
            (719, Part::Morning),
            (720, Part::Afternoon),
            (1079, Part::Afternoon),
            (1080, Part::Evening),
        ] {
            assert_eq!(Part::of(at), part, "{at}");
        }
    }

    #[test]
    fn a_request_never_outlives_ninety_days() {
        let now = Millis(1_700_000_000_000);
        let far = When { day: Some(LocalDay(99_999)), part: Part::Any };
        assert_eq!(Request::expiry(far, now), now.plus(LONGEST));
        let past = When { day: Some(LocalDay(1)), part: Part::Any };
        assert_eq!(Request::expiry(past, now), now.plus(2 * DAY));
    }
}

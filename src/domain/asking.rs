//! A request while it is being written: what the form holds, kept as a draft until it is sent.

use super::cell::Cell;
use super::request::{Category, Part, When};
use super::time::LocalDay;
use serde::{Deserialize, Serialize};

/// The steps of asking, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What kind of hand.
    What,
    /// When.
    When,
    /// In which area.
    Where,
    /// Everything at a glance.
    Check,
}

/// Every step.
pub const STEPS: [Step; 4] = [Step::What, Step::When, Step::Where, Step::Check];

impl Step {
    /// The word in the page's address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::When => "when",
            Self::Where => "where",
            Self::Check => "check",
        }
    }

    /// Reads the word; anything else is the first step.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        STEPS.into_iter().find(|s| s.word() == word).unwrap_or(Self::What)
    }
}

/// What the form holds, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asking {
    /// What kind of hand.
    pub category: Option<Category>,
    /// Whether a day, or none, was chosen.
    pub dated: bool,
    /// The day, if it has one.
    pub day: Option<LocalDay>,
    /// The part of the day.
    pub part: Part,
    /// It cannot wait.
    pub urgent: bool,
    /// The area others see.
    pub cell: Option<Cell>,
    /// In a few words; none while the suggestion stands.
    pub title: Option<String>,
    /// In more words.
    pub words: String,
    /// Minutes it may take; none while the guess stands.
    pub minutes: Option<u16>,
    /// The name; none while the known one stands.
    pub name: Option<String>,
    /// Whether everybody sees the name.
    pub named: bool,
    /// Asked for somebody else.
    pub for_other: bool,
    /// How many helpers, as typed.
    pub helpers: String,
    /// Where exactly, for the helper alone.
    pub address: String,
    /// How to call, for the helper alone.
    pub phone: String,
    /// What else the helper should know.
    pub note: String,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            category: None,
            dated: false,
            day: None,
            part: Part::Any,
            urgent: false,
            cell: None,
            title: None,
            words: String::new(),
            minutes: None,
            name: None,
            named: true,
            for_other: false,
            helpers: "1".into(),
            address: String::new(),
            phone: String::new(),
            note: String::new(),
        }
    }
}

impl Asking {
    /// Reads a draft, on `today`: a day that has passed is asked for again.
    #[must_use]
    pub fn restore(json: &str, today: LocalDay) -> Option<Self> {
        let mut form: Self = serde_json::from_str(json).ok()?;
        if form.day.is_some_and(|day| day.days_since(today) < 0) {
            form.day = None;
            form.dated = false;
        }
        Some(form)
    }

    /// The step to show when `wanted` is asked for: no step is left out.
    #[must_use]
    pub fn step(&self, wanted: Step) -> Step {
        wanted.min(self.reached())
    }

    /// The first step that still needs an answer.
    #[must_use]
    pub fn reached(&self) -> Step {
        if self.category.is_none() {
            Step::What
        } else if !self.dated {
            Step::When
        } else if self.cell.is_none() {
            Step::Where
        } else {
            Step::Check
        }
    }

    /// When help is wanted.
    #[must_use]
    pub fn when(&self) -> When {
        When { day: self.day, part: self.part }
    }

    /// How long it may take, in minutes: as chosen, or as such help usually takes.
    #[must_use]
    pub fn takes(&self) -> u16 {
        self.minutes.or(self.category.map(Category::usual_minutes)).unwrap_or(60)
    }

    /// How many helpers; none where what was typed is no number from 1 to 50.
    #[must_use]
    pub fn helpers(&self) -> Option<u8> {
        let wanted = self.helpers.trim().parse().ok()?;
        (1..=50).contains(&wanted).then_some(wanted)
    }

    /// Moves the public words into the note for the helper.
    pub fn hide_words(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.note = [self.note.trim(), words.trim()]
            .iter()
            .filter(|t| !t.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Asking {
        Asking {
            category: Some(Category::Ride),
            dated: true,
            day: Some(LocalDay(10)),
            cell: Cell::parse("u0qu0t"),
            ..Asking::default()
        }
    }

    #[test]
    fn no_step_is_left_out() {
        assert_eq!(Asking::default().step(Step::Check), Step::What);
        let half = Asking { category: Some(Category::Pet), ..Asking::default() };
        assert_eq!(half.step(Step::Check), Step::When);
        assert_eq!(half.step(Step::What), Step::What);
        assert_eq!(whole().step(Step::Check), Step::Check);
    }

    #[test]
    fn a_draft_comes_back_and_a_passed_day_is_asked_again() {
        let json = serde_json::to_string(&whole()).unwrap();
        assert_eq!(Asking::restore(&json, LocalDay(10)), Some(whole()));
        let later = Asking::restore(&json, LocalDay(11)).unwrap();
        assert_eq!(later.step(Step::Check), Step::When);
        assert_eq!(Asking::restore("{}", LocalDay(1)), Some(Asking::default()));
        assert_eq!(Asking::restore("garbage", LocalDay(1)), None);
    }

    #[test]
    fn helpers_are_one_to_fifty() {
        for (typed, wanted) in [
            ("1", Some(1)),
            (" 50 ", Some(50)),
            ("0", None),
            ("51", None),
            ("", None),
            ("two", None),
        ] {
            assert_eq!(Asking { helpers: typed.into(), ..whole() }.helpers(), wanted, "{typed}");
        }
    }

    #[test]
    fn words_moved_to_the_note_leave_nothing_in_public() {
        let mut form = Asking { words: "Musterweg 3".into(), note: "Ring twice".into(), ..whole() };
        form.hide_words();
        assert_eq!((form.words.as_str(), form.note.as_str()), ("", "Ring twice\nMusterweg 3"));
    }

    #[test]
    fn a_step_is_read_by_its_word() {
        for step in STEPS {
            assert_eq!(Step::parse(step.word()), step);
        }
        assert_eq!(Step::parse("elsewhere"), Step::What);
    }
}

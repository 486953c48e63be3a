//! A request while it is being written: what the form holds, kept as a draft until it is sent.

use super::id::{Place, RecordId};
use super::letter::Details;
use super::repeat::{Every, Repeat};
use super::request::{Category, LONGEST, Part, Request, Urgency, When};
use super::terms::{Contact, Entrusted, Need, Terms, Wanted, usual_needs};
use super::time::{DAY, LocalDay};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

/// How often help that repeats is wanted, unless the person says otherwise.
const USUAL_TIMES: u8 = 4;

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
    /// The day, if it has one; of help that repeats the first.
    pub day: Option<LocalDay>,
    /// The part of the day.
    pub part: Part,
    /// At what time, in minutes after midnight; for the helper alone.
    pub at: Option<u16>,
    /// How often, where it is more than once.
    pub repeats: Option<Repeat>,
    /// How pressing.
    pub urgency: Urgency,
    /// Where others see it. Drafts of earlier versions call it a cell, and a cell is written alike.
    #[serde(rename = "cell")]
    pub place: Option<Place>,
    /// In a few words; none while the suggestion stands.
    pub title: Option<String>,
    /// In more words.
    pub words: String,
    /// What was answered to the questions of the category, by their ids (see [`super::prompts`]).
    pub answers: BTreeMap<String, String>,
    /// Minutes it may take; none while the guess stands.
    pub minutes: Option<u16>,
    /// The name; none while the known one stands.
    pub name: Option<String>,
    /// Whether everybody sees the name.
    pub named: bool,
    /// Asked for somebody else.
    pub for_other: bool,
    /// That person knows, and agrees.
    pub consent: bool,
    /// How many helpers, as typed.
    pub helpers: String,
    /// How to be in touch.
    pub contact: Option<Contact>,
    /// Languages the helper should speak one of, BCP 47.
    pub speaks: Vec<String>,
    /// What the helper should be ready for; none while the guess stands.
    pub needs: Option<Vec<Need>>,
    /// What is entrusted to the helper.
    pub entrusts: Vec<Entrusted>,
    /// Who may offer.
    pub from: Wanted,
    /// Where exactly, for the helper alone.
    pub address: String,
    /// How to call, for the helper alone.
    pub phone: String,
    /// What else the helper should know.
    pub note: String,
    /// The request this one takes the place of.
    pub replaces: Option<RecordId>,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            category: None,
            dated: false,
            day: None,
            part: Part::Any,
            at: None,
            repeats: None,
            urgency: Urgency::default(),
            place: None,
            title: None,
            words: String::new(),
            answers: BTreeMap::new(),
            minutes: None,
            name: None,
            named: true,
            for_other: false,
            consent: false,
            helpers: "1".into(),
            contact: None,
            speaks: Vec::new(),
            needs: None,
            entrusts: Vec::new(),
            from: Wanted::Anybody,
            address: String::new(),
            phone: String::new(),
            note: String::new(),
            replaces: None,
        }
    }
}

impl Asking {
    /// Reads a draft, on `today`: a day that has passed is asked for again.
    #[must_use]
    pub fn restore(json: &str, today: LocalDay) -> Option<Self> {
        let mut form: Self = serde_json::from_str(json).ok()?;
        // As earlier versions wrote it. Inside of a text its quotes would be escaped.
        if json.contains(r#""urgent":true"#) {
            form.urgency = Urgency::Urgent;
        }
        if form.day.is_some_and(|day| day.days_since(today) < 0) {
            form.day = None;
            form.dated = false;
        }
        Some(form)
    }

    /// A request of one's own, to be asked anew with a change; on `today` a day that has passed is left out.
    #[must_use]
    pub fn again(id: &RecordId, request: &Request, details: &Details, today: LocalDay) -> Self {
        let text = |line: Option<String>| line.unwrap_or_default();
        let (when, repeats) = super::follow_up::renewed(request.when, request.terms.repeats, today);
        Self {
            category: Some(request.category),
            dated: true,
            day: when.day,
            part: when.part,
            at: details.at,
            repeats,
            urgency: request.urgency,
            place: Some(id.place.clone()),
            title: Some(request.title.to_string()),
            words: text(request.words.as_ref().map(ToString::to_string)),
            minutes: Some(request.minutes),
            named: request.by.is_some(),
            for_other: request.for_other,
            // It was asked for before the first one was posted.
            consent: request.for_other,
            helpers: request.helpers.to_string(),
            contact: request.terms.contact,
            speaks: request.terms.speaks.clone(),
            needs: Some(request.terms.needs.clone()),
            entrusts: request.terms.entrusts.clone(),
            from: request.terms.from,
            address: text(details.address.as_ref().map(ToString::to_string)),
            phone: text(details.phone.as_ref().map(ToString::to_string)),
            note: text(details.note.as_ref().map(ToString::to_string)),
            replaces: Some(id.clone()),
            ..Self::default()
        }
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
        } else if self.place.is_none() {
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

    /// Chooses an exact time: in public it is the part of the day it belongs to.
    pub fn at_time(&mut self, at: Option<u16>) {
        self.at = at;
        self.part = at.map_or(self.part, Part::of);
    }

    /// Chooses a part of the day; an exact time in another part is forgotten.
    pub fn in_part(&mut self, part: Part) {
        self.part = part;
        self.at = self.at.filter(|at| Part::of(*at) == part);
    }

    /// The most times a rule can be kept while the request lives: no time lies beyond its longest life.
    #[must_use]
    pub fn most_times(&self, every: Every, step: u8, today: LocalDay) -> u8 {
        let last = LocalDay(today.0.saturating_add((LONGEST / DAY) as i64 - 1));
        Repeat { every, step, times: 2 }.fitting(self.day.unwrap_or(today), last)
    }

    /// Wants help every so many days, weeks or months; as many times as before, or as fit. None: once.
    pub fn repeat(&mut self, rule: Option<(Every, u8)>, today: LocalDay) {
        let times = self.repeats.map_or(USUAL_TIMES, |rule| rule.times);
        self.repeats = rule
            .map(|(every, step)| Repeat {
                every,
                step,
                times: times.min(self.most_times(every, step, today)),
            })
            .filter(|rule| rule.is_sound());
    }

    /// Chooses the day, or none; what repeats then still fits into a request's life.
    pub fn on_day(&mut self, day: Option<LocalDay>, today: LocalDay) {
        self.dated = true;
        self.day = day;
        self.repeat(self.repeats.filter(|_| day.is_some()).map(|r| (r.every, r.step)), today);
    }

    /// How long it may take, in minutes: as chosen, or as such help usually takes.
    #[must_use]
    pub fn takes(&self) -> u16 {
        self.minutes.or(self.category.map(Category::usual_minutes)).unwrap_or(60)
    }

    /// What the helper should be ready for: as chosen, or as such help usually wants.
    #[must_use]
    pub fn needs(&self) -> Vec<Need> {
        let usual = || self.category.map(|c| usual_needs(c).to_vec()).unwrap_or_default();
        self.needs.clone().unwrap_or_else(usual)
    }

    /// Everything beyond the bare request.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms {
            contact: self.contact,
            speaks: self.speaks.clone(),
            needs: self.needs(),
            entrusts: self.entrusts.clone(),
            from: self.from,
            repeats: self.repeats.filter(|_| self.day.is_some()),
        }
    }

    /// Who may offer, whatever was chosen.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        self.category.map_or(self.from, |category| self.terms().wanted(category))
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
mod tests;

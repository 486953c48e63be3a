//! The terms of a request in the person's language.

use super::language::{Texts, region_tag};
use crate::domain::cell::{Cell, FINEST};
use crate::domain::id::Place;
use crate::domain::repeat::{Every, Repeat};
use crate::domain::request::Urgency;
use crate::domain::spread::width_km;
use crate::domain::terms::{Contact, Entrusted, Need, Terms, Wanted};
use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::platform::locale;
use crate::state::live::App;
use crate::ui::words;

/// "By a call"
#[must_use]
pub fn contact(i18n: Texts, contact: Option<Contact>) -> &'static str {
    match contact {
        None => t_string!(i18n, terms.contact_any),
        Some(Contact::Call) => t_string!(i18n, terms.contact_call),
        Some(Contact::Text) => t_string!(i18n, terms.contact_text),
        Some(Contact::InPerson) => t_string!(i18n, terms.contact_in_person),
    }
}

/// "Come by car"
#[must_use]
pub fn need(i18n: Texts, need: Need) -> &'static str {
    match need {
        Need::StepFree => t_string!(i18n, terms.need_step_free),
        Need::Lifting => t_string!(i18n, terms.need_lifting),
        Need::Stairs => t_string!(i18n, terms.need_stairs),
        Need::InWriting => t_string!(i18n, terms.need_in_writing),
        Need::PlainWords => t_string!(i18n, terms.need_plain_words),
        Need::Animals => t_string!(i18n, terms.need_animals),
        Need::NoAllergens => t_string!(i18n, terms.need_no_allergens),
        Need::Car => t_string!(i18n, terms.need_car),
    }
}

/// The icon of a need: of the task, never of a person.
#[must_use]
pub fn need_icon(need: Need) -> &'static str {
    match need {
        Need::StepFree => "door",
        Need::Lifting => "moving",
        Need::Stairs => "walk",
        Need::InWriting => "edit",
        Need::PlainWords => "message",
        Need::Animals => "pet",
        Need::NoAllergens => "leaf",
        Need::Car => "ride",
    }
}

/// "A key"
#[must_use]
pub fn entrusted(i18n: Texts, entrusted: Entrusted) -> &'static str {
    match entrusted {
        Entrusted::Children => t_string!(i18n, terms.entrusted_children),
        Entrusted::Keys => t_string!(i18n, terms.entrusted_keys),
        Entrusted::Cash => t_string!(i18n, terms.entrusted_cash),
    }
}

/// "Helpers a coordinator approved"
#[must_use]
pub fn wanted(i18n: Texts, wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Anybody => t_string!(i18n, terms.wanted_anybody),
        Wanted::Vouched => t_string!(i18n, terms.wanted_vouched),
        Wanted::Approved => t_string!(i18n, terms.wanted_approved),
    }
}

/// "It can wait"
#[must_use]
pub fn urgency(i18n: Texts, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Calm => t_string!(i18n, terms.urgency_calm),
        Urgency::Normal => t_string!(i18n, terms.urgency_normal),
        Urgency::Urgent => t_string!(i18n, terms.urgency_urgent),
    }
}

/// "every Tuesday, 6 times"
#[must_use]
pub fn repeat(i18n: Texts, rule: Repeat, first: LocalDay) -> String {
    let weekday = || locale::weekday(&region_tag(i18n.get_locale()), first.noon().0);
    let step = rule.step;
    let every = match (rule.every, step) {
        (Every::Day, 1) => t_string!(i18n, terms.every_day).to_owned(),
        (Every::Day, _) => t_string!(i18n, terms.every_days, step = step),
        (Every::Week, 1) => t_string!(i18n, terms.every_week, weekday = weekday()),
        (Every::Week, 2) => t_string!(i18n, terms.every_other_week, weekday = weekday()),
        (Every::Week, _) => t_string!(i18n, terms.every_weeks, step = step, weekday = weekday()),
        (Every::Month, 1) => t_string!(i18n, terms.every_month).to_owned(),
        (Every::Month, _) => t_string!(i18n, terms.every_months, step = step),
    };
    format!("{every}, {}", t_string!(i18n, terms.times, count = usize::from(rule.times)))
}

/// "English, German": in the person's language.
#[must_use]
pub fn languages(i18n: Texts, tags: &[String]) -> String {
    let lang = region_tag(i18n.get_locale());
    tags.iter().map(|tag| locale::language(&lang, tag)).collect::<Vec<_>>().join(", ")
}

/// "Balzers", "Malbun, about 3 km wide", "By phone, anywhere". Reactive.
#[must_use]
pub fn place(i18n: Texts, app: App, place: Option<&Place>) -> String {
    match place.and_then(Place::cell) {
        Some(cell) if cell.as_str().len() < FINEST => {
            format!("{}, {}", words::area(i18n, app, Some(cell)), wide(i18n, cell))
        }
        Some(cell) => words::area(i18n, app, Some(cell)),
        None => t_string!(i18n, terms.anywhere).to_owned(),
    }
}

/// "about 3 km wide"
#[must_use]
pub fn wide(i18n: Texts, cell: &Cell) -> String {
    t_string!(i18n, terms.wide, km = width_km(cell))
}

/// What is agreed beyond the bare request, each with its icon, its name and its words; who may offer only where not
/// everybody may.
#[must_use]
pub fn all(
    i18n: Texts,
    terms: &Terms,
    who: Wanted,
    first: Option<LocalDay>,
) -> Vec<(&'static str, &'static str, String)> {
    let mut rows = Vec::new();
    if let (Some(rule), Some(first)) = (terms.repeats, first) {
        rows.push(("calendar", t_string!(i18n, terms.often), repeat(i18n, rule, first)));
    }
    if terms.contact.is_some() {
        let how = contact(i18n, terms.contact).to_owned();
        rows.push(("phone", t_string!(i18n, terms.contact), how));
    }
    if !terms.speaks.is_empty() {
        let spoken = languages(i18n, &terms.speaks);
        rows.push(("globe", t_string!(i18n, terms.speaks), spoken));
    }
    if !terms.entrusts.is_empty() {
        let what: Vec<_> = terms.entrusts.iter().map(|one| entrusted(i18n, *one)).collect();
        rows.push(("key", t_string!(i18n, terms.entrusts), what.join(", ")));
    }
    if who != Wanted::Anybody {
        rows.push(("people", t_string!(i18n, terms.who), wanted(i18n, who).to_owned()));
    }
    rows
}

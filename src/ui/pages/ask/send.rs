//! From what was typed to a request; or what has to be put right first.

use super::Form;
use crate::domain::letter::Details;
use crate::domain::text::{Line, Name, Text, Words};
use crate::i18n::t_string;
use crate::state::live::Ask;
use crate::ui::language::{Texts, tag};
use leptos::prelude::*;

/// A field that has to be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// The field with this id is longer than so many characters.
    TooLong(&'static str, usize),
    /// The number of helpers is none from 1 to 50.
    Helpers,
    /// Asked for somebody else who has not agreed.
    Consent,
    /// Only an approved helper could offer, and there is none.
    Nobody,
}

impl Mistake {
    /// The id of its field.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::TooLong(field, _) => field,
            Self::Helpers => "helpers",
            Self::Consent => "consent",
            Self::Nobody => "entrusted",
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn text(self, i18n: Texts) -> String {
        let name = match self {
            Self::Helpers => return t_string!(i18n, ask.mistake_helpers).to_owned(),
            Self::Consent => return t_string!(i18n, asking.mistake_consent).to_owned(),
            Self::Nobody => return t_string!(i18n, asking.nobody_mistake).to_owned(),
            Self::TooLong("title", _) => t_string!(i18n, ask.title_label),
            Self::TooLong("words", _) => t_string!(i18n, ask.words),
            Self::TooLong("name", _) => t_string!(i18n, ask.name),
            Self::TooLong("address", _) => t_string!(i18n, ask.address),
            Self::TooLong("phone", _) => t_string!(i18n, ask.phone),
            Self::TooLong(..) => t_string!(i18n, ask.note),
        };
        let Self::TooLong(_, max) = self else {
            return String::new();
        };
        t_string!(i18n, ask.mistake_long, field = name, max = max)
    }
}

/// The request, or everything that has to be put right. Reactive.
///
/// # Errors
/// The fields that cannot be taken as they are.
pub fn read(asked: Form) -> Result<Option<Ask>, Vec<Mistake>> {
    let form = asked.asking.get();
    let (Some(category), Some(place)) = (form.category, form.place.clone()) else {
        return Ok(None);
    };
    let mut mistakes = Vec::new();
    if asked.has_nobody() {
        mistakes.push(Mistake::Nobody);
    }
    // A title rubbed out means the suggestion.
    let title: Option<Line> = field(&mut mistakes, "title", &asked.title());
    let words: Option<Words> = field(&mut mistakes, "words", &form.words);
    let typed_name: Option<Name> =
        field(&mut mistakes, "name", form.name.as_deref().unwrap_or_default());
    let details = Details {
        address: field(&mut mistakes, "address", &form.address),
        phone: field(&mut mistakes, "phone", &form.phone),
        note: field(&mut mistakes, "note", &form.note),
        at: form.at,
    };
    let helpers = form.helpers().unwrap_or_else(|| {
        mistakes.push(Mistake::Helpers);
        1
    });
    if form.for_other && !form.consent {
        mistakes.push(Mistake::Consent);
    }
    let suggested = || Line::parse(&asked.suggested()).ok();
    let Some(title) = title.or_else(suggested).filter(|_| mistakes.is_empty()) else {
        return Err(mistakes);
    };
    let name = if form.name.is_some() { typed_name } else { asked.app.name.get() };
    Ok(Some(Ask {
        category,
        title,
        words,
        when: form.when(),
        urgency: form.urgency,
        minutes: form.takes(),
        helpers,
        for_other: form.for_other,
        lang: Some(tag(asked.i18n.get_locale()).to_owned()),
        place,
        named: form.named && name.is_some(),
        name,
        details,
        terms: form.terms(),
        replaces: form.replaces,
    }))
}

fn field<const MAX: usize>(
    mistakes: &mut Vec<Mistake>,
    id: &'static str,
    typed: &str,
) -> Option<Text<MAX>> {
    Text::optional(typed).unwrap_or_else(|_| {
        mistakes.push(Mistake::TooLong(id, MAX));
        None
    })
}

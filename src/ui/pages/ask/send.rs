//! From what was typed to a request; or what has to be put right first.

use crate::domain::asking::Asking;
use crate::domain::letter::Details;
use crate::domain::request::Urgency;
use crate::domain::text::{Line, Name, Text, Words};
use crate::i18n::t_string;
use crate::state::live::Ask;
use crate::ui::language::Texts;
use crate::ui::words;

/// A field that has to be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// The field with this id is longer than so many characters.
    TooLong(&'static str, usize),
    /// The number of helpers is none from 1 to 50.
    Helpers,
}

impl Mistake {
    /// The id of its field.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::TooLong(field, _) => field,
            Self::Helpers => "helpers",
        }
    }

    /// What is wrong and what to do.
    #[must_use]
    pub fn text(self, i18n: Texts) -> String {
        let name = match self {
            Self::Helpers => return t_string!(i18n, ask.mistake_helpers).to_owned(),
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

/// The request, or everything that has to be put right.
///
/// # Errors
/// The fields that cannot be taken as they are.
pub fn read(
    i18n: Texts,
    form: &Asking,
    known: Option<&Name>,
    lang: &str,
) -> Result<Option<Ask>, Vec<Mistake>> {
    let (Some(category), Some(cell)) = (form.category, form.cell.clone()) else {
        return Ok(None);
    };
    let mut mistakes = Vec::new();
    let usual = words::category(i18n, category);
    let title: Option<Line> = field(&mut mistakes, "title", form.title.as_deref().unwrap_or(usual));
    let words: Option<Words> = field(&mut mistakes, "words", &form.words);
    let typed_name: Option<Name> =
        field(&mut mistakes, "name", form.name.as_deref().unwrap_or_default());
    let details = Details {
        address: field(&mut mistakes, "address", &form.address),
        phone: field(&mut mistakes, "phone", &form.phone),
        note: field(&mut mistakes, "note", &form.note),
    };
    let helpers = form.helpers().unwrap_or_else(|| {
        mistakes.push(Mistake::Helpers);
        1
    });
    // A title rubbed out means the suggestion.
    let Some(title) = title.or_else(|| Line::parse(usual).ok()).filter(|_| mistakes.is_empty())
    else {
        return Err(mistakes);
    };
    let name = if form.name.is_some() { typed_name } else { known.cloned() };
    Ok(Some(Ask {
        category,
        title,
        words,
        when: form.when(),
        urgency: if form.urgent { Urgency::Urgent } else { Urgency::Normal },
        minutes: form.takes(),
        helpers,
        for_other: form.for_other,
        lang: Some(lang.to_owned()),
        cell,
        named: form.named && name.is_some(),
        name,
        details,
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

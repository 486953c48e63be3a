//! What is typed while telling an act, and what becomes of it.

use super::typed::Typed;
use crate::domain::act::Role;
use crate::domain::cell::Cell;
use crate::domain::id::Place;
use crate::domain::request::Category;
use crate::domain::text::{BadText, Name, Words};
use serde::{Deserialize, Serialize};

/// Everything typed and chosen; also the shape of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The teller's part.
    pub role: Role,
    /// What kind of help.
    pub category: Option<Category>,
    /// What happened.
    pub words: String,
    /// The value of the chosen place: cell, slash, name; empty for nowhere.
    pub place: String,
    /// Whether the known name is shown.
    pub show_name: bool,
    /// A name, where none is known yet.
    pub name: String,
}

impl Default for Telling {
    fn default() -> Self {
        Self {
            role: Role::Did,
            category: None,
            words: String::new(),
            place: String::new(),
            show_name: true,
            name: String::new(),
        }
    }
}

/// What keeps an act from being told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing is written.
    NoWords,
    /// So many characters too many.
    WordsTooLong(usize),
    /// The name is too long.
    NameTooLong,
}

impl Telling {
    /// The words and the name to show, or everything that is wrong.
    pub fn checked(&self, known: Option<Name>) -> Result<(Words, Option<Name>), Vec<Mistake>> {
        let words = Words::parse(&self.words).map_err(|bad| match bad {
            BadText::TooLong { max } => {
                Mistake::WordsTooLong(self.words.trim().chars().count().saturating_sub(max))
            }
            BadText::Empty | BadText::Control => Mistake::NoWords,
        });
        let name = match known {
            Some(name) => Ok(self.show_name.then_some(name)),
            None => Name::optional(&self.name).map_err(|_| Mistake::NameTooLong),
        };
        match (words, name) {
            (Ok(words), Ok(name)) => Ok((words, name)),
            (words, name) => Err([words.err(), name.err()].into_iter().flatten().collect()),
        }
    }

    /// Where the act belongs.
    pub fn place(&self) -> Place {
        let cell = self.place.split('/').next().and_then(Cell::parse);
        cell.map_or(Place::Anywhere, Place::Cell)
    }
}

/// The form and its draft.
pub type Form = Typed<Telling>;

//! The id of a record: `<cell>:<kind>:<time>:<tag>`.
//!
//! An area is one id range; the tag binds the id to the content, so an id admits one content.

use super::bytes::Tag;
use super::cell::Cell;
use super::time::{Millis, parse_stamp, stamp_text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Where a record belongs: a cell, or nowhere in particular (written `a`, which no geohash holds).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The whole community.
    Anywhere,
    /// One cell of the grid.
    Cell(Cell),
}

/// The kind of a record: 1 to 24 lower-case letters and hyphens. Kinds this version does not know
/// are carried on, not shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(String);

/// A whole record id; references between records are always whole ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// The area it belongs to.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
    /// When its author says it was made.
    pub time: Millis,
    /// What binds the id to the content.
    pub tag: Tag,
}

/// The text is not a record id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a record id")]
pub struct NotAnId;

impl Place {
    /// The cell, where there is one.
    #[must_use]
    pub fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Anywhere => None,
            Self::Cell(cell) => Some(cell),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if text == "a" { Some(Self::Anywhere) } else { Cell::parse(text).map(Self::Cell) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anywhere => f.write_str("a"),
            Self::Cell(cell) => cell.fmt(f),
        }
    }
}

impl Kind {
    /// Reads a kind; `None` where it breaks the shape.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=24).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        fits.then(|| Self(text.to_owned()))
    }

    /// The kind as written in ids.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RecordId {
    /// Reads an id.
    ///
    /// # Errors
    /// [`NotAnId`] for anything but four well-formed parts.
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let mut parts = text.split(':');
        let mut next = || parts.next().ok_or(NotAnId);
        let id = Self {
            place: Place::parse(next()?).ok_or(NotAnId)?,
            kind: Kind::parse(next()?).ok_or(NotAnId)?,
            time: parse_stamp(next()?).ok_or(NotAnId)?,
            tag: Tag::parse(next()?).map_err(|_| NotAnId)?,
        };
        if parts.next().is_some() { Err(NotAnId) } else { Ok(id) }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a place"))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}:{}", self.place, self.kind.0, stamp_text(self.time), self.tag)
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_is_read_as_it_was_written(cell in "[0-9b-hjkmnp-z]{1,6}", kind in "[a-z-]{1,24}", time in 0..10_000_000_000_000u64, tag in any::<[u8; 16]>()) {
            let text = format!("{cell}:{kind}:{time:013}:{}", super::super::bytes::Bytes(tag));
            prop_assert_eq!(RecordId::parse(&text).unwrap().to_string(), text);
        }

        #[test]
        fn no_other_spelling_of_an_id_is_read(text in "\\PC{0,80}") {
            if let Ok(id) = RecordId::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }

    #[test]
    fn ids_of_one_cell_and_kind_sort_by_time() {
        let at = |time: u64| {
            RecordId::parse(&format!("u0qux4:request:{time:013}:AAAAAAAAAAAAAAAAAAAAAA"))
                .unwrap()
                .to_string()
        };
        assert!(at(9) < at(10));
    }

    #[test]
    fn a_fifth_part_is_refused() {
        assert_eq!(RecordId::parse("a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA:x"), Err(NotAnId));
    }
}

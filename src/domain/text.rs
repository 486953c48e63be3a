//! What people write, limited in length and free of invisible trickery.

use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

/// Text of at most `MAX` characters (Unicode scalar values) with something to read in it.
///
/// Control characters other than line breaks, and the bidirectional overrides that let a text show
/// as something else (U+202A–U+202E, U+2066–U+2069), are taken out on the way in and refused when
/// they come from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text<const MAX: usize>(String);

/// A person's name as they want to be called.
pub type Name = Text<60>;
/// One line: a title, a place.
pub type Line = Text<120>;
/// A few sentences up to a page.
pub type Words = Text<2000>;

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing but spaces.
    #[error("nothing is written here")]
    Empty,
    /// Longer than allowed.
    #[error("longer than {max} characters")]
    TooLong {
        /// The longest allowed, in characters.
        max: usize,
    },
    /// Holds characters that hide or reorder text.
    #[error("holds control characters")]
    Control,
}

impl<const MAX: usize> Text<MAX> {
    /// Takes what a person typed: trims it and drops characters nobody can see.
    ///
    /// # Errors
    /// [`BadText::Empty`] and [`BadText::TooLong`].
    pub fn parse(typed: &str) -> Result<Self, BadText> {
        let clean: String = typed.chars().filter(|c| !is_hidden(*c)).collect();
        Self::exact(clean.trim().to_owned())
    }

    /// Like [`Self::parse`], with nothing written meaning `None`.
    ///
    /// # Errors
    /// [`BadText::TooLong`].
    pub fn optional(typed: &str) -> Result<Option<Self>, BadText> {
        match Self::parse(typed) {
            Ok(text) => Ok(Some(text)),
            Err(BadText::Empty) => Ok(None),
            Err(other) => Err(other),
        }
    }

    fn exact(text: String) -> Result<Self, BadText> {
        if text.chars().any(is_hidden) {
            return Err(BadText::Control);
        }
        if text.trim().is_empty() {
            return Err(BadText::Empty);
        }
        if text.chars().count() > MAX {
            return Err(BadText::TooLong { max: MAX });
        }
        Ok(Self(text))
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text can be a language tag (BCP 47): short and plain. Browsers judge the rest.
#[must_use]
pub fn is_tag(text: &str) -> bool {
    text.len() <= 35 && text.is_ascii()
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::exact(String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bidirectional_overrides_never_get_through() {
        let typed = "pay\u{202E}moc.live\u{202C} now";
        assert_eq!(Line::parse(typed).unwrap().as_str(), "paymoc.live now");
        assert!(serde_json::from_str::<Line>(&serde_json::to_string(typed).unwrap()).is_err());
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        let sixty = "ü".repeat(60);
        assert!(Name::parse(&sixty).is_ok());
        assert_eq!(Name::parse(&format!("{sixty}ü")), Err(BadText::TooLong { max: 60 }));
    }

    proptest! {
        #[test]
        fn what_was_taken_is_taken_again_from_the_wire(typed in "\\PC{0,130}") {
            if let Ok(line) = Line::parse(&typed) {
                let wire = serde_json::to_string(&line).unwrap();
                prop_assert_eq!(serde_json::from_str::<Line>(&wire).unwrap(), line);
            }
        }
    }
}

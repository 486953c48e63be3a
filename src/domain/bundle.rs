//! A bundle: records carried by hand, as a file. Text, one JSON object a line (JSON Lines): first a header, then
//! records and tombstones as they travel to a backend.
//!
//! ```json
//! {"heart2help":"bundle","v":1,"community":"<root key>","name":"<its name>","made":1795000000000,"count":2}
//! {"_id":"u0qu0t:request:…","a":"…","p":"…","s":"…"}
//! {"_id":"a:act:…","_deleted":true,"a":"…","h":"…","s":"…"}
//! ```
//!
//! A bundle says nothing about what is true: who takes it in judges every line as if a backend had sent it.

mod choice;
#[cfg(test)]
mod tests;

pub use choice::needed;

use super::community::CommunityId;
use super::record::{Envelope, read_object};
use super::time::Millis;
use super::tombstone::Tombstone;
use serde::{Deserialize, Serialize};

/// The newest format this version reads, and the one it writes.
const VERSION: u32 = 1;
/// What the header calls itself.
const BUNDLE: &str = "bundle";
/// Bytes of the largest bundle that is read: far more than a community of 50,000 records needs.
pub const LARGEST: usize = 64_000_000;
/// Bytes of the longest line that is read: a payload of 32 KiB, written as a JSON string, and its signature.
pub const LONGEST_LINE: usize = 64 * 1024;
/// Characters of a community's name that are shown again to a person.
const LONGEST_NAME: usize = 60;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    heart2help: String,
    v: u32,
    /// Whose records these are.
    pub community: CommunityId,
    /// What that community was called when the bundle was made; a claim, for people only.
    pub name: String,
    /// When it was made, by the clock of the device that made it.
    pub made: Millis,
    /// How many lines follow.
    pub count: usize,
}

/// Why a text cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It is something else.
    #[error("this is not a file of A Heart 2 Help")]
    NotABundle,
    /// A newer version of the app wrote it.
    #[error("this was made by a newer version of the app")]
    Newer,
    /// It is another community's.
    #[error("this belongs to another community: {0}")]
    OtherCommunity(String),
    /// It has more than [`LARGEST`] bytes.
    #[error("this is larger than the app can take")]
    TooLarge,
}

/// One line of a bundle, well formed, and true or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A record.
    Record(Envelope),
    /// What an author left in a record's place.
    Tombstone(Tombstone),
}

/// A text whose header was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle<'t> {
    /// The first line.
    pub header: Header,
    /// The whole lines after it.
    body: &'t str,
    /// How many these are.
    lines: usize,
}

#[derive(Deserialize)]
struct Deleted {
    #[serde(rename = "_deleted", default)]
    deleted: bool,
}

/// The format's name and version, whatever else a newer header says.
#[derive(Deserialize)]
struct Kind {
    heart2help: String,
    v: u32,
}

impl Header {
    /// The header of a bundle of `count` lines.
    #[must_use]
    pub fn new(community: CommunityId, name: &str, made: Millis, count: usize) -> Self {
        let (heart2help, name) = (BUNDLE.to_owned(), name.to_owned());
        Self { heart2help, v: VERSION, community, name, made, count }
    }

    /// The first line, with its line end.
    #[must_use]
    pub fn to_line(&self) -> String {
        // Texts and numbers alone: writing them as JSON does not fail.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

impl Line {
    /// Reads a line; `None` for whatever is neither a record nor a tombstone, or longer than [`LONGEST_LINE`].
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        if read_object::<Deleted>(line).ok()?.deleted {
            Tombstone::read(line).ok().map(Self::Tombstone)
        } else {
            Envelope::read(line).ok().map(Self::Record)
        }
    }

    /// The line, with its line end. JSON as we write it holds no line ends.
    #[must_use]
    pub fn write(&self) -> String {
        let json = match self {
            Self::Record(record) => serde_json::to_string(record),
            Self::Tombstone(tombstone) => serde_json::to_string(tombstone),
        };
        json.unwrap_or_default() + "\n"
    }
}

impl<'t> Bundle<'t> {
    /// Reads the header and finds the whole lines. What is cut off at the end is left out; the rest can be used.
    ///
    /// # Errors
    /// [`NotTaken`], also where the bundle is not of the community `here`.
    pub fn read(text: &'t str, here: &CommunityId) -> Result<Self, NotTaken> {
        if text.len() > LARGEST {
            return Err(NotTaken::TooLarge);
        }
        // Some programs put a byte order mark before a text.
        let text = text.trim_start_matches('\u{feff}');
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        if first.len() > LONGEST_LINE {
            return Err(NotTaken::NotABundle);
        }
        let kind: Kind = read_object(first).map_err(|_| NotTaken::NotABundle)?;
        if kind.heart2help != BUNDLE {
            return Err(NotTaken::NotABundle);
        }
        if kind.v > VERSION {
            return Err(NotTaken::Newer);
        }
        let header: Header = read_object(first).map_err(|_| NotTaken::NotABundle)?;
        if header.community != *here {
            return Err(NotTaken::OtherCommunity(shown(&header.name)));
        }
        let body = rest.rfind('\n').map_or("", |end| &rest[..=end]);
        Ok(Self { header, body, lines: lines(body).count() })
    }

    /// How many whole lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines
    }

    /// Whether there is no whole line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// Whether lines are missing at its end.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.lines < self.header.count
    }

    /// The whole lines, at most `most` at a time.
    pub fn parts(&self, most: usize) -> impl Iterator<Item = String> + use<'t> {
        let mut left = lines(self.body).peekable();
        std::iter::from_fn(move || {
            left.peek()?;
            Some(left.by_ref().take(most.max(1)).flat_map(|line| [line, "\n"]).collect())
        })
    }
}

/// The lines of a part that say something.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.trim_end_matches('\r')).filter(|line| !line.is_empty())
}

/// A name somebody else wrote, short and without what could turn the words around it.
fn shown(name: &str) -> String {
    let plain = |c: &char| {
        !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    name.chars().filter(plain).take(LONGEST_NAME).collect()
}

//! What travels sealed between two people, and who they are to each other.
//!
//! A letter is written in clear only on the two devices it concerns; between them it is a padded
//! HPKE envelope (see `crypto::seal`).

use super::body::Sealed;
use super::bytes::{AuthorKey, Bytes, Hash, Nonce, SealKey, Signature};
use super::id::RecordId;
use super::request::Request;
use super::text::{Line, Name, Words};
use super::time::LocalDay;
use serde::{Deserialize, Serialize};

/// A key that was made for one purpose, bound to the person it belongs to: the person's identity in
/// this community signs the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The person.
    pub person: AuthorKey,
    /// The name they want to be called by.
    pub name: Name,
    /// `person`'s signature over the community, the bound key and the name.
    pub sig: Signature,
}

/// What only the accepted helper reads.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Details {
    /// Where exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Line>,
    /// How to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Line>,
    /// The door, the dog, the exact time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
    /// At what time of the day, in minutes after midnight where the person is (0 to 1,439).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u16>,
}

/// An offer, sealed to the request's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLetter {
    /// Who offers; bound to the key that signs the offer.
    pub by: Binding,
    /// A few words to the person in need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// Where answers are sealed to: a key made for this offer alone.
    pub seal: SealKey,
}

/// An acceptance, sealed to the helper's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptLetter {
    /// The offer that was accepted.
    pub offer: RecordId,
    /// What the helper needs to know.
    pub details: Details,
    /// The name the requester wants to be called by, where they told no one else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// What releases this acceptance: its SHA-256 stands in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Nonce>,
}

/// Another time for what was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The day.
    pub day: LocalDay,
    /// Minutes after midnight where the two are (0 to 1,439); none for any time of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u16>,
}

/// Why one of the two steps back from what was agreed. Sealed: nobody else reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaving {
    /// The writer cannot after all.
    Cannot,
    /// Nothing was heard of the helper for too long.
    Silent,
    /// The other did not come.
    NoShow,
    /// Something else came between.
    Other,
}

/// One step or word between requester and accepted helper, sealed to the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// Words.
    Say(Words),
    /// The helper has set out.
    OnMyWay,
    /// For the writer, the help is done.
    Done,
    /// Thanks, and whether the writer agrees that it is told in the feed.
    Thanks {
        /// What they did, what it changed, why it mattered.
        words: Words,
        /// The writer agrees that the other tells of it in the feed.
        may_tell: bool,
    },
    /// The writer comes so many minutes later than agreed.
    Late(u16),
    /// Another time is proposed.
    Propose(Meeting),
    /// The writer agrees to the time proposed in that record.
    Agree(RecordId),
    /// The helper is still coming.
    Coming,
    /// The writer steps back. The acceptance is released by a [`super::body::Release`].
    Leave(Leaving),
    /// They did not meet.
    NotMet,
    /// Words of feedback, encrypted under a key the other gets only once they have written too, or after two weeks.
    Feedback {
        /// The words.
        sealed: Sealed,
        /// SHA-256 of the key.
        hash: Hash,
    },
    /// The key of one's own feedback.
    Reveal {
        /// The record with the feedback.
        of: RecordId,
        /// The key.
        key: Bytes<32>,
    },
}

/// Where in a thread a note belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteLetter {
    /// The offer whose thread this is.
    pub offer: RecordId,
    /// The step or the words.
    pub note: Note,
}

/// What a device could open of a sealed record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letter {
    /// Of an offer.
    Offer(OfferLetter),
    /// Of an acceptance.
    Accept(AcceptLetter),
    /// Of a message.
    Note(NoteLetter),
    /// Of a request to one helper alone: as it would stand in the open, `by` always given.
    Ask(Box<Request>),
}

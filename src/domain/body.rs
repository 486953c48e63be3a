//! The kinds of records and what each one holds.

use super::act::{Act, Cheer};
use super::amend::Amend;
use super::bytes::{Hash, Nonce, from_base64, to_base64};
use super::community::{Community, Profile};
use super::helper::{Card, Vouch};
use super::id::{Kind, RecordId};
use super::kept::{KEPT_LIFE, Kept};
use super::membership::{Approve, Attest, CloseInvite, Invite, MOST_LISTED, Member, Rotate};
use super::moderation::{Crisis, Hide, Rekey, Remove, Report};
use super::request::{CloseReason, Request};
use super::time::{DAY, LocalDay, Millis};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

/// The format version this code writes.
pub const VERSION: u8 = 1;
/// The longest any record of a community may live from its own time, in milliseconds.
pub const LONGEST_LIFE: u64 = 731 * DAY;
/// The longest payload taken, in bytes.
pub const LONGEST_PAYLOAD: usize = 32 * 1024;

/// A sealed envelope: encapsulated key and ciphertext, opaque to everybody but its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&to_base64(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        from_base64(&text).map(Self).ok_or_else(|| de::Error::custom("not base64url"))
    }
}

/// A sealed answer about a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedAbout {
    /// The request.
    pub re: RecordId,
    /// The envelope.
    pub sealed: Sealed,
    /// Of an offer on a repeating request, or its acceptance: which of the days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<LocalDay>,
    /// Of an acceptance: SHA-256 of the key with which either of the two releases it. The key itself is in the letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Hash>,
}

impl SealedAbout {
    /// An envelope about a request, and nothing beside it.
    #[must_use]
    pub fn new(re: RecordId, sealed: Sealed) -> Self {
        Self { re, sealed, on: None, release: None }
    }
}

/// The end of an acceptance: somebody else may help. It says neither why nor which of the two stepped back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The request.
    pub re: RecordId,
    /// The acceptance that no longer holds.
    pub accept: RecordId,
    /// What hashes to the acceptance's `release`: only its two parties know it. Not needed from the one who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Nonce>,
}

/// The end of a request, in public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Close {
    /// The request.
    pub re: RecordId,
    /// Why.
    pub reason: CloseReason,
}

/// The author takes a record back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retract {
    /// The record taken back.
    pub re: RecordId,
}

/// What a record says, by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The community's own description, by its root key.
    Community(Box<Community>),
    /// How a person wants to be called.
    Profile(Profile),
    /// A request for help.
    Request(Box<Request>),
    /// An offer on a request, sealed to the request's key.
    Offer(SealedAbout),
    /// An acceptance of one offer, sealed to that helper's key.
    Accept(SealedAbout),
    /// A step or words between requester and helper, sealed.
    Message(SealedAbout),
    /// The end of an acceptance.
    Release(Release),
    /// The end of a request.
    Close(Close),
    /// Somebody who would like to help, on the map.
    Helper(Box<Card>),
    /// A request to one helper alone, sealed to their card; `re` is the card.
    Private(SealedAbout),
    /// Somebody vouches for somebody.
    Vouch(Vouch),
    /// An act of kindness in the feed.
    Act(Box<Act>),
    /// A cheer for an act.
    Cheer(Cheer),
    /// A record taken back.
    Retract(Retract),
    /// A record said anew.
    Amend(Amend),
    /// An invitation, by a coordinator.
    Invite(Invite),
    /// Somebody joined.
    Member(Box<Member>),
    /// An invitation ended, by a coordinator.
    CloseInvite(CloseInvite),
    /// A member approved as a helper, by a coordinator.
    Approve(Approve),
    /// Keys whose records are hidden, by a coordinator.
    Remove(Remove),
    /// A record that is hidden, by a coordinator.
    Hide(Hide),
    /// Something told to the coordinators, sealed.
    Report(Report),
    /// A new way to the community's data, by a coordinator, sealed.
    Rekey(Rekey),
    /// A person goes on under another key, by the old one.
    Rotate(Rotate),
    /// A lost key and the one in its place, by a coordinator.
    Attest(Attest),
    /// A crisis, by a coordinator.
    Crisis(Crisis),
    /// Something of a person's own, encrypted for that person alone: only in vaults.
    Kept(Kept),
    /// A kind or version this code does not know: kept and passed on, not shown.
    Unknown,
}

/// A payload: what is signed, as the JSON string it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// Random, so that nobody can guess content from an id.
    pub nonce: Nonce,
    /// When the record dies.
    pub expires: Millis,
    /// What it says.
    pub body: Body,
}

/// Why a payload was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPayload {
    /// More than [`LONGEST_PAYLOAD`] bytes.
    #[error("the payload is too long")]
    TooLong,
    /// Not a JSON object with version, nonce, expiry and body.
    #[error("the payload is not in the record's format")]
    Shape,
    /// The body does not fit its kind.
    #[error("the body does not fit its kind")]
    Body,
    /// It would live longer than its kind may.
    #[error("the record would live longer than its kind may")]
    LivesTooLong,
}

#[derive(Serialize)]
struct WireOut<'a> {
    v: u8,
    n: &'a Nonce,
    exp: Millis,
    b: &'a Body,
}

#[derive(Deserialize)]
struct WireIn<'a> {
    v: u8,
    n: Nonce,
    exp: Millis,
    #[serde(borrow)]
    b: &'a serde_json::value::RawValue,
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Community(b) => b.serialize(serializer),
            Self::Profile(b) => b.serialize(serializer),
            Self::Request(b) => b.serialize(serializer),
            Self::Offer(b) | Self::Accept(b) | Self::Message(b) | Self::Private(b) => {
                b.serialize(serializer)
            }
            Self::Release(b) => b.serialize(serializer),
            Self::Helper(b) => b.serialize(serializer),
            Self::Vouch(b) => b.serialize(serializer),
            Self::Close(b) => b.serialize(serializer),
            Self::Act(b) => b.serialize(serializer),
            Self::Cheer(b) => b.serialize(serializer),
            Self::Retract(b) => b.serialize(serializer),
            Self::Amend(b) => b.serialize(serializer),
            Self::Invite(b) => b.serialize(serializer),
            Self::Member(b) => b.serialize(serializer),
            Self::CloseInvite(b) => b.serialize(serializer),
            Self::Approve(b) => b.serialize(serializer),
            Self::Remove(b) => b.serialize(serializer),
            Self::Hide(b) => b.serialize(serializer),
            Self::Report(b) => b.serialize(serializer),
            Self::Rekey(b) => b.serialize(serializer),
            Self::Rotate(b) => b.serialize(serializer),
            Self::Attest(b) => b.serialize(serializer),
            Self::Crisis(b) => b.serialize(serializer),
            Self::Kept(b) => b.serialize(serializer),
            Self::Unknown => Err(ser::Error::custom("nobody writes what they do not know")),
        }
    }
}

impl Body {
    /// The word of the kind in ids; `None` for what this version does not know.
    #[must_use]
    pub fn kind(&self) -> Option<&'static str> {
        Some(match self {
            Self::Community(_) => "community",
            Self::Profile(_) => "profile",
            Self::Request(_) => "request",
            Self::Offer(_) => "offer",
            Self::Accept(_) => "accept",
            Self::Message(_) => "message",
            Self::Release(_) => "release",
            Self::Close(_) => "close",
            Self::Helper(_) => "helper",
            Self::Private(_) => "private",
            Self::Vouch(_) => "vouch",
            Self::Act(_) => "act",
            Self::Cheer(_) => "cheer",
            Self::Retract(_) => "retract",
            Self::Amend(_) => "amend",
            Self::Invite(_) => "invite",
            Self::Member(_) => "member",
            Self::CloseInvite(_) => "close-invite",
            Self::Approve(_) => "approve",
            Self::Remove(_) => "remove",
            Self::Hide(_) => "hide",
            Self::Report(_) => "report",
            Self::Rekey(_) => "rekey",
            Self::Rotate(_) => "rotate",
            Self::Attest(_) => "attest",
            Self::Crisis(_) => "crisis",
            Self::Kept(_) => "kept",
            Self::Unknown => return None,
        })
    }

    /// The longest a record of this kind may live from its own time, in milliseconds.
    fn longest_life(&self) -> u64 {
        match self {
            // Whoever is still there says it again within the year.
            Self::Community(_) | Self::Profile(_) | Self::Member(_) | Self::Invite(_) => 366 * DAY,
            Self::Vouch(_) => 366 * DAY,
            Self::Request(_) | Self::Private(_) | Self::Helper(_) => super::request::LONGEST,
            // Fourteen days more than a request, so that a thread can come to its end.
            Self::Offer(_)
            | Self::Accept(_)
            | Self::Release(_)
            | Self::Message(_)
            | Self::Close(_) => super::request::LONGEST + 14 * DAY,
            Self::Report(_) | Self::Crisis(_) => 91 * DAY,
            Self::Act(_)
            | Self::Cheer(_)
            | Self::Retract(_)
            | Self::CloseInvite(_)
            | Self::Approve(_)
            | Self::Remove(_)
            | Self::Hide(_)
            | Self::Rekey(_)
            | Self::Rotate(_)
            | Self::Attest(_)
            | Self::Unknown => LONGEST_LIFE,
            Self::Kept(_) => KEPT_LIFE,
            Self::Amend(amend) => amend.body().longest_life(),
        }
    }

    /// What every client insists on beyond what the types already say.
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Request(request) => request.is_sound(),
            Self::Act(act) => act.is_sound(),
            Self::Helper(card) => card.is_sound(),
            Self::Offer(about) | Self::Accept(about) => about.on.is_none_or(LocalDay::is_sound),
            Self::Community(community) => community.is_sound(),
            Self::CloseInvite(close) => close.admitted.len() <= MOST_LISTED,
            Self::Remove(remove) => (1..=MOST_LISTED).contains(&remove.keys.len()),
            _ => true,
        }
    }

    pub(super) fn parse(kind: &str, json: &str) -> Result<Self, serde_json::Error> {
        fn read<'j, B: Deserialize<'j>>(json: &'j str) -> Result<B, serde_json::Error> {
            super::record::read_object(json)
        }
        let body = match kind {
            "community" => Self::Community(Box::new(read(json)?)),
            "profile" => Self::Profile(read(json)?),
            "request" => Self::Request(Box::new(read(json)?)),
            "offer" => Self::Offer(read(json)?),
            "accept" => Self::Accept(read(json)?),
            "message" => Self::Message(read(json)?),
            "release" => Self::Release(read(json)?),
            "close" => Self::Close(read(json)?),
            "helper" => Self::Helper(Box::new(read(json)?)),
            "private" => Self::Private(read(json)?),
            "vouch" => Self::Vouch(read(json)?),
            "act" => Self::Act(Box::new(read(json)?)),
            "cheer" => Self::Cheer(read(json)?),
            "retract" => Self::Retract(read(json)?),
            "amend" => Self::Amend(read(json)?),
            "invite" => Self::Invite(read(json)?),
            "member" => Self::Member(Box::new(read(json)?)),
            "close-invite" => Self::CloseInvite(read(json)?),
            "approve" => Self::Approve(read(json)?),
            "remove" => Self::Remove(read(json)?),
            "hide" => Self::Hide(read(json)?),
            "report" => Self::Report(read(json)?),
            "rekey" => Self::Rekey(read(json)?),
            "rotate" => Self::Rotate(read(json)?),
            "attest" => Self::Attest(read(json)?),
            "crisis" => Self::Crisis(read(json)?),
            "kept" => Self::Kept(read(json)?),
            _ => Self::Unknown,
        };
        if body.is_sound() { Ok(body) } else { Err(de::Error::custom("out of bounds")) }
    }
}

/// The longest a record with this kind in its id may live from its own time, in milliseconds: as long is remembered
/// that it was buried.
#[must_use]
pub fn longest_life_of(kind: &Kind) -> u64 {
    if kind.as_str() == "kept" { KEPT_LIFE } else { LONGEST_LIFE }
}

impl Payload {
    /// The JSON string that is hashed, signed and sent. `None` for an unknown body, which this code
    /// never writes.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        let out = WireOut { v: VERSION, n: &self.nonce, exp: self.expires, b: &self.body };
        serde_json::to_string(&out).ok()
    }

    /// Reads the payload of a record of `kind`, made at `time` by its author's claim.
    ///
    /// # Errors
    /// [`BadPayload`]; an unknown kind or newer version is no error but [`Body::Unknown`].
    pub fn parse(kind: &Kind, time: Millis, json: &str) -> Result<Self, BadPayload> {
        if json.len() > LONGEST_PAYLOAD {
            return Err(BadPayload::TooLong);
        }
        let wire: WireIn = super::record::read_object(json).map_err(|_| BadPayload::Shape)?;
        let body = if wire.v == VERSION {
            Body::parse(kind.as_str(), wire.b.get()).map_err(|_| BadPayload::Body)?
        } else {
            Body::Unknown
        };
        if wire.exp.since(time) > body.longest_life() {
            return Err(BadPayload::LivesTooLong);
        }
        Ok(Self { nonce: wire.n, expires: wire.exp, body })
    }
}

#[cfg(test)]
mod tests;

//! How somebody becomes a member: a coordinator makes an invitation, a key of its own; whoever holds it signs
//! themselves in. Whether a record of these counts is for [`super::authority`] to say.

use super::bytes::{AuthorKey, Hash, SealKey, Signature};
use super::community::CommunityId;
use super::record::hash_fields;
use super::text::{Line, Name};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// The most people one record lists.
pub const MOST_LISTED: usize = 300;

/// What somebody invited may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Takes part.
    Member,
    /// A coordinator knows and approved them as a helper.
    Approved,
}

impl Standing {
    fn word(self) -> &'static [u8] {
        match self {
            Self::Member => b"member",
            Self::Approved => b"approved",
        }
    }
}

/// A coordinator's word that whoever holds the invitation's key may join. It goes with each member, so that it
/// holds after the invitation itself has expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The invitation's key.
    pub invite: AuthorKey,
    /// What it makes of people.
    pub standing: Standing,
    /// The coordinator.
    pub by: AuthorKey,
    /// Theirs, over [`grant_bytes`].
    pub sig: Signature,
}

/// An invitation, for the coordinators' own overview; the link carries its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The invitation's key.
    pub key: AuthorKey,
    /// What it makes of people.
    pub standing: Standing,
    /// Whom it is for, in the coordinator's words.
    pub label: Line,
    /// After this no app joins by it.
    pub until: Millis,
}

/// Somebody joins, or says once more that they are a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who lets them.
    pub grant: Grant,
    /// The invitation's signature over [`join_bytes`]: they did hold it.
    pub sig: Signature,
    /// What is for them alone is sealed to this.
    pub seal: SealKey,
    /// How they want to be called; everybody in the community sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
}

/// Nobody else joins by an invitation: a key that got into wrong hands admits only those listed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseInvite {
    /// The invitation's key.
    pub invite: AuthorKey,
    /// Whom it admitted until now.
    pub admitted: Vec<AuthorKey>,
}

/// A coordinator knows and approves a member as a helper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approve {
    /// The member.
    pub key: AuthorKey,
}

/// Somebody goes on under another key; signed by the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotate {
    /// The new key.
    pub to: AuthorKey,
    /// The new key's, over [`rotate_bytes`].
    pub sig: Signature,
}

/// A coordinator attests that somebody lost a key and goes on under another. It wins over what the old key says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attest {
    /// The lost key.
    pub old: AuthorKey,
    /// The one in its place.
    pub new: AuthorKey,
}

/// What a coordinator signs to make an invitation.
#[must_use]
pub fn grant_bytes(community: &CommunityId, invite: &AuthorKey, standing: Standing) -> Hash {
    hash_fields("heart2help/invite/1", &[&community.0, &invite.0, standing.word()])
}

/// What the key of an invitation signs to let somebody in.
#[must_use]
pub fn join_bytes(community: &CommunityId, invite: &AuthorKey, person: &AuthorKey) -> Hash {
    hash_fields("heart2help/join/1", &[&community.0, &invite.0, &person.0])
}

/// What a new key signs to take over from an old one.
#[must_use]
pub fn rotate_bytes(community: &CommunityId, old: &AuthorKey, new: &AuthorKey) -> Hash {
    hash_fields("heart2help/rotate/1", &[&community.0, &old.0, &new.0])
}

//! A community: who it is and where, said by its root key; and how a person wants to be called.

use super::bytes::AuthorKey;
use super::cell::Cell;
use super::text::{Line, Name, Words};
use serde::{Deserialize, Serialize};

/// The name of a community in every signature: the root key it was started with.
pub type CommunityId = AuthorKey;

/// A community's description, signed by its root key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// What it is called.
    pub name: Line,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Words>,
    /// The local emergency number.
    pub emergency: Line,
    /// Where it is, as coarse cells.
    pub area: Vec<Cell>,
}

/// How a person wants to be called in this community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name.
    pub name: Name,
}

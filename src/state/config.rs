//! What a deployer sets: which community this site belongs to and where its backend is. Read from
//! `config.json` beside the app at every start, and kept for starts without a network.

use crate::domain::community::CommunityId;
use serde::{Deserialize, Serialize};

/// The contents of `config.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// The community's root key, base64url.
    pub community: CommunityId,
    /// The address of the community's database, such as `https://example.org/db/vaduz`.
    pub backend: String,
    /// The community's name, until its own record has arrived.
    pub name: String,
}

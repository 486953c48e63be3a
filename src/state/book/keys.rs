//! The key pairs of one request or one offer, made at random for it alone, so that they can be
//! destroyed with it.

use crate::crypto::identity::Signer;
use crate::crypto::seal::SealPair;
use crate::domain::bytes::{AuthorKey, Bytes};
use crate::domain::letter::Details;
use crate::domain::text::Name;
use crate::store::{Change, Shelf, StoreError};
use serde::{Deserialize, Serialize};

/// Signing and sealing seeds, and for a request what its helper will be told.
#[derive(Clone, Serialize, Deserialize)]
pub struct Keys {
    sign: Bytes<32>,
    seal: Bytes<32>,
    /// What an accepted helper is told; only on this device until then.
    #[serde(default)]
    pub details: Details,
    /// The name told to an accepted helper, where the request was posted without one.
    #[serde(default)]
    pub name: Option<Name>,
}

impl Keys {
    /// New key pairs.
    #[must_use]
    pub fn generate(details: Details, name: Option<Name>) -> Self {
        let sign = Signer::generate().seed();
        Self { sign, seal: SealPair::generate().seed(), details, name }
    }

    /// What keeps them on the shelf under their public key.
    ///
    /// # Errors
    /// [`StoreError`], where they cannot be written as text.
    pub fn kept_under(&self, key: &AuthorKey) -> Result<Change, StoreError> {
        Ok(Change::put(Shelf::Keys, key, super::json(self)?))
    }

    /// The pair that signs.
    #[must_use]
    pub fn signer(&self) -> Signer {
        Signer::from_seed(&self.sign)
    }

    /// The pair letters are sealed to.
    #[must_use]
    pub fn seal(&self) -> SealPair {
        SealPair::from_seed(self.seal)
    }
}

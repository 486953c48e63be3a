//! Byte strings of a fixed length, written as unpadded base64url (RFC 4648, section 5).
//!
//! There is one way in, [`Bytes::parse`], and it refuses every spelling but the canonical one, so
//! that two different texts never name the same key.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// `N` bytes, shown as base64url without padding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes<const N: usize>(pub [u8; N]);

/// An Ed25519 public key: the author of a record.
pub type AuthorKey = Bytes<32>;
/// An X25519 public key: the only reader of what is sealed to it.
pub type SealKey = Bytes<32>;
/// A SHA-256 hash.
pub type Hash = Bytes<32>;
/// An Ed25519 signature.
pub type Signature = Bytes<64>;
/// 128 random bits inside a payload, so that equal words give different ids.
pub type Nonce = Bytes<16>;
/// 128 bits that bind a record's id to its content.
pub type Tag = Bytes<16>;

/// The text is not the canonical base64url of exactly the wanted number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {wanted} bytes in base64url")]
pub struct NotBytes {
    wanted: usize,
}

impl<const N: usize> Bytes<N> {
    /// Reads canonical base64url.
    ///
    /// # Errors
    /// [`NotBytes`] for a wrong length, a foreign character, padding or stray trailing bits.
    pub fn parse(text: &str) -> Result<Self, NotBytes> {
        let mut out = [0; N];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut out) {
            Ok(n) if n == N => Ok(Self(out)),
            _ => Err(NotBytes { wanted: N }),
        }
    }
}

impl<const N: usize> fmt::Display for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64(&self.0))
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

/// Any bytes as unpadded base64url.
#[must_use]
pub fn to_base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes behind canonical unpadded base64url, of any length.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_key_survives_being_written_and_read(raw in any::<[u8; 32]>()) {
            prop_assert_eq!(AuthorKey::parse(&Bytes(raw).to_string()), Ok(Bytes(raw)));
        }

        #[test]
        fn no_text_but_the_canonical_one_is_read(text in "\\PC{0,60}") {
            if let Ok(key) = AuthorKey::parse(&text) {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }

    #[test]
    fn a_key_with_stray_trailing_bits_is_refused() {
        let mut text = Bytes([0u8; 32]).to_string();
        text.pop();
        text.push('B');
        assert!(AuthorKey::parse(&text).is_err());
    }
}

//! Keys, signatures and envelopes: what makes a record true and a letter private.
//!
//! All cryptography is in Rust over one generation of RustCrypto; the secrets are 16- and 32-byte
//! seeds, so that recovery words and backups are simple.

pub mod identity;
pub mod seal;
pub mod sign;

use crate::domain::bytes::Bytes;

/// Random bytes from the system (in a browser: `crypto.getRandomValues`).
///
/// # Panics
/// Where the system has no randomness at all: nothing that follows would be safe.
#[must_use]
#[expect(clippy::expect_used, reason = "without randomness there is no safe way on")]
pub fn random<const N: usize>() -> Bytes<N> {
    let mut raw = [0; N];
    getrandom::fill(&mut raw).expect("the system gives no random numbers");
    Bytes(raw)
}

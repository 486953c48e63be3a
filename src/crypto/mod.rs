//! Keys, signatures and envelopes: what makes a record true and a letter private.
//!
//! All cryptography is in Rust over one generation of RustCrypto; the secrets are 16- and 32-byte
//! seeds, so that recovery words and backups are simple.

pub mod identity;
pub mod seal;
pub mod sign;
pub mod vault;

use crate::domain::bytes::Bytes;
use getrandom::rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// Random bytes from the system (in a browser: `crypto.getRandomValues`).
///
/// # Panics
/// Where the system has no randomness at all: nothing that follows would be safe.
#[must_use]
pub fn random<const N: usize>() -> Bytes<N> {
    let mut raw = [0; N];
    fill(&mut raw);
    Bytes(raw)
}

#[expect(clippy::expect_used, reason = "without randomness there is no safe way on")]
fn fill(raw: &mut [u8]) {
    #[cfg(test)]
    if seeded::fill(raw) {
        return;
    }
    getrandom::fill(raw).expect("the system gives no random numbers");
}

/// The same randomness for libraries that want a generator.
struct Random;

impl TryRng for Random {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(random().0))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(random().0))
    }

    fn try_fill_bytes(&mut self, raw: &mut [u8]) -> Result<(), Infallible> {
        fill(raw);
        Ok(())
    }
}

impl TryCryptoRng for Random {}

/// Randomness that repeats, for a test that must be able to run again exactly.
#[cfg(test)]
pub mod seeded {
    use sha2::{Digest, Sha256};
    use std::cell::Cell;

    thread_local!(static STATE: Cell<Option<(u64, u64)>> = const { Cell::new(None) });

    /// From now on this thread's keys and nonces follow from the seed.
    pub fn begin(seed: u64) {
        STATE.set(Some((seed, 0)));
    }

    pub(super) fn fill(raw: &mut [u8]) -> bool {
        let Some((seed, mut count)) = STATE.get() else {
            return false;
        };
        for block in raw.chunks_mut(32) {
            count += 1;
            let hash = Sha256::digest([seed.to_le_bytes(), count.to_le_bytes()].concat());
            block.copy_from_slice(&hash[..block.len()]);
        }
        STATE.set(Some((seed, count)));
        true
    }
}

//! What only the holder of the recovery words reads: ChaCha20-Poly1305 (RFC 8439) under a key made of the secret.
//!
//! Who holds which text is said by the record around it, which the vault's own key signs, so nothing more is bound in.

use super::identity::Secret;
use super::seal::{pad, unpad};
use crate::domain::body::Sealed;
use crate::domain::bytes::Bytes;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};

/// The random number before each ciphertext, in bytes. Under one key it may be drawn some thousand million times
/// before two alike become likely.
const NONCE: usize = 12;

/// Encrypts for oneself: nonce and ciphertext. The text is padded to full blocks, as letters are. `None` for what is too
/// long to be encrypted at all (256 GB).
#[must_use]
pub fn lock(secret: &Secret, text: &[u8]) -> Option<Sealed> {
    lock_under(&secret.vault_key(), text)
}

/// The same under any key.
#[must_use]
pub fn lock_under(key: &Bytes<32>, text: &[u8]) -> Option<Sealed> {
    let nonce = super::random::<NONCE>();
    let ciphertext = cipher(key).encrypt(&Nonce::from(nonce.0), &*pad(text)).ok()?;
    Some(Sealed([&nonce.0[..], &ciphertext].concat()))
}

/// Reads it again. `None` where it is another person's, or was altered.
#[must_use]
pub fn unlock(secret: &Secret, sealed: &Sealed) -> Option<Vec<u8>> {
    unlock_under(&secret.vault_key(), sealed)
}

/// The same under any key.
#[must_use]
pub fn unlock_under(key: &Bytes<32>, sealed: &Sealed) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.0.split_first_chunk::<NONCE>()?;
    let padded = cipher(key).decrypt(&Nonce::from(*nonce), ciphertext).ok()?;
    unpad(&padded).map(<[u8]>::to_vec)
}

fn cipher(key: &Bytes<32>) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(key.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::seal::BLOCK;
    use proptest::prelude::*;

    const CANARY: &[u8] = b"Lunch with Quirin under the chestnut tree";

    #[test]
    fn only_the_same_secret_reads_it() {
        let (mine, other) = (Secret::generate(), Secret::generate());
        let sealed = lock(&mine, CANARY).unwrap();
        assert_eq!(unlock(&mine, &sealed).as_deref(), Some(CANARY));
        assert_eq!(unlock(&other, &sealed), None);
        let again = Secret::from_words(&mine.words()).unwrap();
        assert_eq!(unlock(&again, &sealed).as_deref(), Some(CANARY));
    }

    #[test]
    fn equal_texts_look_different_and_texts_of_different_length_alike() {
        let secret = Secret::generate();
        let (one, two) = (lock(&secret, CANARY).unwrap(), lock(&secret, CANARY).unwrap());
        assert_ne!(one, two);
        assert_eq!(one.0.len(), lock(&secret, b"").unwrap().0.len());
        assert!(!one.0.windows(8).any(|part| CANARY.windows(8).any(|c| c == part)));
    }

    #[test]
    fn vault_identity_and_key_have_nothing_in_common() {
        let secret = Secret::generate();
        assert_ne!(secret.vault().seed(), secret.vault_key());
        assert_ne!(secret.vault().public(), secret.in_community(&secret.vault().public()).public());
    }

    proptest! {
        #[test]
        fn what_was_altered_is_never_read(text in "\\PC{0,300}", at in any::<prop::sample::Index>(), bit in 0..8u8) {
            let secret = Secret::generate();
            let mut sealed = lock(&secret, text.as_bytes()).unwrap();
            prop_assert_eq!((sealed.0.len() - NONCE - 16) % BLOCK, 0);
            let at = at.index(sealed.0.len());
            sealed.0[at] ^= 1 << bit;
            prop_assert_eq!(unlock(&secret, &sealed), None);
        }

        #[test]
        fn no_bytes_break_the_reader(raw in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert_eq!(unlock(&Secret::generate(), &Sealed(raw)), None);
        }
    }
}

//! Sealing a letter to one reader: HPKE (RFC 9180) base mode with DHKEM(X25519, HKDF-SHA256),
//! HKDF-SHA256 and ChaCha20-Poly1305, bound to version, community, request, sender and reader.
//!
//! Letters are padded to full blocks, so that the length of an envelope says little about the words.

use super::identity::is_bound;
use crate::domain::body::{Body, Sealed, SealedAbout};
use crate::domain::bytes::{AuthorKey, Bytes, SealKey};
use crate::domain::community::CommunityId;
use crate::domain::fact::Fact;
use crate::domain::id::RecordId;
use crate::domain::letter::Letter;
use crate::domain::record::sealing_info;
use crate::domain::request::Request;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Letters are padded to a multiple of this many bytes.
pub(super) const BLOCK: usize = 256;
/// The length of an encapsulated X25519 key, in bytes.
const ENCAPPED: usize = 32;

/// The key pair a request or an offer receives letters with, kept as a 32-byte seed.
#[derive(Clone)]
pub struct SealPair {
    seed: Bytes<32>,
    public: SealKey,
}

/// A letter could not be sealed: the reader's key is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the other side's key cannot be used")]
pub struct BadKey;

impl SealPair {
    /// A key pair made for one purpose.
    #[must_use]
    pub fn generate() -> Self {
        Self::from_seed(super::random())
    }

    /// The key pair of a kept seed.
    #[must_use]
    pub fn from_seed(seed: Bytes<32>) -> Self {
        let (_, public) = X25519HkdfSha256::derive_keypair(&seed.0);
        let mut raw = [0; 32];
        raw.copy_from_slice(&public.to_bytes());
        Self { seed, public: Bytes(raw) }
    }

    /// The seed to keep.
    #[must_use]
    pub fn seed(&self) -> Bytes<32> {
        self.seed
    }

    /// The public key others seal to.
    #[must_use]
    pub fn public(&self) -> SealKey {
        self.public
    }

    /// Opens a letter about `request`, sent by `sender` to this key. `None` where it is not for this
    /// key, was altered, replayed elsewhere, or names a person who did not sign for it.
    #[must_use]
    pub fn open(
        &self,
        community: &CommunityId,
        request: &RecordId,
        sender: &AuthorKey,
        sealed: &Sealed,
    ) -> Option<Letter> {
        let letter = self.open_about(community, &request.to_string(), sender, sealed)?;
        match &letter {
            Letter::Offer(offer) if !is_bound(community, sender, &offer.by) => None,
            Letter::Ask(request) if !is_asked(community, sender, request) => None,
            _ => Some(letter),
        }
    }

    /// Opens what `sender` sealed to this key about something. `None` where it is not for this key, was altered, or
    /// replayed elsewhere. What is inside is not checked further.
    #[must_use]
    pub fn open_about<T: DeserializeOwned>(
        &self,
        community: &CommunityId,
        about: &str,
        sender: &AuthorKey,
        sealed: &Sealed,
    ) -> Option<T> {
        let (encapped, ciphertext) = sealed.0.split_at_checked(ENCAPPED)?;
        let (secret, _) = X25519HkdfSha256::derive_keypair(&self.seed.0);
        let encapped = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapped).ok()?;
        let info = sealing_info(community, about, sender, &self.public);
        let padded = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &secret,
            &encapped,
            &info,
            ciphertext,
            b"",
        )
        .ok()?;
        serde_json::from_slice(unpad(&padded)?).ok()
    }
}

/// Seals a letter about `request` from `sender` to `reader`.
///
/// # Errors
/// [`BadKey`].
pub fn seal(
    community: &CommunityId,
    request: &RecordId,
    sender: &AuthorKey,
    reader: &SealKey,
    letter: &Letter,
) -> Result<Sealed, BadKey> {
    seal_about(community, &request.to_string(), sender, reader, letter)
}

/// Seals anything from `sender` to `reader`; `about` is the id of a request, or a word for what has none.
///
/// # Errors
/// [`BadKey`].
pub fn seal_about(
    community: &CommunityId,
    about: &str,
    sender: &AuthorKey,
    reader: &SealKey,
    what: &impl Serialize,
) -> Result<Sealed, BadKey> {
    let key = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&reader.0).map_err(|_| BadKey)?;
    let json = serde_json::to_vec(what).map_err(|_| BadKey)?;
    let info = sealing_info(community, about, sender, reader);
    let (encapped, ciphertext) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &key,
            &info,
            &pad(&json),
            b"",
            &mut super::Random,
        )
        .map_err(|_| BadKey)?;
    Ok(Sealed([&encapped.to_bytes()[..], &ciphertext].concat()))
}

/// Opens whatever sealed letter a fact carries, trying each key pair in turn.
#[must_use]
pub fn open_fact<'k>(
    community: &CommunityId,
    fact: &Fact,
    keys: impl IntoIterator<Item = &'k SealPair>,
) -> Option<Letter> {
    let (Body::Offer(about) | Body::Accept(about) | Body::Message(about) | Body::Private(about)) =
        &fact.body
    else {
        return None;
    };
    let SealedAbout { re, sealed, .. } = about;
    let letter = keys.into_iter().find_map(|key| key.open(community, re, &fact.author, sealed))?;
    let fits = matches!(
        (&fact.body, &letter),
        (Body::Offer(_), Letter::Offer(_))
            | (Body::Accept(_), Letter::Accept(_))
            | (Body::Message(_), Letter::Note(_))
            | (Body::Private(_), Letter::Ask(_))
    );
    fits.then_some(letter)
}

/// Whether a request to one helper alone says who asks, truly, and has the shape of a request in the open.
fn is_asked(community: &CommunityId, sender: &AuthorKey, request: &Request) -> bool {
    request.is_sound() && request.by.as_ref().is_some_and(|by| is_bound(community, sender, by))
}

/// Length, content, zeros up to a full block.
pub(super) fn pad(content: &[u8]) -> Vec<u8> {
    let mut out = (content.len() as u32).to_le_bytes().to_vec();
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(BLOCK), 0);
    out
}

pub(super) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (len, rest) = padded.split_first_chunk::<4>()?;
    rest.get(..u32::from_le_bytes(*len) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::identity::Signer;
    use crate::domain::letter::{AcceptLetter, Details, OfferLetter};
    use crate::domain::request::{Category, Part, Urgency, When};
    use crate::domain::text::{Line, Name};
    use crate::domain::time::Millis;
    use proptest::prelude::*;

    const HERE: CommunityId = Bytes([1; 32]);
    const SENDER: AuthorKey = Bytes([2; 32]);
    const CANARY: &str = "Musterweg 3, third bell";

    fn request(n: u8) -> RecordId {
        RecordId::parse(&format!("u0qu0t:request:{n:013}:AAAAAAAAAAAAAAAAAAAAAA")).unwrap()
    }

    fn letter() -> Letter {
        let details = Details { address: Line::parse(CANARY).ok(), ..Details::default() };
        let offer = RecordId::parse("u0qu0t:offer:0000000000001:AAAAAAAAAAAAAAAAAAAAAA").unwrap();
        Letter::Accept(AcceptLetter { offer, details, name: None, key: None })
    }

    #[test]
    fn only_the_reader_opens_it_and_only_where_it_belongs() {
        let reader = SealPair::generate();
        let sealed = seal(&HERE, &request(1), &SENDER, &reader.public(), &letter()).unwrap();
        assert_eq!(reader.open(&HERE, &request(1), &SENDER, &sealed), Some(letter()));
        assert_eq!(SealPair::generate().open(&HERE, &request(1), &SENDER, &sealed), None);
        assert_eq!(reader.open(&HERE, &request(2), &SENDER, &sealed), None, "another request");
        assert_eq!(reader.open(&HERE, &request(1), &HERE, &sealed), None, "another sender");
        assert_eq!(reader.open(&SENDER, &request(1), &SENDER, &sealed), None, "another community");
    }

    #[test]
    fn a_canary_is_in_no_byte_of_the_envelope() {
        let reader = SealPair::generate();
        let sealed = seal(&HERE, &request(1), &SENDER, &reader.public(), &letter()).unwrap();
        assert!(!sealed.0.windows(9).any(|w| w == &CANARY.as_bytes()[..9]));
    }

    #[test]
    fn letters_of_different_length_look_alike() {
        let reader = SealPair::generate();
        let len =
            |l: &Letter| seal(&HERE, &request(1), &SENDER, &reader.public(), l).unwrap().0.len();
        let mut shorter = letter();
        if let Letter::Accept(a) = &mut shorter {
            a.details = Details::default();
        }
        assert_eq!(len(&letter()), len(&shorter));
    }

    #[test]
    fn the_seed_brings_the_key_back() {
        let pair = SealPair::generate();
        assert_eq!(SealPair::from_seed(pair.seed()).public(), pair.public());
    }

    #[test]
    fn an_offer_in_somebody_elses_name_does_not_open() {
        let reader = SealPair::generate();
        let (person, offer_key) = (Signer::generate(), Signer::generate());
        let name = Name::parse("Jonas").unwrap();
        let by = person.bind(&HERE, &offer_key.public(), name);
        let offer = Letter::Offer(OfferLetter { by, words: None, seal: Bytes([3; 32]) });
        let from = |sender: &AuthorKey| {
            let sealed = seal(&HERE, &request(1), sender, &reader.public(), &offer).unwrap();
            reader.open(&HERE, &request(1), sender, &sealed)
        };
        assert_eq!(from(&offer_key.public()), Some(offer.clone()));
        assert_eq!(from(&Signer::generate().public()), None);
    }

    #[test]
    fn a_private_ask_opens_only_where_the_one_it_names_asks_and_it_is_sound() {
        let reader = SealPair::generate();
        let (person, key) = (Signer::generate(), Signer::generate());
        let bound = || person.bind(&HERE, &key.public(), Name::parse("Ida").unwrap());
        let asked = |by, helpers| {
            Letter::Ask(Box::new(Request {
                category: Category::Ride,
                title: Line::parse(CANARY).unwrap(),
                words: None,
                when: When { day: None, part: Part::Any },
                urgency: Urgency::Normal,
                minutes: 30,
                helpers,
                for_other: false,
                lang: None,
                seal: Bytes([3; 32]),
                by,
                told: Vec::new(),
                replaces: None,
                terms: Default::default(),
            }))
        };
        let from = |sender: &AuthorKey, letter: &Letter| {
            let card = request(1);
            let sealed = seal(&HERE, &card, sender, &reader.public(), letter).unwrap();
            let body = Body::Private(SealedAbout::new(card, sealed));
            let fact = Fact { id: request(2), author: *sender, expires: Millis(9), body };
            open_fact(&HERE, &fact, [&reader])
        };
        let whole = asked(Some(bound()), 1);
        assert_eq!(from(&key.public(), &whole), Some(whole.clone()));
        assert_eq!(from(&Signer::generate().public(), &whole), None, "somebody else's key");
        assert_eq!(from(&key.public(), &asked(None, 1)), None, "nobody asks");
        assert_eq!(from(&key.public(), &asked(Some(bound()), 0)), None, "not sound");
        assert_eq!(from(&key.public(), &letter()), None, "another letter");
    }

    proptest! {
        #[test]
        fn an_altered_envelope_never_opens(at in 0..200usize, bit in 0..8u8) {
            let reader = SealPair::from_seed(Bytes([5; 32]));
            let mut sealed = seal(&HERE, &request(1), &SENDER, &reader.public(), &letter()).unwrap();
            let at = at % sealed.0.len();
            // X25519 ignores the top bit of a public key (RFC 7748, section 5).
            prop_assume!(at != 31 || bit != 7);
            sealed.0[at] ^= 1 << bit;
            prop_assert_eq!(reader.open(&HERE, &request(1), &SENDER, &sealed), None);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(raw in proptest::collection::vec(any::<u8>(), 0..200)) {
            let reader = SealPair::from_seed(Bytes([5; 32]));
            prop_assert_eq!(reader.open(&HERE, &request(1), &SENDER, &Sealed(raw)), None);
        }
    }
}

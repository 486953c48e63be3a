//! Who a person is: one secret, written as twelve words, and one key pair per community.
//!
//! A community sees only the key made for it, so that two communities cannot tell that they know
//! the same person.

use super::seal::SealPair;
use crate::domain::bytes::{AuthorKey, Bytes, Nonce, SealKey, Signature};
use crate::domain::community::CommunityId;
use crate::domain::join::Pass;
use crate::domain::letter::Binding;
use crate::domain::membership::{Grant, Member, Rotate, grant_bytes, join_bytes, rotate_bytes};
use crate::domain::record::binding_bytes;
use crate::domain::text::Name;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;

/// The one secret of a person: 128 bits, written down as twelve recovery words (BIP-39, English).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Bytes<16>);

/// The words are not a secret's: a word is unknown, missing, or the checksum fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these are not twelve recovery words")]
pub struct BadWords;

impl Secret {
    /// A new person.
    #[must_use]
    pub fn generate() -> Self {
        Self(super::random())
    }

    /// The secret kept as bytes.
    #[must_use]
    pub fn from_bytes(raw: Bytes<16>) -> Self {
        Self(raw)
    }

    /// The bytes to keep.
    #[must_use]
    pub fn to_bytes(&self) -> Bytes<16> {
        self.0
    }

    /// The twelve words, separated by spaces.
    ///
    /// # Panics
    /// Never: sixteen bytes are a length BIP-39 allows.
    #[must_use]
    #[expect(clippy::expect_used, reason = "16 bytes are a length BIP-39 allows")]
    pub fn words(&self) -> String {
        bip39::Mnemonic::from_entropy(&self.0.0).expect("16 bytes are valid entropy").to_string()
    }

    /// Reads the words as a person types them: any case, any white space.
    ///
    /// # Errors
    /// [`BadWords`].
    pub fn from_words(typed: &str) -> Result<Self, BadWords> {
        let clean = typed.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        let words = bip39::Mnemonic::parse_in_normalized(bip39::Language::English, &clean)
            .map_err(|_| BadWords)?;
        let (entropy, len) = words.to_entropy_array();
        let raw = entropy[..len].try_into().map_err(|_| BadWords)?;
        Ok(Self(Bytes(raw)))
    }

    /// The person's key pair in one community (HKDF-SHA-256, RFC 5869).
    #[must_use]
    pub fn in_community(&self, community: &CommunityId) -> Signer {
        Signer::from_seed(&self.derive(b"heart2help/identity/1", &community.0))
    }

    /// The root key pair of a community this person founds. The salt stands in the community's own description, so
    /// that the recovery words bring the key back.
    #[must_use]
    pub fn root(&self, salt: &Nonce) -> Signer {
        Signer::from_seed(&self.derive(b"heart2help/root/1", &salt.0))
    }

    /// What is for this person alone in one community is sealed to this pair.
    #[must_use]
    pub fn seal_in_community(&self, community: &CommunityId) -> SealPair {
        SealPair::from_seed(self.derive(b"heart2help/person-seal/1", &community.0))
    }

    /// The key pair of this person's vault: its public key names the vault, as a root key names a community.
    #[must_use]
    pub fn vault(&self) -> Signer {
        Signer::from_seed(&self.derive(b"heart2help/vault/1", b""))
    }

    /// The key everything in the vault is encrypted with.
    pub(super) fn vault_key(&self) -> Bytes<32> {
        self.derive(b"heart2help/vault-key/1", b"")
    }

    /// A private number for choices that differ by person, such as today's act.
    #[must_use]
    pub fn seed_for(&self, purpose: &str) -> [u8; 32] {
        self.derive(b"heart2help/seed/1", purpose.as_bytes()).0
    }

    fn derive(&self, domain: &[u8], what: &[u8]) -> Bytes<32> {
        let mut out = [0; 32];
        // 32 bytes are far below HKDF-SHA-256's limit of 8,160, so it has nothing to refuse.
        let expanded =
            Hkdf::<Sha256>::new(Some(domain), &self.0.0).expand_multi_info(&[what], &mut out);
        debug_assert!(expanded.is_ok());
        Bytes(out)
    }
}

/// A key pair that signs.
#[derive(Clone)]
pub struct Signer(SigningKey);

impl Signer {
    /// A key pair made for one purpose.
    #[must_use]
    pub fn generate() -> Self {
        Self::from_seed(&super::random())
    }

    /// The key pair of a kept seed.
    #[must_use]
    pub fn from_seed(seed: &Bytes<32>) -> Self {
        Self(SigningKey::from_bytes(&seed.0))
    }

    /// The seed to keep.
    #[must_use]
    pub fn seed(&self) -> Bytes<32> {
        Bytes(self.0.to_bytes())
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> AuthorKey {
        Bytes(self.0.verifying_key().to_bytes())
    }

    /// Signs bytes (Ed25519, RFC 8032).
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Bytes(self.0.sign(bytes).to_bytes())
    }

    /// Binds a key made for one purpose to this person.
    #[must_use]
    pub fn bind(&self, community: &CommunityId, bound: &AuthorKey, name: Name) -> Binding {
        let sig = self.sign(&binding_bytes(community, bound, name.as_str()));
        Binding { person: self.public(), name, sig }
    }
}

/// Signs the holder of this secret in by an invitation: the record that makes a member.
#[must_use]
pub fn join(
    community: &CommunityId,
    pass: &Pass,
    person: &AuthorKey,
    seal: SealKey,
    name: Option<Name>,
) -> Member {
    let invitation = Signer::from_seed(&pass.seed);
    let invite = invitation.public();
    let sig = invitation.sign(&join_bytes(community, &invite, person).0);
    Member { grant: pass.grant(invite), sig, seal, name }
}

/// Whether a coordinator's word for an invitation is theirs. Whether they coordinate is another question.
#[must_use]
pub fn is_granted(community: &CommunityId, grant: &Grant) -> bool {
    let bytes = grant_bytes(community, &grant.invite, grant.standing);
    is_signed(&grant.by, &bytes.0, &grant.sig)
}

/// Whether `person` held the invitation they joined by, and a coordinator's word went with it.
#[must_use]
pub fn is_member(community: &CommunityId, person: &AuthorKey, member: &Member) -> bool {
    let joined = join_bytes(community, &member.grant.invite, person);
    is_signed(&member.grant.invite, &joined.0, &member.sig) && is_granted(community, &member.grant)
}

/// Whether the new key agreed to take over from the old one.
#[must_use]
pub fn is_rotated(community: &CommunityId, old: &AuthorKey, rotate: &Rotate) -> bool {
    is_signed(&rotate.to, &rotate_bytes(community, old, &rotate.to).0, &rotate.sig)
}

/// Whether `sig` over `bytes` is `author`'s, by strict rules: every replica answers alike.
#[must_use]
pub fn is_signed(author: &AuthorKey, bytes: &[u8], sig: &Signature) -> bool {
    VerifyingKey::from_bytes(&author.0).is_ok_and(|key| {
        key.verify_strict(bytes, &ed25519_dalek::Signature::from_bytes(&sig.0)).is_ok()
    })
}

/// Whether the person of the binding did bind `bound` in this community, under this name.
#[must_use]
pub fn is_bound(community: &CommunityId, bound: &AuthorKey, binding: &Binding) -> bool {
    let bytes = binding_bytes(community, bound, binding.name.as_str());
    is_signed(&binding.person, &bytes, &binding.sig)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: CommunityId = Bytes([1; 32]);
    const THERE: CommunityId = Bytes([2; 32]);

    #[test]
    fn the_words_bring_the_person_back_however_they_are_typed() {
        let secret = Secret::generate();
        let typed = secret.words().to_uppercase().replace(' ', "\n  ");
        assert!(Secret::from_words(&typed) == Ok(secret.clone()));
        assert_eq!(secret.words().split(' ').count(), 12);
    }

    #[test]
    fn wrong_words_are_refused() {
        let zero = Secret::from_bytes(Bytes([0; 16])).words();
        assert_eq!(zero, ["abandon"; 11].join(" ") + " about", "the list of BIP-39");
        for typed in ["", "abandon", &zero.replace("about", "abandon"), &format!("{zero} about")] {
            assert!(Secret::from_words(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn two_communities_see_two_strangers() {
        let secret = Secret::generate();
        assert_ne!(secret.in_community(&HERE).public(), secret.in_community(&THERE).public());
        assert_eq!(secret.in_community(&HERE).public(), secret.in_community(&HERE).public());
    }

    #[test]
    fn a_binding_holds_for_one_key_one_community_and_one_name() {
        let person = Signer::generate();
        let key = Signer::generate().public();
        let binding = person.bind(&HERE, &key, Name::parse("Ida").unwrap());
        assert!(is_bound(&HERE, &key, &binding));
        assert!(!is_bound(&THERE, &key, &binding));
        assert!(!is_bound(&HERE, &Signer::generate().public(), &binding));
        let renamed = Binding { name: Name::parse("Eve").unwrap(), ..binding };
        assert!(!is_bound(&HERE, &key, &renamed));
    }
}

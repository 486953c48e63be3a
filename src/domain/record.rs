//! The envelope: a CouchDB document that carries one signed fact.
//!
//! ```json
//! { "_id": "<cell>:<kind>:<time>:<tag>", "a": "<author>", "p": "<payload, a JSON string>", "s": "<signature>" }
//! ```
//!
//! The payload is signed as the *string* it is, since servers re-serialise numbers. `tag` binds the
//! id to community, author and payload, so two payloads cannot share an id.

use super::bytes::{AuthorKey, Bytes, Hash, Signature, Tag};
use super::community::CommunityId;
use super::id::{Kind, Place, RecordId};
use super::time::{Millis, stamp_text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A record as it travels and is stored. Whether it is *true* is for `crypto::verify` to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// The record id, as text: it may come from anybody.
    #[serde(rename = "_id")]
    pub id: String,
    /// The author's key.
    pub a: AuthorKey,
    /// The payload, a JSON string.
    pub p: String,
    /// The author's signature.
    pub s: Signature,
}

/// SHA-256 over fields with their lengths before them, so that no two lists of fields hash alike.
fn hash_fields(domain: &str, fields: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for field in std::iter::once(&domain.as_bytes()).chain(fields) {
        hasher.update((field.len() as u32).to_le_bytes());
        hasher.update(field);
    }
    Bytes(hasher.finalize().into())
}

/// `h`: the hash of a payload.
#[must_use]
pub fn payload_hash(payload: &str) -> Hash {
    Bytes(Sha256::digest(payload.as_bytes()).into())
}

/// The id that this content must have, and no other content can.
#[must_use]
pub fn content_id(
    community: &CommunityId,
    author: &AuthorKey,
    place: Place,
    kind: Kind,
    time: Millis,
    payload: &Hash,
) -> RecordId {
    let hash = hash_fields(
        "heart2help/id/1",
        &[
            &community.0,
            place.to_string().as_bytes(),
            kind.as_str().as_bytes(),
            stamp_text(time).as_bytes(),
            &author.0,
            &payload.0,
        ],
    );
    let mut tag = [0; 16];
    tag.copy_from_slice(&hash.0[..16]);
    RecordId { place, kind, time, tag: Tag::from(tag) }
}

/// What the author signs.
#[must_use]
pub fn signed_bytes(community: &CommunityId, id: &RecordId, payload: &Hash) -> [u8; 32] {
    hash_fields("heart2help/sign/1", &[&community.0, id.to_string().as_bytes(), &payload.0]).0
}

/// What a person signs to bind a key made for one purpose to themselves.
#[must_use]
pub fn binding_bytes(community: &CommunityId, bound: &AuthorKey, name: &str) -> [u8; 32] {
    hash_fields("heart2help/bind/1", &[&community.0, &bound.0, name.as_bytes()]).0
}

/// The HPKE `info` that ties an envelope to its version, community, request, sender and reader.
#[must_use]
pub fn sealing_info(
    community: &CommunityId,
    request: &RecordId,
    sender: &AuthorKey,
    reader: &super::bytes::SealKey,
) -> [u8; 32] {
    let request = request.to_string();
    hash_fields("heart2help/seal/1", &[&community.0, request.as_bytes(), &sender.0, &reader.0]).0
}

impl<const N: usize> From<[u8; N]> for Bytes<N> {
    fn from(raw: [u8; N]) -> Self {
        Self(raw)
    }
}

impl Envelope {
    /// The CouchDB revision of this record: root number `i` of its revision tree, `1-` and 32 hex
    /// digits. Readers judge content and signature, never this.
    #[must_use]
    pub fn revision(&self, i: u32) -> String {
        let hash =
            hash_fields("heart2help/rev/1", &[&i.to_le_bytes(), self.id.as_bytes(), &self.s.0]);
        let hex: String = hash.0[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("1-{hex}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_of(community: u8, author: u8, payload: &str) -> RecordId {
        content_id(
            &Bytes([community; 32]),
            &Bytes([author; 32]),
            Place::Anywhere,
            Kind::parse("act").unwrap(),
            Millis(1),
            &payload_hash(payload),
        )
    }

    #[test]
    fn an_id_admits_one_content_one_author_and_one_community() {
        let id = id_of(1, 2, "{}");
        assert_ne!(id, id_of(1, 2, "{ }"));
        assert_ne!(id, id_of(1, 3, "{}"));
        assert_ne!(id, id_of(3, 2, "{}"));
        assert_eq!(id, id_of(1, 2, "{}"));
    }

    /// The format is forever: this id was written down when it was fixed.
    #[test]
    fn the_format_of_ids_has_not_changed() {
        assert_eq!(id_of(1, 2, "{}").to_string(), "a:act:0000000000001:Z71FkswOU1fYzzXb5ZMCTQ");
    }

    #[test]
    fn fields_cannot_slide_into_each_other() {
        assert_ne!(hash_fields("d", &[b"ab", b"c"]), hash_fields("d", &[b"a", b"bc"]));
    }

    #[test]
    fn each_root_of_the_revision_tree_has_its_own_revision() {
        let envelope =
            Envelope { id: "a".into(), a: Bytes([0; 32]), p: String::new(), s: Bytes([0; 64]) };
        let rev = envelope.revision(0);
        assert_eq!(rev.len(), 34);
        assert!(rev.starts_with("1-"));
        assert_ne!(rev, envelope.revision(1));
    }
}

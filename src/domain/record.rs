//! The envelope: a CouchDB document that carries one signed fact.
//!
//! ```json
//! { "_id": "<cell>:<kind>:<time>:<tag>", "a": "<author>", "p": "<payload, a JSON string>", "s": "<signature>" }
//! ```
//!
//! The payload is signed as the *string* it is, since servers re-serialise numbers. `tag` binds the
//! id to community, author and payload, so two payloads cannot share an id.

use super::body::LONGEST_PAYLOAD;
use super::bytes::{AuthorKey, Bytes, Hash, Signature, Tag};
use super::community::CommunityId;
use super::id::{Kind, NotAnId, Place, RecordId};
use super::time::{Millis, stamp_text};
use serde::{Deserialize, Serialize, de};
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

/// Why a document is not taken for a record. Others may keep what they like in the same database:
/// such a document is passed over, and nothing is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEnvelope {
    /// Not a JSON object with id, author, payload and signature.
    #[error("the document is not in a record's format")]
    Shape,
    /// The id is not a record id.
    #[error(transparent)]
    Id(#[from] NotAnId),
    /// The document says another id than the one it came under.
    #[error("the document came under another id")]
    OtherId,
    /// The payload has more than [`LONGEST_PAYLOAD`] bytes.
    #[error("the payload is too long")]
    TooLong,
}

/// SHA-256 over fields with their lengths before them, so that no two lists of fields hash alike.
pub(super) fn hash_fields(domain: &str, fields: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for field in std::iter::once(&domain.as_bytes()).chain(fields) {
        hasher.update((field.len() as u32).to_le_bytes());
        hasher.update(field);
    }
    Bytes(hasher.finalize().into())
}

/// Reads a JSON object. Left to itself serde takes an array of the fields' values for one as well,
/// which other readers of the format would not.
pub(super) fn read_object<'j, T: Deserialize<'j>>(json: &'j str) -> Result<T, serde_json::Error> {
    if json.trim_start().starts_with('{') {
        serde_json::from_str(json)
    } else {
        Err(de::Error::custom("not an object"))
    }
}

/// The first 16 bytes of a hash, in hex: the form of CouchDB's revisions.
pub(super) fn hex_of_half(hash: &Hash) -> String {
    hash.0[..16].iter().map(|byte| format!("{byte:02x}")).collect()
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

/// The HPKE `info` that ties an envelope to its version, community, sender, reader and what it is about: the id of a
/// request, or a word that is none.
#[must_use]
pub fn sealing_info(
    community: &CommunityId,
    about: &str,
    sender: &AuthorKey,
    reader: &super::bytes::SealKey,
) -> [u8; 32] {
    hash_fields("heart2help/seal/1", &[&community.0, about.as_bytes(), &sender.0, &reader.0]).0
}

impl<const N: usize> From<[u8; N]> for Bytes<N> {
    fn from(raw: [u8; N]) -> Self {
        Self(raw)
    }
}

impl Envelope {
    /// Reads a document of CouchDB. Fields a server adds are not looked at.
    ///
    /// # Errors
    /// [`BadEnvelope`], but never [`BadEnvelope::OtherId`].
    pub fn read(doc: &str) -> Result<Self, BadEnvelope> {
        let envelope: Self = read_object(doc).map_err(|_| BadEnvelope::Shape)?;
        RecordId::parse(&envelope.id)?;
        if envelope.p.len() > LONGEST_PAYLOAD {
            return Err(BadEnvelope::TooLong);
        }
        Ok(envelope)
    }

    /// Reads a document that came under `id`.
    ///
    /// # Errors
    /// [`BadEnvelope`].
    pub fn read_under(id: &str, doc: &str) -> Result<Self, BadEnvelope> {
        let envelope = Self::read(doc)?;
        if envelope.id == id { Ok(envelope) } else { Err(BadEnvelope::OtherId) }
    }

    /// Whether two envelopes carry the same content by the same author under the same id. Their
    /// signatures may differ, and one of them may be false.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.id == other.id && self.a == other.a && self.p == other.p
    }

    /// The CouchDB revision of this record: root number `i` of its revision tree, `1-` and 32 hex
    /// digits. Readers judge content and signature, never this.
    #[must_use]
    pub fn revision(&self, i: u32) -> String {
        let hash =
            hash_fields("heart2help/rev/1", &[&i.to_le_bytes(), self.id.as_bytes(), &self.s.0]);
        format!("1-{}", hex_of_half(&hash))
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
    fn a_document_that_is_no_record_says_why() {
        let id = id_of(1, 2, "{}").to_string();
        let of = |p: String| Envelope { id: id.clone(), a: Bytes([2; 32]), p, s: Bytes([3; 64]) };
        let write = |envelope: &Envelope| serde_json::to_string(envelope).unwrap();
        let (fits, short) = (of("x".repeat(LONGEST_PAYLOAD)), of("{}".into()));
        assert_eq!(Envelope::read_under(&id, &write(&fits)), Ok(fits));
        let with_rev = write(&short).replacen('{', "{\"_rev\":\"1-ab\",\"_attachments\":{},", 1);
        assert_eq!(Envelope::read(&with_rev), Ok(short.clone()));

        let long = of("x".repeat(LONGEST_PAYLOAD + 1));
        assert_eq!(Envelope::read(&write(&long)), Err(BadEnvelope::TooLong));
        let design = write(&short).replace(&id, "_design/x");
        assert_eq!(Envelope::read(&design), Err(BadEnvelope::Id(NotAnId)));
        assert_eq!(Envelope::read_under("a", &write(&short)), Err(BadEnvelope::OtherId));
        let twice = write(&short).replacen('{', "{\"p\":\"[]\",", 1);
        let listed = format!("[\"{id}\",\"{}\",\"{{}}\",\"{}\"]", short.a, short.s);
        for shapeless in ["", "[]", &listed, "{}", "null", &twice, &write(&short)[1..]] {
            assert_eq!(Envelope::read(shapeless), Err(BadEnvelope::Shape), "{shapeless}");
        }
    }

    #[test]
    fn a_forged_signature_does_not_change_what_is_said() {
        let of = |a: u8, p: &str, s: u8| Envelope {
            id: "a".into(),
            a: Bytes([a; 32]),
            p: p.into(),
            s: Bytes([s; 64]),
        };
        assert!(of(1, "{}", 1).says_the_same(&of(1, "{}", 2)));
        assert!(!of(1, "{}", 1).says_the_same(&of(2, "{}", 1)));
        assert!(!of(1, "{}", 1).says_the_same(&of(1, "[]", 1)));
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

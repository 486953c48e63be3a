//! A signed tombstone: what an author leaves where a record of theirs was.
//!
//! ```json
//! { "_id": "<the record's id>", "_deleted": true, "a": "<author>", "h": "<hash of the payload>", "s": "<signature>" }
//! ```
//!
//! Id, author and hash belong together, so authorship can be proven without the content. Whether a
//! tombstone is *true* is for `crypto::sign::verify_tombstone` to say; a deletion without one means
//! nothing.

use super::bytes::{AuthorKey, Hash, Signature};
use super::community::CommunityId;
use super::id::RecordId;
use super::record::{BadEnvelope, hash_fields, hex_of_half, read_object};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

/// A tombstone as it travels. Reading takes no notice of other fields of the document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tombstone {
    /// The id of the record that was here, as text: it may come from anybody.
    #[serde(rename = "_id")]
    pub id: String,
    /// The author's key.
    pub a: AuthorKey,
    /// The hash of the payload that was here.
    pub h: Hash,
    /// The author's signature over [`deletion_bytes`].
    pub s: Signature,
}

/// What an author signs to bury a record.
#[must_use]
pub fn deletion_bytes(community: &CommunityId, id: &RecordId) -> [u8; 32] {
    hash_fields("heart2help/delete/1", &[&community.0, id.to_string().as_bytes()]).0
}

impl Tombstone {
    /// Reads a deleted document of CouchDB.
    ///
    /// # Errors
    /// [`BadEnvelope::Shape`] and [`BadEnvelope::Id`].
    pub fn read(doc: &str) -> Result<Self, BadEnvelope> {
        let stone: Self = read_object(doc).map_err(|_| BadEnvelope::Shape)?;
        RecordId::parse(&stone.id)?;
        Ok(stone)
    }

    /// The CouchDB revision of this tombstone as the child of `parent` (`<generation>-<hash>`): one
    /// generation more and a hash that is the same on every device. `None` where `parent` is no
    /// revision.
    #[must_use]
    pub fn revision(&self, parent: &str) -> Option<String> {
        let (generation, hash) = parent.split_once('-')?;
        let canonical = !generation.starts_with(['0', '+']) && !hash.is_empty();
        let next = generation.parse::<u64>().ok().filter(|_| canonical)?.checked_add(1)?;
        let fields: [&[u8]; 3] = [parent.as_bytes(), self.id.as_bytes(), &self.s.0];
        Some(format!("{next}-{}", hex_of_half(&hash_fields("heart2help/bury/1", &fields))))
    }
}

impl Serialize for Tombstone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut doc = serializer.serialize_struct("Tombstone", 5)?;
        doc.serialize_field("_id", &self.id)?;
        doc.serialize_field("_deleted", &true)?;
        doc.serialize_field("a", &self.a)?;
        doc.serialize_field("h", &self.h)?;
        doc.serialize_field("s", &self.s)?;
        doc.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::{Bytes, to_base64};

    const ID: &str = "a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA";

    fn stone() -> Tombstone {
        Tombstone { id: ID.into(), a: Bytes([1; 32]), h: Bytes([2; 32]), s: Bytes([3; 64]) }
    }

    #[test]
    fn it_is_written_as_a_deleted_document_and_read_beside_fields_of_the_server() {
        let json = serde_json::to_string(&stone()).unwrap();
        assert!(
            json.starts_with(&format!("{{\"_id\":\"{ID}\",\"_deleted\":true,\"a\":")),
            "{json}"
        );
        assert_eq!(Tombstone::read(&json), Ok(stone()));
        let kept = json.replace("\"_deleted\":true", "\"_rev\":\"2-ab\",\"x\":[1]");
        assert_eq!(Tombstone::read(&kept), Ok(stone()));
    }

    #[test]
    fn what_is_no_tombstone_says_why() {
        let json = serde_json::to_string(&stone()).unwrap();
        let nowhere = json.replace("a:act:", "i:act:");
        assert!(matches!(Tombstone::read(&nowhere), Err(BadEnvelope::Id(_))));
        let bare = format!("{{\"_id\":\"{ID}\",\"_rev\":\"2-ab\",\"_deleted\":true}}");
        assert_eq!(Tombstone::read(&bare), Err(BadEnvelope::Shape));
        let short = json.replace(&to_base64(&[2; 32]), "AgIC");
        assert_eq!(Tombstone::read(&short), Err(BadEnvelope::Shape));
    }

    /// The format is forever: these were written down when they were fixed.
    #[test]
    fn the_format_of_deletions_has_not_changed() {
        let id = RecordId::parse(ID).unwrap();
        let signed = to_base64(&deletion_bytes(&Bytes([1; 32]), &id));
        assert_eq!(signed, "jfxDP6uyHPT3Eg-mCEZjMhGSWDh_2JnFDoi6DaxxFfQ");
        assert_eq!(stone().revision("1-ab").as_deref(), Some("2-2894625fa96cd4f59f5fda9a9ef3401c"));
    }

    #[test]
    fn it_is_one_generation_after_its_parent() {
        for (parent, child) in [("1-ab", Some("2-")), ("9-x", Some("10-")), ("41-0-0", Some("42-"))]
        {
            let rev = stone().revision(parent);
            assert_eq!(rev.as_ref().map(|r| &r[..r.len() - 32]), child, "{parent}");
        }
        assert_ne!(stone().revision("1-ab"), stone().revision("1-ac"));
        for no_revision in
            ["", "1", "1-", "-ab", "x-ab", "+1-ab", "0-ab", "01-ab", "18446744073709551615-ab"]
        {
            assert_eq!(stone().revision(no_revision), None, "{no_revision}");
        }
    }
}

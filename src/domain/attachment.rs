//! A photo beside a record: named in the payload by hash, size and type, carried as an attachment of
//! the document, fetched when it is looked at and believed only where it fits its name.

use super::bytes::{Bytes, Hash};
use serde::{Deserialize, Deserializer, Serialize, de};
use sha2::{Digest, Sha256};

/// The largest attachment taken, in bytes.
pub const LARGEST: u32 = 300 * 1024;

/// The image formats taken. None of them can carry a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Media {
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// WebP.
    #[serde(rename = "image/webp")]
    Webp,
    /// AVIF.
    #[serde(rename = "image/avif")]
    Avif,
}

/// What a payload says of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Attachment {
    hash: Hash,
    bytes: u32,
    media: Media,
}

impl Media {
    /// The media type as in HTTP and in the document (RFC 6838).
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }
}

impl Attachment {
    /// Names these bytes. `None` where there are none or more than [`LARGEST`].
    #[must_use]
    pub fn of(bytes: &[u8], media: Media) -> Option<Self> {
        let size = u32::try_from(bytes.len()).ok().filter(|n| (1..=LARGEST).contains(n))?;
        Some(Self { hash: Bytes(Sha256::digest(bytes).into()), bytes: size, media })
    }

    /// Whether these are the bytes that were named.
    #[must_use]
    pub fn admits(&self, bytes: &[u8]) -> bool {
        Self::of(bytes, self.media).as_ref() == Some(self)
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u32 {
        self.bytes
    }

    /// The image format.
    #[must_use]
    pub fn media(&self) -> Media {
        self.media
    }

    /// The attachment's name in CouchDB: the hash with a word before it, since a name must not begin
    /// with an underscore and one hash in 64 does.
    #[must_use]
    pub fn name(&self) -> String {
        format!("sha256-{}", self.hash)
    }
}

impl<'de> Deserialize<'de> for Attachment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wire {
            hash: Hash,
            bytes: u32,
            media: Media,
        }
        let Wire { hash, bytes, media } = Wire::deserialize(deserializer)?;
        if !(1..=LARGEST).contains(&bytes) {
            return Err(de::Error::custom("an attachment out of bounds"));
        }
        Ok(Self { hash, bytes, media })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_bytes_are_admitted() {
        let photo = Attachment::of(b"a photo", Media::Webp).unwrap();
        assert!(photo.admits(b"a photo"));
        for other in [&b"a phot"[..], b"a photo ", b"b photo", b""] {
            assert!(!photo.admits(other), "{other:?}");
        }
    }

    #[test]
    fn it_is_written_by_hash_size_and_type() {
        let photo = Attachment::of(b"abc", Media::Jpeg).unwrap();
        // SHA-256 of "abc": FIPS 180-2, appendix B.1.
        let json = r#"{"hash":"ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0","bytes":3,"media":"image/jpeg"}"#;
        assert_eq!(serde_json::to_string(&photo).unwrap(), json);
        assert_eq!(serde_json::from_str::<Attachment>(json).unwrap(), photo);
        assert_eq!(photo.name(), "sha256-ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
        assert_eq!(
            format!("\"{}\"", photo.media().word()),
            serde_json::to_string(&photo.media()).unwrap()
        );
    }

    #[test]
    fn none_is_empty_larger_than_allowed_or_of_another_type() {
        let largest = vec![0; LARGEST as usize];
        assert!(Attachment::of(&largest, Media::Avif).is_some_and(|a| a.admits(&largest)));
        assert_eq!(Attachment::of(&vec![0; LARGEST as usize + 1], Media::Avif), None);
        assert_eq!(Attachment::of(b"", Media::Avif), None);
        let json = serde_json::to_string(&Attachment::of(b"abc", Media::Jpeg)).unwrap();
        for (was, is) in [("jpeg", "svg+xml"), (":3", ":0"), (":3", ":307201"), (":3", ":-1")] {
            let changed = json.replace(was, is);
            assert_ne!(changed, json);
            assert!(serde_json::from_str::<Attachment>(&changed).is_err(), "{changed}");
        }
    }
}

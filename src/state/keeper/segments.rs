//! Segments: texts that hold some hundreds of records, one a line.
//!
//! One record a key costs a browser's database ten times as much to write and to read.

use crate::domain::community::CommunityId;

/// Records in a full segment.
pub const CAPACITY: usize = 512;

/// The key of a segment.
#[must_use]
pub fn key(community: &CommunityId, number: u32) -> String {
    format!("{}{number:08}", prefix(community))
}

/// The number in a segment's key; `None` for another community's.
#[must_use]
pub fn number(community: &CommunityId, key: &str) -> Option<u32> {
    key.strip_prefix(&prefix(community))?.parse().ok()
}

fn prefix(community: &CommunityId) -> String {
    format!("{community}/")
}

/// The records of a segment, as JSON. JSON as we write it holds no line ends.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}

/// The id in a line, without reading the rest of it.
#[must_use]
pub fn id_of(line: &str) -> Option<&str> {
    // Ids hold no character that JSON writes in another way.
    line.strip_prefix("{\"_id\":\"")?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;
    use crate::domain::record::Envelope;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_record_is_one_line_that_begins_with_its_id(payload in "\\PC{0,40}[\n\r\u{2028}\"]?.{0,9}") {
            let id = "a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA";
            let record = Envelope { id: id.into(), a: Bytes([1; 32]), p: payload, s: Bytes([2; 64]) };
            let line = serde_json::to_string(&record).unwrap();
            let text = format!("{line}\n{line}\n");
            prop_assert_eq!(lines(&text).collect::<Vec<_>>(), [line.as_str(), line.as_str()]);
            prop_assert_eq!(id_of(&line), Some(id));
        }
    }

    #[test]
    fn a_key_is_read_as_it_was_written_and_only_in_its_community() {
        let (here, there) = (Bytes([1; 32]), Bytes([2; 32]));
        assert_eq!(number(&here, &key(&here, 77)), Some(77));
        assert_eq!(number(&there, &key(&here, 77)), None);
        assert!(key(&here, 9) < key(&here, 10), "keys sort as their numbers do");
    }
}

//! The design document: the rules a server is asked to hold every write to. Only a broom: devices check each record
//! themselves, whatever a server lets in.

use crate::domain::community::CommunityId;
use serde_json::{Value, json};

/// The rules as a function in JavaScript, with a mark where the community belongs.
const RULES: &str = include_str!("validate.js");
/// The mark.
const MARK: &str = "@community@";

/// `validate_doc_update` for one community
/// (<https://docs.couchdb.org/en/stable/ddocs/ddocs.html#validate-document-update-functions>).
#[must_use]
pub fn rules(community: &CommunityId) -> String {
    RULES.trim_end().replacen(MARK, &community.to_string(), 1)
}

/// The whole design document `_design/heart2help`, without a revision. Its `community` says whose rules they are.
#[must_use]
pub fn document(community: &CommunityId) -> Value {
    json!({
        "_id": "_design/heart2help",
        "language": "javascript",
        "community": community.to_string(),
        "validate_doc_update": rules(community),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;

    #[test]
    fn the_rules_name_their_community_once() {
        let community = Bytes([9; 32]);
        let rules = rules(&community);
        assert_eq!(RULES.matches(MARK).count(), 1);
        assert_eq!(rules.matches(&community.to_string()).count(), 1);
        assert!(!rules.contains(MARK));
    }
}

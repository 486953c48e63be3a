//! The format is forever: payloads as version 0.1.0 wrote them are read and written as they were.

use crate::domain::body::{Body, Payload};
use crate::domain::id::Kind;
use crate::domain::time::Millis;

/// Payloads of version 0.1.0, with the words of their kinds.
pub(super) const PAYLOADS: [(&str, &str); 11] = [
    (
        "community",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"name":"Vaduz","about":"Neighbours","emergency":"112","area":["u0qu"]}}"#,
    ),
    ("profile", r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"name":"Ida"}}"#),
    (
        "request",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"category":"ride","title":"To the clinic","when":{"day":null,"part":"any"},"urgency":"normal","minutes":30,"helpers":1,"for_other":false,"seal":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"}}"#,
    ),
    (
        "request",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"category":"crisis","title":"Sandbags","words":"At the dam","when":{"day":20000,"part":"morning"},"urgency":"urgent","minutes":120,"helpers":50,"for_other":true,"lang":"de","seal":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","by":{"person":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg","name":"Ida","sig":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ"}}}"#,
    ),
    (
        "offer",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","sealed":"AQID"}}"#,
    ),
    (
        "close",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","reason":"by-others"}}"#,
    ),
    (
        "act",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"role":"did","words":"Tea for the driver"}}"#,
    ),
    (
        "act",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"role":"received","category":"meal","words":"Soup","lang":"en","name":"Jonas","inspired_by":"a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","of_request":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA"}}"#,
    ),
    (
        "cheer",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA"}}"#,
    ),
    (
        "retract",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA"}}"#,
    ),
    // Written by a later version, and for ever since.
    ("kept", r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"c":"AQID"}}"#),
];

#[test]
fn what_older_versions_wrote_is_read_and_written_as_it_was() {
    for (kind, json) in PAYLOADS {
        let payload = Payload::parse(&Kind::parse(kind).unwrap(), Millis(5), json).unwrap();
        assert_ne!(payload.body, Body::Unknown, "{kind}");
        assert_eq!(payload.to_json().as_deref(), Some(json), "{kind}");
    }
}

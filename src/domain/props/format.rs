//! The format is forever: payloads as version 0.1.0 wrote them are read and written as they were.

use crate::domain::body::{Body, Payload};
use crate::domain::id::Kind;
use crate::domain::time::Millis;

/// Payloads of every version, the first ones of 0.1.0, with the words of their kinds.
pub(super) const PAYLOADS: [(&str, &str); 31] = [
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
    (
        "community",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"name":"Vaduz","emergency":"112","area":[],"coordinators":[{"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","seal":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"}],"former":["CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk"],"audience":"members","rules":{"approved_helpers":true,"unnamed":false},"languages":["de"],"causes":[{"name":"Food","link":"https://food.example"}],"backends":["https://db.example/vaduz"],"salt":"BwcHBwcHBwcHBwcHBwcHBw"}}"#,
    ),
    (
        "invite",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","standing":"approved","label":"The choir","until":8000}}"#,
    ),
    (
        "member",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"grant":{"invite":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","standing":"member","by":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg","sig":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ"},"sig":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ","seal":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg","name":"Ida"}}"#,
    ),
    (
        "close-invite",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"invite":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","admitted":["CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"]}}"#,
    ),
    (
        "approve",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"}}"#,
    ),
    (
        "remove",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"keys":["BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"],"reason":"Sells watches"}}"#,
    ),
    (
        "hide",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA"}}"#,
    ),
    ("report", r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"to":["AQID"]}}"#),
    (
        "rekey",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"to":[["BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","AQID"]]}}"#,
    ),
    (
        "rotate",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"to":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","sig":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ"}}"#,
    ),
    (
        "attest",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"old":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","new":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"}}"#,
    ),
    (
        "crisis",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"what":"flood","words":"To the school","until":8000}}"#,
    ),
    (
        "request",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"category":"child","title":"An hour in the park","when":{"day":20000,"part":"afternoon"},"urgency":"calm","minutes":60,"helpers":1,"for_other":false,"seal":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","terms":{"contact":"in-person","speaks":["de","pt-BR"],"needs":["step-free","in-writing"],"entrusts":["children","keys","cash"],"from":"approved","repeats":"FREQ=WEEKLY;INTERVAL=2;COUNT=6"}}}"#,
    ),
    (
        "offer",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","sealed":"AQID","on":20014}}"#,
    ),
    (
        "accept",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","sealed":"AQID","on":20014,"release":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"}}"#,
    ),
    (
        "release",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","accept":"u0qu0t:accept:0000000000002:AAAAAAAAAAAAAAAAAAAAAA","key":"BwcHBwcHBwcHBwcHBwcHBw"}}"#,
    ),
    (
        "helper",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"by":{"person":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg","name":"Jonas","sig":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ"},"seal":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","likes":["ride"],"km":5}}"#,
    ),
    (
        "helper",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"by":{"person":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg","name":"Jonas","sig":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ"},"seal":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc","likes":["ride","call"],"words":"I have a small car","days":[0,2],"part":"evening","km":20,"speaks":["de"],"quiet":[21,8],"per_week":2,"rests_until":20000}}"#,
    ),
    (
        "private",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"re":"u0qu0t:helper:0000000000001:AAAAAAAAAAAAAAAAAAAAAA","sealed":"AQID"}}"#,
    ),
    (
        "vouch",
        r#"{"v":1,"n":"BwcHBwcHBwcHBwcHBwcHBw","exp":9000,"b":{"person":"CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"}}"#,
    ),
];

#[test]
fn what_older_versions_wrote_is_read_and_written_as_it_was() {
    for (kind, json) in PAYLOADS {
        let payload = Payload::parse(&Kind::parse(kind).unwrap(), Millis(5), json).unwrap();
        assert_ne!(payload.body, Body::Unknown, "{kind}");
        assert_eq!(payload.to_json().as_deref(), Some(json), "{kind}");
    }
}

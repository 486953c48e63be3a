//! Which payloads are read, and which are refused and why.

use super::*;
use crate::domain::bytes::Bytes;
use proptest::prelude::*;

fn kind(word: &str) -> Kind {
    Kind::parse(word).unwrap()
}

fn json(v: u8, exp: u64, body: &str) -> String {
    format!("{{\"v\":{v},\"n\":\"{}\",\"exp\":{exp},\"b\":{body}}}", Bytes([7u8; 16]))
}

#[test]
fn an_unknown_kind_and_a_newer_version_are_kept_unread() {
    let later = Payload::parse(&kind("lantern"), Millis(0), &json(1, DAY, "{\"x\":1}")).unwrap();
    assert_eq!(later.body, Body::Unknown);
    let newer = Payload::parse(&kind("act"), Millis(0), &json(2, DAY, "[]")).unwrap();
    assert_eq!(newer.body, Body::Unknown);
}

#[test]
fn bodies_out_of_bounds_are_refused() {
    let request = |day: &str, lang: &str| {
        let seal = Bytes([7u8; 32]);
        let body = format!(
            "{{\"category\":\"ride\",\"title\":\"x\",\"when\":{{\"day\":{day},\"part\":\"any\"}},\"minutes\":5,\"helpers\":1,\"lang\":\"{lang}\",\"seal\":\"{seal}\"}}"
        );
        Payload::parse(&kind("request"), Millis(0), &json(1, 1, &body)).map(|_| ())
    };
    let act = |lang: &str| {
        let body = format!("{{\"role\":\"did\",\"words\":\"x\",\"lang\":\"{lang}\"}}");
        Payload::parse(&kind("act"), Millis(0), &json(1, 1, &body)).map(|_| ())
    };
    let (fits, long) = ("x".repeat(35), "x".repeat(36));
    assert_eq!(request("20000", &fits), Ok(()));
    for day in ["-100000001", "100000001", "9223372036854775807", "-9223372036854775808"] {
        assert_eq!(request(day, "de"), Err(BadPayload::Body), "{day}");
    }
    assert_eq!(act(&fits), Ok(()));
    for lang in [long.as_str(), "ü"] {
        assert_eq!(request("1", lang), Err(BadPayload::Body), "{lang}");
        assert_eq!(act(lang), Err(BadPayload::Body), "{lang}");
    }
}

#[test]
fn a_record_that_would_live_too_long_is_refused() {
    let body = "{\"re\":\"a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA\"}";
    assert!(Payload::parse(&kind("retract"), Millis(0), &json(1, 731 * DAY, body)).is_ok());
    assert_eq!(
        Payload::parse(&kind("retract"), Millis(0), &json(1, 731 * DAY + 1, body)),
        Err(BadPayload::LivesTooLong)
    );
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", word in "[a-z]{1,10}") {
        let _ = Payload::parse(&kind(&word), Millis(0), &text);
        let _ = Payload::parse(&kind(&word), Millis(0), &json(1, 1, &text));
    }
}

//! Readers: whatever comes in, none panics, each refusal has a reason, and what is taken is written
//! back as it was read.

use super::crowd::{crowd, steps};
use super::format::PAYLOADS;
use super::mangle::{Damage, damage, mangled};
use crate::domain::attachment::Attachment;
use crate::domain::body::{BadPayload, Body, LONGEST_PAYLOAD, Payload, longest_life_of};
use crate::domain::bytes::{AuthorKey, Bytes, Hash, Nonce, Signature};
use crate::domain::cell::Cell;
use crate::domain::id::{Kind, RecordId};
use crate::domain::record::{BadEnvelope, Envelope};
use crate::domain::time::{Millis, parse_stamp, stamp_text};
use crate::domain::tombstone::Tombstone;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

const ID: &str = "u0qu0t:request:1700000000000:AAAAAAAAAAAAAAAAAAAAAA";
const KINDS: [&str; 28] = [
    "community",
    "profile",
    "request",
    "offer",
    "accept",
    "message",
    "close",
    "act",
    "cheer",
    "retract",
    "amend",
    "kept",
    "invite",
    "member",
    "close-invite",
    "approve",
    "remove",
    "hide",
    "report",
    "rekey",
    "rotate",
    "attest",
    "crisis",
    "release",
    "helper",
    "private",
    "vouch",
    "lantern",
];

fn envelope(p: String) -> Envelope {
    Envelope { id: ID.into(), a: Bytes([1; 32]), p, s: Bytes([2; 64]) }
}

fn tombstone() -> Tombstone {
    Tombstone { id: ID.into(), a: Bytes([1; 32]), h: Bytes([3; 32]), s: Bytes([2; 64]) }
}

/// Every document reader on one text.
fn read_documents(text: &str) -> Result<(), TestCaseError> {
    if let Ok(envelope) = Envelope::read(text) {
        let id = RecordId::parse(&envelope.id).unwrap();
        prop_assert_eq!(id.to_string(), envelope.id.clone());
        prop_assert!(envelope.p.len() <= LONGEST_PAYLOAD);
        let json = serde_json::to_string(&envelope).unwrap();
        prop_assert_eq!(Envelope::read_under(&envelope.id, &json), Ok(envelope.clone()));
        prop_assert_eq!(Envelope::read_under("x", &json), Err(BadEnvelope::OtherId));
        prop_assert_eq!(serde_json::to_string(&Envelope::read(&json).unwrap()).unwrap(), json);
    }
    if let Ok(stone) = Tombstone::read(text) {
        prop_assert_eq!(RecordId::parse(&stone.id).unwrap().to_string(), stone.id.clone());
        let json = serde_json::to_string(&stone).unwrap();
        prop_assert_eq!(Tombstone::read(&json), Ok(stone.clone()));
        // A tombstone has no payload, so it is never taken for a record.
        prop_assert_eq!(Envelope::read(&json), Err(BadEnvelope::Shape));
    }
    Ok(())
}

/// Every payload reader on one text.
fn read_payloads(text: &str) -> Result<(), TestCaseError> {
    read_payload_of(&KINDS, text)
}

fn read_payload_of(kinds: &[&str], text: &str) -> Result<(), TestCaseError> {
    for word in kinds {
        let kind = Kind::parse(word).unwrap();
        let Ok(payload) = Payload::parse(&kind, Millis(5), text) else {
            continue;
        };
        prop_assert!(text.len() <= LONGEST_PAYLOAD);
        prop_assert!(payload.expires.since(Millis(5)) <= longest_life_of(&kind));
        match payload.body {
            Body::Unknown => prop_assert_eq!(payload.to_json(), None),
            _ => {
                prop_assert_eq!(payload.body.kind(), Some(*word));
                let json = payload.to_json().unwrap();
                let again = Payload::parse(&kind, Millis(5), &json);
                prop_assert_eq!(again.as_ref(), Ok(&payload));
                prop_assert_eq!(again.unwrap().to_json(), Some(json));
            }
        }
    }
    Ok(())
}

/// Every reader of a small text: what it takes is the one way to write it.
fn read_words(text: &str) -> Result<(), TestCaseError> {
    let texts = [
        RecordId::parse(text).ok().map(|id| id.to_string()),
        Kind::parse(text).map(|kind| kind.as_str().to_owned()),
        Cell::parse(text).map(|cell| cell.to_string()),
        AuthorKey::parse(text).ok().map(|key| key.to_string()),
        Signature::parse(text).ok().map(|sig| sig.to_string()),
        Nonce::parse(text).ok().map(|nonce| nonce.to_string()),
        parse_stamp(text).map(stamp_text),
    ];
    for written in texts.into_iter().flatten() {
        prop_assert_eq!(written, text);
    }
    let json = serde_json::to_string(text).unwrap();
    prop_assert_eq!(serde_json::from_str::<RecordId>(&json).is_ok(), RecordId::parse(text).is_ok());
    prop_assert_eq!(serde_json::from_str::<Hash>(&json).is_ok(), Hash::parse(text).is_ok());
    prop_assert_eq!(serde_json::from_str::<Cell>(&json).is_ok(), Cell::parse(text).is_some());
    Ok(())
}

/// One of each small text that is read.
fn words() -> Vec<String> {
    let keys = [Bytes([9; 16]).to_string(), Bytes([9; 32]).to_string(), Bytes([9; 64]).to_string()];
    let others = [ID, "u0qu0t", "request", "0000000000001"].map(str::to_owned);
    keys.into_iter().chain(others).collect()
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    vec(damage(), 1..4)
}

proptest! {
    #[test]
    fn no_bytes_break_a_reader(raw in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&raw);
        read_documents(&text)?;
        read_payloads(&text)?;
        read_words(&text)?;
    }

    #[test]
    fn no_almost_json_breaks_a_reader(text in r#"[{}\[\]",:0-9a-z_\\ nul]{0,120}"#) {
        read_documents(&text)?;
        read_payloads(&text)?;
        read_payloads(&format!("{{\"v\":1,\"n\":\"{}\",\"exp\":9,\"b\":{text}}}", Bytes([7; 16])))?;
    }

    #[test]
    fn a_mangled_document_is_refused_or_read_canonically(damages in damages()) {
        read_documents(&mangled(&serde_json::to_string(&envelope("{}".into())).unwrap(), &damages))?;
        read_documents(&mangled(&serde_json::to_string(&tombstone()).unwrap(), &damages))?;
    }

    #[test]
    fn a_mangled_payload_is_refused_or_read_canonically(
        steps in steps(12),
        damages in damages(),
        old in select(PAYLOADS.to_vec()),
    ) {
        for fact in crowd(&steps).facts {
            let payload = Payload { nonce: Bytes([7; 16]), expires: fact.expires, body: fact.body };
            if let Some(json) = payload.to_json() {
                read_payload_of(&[fact.id.kind.as_str(), "act"], &mangled(&json, &damages))?;
            }
        }
        let (kind, json) = old;
        read_payload_of(&[kind], &mangled(json, &damages))?;
    }

    #[test]
    fn every_payload_is_read_as_it_was_written(steps in steps(20)) {
        for fact in crowd(&steps).facts {
            let payload = Payload { nonce: Bytes([7; 16]), expires: fact.expires, body: fact.body };
            match payload.to_json() {
                Some(json) => {
                    let read = Payload::parse(&fact.id.kind, fact.id.time, &json);
                    prop_assert_eq!(read, Ok(payload));
                }
                None => prop_assert_eq!(payload.body, Body::Unknown),
            }
        }
    }

    #[test]
    fn a_mangled_word_is_refused_or_canonical(word in select(words()), damages in damages()) {
        read_words(&word)?;
        read_words(&mangled(&word, &damages))?;
    }

    #[test]
    fn no_parent_breaks_a_revision(parent in "[0-9+-]{0,24}[a-f0-9-]{0,8}") {
        if let Some(rev) = tombstone().revision(&parent) {
            let (generation, hash) = rev.split_once('-').unwrap();
            let before: u64 = parent.split_once('-').unwrap().0.parse().unwrap();
            prop_assert_eq!(generation, (before + 1).to_string());
            prop_assert_eq!(hash.len(), 32);
        }
    }

    #[test]
    fn an_attachment_is_refused_or_written_as_it_was_read(
        bytes in prop_oneof![any::<i64>(), 0..400_000i64],
        media in "image/(jpeg|webp|avif|png|svg\\+xml)",
    ) {
        let json = format!("{{\"hash\":\"{}\",\"bytes\":{bytes},\"media\":\"{media}\"}}", Bytes([1; 32]));
        let known = ["image/jpeg", "image/webp", "image/avif"].contains(&media.as_str());
        match serde_json::from_str::<Attachment>(&json) {
            Ok(photo) => {
                prop_assert!(known && (1..=307_200).contains(&bytes));
                prop_assert_eq!(serde_json::to_string(&photo).unwrap(), json);
            }
            Err(_) => prop_assert!(!known || !(1..=307_200).contains(&bytes)),
        }
    }

    #[test]
    fn a_payload_over_the_limit_is_refused_before_it_is_read(
        more in 1..5_000usize,
        word in select(KINDS.to_vec()),
    ) {
        let kind = Kind::parse(word).unwrap();
        let text = " ".repeat(LONGEST_PAYLOAD + more);
        prop_assert_eq!(Payload::parse(&kind, Millis(5), &text), Err(BadPayload::TooLong));
    }
}

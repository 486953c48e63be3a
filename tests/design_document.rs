//! The rules a server is asked to hold writes to, against the app's own judgement: documents made with fixed keys, true
//! and false ones, kept in `src/sync/server/vectors.json`, which `xtask/web/validate.test.mjs` puts to the rules
//! themselves. Here it is made sure that the file is what the app makes, and that the app judges alike.
//! `H2H_WRITE_VECTORS=1 cargo test --test design_document` writes the file anew.
#![allow(clippy::unwrap_used, clippy::expect_used)] // In a test a panic is the message.
#![cfg(not(target_arch = "wasm32"))]

#[path = "design_document/cases.rs"]
mod cases;

use a_heart_2_help::crypto::sign::{Refusal, verify, verify_tombstone};
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::domain::tombstone::Tombstone;
use cases::{cases, root, unfolded};
use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sync/server/vectors.json");

/// What the app itself says of a document.
fn judged(doc: &Value) -> &'static str {
    let text = unfolded(doc.clone());
    let community = root().public();
    let verdict = if doc["_deleted"] == true {
        Tombstone::read(&text).ok().map(|stone| verify_tombstone(&community, &stone).map(drop))
    } else {
        Envelope::read(&text).ok().map(|envelope| verify(&community, &envelope).map(drop))
    };
    match verdict {
        None => "shape",
        Some(Ok(())) => "",
        Some(Err(Refusal::Content)) => "content",
        Some(Err(Refusal::Signature)) => "signature",
        Some(Err(_)) => "payload",
    }
}

#[test]
fn the_app_judges_every_document_as_the_rules_are_told_to() {
    for (name, doc, wrong) in cases() {
        // What hangs beside a record's own fields is passed over by devices and refused by the rules.
        let expected = if wrong == "extra" { "" } else { wrong };
        assert_eq!(judged(&doc), expected, "{name}");
    }
}

#[test]
fn the_file_of_documents_is_what_the_app_makes() {
    let cases = cases()
        .into_iter()
        .map(|(name, doc, wrong)| json!({ "name": name, "wrong": wrong, "doc": doc }));
    let vectors = json!({ "community": root().public(), "cases": cases.collect::<Vec<_>>() });
    let text = serde_json::to_string_pretty(&vectors).unwrap() + "\n";
    if std::env::var_os("H2H_WRITE_VECTORS").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    assert!(std::fs::read_to_string(FILE).unwrap() == text, "{FILE} is out of date");
}

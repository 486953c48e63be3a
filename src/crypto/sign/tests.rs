//! What is believed and what is not.

use super::*;
use crate::domain::act::{Act, Role};
use crate::domain::amend::Amend;
use crate::domain::bytes::Bytes;
use crate::domain::props::mangle::{damage, mangled};
use crate::domain::text::Words;
use crate::domain::time::DAY;
use proptest::prelude::*;

const HERE: CommunityId = Bytes([1; 32]);

fn act(words: &str) -> Body {
    Body::Act(Box::new(Act {
        role: Role::Did,
        category: None,
        words: Words::parse(words).unwrap(),
        lang: None,
        name: None,
        inspired_by: None,
        of_request: None,
        photo: None,
    }))
}

fn signed(words: &str) -> (Envelope, Fact) {
    let signer = Signer::generate();
    sign(&signer, &HERE, Place::Anywhere, Millis(5), Millis(500), act(words)).unwrap()
}

#[test]
fn what_was_signed_is_believed_and_says_the_same() {
    let (envelope, fact) = signed("Carried the shopping up four floors");
    assert_eq!(verify(&HERE, &envelope), Ok(fact));
}

#[test]
fn nothing_is_signed_that_no_reader_would_take() {
    let signer = Signer::generate();
    let at = |expires: u64, body: Body| {
        sign(&signer, &HERE, Place::Anywhere, Millis(5), Millis(expires), body).is_some()
    };
    let lang = |text: &str| match act("tea") {
        Body::Act(act) => Body::Act(Box::new(Act { lang: Some(text.into()), ..*act })),
        other => other,
    };
    assert!(at(731 * DAY + 5, lang("de")));
    assert!(!at(731 * DAY + 6, lang("de")));
    assert!(!at(500, lang(&"x".repeat(36))));
    assert!(!at(500, Body::Unknown));
}

#[test]
fn equal_words_give_different_ids() {
    let signer = Signer::generate();
    let once =
        || sign(&signer, &HERE, Place::Anywhere, Millis(5), Millis(500), act("tea")).unwrap().0.id;
    assert_ne!(once(), once());
}

#[test]
fn a_record_cannot_be_carried_into_another_community() {
    assert_eq!(verify(&Bytes([2; 32]), &signed("tea").0), Err(Refusal::Content));
}

#[test]
fn nobody_else_can_put_their_name_under_it() {
    let (envelope, _) = signed("tea");
    let mut theirs = envelope.clone();
    theirs.a = Signer::generate().public();
    assert_eq!(verify(&HERE, &theirs), Err(Refusal::Content));
    let mut forged = envelope;
    forged.s = signed("tea").0.s;
    assert_eq!(verify(&HERE, &forged), Err(Refusal::Signature));
}

#[test]
fn only_the_root_key_describes_the_community() {
    let body = |_: ()| {
        Body::Community(Box::new(crate::domain::community::Community::new(
            crate::domain::text::Line::parse("Vaduz").unwrap(),
            crate::domain::text::Line::parse("112").unwrap(),
            vec![],
        )))
    };
    let root = Signer::generate();
    let here = root.public();
    let by = |signer: &Signer| {
        sign(signer, &here, Place::Anywhere, Millis(1), Millis(2), body(())).unwrap().0
    };
    assert!(verify(&here, &by(&root)).is_ok());
    assert_eq!(verify(&here, &by(&Signer::generate())), Err(Refusal::Binding));
}

proptest! {
    #[test]
    fn no_changed_byte_of_the_payload_is_believed(at in 0..60usize, byte in 32..127u8) {
        let (mut envelope, _) = signed("Carried the shopping up four floors");
        let mut raw = envelope.p.clone().into_bytes();
        prop_assume!(raw[at] != byte);
        raw[at] = byte;
        envelope.p = String::from_utf8(raw).unwrap();
        prop_assert_eq!(verify(&HERE, &envelope), Err(Refusal::Content));
    }
}

fn buried() -> (Signer, Envelope, Tombstone) {
    let signer = Signer::generate();
    let (envelope, fact) =
        sign(&signer, &HERE, Place::Anywhere, Millis(5), Millis(500), act("tea")).unwrap();
    let stone = bury(&signer, &HERE, &fact.id, &payload_hash(&envelope.p)).unwrap();
    (signer, envelope, stone)
}

#[test]
fn an_author_buries_their_own_record() {
    let (_, envelope, stone) = buried();
    assert_eq!(verify_tombstone(&HERE, &stone).unwrap().to_string(), envelope.id);
    let wire = serde_json::to_string(&stone).unwrap();
    assert_eq!(
        verify_tombstone(&HERE, &Tombstone::read(&wire).unwrap()),
        verify_tombstone(&HERE, &stone)
    );
}

#[test]
fn nobody_buries_what_is_not_theirs() {
    let (signer, envelope, _) = buried();
    let (id, h) = (RecordId::parse(&envelope.id).unwrap(), payload_hash(&envelope.p));
    assert_eq!(bury(&Signer::generate(), &HERE, &id, &h), None);
    assert_eq!(bury(&signer, &Bytes([2; 32]), &id, &h), None);
    assert_eq!(bury(&signer, &HERE, &id, &payload_hash("{}")), None);
}

#[test]
fn a_forged_tombstone_is_refused_for_a_reason() {
    let (_, envelope, stone) = buried();
    let eve = Signer::generate();
    let id = RecordId::parse(&envelope.id).unwrap();
    let by_eve = eve.sign(&deletion_bytes(&HERE, &id));
    let with = |change: &dyn Fn(&mut Tombstone)| {
        let mut forged = stone.clone();
        change(&mut forged);
        verify_tombstone(&HERE, &forged)
    };
    assert_eq!(with(&|t| t.s = by_eve), Err(Refusal::Signature));
    // A record's own signature does not bury it: whoever has the record has that.
    assert_eq!(with(&|t| t.s = envelope.s), Err(Refusal::Signature));
    assert_eq!(with(&|t| (t.a, t.s) = (eve.public(), by_eve)), Err(Refusal::Content));
    assert_eq!(with(&|t| t.h = Bytes([0; 32])), Err(Refusal::Content));
    assert_eq!(with(&|t| t.id = buried().1.id), Err(Refusal::Content));
    assert_eq!(with(&|t| t.id.push('x')), Err(Refusal::Id(NotAnId)));
    assert_eq!(verify_tombstone(&Bytes([2; 32]), &stone), Err(Refusal::Content));
}

#[test]
fn an_amendment_is_believed_like_any_record() {
    let (signer, envelope, _) = buried();
    let amend = Amend::new(RecordId::parse(&envelope.id).unwrap(), act("coffee")).unwrap();
    let (envelope, fact) =
        sign(&signer, &HERE, Place::Anywhere, Millis(6), Millis(500), Body::Amend(amend)).unwrap();
    assert!(envelope.id.starts_with("a:amend:0000000000006:"));
    assert_eq!(verify(&HERE, &envelope), Ok(fact));
}

proptest! {
    /// Through a mangled document nothing but what was signed ever comes.
    #[test]
    fn a_mangled_document_is_refused_or_says_what_was_signed(damages in proptest::collection::vec(damage(), 1..4)) {
        let (envelope, fact) = signed("tea");
        let text = mangled(&serde_json::to_string(&envelope).unwrap(), &damages);
        if let Ok(read) = Envelope::read(&text) && let Ok(believed) = verify(&HERE, &read) {
            prop_assert_eq!(believed, fact);
            prop_assert!(read.says_the_same(&envelope));
        }
        let (_, _, stone) = buried();
        let text = mangled(&serde_json::to_string(&stone).unwrap(), &damages);
        if let Ok(read) = Tombstone::read(&text) && verify_tombstone(&HERE, &read).is_ok() {
            prop_assert_eq!(read, stone);
        }
    }
}

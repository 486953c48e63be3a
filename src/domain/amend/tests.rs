//! Who amends what, and what of it counts.

use super::*;
use crate::domain::act::{Act, Role};
use crate::domain::body::{BadPayload, Close, Payload, Retract};
use crate::domain::bytes::{AuthorKey, Bytes};
use crate::domain::help::{Letters, fold};
use crate::domain::id::{Kind, Place};
use crate::domain::letter::Binding;
use crate::domain::request::{Category, CloseReason, Part, Urgency, When};
use crate::domain::text::{Line, Name, Words};
use crate::domain::time::DAY;
use std::collections::BTreeSet;

const ME: AuthorKey = Bytes([1; 32]);
const OTHER: AuthorKey = Bytes([2; 32]);

fn id(kind: &str, n: u8) -> RecordId {
    let kind = Kind::parse(kind).unwrap();
    RecordId { place: Place::Anywhere, kind, time: Millis(n.into()), tag: Bytes([n; 16]) }
}

fn request(title: &str, seal: u8) -> Request {
    Request {
        category: Category::Ride,
        title: Line::parse(title).unwrap(),
        words: None,
        when: When { day: None, part: Part::Any },
        urgency: Urgency::Normal,
        minutes: 30,
        helpers: 1,
        for_other: false,
        lang: None,
        seal: Bytes([seal; 32]),
        by: None,
        told: Vec::new(),
        replaces: None,
        terms: Default::default(),
    }
}

fn fact(id: RecordId, author: AuthorKey, body: Body) -> Fact {
    Fact { id, author, expires: Millis(999), body }
}

fn first() -> Fact {
    fact(id("request", 1), ME, Body::Request(Box::new(request("first", 1))))
}

fn amend(n: u8, author: AuthorKey, anew: Request) -> Fact {
    let amend = Amend::new(id("request", 1), Body::Request(Box::new(anew))).unwrap();
    fact(id("amend", n), author, Body::Amend(amend))
}

fn close(n: u8) -> Fact {
    let body = Close { re: id("request", 1), reason: CloseReason::Done };
    fact(id("close", n), ME, Body::Close(body))
}

fn shown(facts: &[Fact]) -> Request {
    fold(facts, &Letters::new(), &BTreeSet::new()).remove(0).request
}

fn title(facts: &[Fact]) -> String {
    shown(facts).title.to_string()
}

fn parse(kind: &str, exp: u64, b: &str) -> Result<Payload, BadPayload> {
    let n = Bytes([7u8; 16]);
    let json = format!("{{\"v\":1,\"n\":\"{n}\",\"exp\":{exp},\"b\":{b}}}");
    Payload::parse(&Kind::parse(kind).unwrap(), Millis(0), &json)
}

const ACT_ID: &str = "a:act:0000000000001:AAAAAAAAAAAAAAAAAAAAAA";
const REQUEST_ID: &str = "a:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn the_newest_by_its_own_author_counts() {
    let facts = [first(), amend(2, ME, request("third", 1)), amend(3, ME, request("second", 1))];
    assert_eq!(title(&facts), "second");
    assert_eq!(title(&[first(), amend(9, OTHER, request("not theirs", 1))]), "first");
}

#[test]
fn an_amendment_taken_back_no_longer_counts() {
    let retract = |by| fact(id("retract", 4), by, Body::Retract(Retract { re: id("amend", 3) }));
    let facts = |by| {
        [
            first(),
            amend(2, ME, request("second", 1)),
            amend(3, ME, request("third", 1)),
            retract(by),
        ]
    };
    assert_eq!(title(&facts(ME)), "second");
    assert_eq!(title(&facts(OTHER)), "third");
}

#[test]
fn what_was_closed_stays_as_it_was_then() {
    let facts =
        [first(), amend(2, ME, request("in time", 1)), close(5), amend(7, ME, request("late", 1))];
    assert_eq!(title(&facts), "in time");
    assert_eq!(title(&[first(), close(5), amend(5, ME, request("at once", 1))]), "first");
}

#[test]
fn what_others_rely_on_stays() {
    let by = |n| Binding {
        person: Bytes([n; 32]),
        name: Name::parse("Ida").unwrap(),
        sig: Bytes([n; 64]),
    };
    let mut original = request("first", 1);
    original.by = Some(by(1));
    original.replaces = Some(id("request", 200));
    let original = fact(id("request", 1), ME, Body::Request(Box::new(original)));
    let mut anew = request("second", 9);
    anew.by = Some(by(9));
    anew.minutes = 99;
    let is = shown(&[original, amend(2, ME, anew)]);
    assert_eq!((is.title.as_str(), is.minutes), ("second", 99));
    assert_eq!(
        (is.seal, is.by, is.replaces),
        (Bytes([1; 32]), Some(by(1)), Some(id("request", 200)))
    );
}

#[test]
fn the_amendment_waits_with_its_request() {
    let facts = [first(), amend(2, ME, request("second", 1)), amend(3, OTHER, request("x", 1))];
    let help = fold(&facts, &Letters::new(), &BTreeSet::new()).remove(0);
    assert_eq!(help.ids, [id("request", 1), id("amend", 2)]);
}

#[test]
fn it_is_written_as_json_text_inside() {
    let act = Act {
        role: Role::Did,
        category: None,
        words: Words::parse("Tea \"for two\"").unwrap(),
        lang: None,
        name: None,
        inspired_by: None,
        of_request: None,
        photo: None,
    };
    let amend = Amend::new(RecordId::parse(ACT_ID).unwrap(), Body::Act(Box::new(act))).unwrap();
    let json = format!(
        "{{\"re\":\"{ACT_ID}\",\"b\":\"{{\\\"role\\\":\\\"did\\\",\\\"words\\\":\\\"Tea \\\\\\\"for two\\\\\\\"\\\"}}\"}}"
    );
    assert_eq!(serde_json::to_string(&amend).unwrap(), json);
    assert_eq!(parse("amend", 9, &json).unwrap().body, Body::Amend(amend));
}

#[test]
fn only_a_whole_body_of_the_targets_kind_is_taken() {
    let of = |re: &str, b: &str| {
        let b = serde_json::to_string(b).unwrap();
        parse("amend", 9, &format!("{{\"re\":\"{re}\",\"b\":{b}}}")).map(|_| ())
    };
    let act = "{\"role\":\"did\",\"words\":\"Tea\"}";
    assert_eq!(of(ACT_ID, act), Ok(()));
    let retract = format!("{{\"re\":\"{ACT_ID}\"}}");
    for (re, b) in [
        (REQUEST_ID, act),
        (ACT_ID, "{\"role\":\"did\"}"),
        (ACT_ID, "[\"did\",null,\"Tea\"]"),
        (ACT_ID, ""),
        (&ACT_ID.replace("act", "retract"), &retract),
        (&ACT_ID.replace("act", "lantern"), "{}"),
        (&ACT_ID.replace("act", "amend"), &format!("{{\"re\":\"{ACT_ID}\",\"b\":\"{{}}\"}}")),
    ] {
        assert_eq!(of(re, b), Err(BadPayload::Body), "{re} {b}");
    }
    let mut nobody = request("first", 1);
    nobody.helpers = 0;
    assert_eq!(Amend::new(id("request", 1), Body::Request(Box::new(nobody))), None);
    assert_eq!(Amend::new(id("act", 1), Body::Request(Box::new(request("first", 1)))), None);
}

#[test]
fn it_lives_no_longer_than_its_targets_kind_may() {
    let of = |re: &str, body: &Body, days: u64, more: u64| {
        let amend = Amend::new(RecordId::parse(re).unwrap(), body.clone()).unwrap();
        parse("amend", days * DAY + more, &serde_json::to_string(&amend).unwrap()).map(|_| ())
    };
    let body = Body::Request(Box::new(request("first", 1)));
    assert_eq!(of(REQUEST_ID, &body, 90, 0), Ok(()));
    assert_eq!(of(REQUEST_ID, &body, 90, 1), Err(BadPayload::LivesTooLong));
}

//! Documents made with fixed keys: true ones, and each thing that can be wrong with one.

use a_heart_2_help::crypto::identity::Signer;
use a_heart_2_help::crypto::sign::bury;
use a_heart_2_help::domain::act::{Act, Cheer, Role};
use a_heart_2_help::domain::body::{
    Body, Close, LONGEST_PAYLOAD, Payload, Retract, Sealed, SealedAbout,
};
use a_heart_2_help::domain::bytes::{Bytes, to_base64};
use a_heart_2_help::domain::cell::Cell;
use a_heart_2_help::domain::community::Community;
use a_heart_2_help::domain::id::{Kind, Place, RecordId};
use a_heart_2_help::domain::record::{Envelope, content_id, payload_hash, signed_bytes};
use a_heart_2_help::domain::request::CloseReason;
use a_heart_2_help::domain::text::{Line, Words};
use a_heart_2_help::domain::time::{DAY, Millis};
use serde_json::{Value, json};

const NOW: Millis = Millis(1_770_000_000_000);

pub fn root() -> Signer {
    Signer::from_seed(&Bytes([1; 32]))
}

fn author() -> Signer {
    Signer::from_seed(&Bytes([2; 32]))
}

/// A record with exactly this payload, by `author`.
fn record_by(author: &Signer, place: &str, kind: &str, payload: &str) -> Envelope {
    let place = Cell::parse(place).map_or(Place::Anywhere, Place::Cell);
    let (community, h) = (root().public(), payload_hash(payload));
    let kind = Kind::parse(kind).unwrap();
    let id = content_id(&community, &author.public(), place, kind, NOW, &h);
    let s = author.sign(&signed_bytes(&community, &id, &h));
    Envelope { id: id.to_string(), a: author.public(), p: payload.to_owned(), s }
}

fn record(body: Body) -> Envelope {
    let kind = body.kind().unwrap();
    let signer = if kind == "community" { root() } else { author() };
    let payload = Payload { nonce: Bytes([3; 16]), expires: NOW.plus(30 * DAY), body };
    record_by(&signer, if kind == "act" { "u0qu4" } else { "a" }, kind, &payload.to_json().unwrap())
}

fn act(words: &str) -> Envelope {
    record(Body::Act(Box::new(Act {
        role: Role::Did,
        category: None,
        words: Words::parse(words).unwrap(),
        lang: None,
        name: None,
        inspired_by: None,
        of_request: None,
        photo: None,
    })))
}

/// A payload of exactly this many bytes.
fn filled(bytes: usize) -> Envelope {
    let (head, tail) = (payload_head(), "\"}");
    let fill = "x".repeat(bytes - head.len() - tail.len());
    record_by(&author(), "a", "future-thing", &format!("{head}{fill}{tail}"))
}

fn payload_head() -> String {
    format!("{{\"v\":1,\"n\":\"{}\",\"exp\":{},\"b\":\"", Bytes([3; 16]), NOW.plus(DAY).0)
}

/// A document as in the database. A long run of one letter is folded, to keep the file short.
fn document(envelope: &Envelope) -> Value {
    let mut doc = serde_json::to_value(envelope).unwrap();
    let head = payload_head();
    if envelope.p.len() > 30_000 {
        let times = envelope.p.len() - head.len() - 2;
        doc["p"] = json!({ "head": head, "fill": "x", "times": times, "tail": "\"}" });
    }
    doc
}

pub fn unfolded(mut doc: Value) -> String {
    if let Some(times) = doc["p"]["times"].as_u64() {
        let part = |name: &str| doc["p"][name].as_str().unwrap().to_owned();
        let fill = part("fill").repeat(usize::try_from(times).unwrap());
        doc["p"] = format!("{}{fill}{}", part("head"), part("tail")).into();
    }
    doc.to_string()
}

fn stone(of: &Envelope) -> Value {
    let id = RecordId::parse(&of.id).unwrap();
    let stone = bury(&author(), &root().public(), &id, &payload_hash(&of.p)).unwrap();
    serde_json::to_value(stone).unwrap()
}

fn with(doc: &Value, field: &str, value: impl Into<Value>) -> Value {
    let mut doc = doc.clone();
    doc[field] = value.into();
    doc
}

fn without(doc: &Value, field: &str) -> Value {
    let mut doc = doc.clone();
    doc.as_object_mut().unwrap().remove(field);
    doc
}

/// The same signature with the group's order added to its scalar (RFC 8032, section 5.1.7 refuses it).
fn above_the_order(s: &[u8; 64]) -> [u8; 64] {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let (mut out, mut carry) = (*s, 0);
    for (at, byte) in ORDER.iter().enumerate() {
        let sum = u16::from(out[32 + at]) + u16::from(*byte) + carry;
        out[32 + at] = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    out
}

/// A record by the neutral element of the curve, under whose "key" a lax verifier finds R = B, s = 1 true for anything.
fn by_nobody() -> Value {
    let mut nobody = [0; 32];
    nobody[0] = 1;
    let honest = act("By nobody at all");
    let place = Place::Cell(Cell::parse("u0qu4").unwrap());
    let kind = Kind::parse("act").unwrap();
    let id =
        content_id(&root().public(), &Bytes(nobody), place, kind, NOW, &payload_hash(&honest.p));
    let mut s = [0x66; 64];
    s[0] = 0x58;
    s[32..].fill(0);
    s[32] = 1;
    json!({ "_id": id.to_string(), "a": Bytes(nobody), "p": honest.p, "s": Bytes(s) })
}

/// (what it is, the document, what is wrong with it: nothing, "shape", "content" or "signature").
pub fn cases() -> Vec<(String, Value, &'static str)> {
    let thanks = act("Grüße: 邻里 helped me 💛 — “thank you”");
    let re = RecordId::parse(&thanks.id).unwrap();
    let community = Community::new(
        Line::parse("Vaduz").unwrap(),
        Line::parse("112").unwrap(),
        vec![Cell::parse("u0qu").unwrap()],
    );
    let newer =
        format!("{{\"v\":2,\"n\":\"{}\",\"exp\":{},\"b\":[]}}", Bytes([4; 16]), NOW.plus(DAY).0);
    let good = [
        ("a community", document(&record(Body::Community(Box::new(community))))),
        ("an act in many scripts", document(&thanks)),
        (
            "an offer",
            document(&record(Body::Offer(SealedAbout::new(re.clone(), Sealed(vec![9; 1_072]))))),
        ),
        (
            "a closing",
            document(&record(Body::Close(Close { re: re.clone(), reason: CloseReason::Done }))),
        ),
        ("a cheer", document(&record(Body::Cheer(Cheer { re: re.clone() })))),
        ("a retraction", document(&record(Body::Retract(Retract { re })))),
        (
            "a kind of the future",
            document(&record_by(
                &author(),
                "u",
                "ripple-map",
                &newer.replace("\"v\":2", "\"v\":1"),
            )),
        ),
        ("a payload of the future", document(&record_by(&author(), "zzzzzz", "act", &newer))),
        ("the longest payload", document(&filled(LONGEST_PAYLOAD))),
        ("lengths at the edges of a block 55", document(&filled(119))),
        ("lengths at the edges of a block 59", document(&filled(123))),
        ("lengths at the edges of a block 64", document(&filled(128))),
        ("a tombstone", stone(&thanks)),
        ("a tombstone of the future", stone(&filled(200))),
    ];
    let doc = document(&thanks);
    let (id, p) = (thanks.id.clone(), thanks.p.clone());
    let other = Signer::from_seed(&Bytes([5; 32]));
    let elsewhere = {
        let (h, kind) = (payload_hash(&p), Kind::parse("act").unwrap());
        let place = Place::Cell(Cell::parse("u0qu4").unwrap());
        let id = content_id(&other.public(), &author().public(), place, kind, NOW, &h);
        let s = author().sign(&signed_bytes(&other.public(), &id, &h));
        json!({ "_id": id.to_string(), "a": author().public(), "p": p, "s": s })
    };
    let grave = stone(&thanks);
    let s_of = |flip: usize| {
        let mut s = thanks.s.0;
        s[flip] ^= 1;
        to_base64(&s)
    };
    let bad = [
        ("another payload", with(&doc, "p", p.replace("thank", "Thank")), "content"),
        ("another author", with(&doc, "a", other.public().to_string()), "content"),
        ("another place", with(&doc, "_id", id.replace("u0qu4", "u0qu5")), "content"),
        ("another kind", with(&doc, "_id", id.replace(":act:", ":cat:")), "content"),
        (
            "another time",
            with(&doc, "_id", id.replace(":1770000000000:", ":1770000000001:")),
            "content",
        ),
        ("another community", elsewhere, "content"),
        ("a signature with another R", with(&doc, "s", s_of(0)), "signature"),
        ("a signature with another s", with(&doc, "s", s_of(40)), "signature"),
        ("no signature", with(&doc, "s", Bytes([0; 64]).to_string()), "signature"),
        (
            "somebody else's signature",
            with(&doc, "s", other.sign(&[7; 32]).to_string()),
            "signature",
        ),
        (
            "an s above the order",
            with(&doc, "s", Bytes(above_the_order(&thanks.s.0)).to_string()),
            "signature",
        ),
        ("a key of small order", by_nobody(), "signature"),
        (
            "the record's own signature on its tombstone",
            with(&grave, "s", thanks.s.to_string()),
            "signature",
        ),
        (
            "a tombstone of another content",
            with(&grave, "h", payload_hash("{}").to_string()),
            "content",
        ),
        ("a tombstone by another author", with(&grave, "a", other.public().to_string()), "content"),
        ("a tombstone nobody signed", json!({ "_id": id, "_deleted": true }), "shape"),
        ("a tombstone with a short hash", with(&grave, "h", "AgIC"), "shape"),
        ("a deleted document that keeps its payload", with(&doc, "_deleted", true), "shape"),
        ("a payload a byte too long", document(&filled(LONGEST_PAYLOAD + 1)), "shape"),
        ("a payload that is an object", with(&doc, "p", json!({ "v": 1 })), "shape"),
        (
            "a payload that is no JSON",
            document(&record_by(&author(), "a", "act", "hello")),
            "payload",
        ),
        ("a payload that is a list", document(&record_by(&author(), "a", "act", "[1]")), "payload"),
        ("a key with a letter less", with(&doc, "a", &author().public().to_string()[1..]), "shape"),
        ("a key with stray bits", with(&doc, "a", format!("{}B", "A".repeat(42))), "shape"),
        (
            "a signature with padding",
            with(&doc, "s", format!("{}=", &thanks.s.to_string()[1..])),
            "shape",
        ),
        ("without an author", without(&doc, "a"), "shape"),
        ("without a payload", without(&doc, "p"), "shape"),
        ("without a signature", without(&doc, "s"), "shape"),
        ("with a field more", with(&doc, "note", "buy this"), "extra"),
        (
            "with a file that is no photo",
            with(&doc, "_attachments", json!({ "a.exe": { "length": 5 } })),
            "extra",
        ),
        ("a note", json!({ "_id": "note", "text": "not ours" }), "shape"),
        ("an id with a fifth part", with(&doc, "_id", format!("{id}:x")), "shape"),
        ("an id with a line break", with(&doc, "_id", format!("{id}\n")), "shape"),
        ("an id with a cell too fine", with(&doc, "_id", id.replace("u0qu4", "u0qu4xx")), "shape"),
        (
            "an id with stray bits",
            with(&doc, "_id", format!("a:act:1770000000000:{}B", "A".repeat(21))),
            "shape",
        ),
    ];
    let good = good.into_iter().map(|(name, doc)| (name.to_owned(), doc, ""));
    good.chain(bad.map(|(name, doc, wrong)| (name.to_owned(), doc, wrong))).collect()
}

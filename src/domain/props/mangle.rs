//! Spoiling a text: bytes changed, lost, doubled, and JSON values put where others were.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// One thing that goes wrong with a text.
#[derive(Debug, Clone)]
pub(crate) enum Damage {
    Change(Index, u8),
    Insert(Index, u8),
    Lose(Index, usize),
    Double(Index, usize),
    /// The n-th value of the JSON becomes an odd one.
    Value(Index, Index),
}

/// Anything that may go wrong once.
pub(crate) fn damage() -> impl Strategy<Value = Damage> {
    let ascii = || 32..127u8;
    prop_oneof![
        (any::<Index>(), ascii()).prop_map(|(at, byte)| Damage::Change(at, byte)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Change(at, byte)),
        (any::<Index>(), ascii()).prop_map(|(at, byte)| Damage::Insert(at, byte)),
        (any::<Index>(), 1..20usize).prop_map(|(at, n)| Damage::Lose(at, n)),
        (any::<Index>(), 1..60usize).prop_map(|(at, n)| Damage::Double(at, n)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, odd)| Damage::Value(at, odd)),
    ]
}

/// The text with all of it gone wrong, one after the other.
pub(crate) fn mangled(text: &str, all: &[Damage]) -> String {
    all.iter().fold(text.to_owned(), |text, damage| spoil(&text, damage))
}

fn spoil(text: &str, damage: &Damage) -> String {
    let mut raw = text.as_bytes().to_vec();
    if raw.is_empty() {
        return String::new();
    }
    let len = raw.len();
    match damage {
        Damage::Change(at, byte) => raw[at.index(len)] = *byte,
        Damage::Insert(at, byte) => raw.insert(at.index(len), *byte),
        Damage::Lose(at, n) => drop(raw.drain(at.index(len)..len.min(at.index(len) + n))),
        Damage::Double(at, n) => {
            let again = raw[at.index(len)..len.min(at.index(len) + n)].to_vec();
            raw.splice(at.index(len)..at.index(len), again);
        }
        Damage::Value(at, odd) => return with_odd_value(text, at, odd),
    }
    String::from_utf8_lossy(&raw).into_owned()
}

fn with_odd_value(text: &str, at: &Index, odd: &Index) -> String {
    let Ok(mut whole) = serde_json::from_str::<Value>(text) else {
        return text.to_owned();
    };
    let deep = (0..200).fold(json!(0), |inside, _| Value::Array(vec![inside]));
    let odds = [
        json!(null),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(true),
        json!(""),
        json!("\u{202E}x"),
        json!("x".repeat(3_000)),
        json!([]),
        json!({}),
        deep,
    ];
    let count = places(&whole).len();
    if let Some(place) = places(&whole).into_iter().nth(at.index(count))
        && let Some(value) = whole.pointer_mut(&place)
    {
        *value = odd.get(&odds).clone();
    }
    whole.to_string()
}

/// The JSON pointers of all values (RFC 6901); no key here needs escaping.
fn places(value: &Value) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, v)| (key.clone(), v)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        _ => vec![],
    };
    let below = inside
        .into_iter()
        .flat_map(|(key, v)| places(v).into_iter().map(move |rest| format!("/{key}{rest}")));
    std::iter::once(String::new()).chain(below).collect()
}

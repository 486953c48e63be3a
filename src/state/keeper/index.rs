//! What the keeper knows without reading texts: where each record lies, and what was taken back.

use crate::domain::body::{Body, Payload};
use crate::domain::bytes::AuthorKey;
use crate::domain::id::RecordId;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A true record of this device.
#[derive(Debug, Clone)]
pub struct Held {
    pub author: AuthorKey,
    pub expires: Millis,
    /// Stands for its content: see [`print`].
    pub print: [u8; 16],
    pub at: Spot,
}

/// Where a record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Under its own id.
    Alone,
    /// In the segment with this number.
    Segment(u32),
}

/// What proves that a record was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grave {
    /// A retraction; it says so to readers, but holds nothing to put on a backend's leaves.
    Retraction,
    /// The author's tombstone, under the record's own id.
    Tombstone,
}

#[derive(Debug, Default)]
pub struct Index {
    /// By id.
    pub held: BTreeMap<String, Held>,
    /// Ids of what its author took back: it is not kept when it comes again.
    pub gone: BTreeMap<String, Grave>,
    /// Who says of which id, not held here, that it is taken back. It counts if they wrote it.
    pub retracting: BTreeSet<(String, AuthorKey)>,
    /// How many records each segment holds.
    pub segments: BTreeMap<u32, usize>,
}

/// 128 bits of a hash over everything in a record that a backend could change.
pub fn print(record: &Envelope) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(record.a.0);
    hasher.update(record.s.0);
    hasher.update(record.p.as_bytes());
    let mut print = [0; 16];
    print.copy_from_slice(&hasher.finalize()[..16]);
    print
}

#[derive(Deserialize)]
struct Lifetime {
    exp: Millis,
}

/// The expiry in a payload that was found true before.
pub fn expiry(payload: &str) -> Option<Millis> {
    serde_json::from_str::<Lifetime>(payload).ok().map(|life| life.exp)
}

/// What a record, found true before, takes back.
pub fn target(id: &RecordId, payload: &str) -> Option<RecordId> {
    if id.kind.as_str() != "retract" {
        return None;
    }
    match Payload::parse(&id.kind, id.time, payload).ok()?.body {
        Body::Retract(retract) => Some(retract.re),
        _ => None,
    }
}

impl Index {
    /// Notes a true record.
    pub fn hold(&mut self, record: &Envelope, expires: Millis, at: Spot) {
        let held = Held { author: record.a, expires, print: print(record), at };
        self.held.insert(record.id.clone(), held);
    }

    /// Whether a record of this id by this author was taken back.
    pub fn is_retracted(&self, id: &str, author: &AuthorKey) -> bool {
        self.gone.contains_key(id) || self.retracting.contains(&(id.to_owned(), *author))
    }

    /// The last segment, where it has room, or the number of the next.
    pub fn tail(&self, capacity: usize) -> (u32, usize) {
        match self.segments.last_key_value() {
            Some((number, count)) if *count < capacity => (*number, *count),
            Some((number, _)) => (number + 1, 0),
            None => (0, 0),
        }
    }
}

//! What a person keeps in their vault: a community of one, whose records only that person can read.
//!
//! Everything of one's own has a slot (one journal entry, one key pair, the name), and a slot has versions, each of which
//! names those it takes the place of. What no other version takes the place of is a head. One head is what holds; several
//! were written by devices that did not know of each other.

use super::body::Sealed;
use super::bytes::{Bytes, from_base64, to_base64};
use super::id::RecordId;
use super::join::is_safe;
use super::time::{DAY, Millis};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How long a version lives from its own time, in milliseconds: twenty years.
pub const KEPT_LIFE: u64 = 7_305 * DAY;
/// The times in a vault's ids are whole weeks, so that they say little of when somebody writes.
pub const WEEK: u64 = 7 * DAY;

/// A record of a vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// A [`Plain`], encrypted for the person alone.
    pub c: Sealed,
}

/// What is inside a record of a vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plain {
    /// A version of something.
    Version(Version),
    /// A part of a value that is too long for one record.
    Part(String),
}

/// What one slot held from some moment on, as one device knew it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What it is of, such as `journal/<id>`.
    pub slot: String,
    /// The text, or its beginning; `None` where it was taken away.
    pub value: Option<String>,
    /// The records the rest of the text is in, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<RecordId>,
    /// The versions it takes the place of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<RecordId>,
    /// When it was written, by the writing device's clock.
    pub at: Millis,
    /// The copy it was written on.
    pub device: String,
}

/// Versions whose whole text is here, by the id of their record.
pub type Versions = BTreeMap<RecordId, Version>;

/// The heads of one slot, in the order of [`Head`]: the last is the one that holds.
pub type Heads<'v> = BTreeMap<&'v str, Vec<Head<'v>>>;

/// A version that nothing takes the place of. Heads sort by what there is to lose, then time, then id, so that every
/// device takes the same for the last: a text before its absence, and of two texts the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head<'v> {
    /// The text; `None` where it was taken away.
    pub value: Option<&'v str>,
    /// When it was written.
    pub at: Millis,
    /// The record.
    pub id: &'v RecordId,
}

/// The heads of every slot. Versions that name each other in a circle, which no honest device writes, take nobody's place.
#[must_use]
pub fn heads(versions: &Versions) -> Heads<'_> {
    let taken = taken_over(versions);
    let mut heads: Heads<'_> = BTreeMap::new();
    for (id, version) in versions.iter().filter(|(id, _)| !taken.contains(*id)) {
        let head = Head { value: version.value.as_deref(), at: version.at, id };
        heads.entry(&version.slot).or_default().push(head);
    }
    for list in heads.values_mut() {
        list.sort_by_key(|head| (head.value.is_some(), head.at, head.id));
    }
    heads
}

/// Every version that another one takes the place of, within one slot. An id is a hash of what it names, so circles cannot
/// be written; were there one, nothing of it would be lost.
#[must_use]
pub fn taken_over(versions: &Versions) -> BTreeSet<&RecordId> {
    let mut taken = BTreeSet::new();
    for (by, version) in versions {
        for id in &version.over {
            if let Some((id, older)) = versions.get_key_value(id)
                && older.slot == version.slot
                && !reaches(versions, id, by)
            {
                taken.insert(id);
            }
        }
    }
    taken
}

/// Whether `to` stands somewhere below `from`.
fn reaches(versions: &Versions, from: &RecordId, to: &RecordId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            open.extend(versions.get(id).into_iter().flat_map(|version| &version.over));
        }
    }
    false
}

/// The address of a vault's database as somebody typed it; `None` where an app should not talk to it, or where it names a
/// server and no database.
#[must_use]
pub fn vault_address(typed: &str) -> Option<String> {
    let address = typed.trim().trim_end_matches('/');
    let (_, rest) = address.split_once("://")?;
    let named =
        rest.split_once('/').is_some_and(|(host, path)| !host.is_empty() && !path.is_empty());
    (named && is_safe(address)).then(|| address.to_owned())
}

/// What brings another device of the same person into being: whoever reads it is that person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLink {
    /// The person's secret.
    #[serde(rename = "s")]
    pub secret: Bytes<16>,
    /// The vault's address, with a name and a password where it wants them; empty where it is carried by hand.
    #[serde(rename = "b", default)]
    pub backend: String,
}

impl DeviceLink {
    /// What stands behind the `#` of the address.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        // A struct of texts has nothing serde_json refuses.
        to_base64(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Reads what stands behind the `#`, with or without it. `None` where it was cut off, is no such link, or leads to an
    /// address no app should talk to.
    #[must_use]
    pub fn parse(fragment: &str) -> Option<Self> {
        let bytes = from_base64(fragment.trim().trim_start_matches('#'))?;
        let json = std::str::from_utf8(&bytes).ok()?;
        let link: Self = super::record::read_object(json).ok()?;
        is_safe(&link.backend).then_some(link)
    }
}

impl std::fmt::Debug for DeviceLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DeviceLink").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

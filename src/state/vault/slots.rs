//! Which text of this device belongs to which slot of the vault.

use crate::domain::time::Millis;
use crate::state::book::{BLOCKED as BLOCKED_KEY, ERASED};
use crate::state::config::PREFIX as COMMUNITY_KEY;
use crate::state::hold::is_held;
use crate::store::{Change, Shelf, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

const JOURNAL: &str = "journal/";
const LETTERS: &str = "letters/";
const KEYS: &str = "keys/";
const COMMUNITY: &str = "community/";
/// Whom the person does not want to see.
const BLOCKED: &str = "blocked/";
/// Before the name of a device's copy.
pub const DEVICE: &str = "device/";
const NAME: &str = "name";

/// What may become of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// The person's own words: of two texts both are kept, and taking away travels.
    Words,
    /// One of two is chosen, and taking away travels.
    Choice,
    /// One of two is chosen. What is not here any more was erased from this device alone; what is [`ERASED`] anywhere was
    /// destroyed for good, everywhere.
    Stays,
    /// What this device says of itself.
    Own,
    /// Another device's, or of a newer version: left alone.
    Foreign,
}

/// Whether this text stands for something destroyed for good.
pub fn is_erased(text: Option<&str>) -> bool {
    text == Some(ERASED)
}

/// What may become of a slot on the device with this copy.
pub fn nature(slot: &str, replica: &str) -> Nature {
    match slot {
        NAME => Nature::Choice,
        slot if slot.starts_with(BLOCKED) => Nature::Choice,
        slot if slot.starts_with(JOURNAL) => Nature::Words,
        slot if [LETTERS, KEYS, COMMUNITY].iter().any(|kind| slot.starts_with(kind)) => {
            Nature::Stays
        }
        slot if slot.strip_prefix(DEVICE) == Some(replica) => Nature::Own,
        _ => Nature::Foreign,
    }
}

/// Everything on the shelves that belongs into the vault, by slot.
pub async fn read(store: &impl Store, now: Millis) -> Result<BTreeMap<String, String>, StoreError> {
    let mut texts = BTreeMap::new();
    let outbox = store.all(Shelf::Outbox).await?;
    // What can still be undone is nowhere else.
    let held: BTreeSet<String> =
        outbox.into_iter().filter(|(_, mark)| is_held(mark, now)).map(|(id, _)| id).collect();
    for (shelf, before) in
        [(Shelf::Journal, JOURNAL), (Shelf::Letters, LETTERS), (Shelf::Keys, KEYS)]
    {
        let all = store.all(shelf).await?;
        let leaves = |(key, _): &(String, String)| shelf != Shelf::Letters || !held.contains(key);
        let all = all.into_iter().filter(leaves);
        texts.extend(all.map(|(key, text)| (format!("{before}{key}"), text)));
    }
    for (key, text) in store.all(Shelf::Meta).await? {
        if key == NAME {
            texts.insert(key, text);
        } else if let Some(community) = key.strip_prefix(COMMUNITY_KEY) {
            texts.insert(format!("{COMMUNITY}{community}"), text);
        } else if let Some(person) = key.strip_prefix(BLOCKED_KEY) {
            texts.insert(format!("{BLOCKED}{person}"), text);
        }
    }
    Ok(texts)
}

/// What makes the shelf hold what the slot holds; `None` where no shelf has it.
pub fn change(slot: &str, value: Option<String>) -> Option<Change> {
    let under = |shelf, before: &str| slot.strip_prefix(before).map(|key| (shelf, key.to_owned()));
    let (shelf, key) = under(Shelf::Journal, JOURNAL)
        .or_else(|| under(Shelf::Letters, LETTERS))
        .or_else(|| under(Shelf::Keys, KEYS))
        .or_else(|| {
            let key = format!("{COMMUNITY_KEY}{}", slot.strip_prefix(COMMUNITY)?);
            Some((Shelf::Meta, key))
        })
        .or_else(|| {
            let key = format!("{BLOCKED_KEY}{}", slot.strip_prefix(BLOCKED)?);
            Some((Shelf::Meta, key))
        })
        .or_else(|| (slot == NAME).then(|| (Shelf::Meta, NAME.to_owned())))?;
    Some(Change { shelf, key, value })
}

/// The slot of the journal entry with this id.
pub fn of_entry(id: &impl ToString) -> String {
    format!("{JOURNAL}{}", id.to_string())
}

/// Whether it is a journal entry's.
pub fn is_entry(slot: &str) -> bool {
    slot.starts_with(JOURNAL)
}

/// Whether it is a community's.
pub fn is_community(slot: &str) -> bool {
    slot.starts_with(COMMUNITY)
}

/// Whether it says whom the person does not want to see.
pub fn is_blocked(slot: &str) -> bool {
    slot.starts_with(BLOCKED)
}

/// Whether it is the name's.
pub fn is_name(slot: &str) -> bool {
    slot == NAME
}

//! What becomes of one slot: from what lies here, what the vault says, and what both held when they last agreed. Pure.

use super::slots::{Nature, is_entry, is_erased, of_entry};
use crate::domain::bytes::{Bytes, Hash};
use crate::domain::id::RecordId;
use crate::domain::kept::Head;
use crate::state::book::ERASED;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What shelf and vault held when they last agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// The version.
    #[serde(rename = "v")]
    pub head: RecordId,
    /// What the shelf held, as a hash; `None` where it held nothing.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub print: Option<Hash>,
}

/// What is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// What shall hold, on the shelf and in the vault.
    pub value: Option<String>,
    /// The vault needs a new version over all its heads.
    pub write: bool,
    /// Words that would be lost otherwise: slots of their own, with their texts.
    pub copies: Vec<(String, String)>,
}

/// The hash a text is known again by.
pub fn print(text: &str) -> Hash {
    Bytes(Sha256::digest(text.as_bytes()).into())
}

/// Decides; `None` where nothing is to be done. `heads` are in their order.
pub fn settle(
    slot: &str,
    nature: Nature,
    here: Option<&str>,
    heads: &[Head<'_>],
    met: Option<&Met>,
) -> Option<Settled> {
    let there = heads.last();
    let agreed = there.is_none_or(|there| heads.iter().all(|head| head.value == there.value));
    let changed_here = here.map(print) != met.and_then(|met| met.print);
    let changed_there =
        there.is_some_and(|there| !agreed || met.is_none_or(|met| met.head != *there.id));
    let keep = |value: Option<&str>| {
        let write = !agreed || there.is_none_or(|there| there.value != value);
        Some(Settled { value: value.map(ToOwned::to_owned), write, copies: Vec::new() })
    };
    let value = there.and_then(|there| there.value);
    match nature {
        Nature::Foreign => None,
        Nature::Own if here.is_some() && (value != here || changed_there) => keep(here),
        Nature::Own => None,
        // The vault was lost, or is new.
        _ if there.is_none() => here.and_then(|here| keep(Some(here))),
        _ if !changed_here && !changed_there => None,
        // Destroyed for good, here or elsewhere: nothing brings it back.
        Nature::Stays if is_erased(here) || heads.iter().any(|head| is_erased(head.value)) => {
            keep(Some(ERASED))
        }
        // Erased from this device alone.
        Nature::Stays if here.is_none() && met.is_some_and(|met| met.print.is_some()) => None,
        Nature::Words => {
            if !changed_there {
                return keep(here);
            }
            let own = here.filter(|_| changed_here);
            let winner = value.or(own);
            let settled = keep(winner)?;
            let texts = heads.iter().filter_map(|head| head.value).chain(own);
            let mut copies: Vec<_> = texts
                .filter(|text| Some(*text) != winner)
                .filter_map(|text| copy(slot, text))
                .collect();
            copies.sort();
            copies.dedup();
            Some(Settled { copies, ..settled })
        }
        Nature::Choice | Nature::Stays => match here {
            // At the first meeting the vault knows more than a new device.
            _ if met.is_none() && value.is_some() => keep(value),
            Some(here) if changed_here || value.is_none() && nature == Nature::Stays => {
                keep(Some(here))
            }
            None if changed_here && !changed_there => keep(None),
            _ => keep(value),
        },
    }
}

/// The text as an entry of its own. Its id follows from slot and text, so that devices which find the same two texts
/// make the same entry of it. `None` for what is no entry.
fn copy(slot: &str, text: &str) -> Option<(String, String)> {
    if !is_entry(slot) {
        return None;
    }
    let mut entry: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let hash = print(&format!("heart2help/copy/1 {slot} {text}"));
    let mut id = [0; 16];
    id.copy_from_slice(&hash.0[..16]);
    let id = Bytes(id);
    entry.insert("id".into(), id.to_string().into());
    Some((of_entry(&id), serde_json::to_string(&entry).ok()?))
}

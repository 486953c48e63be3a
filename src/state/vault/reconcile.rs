//! Making shelves and vault agree: one pass is one transaction.

use super::settle::{Met, print, settle};
use super::slots::{self, nature};
use super::{Device, Vault};
use crate::crypto::sign::bury;
use crate::domain::bytes::Hash;
use crate::domain::id::RecordId;
use crate::domain::kept::{Plain, Version, heads, taken_over};
use crate::domain::record::payload_hash;
use crate::domain::time::{DAY, Millis};
use crate::state::book::BURY;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where it is kept what shelf and vault held when they last agreed.
pub const BASE: &str = "vault base";
/// What was taken the place of longer ago than this is buried, in milliseconds.
const REMEMBERED: u64 = 30 * DAY;
/// The longest part of a text in one record, in bytes. Escaped in JSON at most twice as long, and in base64 a third
/// longer, it stays below the longest payload.
const PART: usize = 10_000;

/// What a pass changed on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// Entries of the journal.
    pub journal: bool,
    /// The name.
    pub name: bool,
    /// Communities.
    pub communities: bool,
    /// Keys, opened letters, or whom the person does not want to see: what a book reads when it is opened.
    pub keys: bool,
    /// Something waits to be sent to the vault.
    pub wrote: bool,
}

/// What a pass will do.
#[derive(Default)]
struct Pass {
    changes: Vec<Change>,
    /// Every record written, with what burying it needs.
    records: Vec<(RecordId, Hash)>,
    versions: Vec<(RecordId, Version)>,
    buried: Vec<RecordId>,
    done: Reconciled,
}

impl Pass {
    fn put(&mut self, slot: &str, value: Option<String>) {
        self.done.journal |= slots::is_entry(slot);
        self.done.name |= slots::is_name(slot);
        self.done.communities |= slots::is_community(slot);
        if let Some(change) = slots::change(slot, value) {
            self.done.keys |= matches!(change.shelf, Shelf::Keys | Shelf::Letters);
            self.done.keys |= slots::is_blocked(slot);
            self.changes.push(change);
        }
    }
}

impl<S: Store> Vault<S> {
    /// Brings into the vault what changed here, and onto the shelves what changed elsewhere. `me` is this device.
    ///
    /// Only one page of a browser may do it at a time, and not before the vault was pulled once.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing changed.
    pub async fn reconcile(&self, me: &Device, now: Millis) -> Result<Reconciled, StoreError> {
        self.reread().await?;
        let mut here = slots::read(&*self.store, now).await?;
        let own = serde_json::to_string(me).map_err(|e| StoreError::Failed(e.to_string()))?;
        here.insert(format!("{}{}", slots::DEVICE, self.replica), own);
        let before = self.store.get(Shelf::Meta, BASE).await?;
        let before: BTreeMap<String, Met> =
            before.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let mut base = before.clone();
        let mut pass = Pass::default();
        self.settle_all(&here, &mut base, &mut pass, now)?;
        self.bury_old(&mut pass, now)?;
        if base != before {
            let text =
                serde_json::to_string(&base).map_err(|e| StoreError::Failed(e.to_string()))?;
            pass.changes.push(Change::put(Shelf::Meta, BASE, text));
        }
        if !pass.changes.is_empty() {
            self.store.commit(pass.changes, Durability::Strict).await?;
        }
        let mut known = self.known.borrow_mut();
        known.payloads.extend(pass.records);
        known.versions.extend(pass.versions);
        pass.buried.into_iter().for_each(|id| known.forget(id));
        Ok(pass.done)
    }

    fn settle_all(
        &self,
        here: &BTreeMap<String, String>,
        base: &mut BTreeMap<String, Met>,
        pass: &mut Pass,
        now: Millis,
    ) -> Result<(), StoreError> {
        let known = self.known.borrow();
        let heads = heads(&known.versions);
        let slots: BTreeSet<&str> =
            heads.keys().copied().chain(here.keys().map(String::as_str)).collect();
        let mut copies = BTreeMap::new();
        for slot in slots {
            let heads = heads.get(slot).map(Vec::as_slice).unwrap_or_default();
            let lies_here = here.get(slot).map(String::as_str);
            let nature = nature(slot, &self.replica);
            let Some(settled) = settle(slot, nature, lies_here, heads, base.get(slot)) else {
                continue;
            };
            copies.extend(settled.copies);
            let head = match (settled.write, heads.last()) {
                (false, Some(head)) => head.id.clone(),
                _ => {
                    let over = heads.iter().map(|head| head.id.clone()).collect();
                    self.write(slot, settled.value.clone(), over, pass, now)?
                }
            };
            let print = settled.value.as_deref().map(print);
            if settled.value.as_deref() != lies_here {
                pass.put(slot, settled.value);
            }
            base.insert(slot.to_owned(), Met { head, print });
        }
        // One that was made before stays as it is, also where it was taken away since.
        for (slot, text) in copies {
            if !heads.contains_key(slot.as_str()) && !here.contains_key(&slot) {
                let head = self.write(&slot, Some(text.clone()), Vec::new(), pass, now)?;
                base.insert(slot.clone(), Met { head, print: Some(print(&text)) });
                pass.put(&slot, Some(text));
            }
        }
        Ok(())
    }

    /// Writes one version, in as many records as it takes.
    fn write(
        &self,
        slot: &str,
        value: Option<String>,
        over: Vec<RecordId>,
        pass: &mut Pass,
        now: Millis,
    ) -> Result<RecordId, StoreError> {
        let mut parts = value.as_deref().map(parts).unwrap_or_default().into_iter();
        let first = parts.next().map(ToOwned::to_owned);
        let mut rest = Vec::new();
        for part in parts {
            rest.push(self.record(&Plain::Part(part.to_owned()), pass, now)?);
        }
        let (slot, device) = (slot.to_owned(), self.replica.clone());
        let version = Version { slot, value: first, rest, over, at: now, device };
        let id = self.record(&Plain::Version(version.clone()), pass, now)?;
        pass.versions.push((id.clone(), Version { value, ..version }));
        pass.done.wrote = true;
        Ok(id)
    }

    fn record(&self, plain: &Plain, pass: &mut Pass, now: Millis) -> Result<RecordId, StoreError> {
        let (id, envelope) = self.seal(plain, now)?;
        let text =
            serde_json::to_string(&envelope).map_err(|e| StoreError::Failed(e.to_string()))?;
        pass.changes.push(Change::put(Shelf::Records, &id, text));
        pass.changes.push(Change::put(Shelf::Outbox, &id, ""));
        pass.records.push((id.clone(), payload_hash(&envelope.p)));
        Ok(id)
    }

    /// Leaves tombstones in the place of what was taken the place of long ago.
    fn bury_old(&self, pass: &mut Pass, now: Millis) -> Result<(), StoreError> {
        let known = self.known.borrow();
        let taken = taken_over(&known.versions);
        let long_ago = known.versions.values().filter(|v| {
            // What was destroyed for good is not remembered for a day.
            now.since(v.at) > REMEMBERED || slots::is_erased(v.value.as_deref())
        });
        let old: BTreeSet<&RecordId> =
            long_ago.flat_map(|v| &v.over).filter(|id| taken.contains(id)).collect();
        for id in old {
            let parts = known.versions.get(id).into_iter().flat_map(|version| &version.rest);
            for id in std::iter::once(id).chain(parts) {
                let tombstone =
                    known.payloads.get(id).and_then(|h| bury(&self.me, &self.id(), id, h));
                let Some(tombstone) = tombstone else { continue };
                let text = serde_json::to_string(&tombstone)
                    .map_err(|e| StoreError::Failed(e.to_string()))?;
                pass.changes.push(Change::put(Shelf::Records, id, text.as_str()));
                pass.changes.push(Change::put(Shelf::Outbox, format!("{BURY}{id}"), text));
                pass.changes.push(Change::remove(Shelf::Outbox, id));
                pass.buried.push(id.clone());
            }
        }
        Ok(())
    }

    /// Takes a device off the list. One that is still used comes back to it.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing changed.
    pub async fn drop_device(&self, replica: &str, now: Millis) -> Result<(), StoreError> {
        let slot = format!("{}{replica}", slots::DEVICE);
        let mut pass = Pass::default();
        let over = {
            let known = self.known.borrow();
            let heads = heads(&known.versions);
            heads.get(slot.as_str()).into_iter().flatten().map(|head| head.id.clone()).collect()
        };
        self.write(&slot, None, over, &mut pass, now)?;
        self.store.commit(pass.changes, Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        known.payloads.extend(pass.records);
        known.versions.extend(pass.versions);
        Ok(())
    }
}

/// A text in pieces of at most [`PART`] bytes; at least one.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut left) = (Vec::new(), text);
    while left.len() > PART {
        let (part, after) = left.split_at(left.floor_char_boundary(PART));
        parts.push(part);
        left = after;
    }
    parts.push(left);
    parts
}

//! Reading the shelves into the index, at the start and whenever a page wrote something.

use super::carry::BROUGHT;
use super::index::{Grave, Spot, expiry, target};
use super::patience::Patience;
use super::segments::{self, id_of};
use super::{Keeper, World};
use crate::crypto::sign::{verify, verify_tombstone};
use crate::domain::body::longest_life_of;
use crate::domain::id::RecordId;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use crate::state::book::{BURY, trusted};
use crate::state::hold::is_held;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use crate::sync::Item;
use std::collections::{BTreeMap, HashSet};

/// Version 1 kept pulled records under their id with this before it, until they were checked.
const UNSEEN: char = '?';
/// The key of what this device's clock said before.
const PATIENCE: &str = "patience";

impl<S: Store, W: World> Keeper<S, W> {
    /// Reads everything; what has surely expired is dropped, and what somebody took back meanwhile.
    pub(super) async fn read_shelves(&self) -> Result<(), StoreError> {
        let mut retractions = Vec::new();
        let mut changes = Vec::new();
        let before = self.store.get(Shelf::Meta, PATIENCE).await?;
        let before: Option<Patience> = before.and_then(|text| serde_json::from_str(&text).ok());
        let patience = before.unwrap_or_default().at_start(self.world.now());
        if before != Some(patience)
            && let Ok(text) = serde_json::to_string(&patience)
        {
            changes.push(Change::put(Shelf::Meta, PATIENCE, text));
        }
        let outbox = self.store.keys(Shelf::Outbox).await?;
        for (key, text) in self.store.all(Shelf::Records).await? {
            // What has not left yet stays, whatever its time.
            let waits = outbox.binary_search(&key).is_ok();
            let sure = if waits { Millis(0) } else { patience.sure };
            self.read_alone(key, &text, sure, &mut retractions, &mut changes);
        }
        let keys = self.store.keys(Shelf::Segments).await?;
        for number in keys.iter().filter_map(|key| segments::number(&self.community, key)) {
            let key = segments::key(&self.community, number);
            let text = self.store.get(Shelf::Segments, &key).await?.unwrap_or_default();
            let living = self.read_segment(number, &text, patience.sure, &mut retractions);
            if living.len() < segments::lines(&text).count() {
                changes.push(match living.is_empty() {
                    true => Change::remove(Shelf::Segments, key),
                    false => Change::put(Shelf::Segments, key, living.concat()),
                });
            }
            self.world.breathe().await;
        }
        self.store.commit(changes, Durability::Relaxed).await?;
        for (re, by) in retractions {
            self.take_back(&re, &by).await?;
        }
        Ok(())
    }

    fn read_alone(
        &self,
        key: String,
        text: &str,
        sure: Millis,
        retractions: &mut Vec<(String, Envelope)>,
        changes: &mut Vec<Change>,
    ) {
        if let Ok(tombstone) = serde_json::from_str::<Tombstone>(text) {
            if let Ok(id) = verify_tombstone(&self.community, &tombstone) {
                // No record lives longer than this from its own time.
                if id.time.plus(longest_life_of(&id.kind)) < sure {
                    changes.push(Change::remove(Shelf::Records, key));
                }
                self.index.borrow_mut().gone.insert(tombstone.id, Grave::Tombstone);
            }
            return;
        }
        let Ok(record) = serde_json::from_str::<Envelope>(text) else {
            return;
        };
        let unseen = key.starts_with(UNSEEN);
        let fact = match unseen {
            true => verify(&self.community, &record).ok(),
            false => trusted(&self.community, &record),
        };
        let expired = fact.as_ref().is_some_and(|fact| fact.expires <= sure);
        if unseen || expired {
            changes.push(Change::remove(Shelf::Records, key));
        }
        let Some(fact) = fact.filter(|_| !expired) else {
            return;
        };
        if unseen {
            changes.push(Change::put(Shelf::Records, &record.id, text));
        }
        retractions.extend(target(&fact.id, &record.p).map(|re| (re.to_string(), record.clone())));
        self.index.borrow_mut().hold(&record, fact.expires, Spot::Alone);
    }

    /// Notes the records of a segment; returns the lines that live.
    fn read_segment(
        &self,
        number: u32,
        text: &str,
        sure: Millis,
        retractions: &mut Vec<(String, Envelope)>,
    ) -> Vec<String> {
        let mut index = self.index.borrow_mut();
        let mut living = Vec::new();
        for line in segments::lines(text) {
            let Ok(record) = serde_json::from_str::<Envelope>(line) else {
                // Of a newer version, perhaps.
                living.push(format!("{line}\n"));
                continue;
            };
            let expires = expiry(&record.p).unwrap_or_default();
            // A record that also lies alone is one's own; what was buried is not kept.
            if expires <= sure
                || index.held.contains_key(&record.id)
                || index.gone.contains_key(&record.id)
            {
                continue;
            }
            let id = RecordId::parse(&record.id).ok();
            retractions.extend(
                id.and_then(|id| target(&id, &record.p)).map(|re| (re.to_string(), record.clone())),
            );
            index.hold(&record, expires, Spot::Segment(number));
            living.push(format!("{line}\n"));
        }
        if !living.is_empty() {
            index.segments.insert(number, living.len());
        }
        living
    }

    /// What waits to leave, oldest first, as far as it is of this community. Own records that the page wrote
    /// meanwhile are noted on the way.
    pub(super) async fn waiting(&self, limit: usize) -> Result<Vec<Item>, StoreError> {
        let mut waiting: Vec<(u64, Item)> = Vec::new();
        for (key, value) in self.store.all(Shelf::Outbox).await? {
            if key.starts_with(BROUGHT) {
                continue;
            }
            if key.starts_with(BURY) {
                let tombstone = serde_json::from_str::<Tombstone>(&value).ok();
                let ours = |t: &Tombstone| verify_tombstone(&self.community, t).is_ok();
                if let Some(tombstone) = tombstone.as_ref().filter(|t| ours(t)) {
                    self.bury_here(&tombstone.id).await?;
                }
                // After every record: what is buried may be on its way itself.
                waiting.extend(tombstone.filter(ours).map(|t| (u64::MAX, Item::Tombstone(t))));
                continue;
            }
            // It can still be undone; until then it is nobody's business.
            if is_held(&value, self.world.now()) {
                continue;
            }
            let Some(text) = self.store.get(Shelf::Records, &key).await? else {
                continue;
            };
            let record = serde_json::from_str::<Envelope>(&text).ok();
            let found =
                record.and_then(|record| Some((trusted(&self.community, &record)?, record)));
            let Some((fact, record)) = found else {
                continue;
            };
            let known = self.index.borrow().held.contains_key(&record.id);
            if !known {
                self.index.borrow_mut().hold(&record, fact.expires, Spot::Alone);
                if let Some(re) = target(&fact.id, &record.p) {
                    self.take_back(&re.to_string(), &record).await?;
                }
            }
            waiting.push((fact.id.time.0, Item::Record(record)));
        }
        waiting.sort_by_key(|(time, _)| *time);
        Ok(waiting.into_iter().take(limit).map(|(_, item)| item).collect())
    }

    /// Own records that can still be undone, and so go nowhere yet.
    async fn held_back(&self) -> Result<HashSet<String>, StoreError> {
        let now = self.world.now();
        let outbox = self.store.all(Shelf::Outbox).await?;
        Ok(outbox.into_iter().filter(|(_, mark)| is_held(mark, now)).map(|(id, _)| id).collect())
    }

    /// The texts of living records that may leave, by where they lie.
    pub(super) async fn texts(&self, ids: &[String]) -> Result<Vec<Envelope>, StoreError> {
        let mut spots: BTreeMap<Spot, Vec<&String>> = BTreeMap::new();
        {
            let index = self.index.borrow();
            for id in ids {
                if let Some(held) =
                    index.held.get(id).filter(|held| held.expires > self.world.now())
                {
                    spots.entry(held.at).or_default().push(id);
                }
            }
        }
        let held = self.held_back().await?;
        let mut records = Vec::new();
        for (spot, ids) in spots {
            match spot {
                Spot::Alone => {
                    for id in ids.into_iter().filter(|id| !held.contains(*id)) {
                        let text = self.store.get(Shelf::Records, id).await?;
                        records.extend(text.and_then(|text| serde_json::from_str(&text).ok()));
                    }
                }
                Spot::Segment(number) => {
                    let key = segments::key(&self.community, number);
                    let text = self.store.get(Shelf::Segments, &key).await?.unwrap_or_default();
                    let ids: HashSet<&str> = ids.into_iter().map(String::as_str).collect();
                    let wanted = |line: &&str| id_of(line).is_some_and(|id| ids.contains(id));
                    let lines = segments::lines(&text).filter(wanted);
                    records.extend(lines.filter_map(|line| serde_json::from_str(line).ok()));
                }
            }
        }
        Ok(records)
    }
}

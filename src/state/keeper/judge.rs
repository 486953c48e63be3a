//! Judging what a backend shows: what is true is kept, what its author took back is dropped, and what hides a
//! record of this device is told.

use super::index::{Grave, Spot, print};
use super::segments::{self, CAPACITY};
use super::{Keeper, News, World};
use crate::crypto::sign::{verify, verify_tombstone};
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use crate::state::book::BURY;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use crate::sync::{Item, Kept, Pulled};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Signatures checked before others get a turn.
const CHUNK: usize = 16;

/// What was found in one page.
#[derive(Default)]
pub(super) struct Verdict {
    pub kept: Kept,
    /// True, living, and not here yet.
    pub fresh: BTreeMap<String, (Envelope, Fact)>,
    /// Signed by their authors.
    pub tombstones: Vec<Tombstone>,
    /// Ids of what lies buried here and is shown by the backend again.
    risen: Vec<String>,
}

/// Where content must go from.
#[derive(Default)]
struct Drops {
    ids: BTreeSet<String>,
    retracting: Vec<(String, AuthorKey)>,
}

impl<S: Store, W: World> Keeper<S, W> {
    /// Judges a page and keeps what is true of it, together with what `mark` makes of it, in one transaction.
    pub(super) async fn take(
        &self,
        pulled: Vec<Pulled>,
        mark: impl FnOnce(&Verdict) -> Result<Vec<Change>, StoreError>,
    ) -> Result<Kept, StoreError> {
        let _turn = self.writing.lock().await;
        let now = self.world.now();
        let mut verdict = Verdict::default();
        for (count, one) in pulled.into_iter().enumerate() {
            if count % CHUNK == CHUNK - 1 {
                self.world.breathe().await;
            }
            self.judge(one, now, &mut verdict);
        }
        let drops = self.drops(&verdict);
        verdict.fresh.retain(|id, _| !drops.ids.contains(id));
        let mut changes = mark(&verdict)?;
        for tombstone in &verdict.tombstones {
            changes.push(Change::put(Shelf::Records, &tombstone.id, json(tombstone)?));
        }
        for id in &verdict.risen {
            if let Some(text) = self.store.get(Shelf::Records, id).await? {
                changes.push(Change::put(Shelf::Outbox, format!("{BURY}{id}"), text));
            }
        }
        self.settle(&verdict, drops, changes).await?;
        Ok(verdict.kept)
    }

    /// Writes what was found, in one transaction, then notes it in memory and tells it.
    async fn settle(
        &self,
        verdict: &Verdict,
        drops: Drops,
        mut changes: Vec<Change>,
    ) -> Result<(), StoreError> {
        let fresh: Vec<&Envelope> = verdict.fresh.values().map(|(envelope, _)| envelope).collect();
        let texts = self.rewritten(&fresh, &drops.ids, &mut changes).await?;
        for (number, lines) in &texts {
            let key = segments::key(&self.community, *number);
            changes.push(match lines.is_empty() {
                true => Change::remove(Shelf::Segments, key),
                false => Change::put(Shelf::Segments, key, lines.concat()),
            });
        }
        self.store.commit(changes, Durability::Relaxed).await?;
        let gone = drops.ids.iter().cloned().collect();
        let segments = self.remember(verdict, drops, &texts).into_iter().collect();
        let news = News { segments, gone, ..News::default() };
        if news != News::default() {
            self.world.news(news);
        }
        Ok(())
    }

    fn judge(&self, one: Pulled, now: Millis, verdict: &mut Verdict) {
        let index = self.index.borrow();
        let Pulled { id, leaves } = one;
        if let Some(grave) = index.gone.get(&id) {
            // Somebody who had not heard of it, or an old backup, brought it back.
            if *grave == Grave::Tombstone
                && leaves.iter().any(|leaf| matches!(leaf, Item::Record(_)))
            {
                verdict.kept.outgoing = true;
                verdict.risen.push(id);
            }
            return;
        }
        if verdict.fresh.contains_key(&id) {
            return;
        }
        let mut records = Vec::new();
        for leaf in leaves {
            match leaf {
                Item::Tombstone(tombstone) => {
                    if verify_tombstone(&self.community, &tombstone).is_ok() {
                        verdict.tombstones.push(tombstone);
                        return;
                    }
                }
                Item::Record(record) => records.push(record),
            }
        }
        if let Some(held) = index.held.get(&id) {
            let shown = records.iter().any(|record| print(record) == held.print)
                || records.iter().any(|record| verify(&self.community, record).is_ok());
            if shown {
                verdict.kept.shown.push(id);
            } else if held.expires > now {
                verdict.kept.hidden.push(id);
            }
            return;
        }
        for record in records {
            if let Ok(fact) = verify(&self.community, &record)
                && !fact.is_expired(now)
            {
                verdict.kept.shown.push(id.clone());
                if !index.is_retracted(&id, &record.a) {
                    verdict.fresh.insert(id, (record, fact));
                }
                return;
            }
        }
    }

    /// What the retractions and tombstones of a page take away, from the shelves or from the page itself.
    fn drops(&self, verdict: &Verdict) -> Drops {
        let index = self.index.borrow();
        let mut drops = Drops::default();
        drops.ids.extend(verdict.tombstones.iter().map(|tombstone| tombstone.id.clone()));
        for (_, fact) in verdict.fresh.values() {
            let Body::Retract(retract) = &fact.body else {
                continue;
            };
            let re = retract.re.to_string();
            let author = index
                .held
                .get(&re)
                .map(|held| held.author)
                .or_else(|| verdict.fresh.get(&re).map(|(record, _)| record.a));
            match author {
                Some(author) if author == fact.author => drops.ids.extend([re]),
                // Somebody else's: it takes nothing away.
                Some(_) => {}
                None => drops.retracting.push((re, fact.author)),
            }
        }
        drops
    }

    /// The new texts of all segments that change, as lines; what lies alone is put among the changes.
    async fn rewritten(
        &self,
        fresh: &[&Envelope],
        dropped: &BTreeSet<String>,
        changes: &mut Vec<Change>,
    ) -> Result<BTreeMap<u32, Vec<String>>, StoreError> {
        let mut texts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let (mut number, mut count) = self.index.borrow().tail(CAPACITY);
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        for id in dropped {
            let spot = self.index.borrow().held.get(id).map(|held| held.at);
            match spot {
                Some(Spot::Segment(n)) => drop(touched.insert(n)),
                // A tombstone takes the record's own place.
                Some(Spot::Alone) if !self.is_buried(id, changes) => {
                    changes.push(Change::remove(Shelf::Records, id));
                }
                _ => {}
            }
            changes.push(Change::remove(Shelf::Letters, id));
            changes.push(Change::remove(Shelf::Outbox, id));
        }
        if count > 0 && !fresh.is_empty() {
            touched.insert(number);
        }
        for n in touched {
            let text = self.store.get(Shelf::Segments, &segments::key(&self.community, n)).await?;
            let text = text.unwrap_or_default();
            let stays = |line: &&str| segments::id_of(line).is_some_and(|id| !dropped.contains(id));
            texts.insert(
                n,
                segments::lines(&text).filter(stays).map(|l| format!("{l}\n")).collect(),
            );
        }
        count = texts.get(&number).map_or(count, Vec::len);
        for record in fresh {
            if count >= CAPACITY {
                (number, count) = (number + 1, 0);
            }
            texts.entry(number).or_default().push(json(record)? + "\n");
            count += 1;
        }
        Ok(texts)
    }

    fn is_buried(&self, id: &str, changes: &[Change]) -> bool {
        self.index.borrow().gone.get(id) == Some(&Grave::Tombstone)
            || changes.iter().any(|change| change.shelf == Shelf::Records && change.key == id)
    }

    /// Notes in memory what the transaction did; returns the segments with something new.
    fn remember(
        &self,
        verdict: &Verdict,
        drops: Drops,
        texts: &BTreeMap<u32, Vec<String>>,
    ) -> BTreeSet<u32> {
        let mut index = self.index.borrow_mut();
        for id in drops.ids {
            index.held.remove(&id);
            index.gone.entry(id).or_insert(Grave::Retraction);
        }
        for tombstone in &verdict.tombstones {
            index.gone.insert(tombstone.id.clone(), Grave::Tombstone);
        }
        index.retracting.extend(drops.retracting);
        let mut added = BTreeSet::new();
        for (number, lines) in texts {
            if lines.is_empty() {
                index.segments.remove(number);
            } else {
                index.segments.insert(*number, lines.len());
            }
            let ids: HashSet<&str> =
                lines.iter().filter_map(|line| segments::id_of(line)).collect();
            for (record, fact) in ids.iter().filter_map(|id| verdict.fresh.get(*id)) {
                index.hold(record, fact.expires, Spot::Segment(*number));
                added.insert(*number);
            }
        }
        added
    }

    /// Notes a tombstone of one's own, and drops what lies under it in a segment: it may have come from another device.
    pub(super) async fn bury_here(&self, id: &str) -> Result<(), StoreError> {
        let _turn = self.writing.lock().await;
        let held = {
            let mut index = self.index.borrow_mut();
            index.gone.insert(id.to_owned(), Grave::Tombstone);
            index.held.contains_key(id)
        };
        if !held {
            return Ok(());
        }
        let drops = Drops { ids: BTreeSet::from([id.to_owned()]), ..Drops::default() };
        self.settle(&Verdict::default(), drops, Vec::new()).await
    }

    /// Drops the content of `re` where `by`, a true retraction, is of the same author.
    pub(super) async fn take_back(&self, re: &str, by: &Envelope) -> Result<(), StoreError> {
        let _turn = self.writing.lock().await;
        let author = self.index.borrow().held.get(re).map(|held| held.author);
        match author {
            Some(author) if author == by.a => {}
            Some(_) => return Ok(()),
            None => {
                self.index.borrow_mut().retracting.insert((re.to_owned(), by.a));
                return Ok(());
            }
        }
        let drops = Drops { ids: BTreeSet::from([re.to_owned()]), ..Drops::default() };
        self.settle(&Verdict::default(), drops, Vec::new()).await
    }
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}

//! A device with nothing but its records, its outbox and its checkpoint.

use super::Clock;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use crate::sync::backend::Item;
use crate::sync::desk::{Cursor, Desk, Kept, Pulled, Refused, Status};
use crate::sync::error::SyncError;
use crate::sync::wake::Wake;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A device.
pub struct Device {
    pub clock: Rc<Clock>,
    pub wake: Wake,
    pub records: RefCell<BTreeMap<String, Envelope>>,
    pub outbox: RefCell<BTreeSet<String>>,
    /// What waits in the outbox as a tombstone.
    pub tombstones: RefCell<BTreeMap<String, Tombstone>>,
    pub checkpoint: RefCell<Option<String>>,
    pub refused: RefCell<Vec<Refused>>,
    pub statuses: RefCell<Vec<Status>>,
    /// How many records came, known ones too.
    pub came: Cell<usize>,
    pub full: Cell<bool>,
    random: Cell<u64>,
}

impl Device {
    pub fn new(clock: &Rc<Clock>) -> Self {
        Self {
            clock: Rc::clone(clock),
            wake: Wake::default(),
            records: RefCell::default(),
            outbox: RefCell::default(),
            tombstones: RefCell::default(),
            checkpoint: RefCell::default(),
            refused: RefCell::default(),
            statuses: RefCell::default(),
            came: Cell::default(),
            full: Cell::default(),
            random: Cell::new(1),
        }
    }

    /// A person writes something here.
    pub fn write(&self, record: &Envelope) {
        self.records.borrow_mut().insert(record.id.clone(), record.clone());
        self.outbox.borrow_mut().insert(record.id.clone());
        self.wake.ring();
    }

    pub fn ids(&self) -> Vec<String> {
        self.records.borrow().keys().cloned().collect()
    }

    pub fn last_status(&self) -> Status {
        self.statuses.borrow().last().cloned().expect("a status was shown")
    }

    /// What was waited for, in order.
    pub fn troubles(&self) -> Vec<SyncError> {
        let why = |status: &Status| match status {
            Status::Waiting { why, .. } => Some(why.clone()),
            _ => None,
        };
        self.statuses.borrow().iter().filter_map(why).collect()
    }
}

/// The signature all true records have here.
fn is_true(record: &Envelope) -> bool {
    *record
        == super::record(
            record.p.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or_default(),
        )
}

impl Desk for Device {
    fn replica(&self) -> String {
        "community/this device".into()
    }

    async fn checkpoint(&self) -> Result<Option<String>, String> {
        Ok(self.checkpoint.borrow().clone())
    }

    async fn keep(
        &self,
        pulled: Vec<Pulled>,
        checkpoint: impl FnOnce(&Kept) -> String,
    ) -> Result<Kept, String> {
        if self.full.get() {
            return Err("no room".into());
        }
        let mut kept = Kept::default();
        for Pulled { id, leaves } in pulled {
            let truth = leaves.into_iter().find_map(|leaf| match leaf {
                Item::Record(record) if is_true(&record) => Some(record),
                _ => None,
            });
            if let Some(record) = truth {
                self.came.set(self.came.get() + 1);
                self.records.borrow_mut().insert(id.clone(), record);
                kept.shown.push(id);
            } else if self.records.borrow().contains_key(&id) {
                kept.hidden.push(id);
            }
        }
        self.checkpoint.replace(Some(checkpoint(&kept)));
        Ok(kept)
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<Item>, String> {
        let records = self.records.borrow();
        let item = |id: &String| match self.tombstones.borrow().get(id) {
            Some(tombstone) => Item::Tombstone(tombstone.clone()),
            None => Item::Record(records[id].clone()),
        };
        Ok(self.outbox.borrow().iter().take(limit).map(item).collect())
    }

    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), String> {
        let gone = ids.iter().chain(refused.iter().map(|(id, _)| id));
        gone.for_each(|id| assert!(self.outbox.borrow_mut().remove(id), "{id} was sent once"));
        self.refused.borrow_mut().extend_from_slice(refused);
        Ok(())
    }

    async fn buried(&self, id: &str, _refused: Option<&str>) -> Result<(), String> {
        self.tombstones.borrow_mut().remove(id);
        self.outbox.borrow_mut().remove(id);
        Ok(())
    }

    async fn everything(
        &self,
        after: Option<Cursor>,
    ) -> Result<(Vec<Envelope>, Option<Cursor>), String> {
        let records = self.records.borrow();
        let rest = records.iter().filter(|(id, _)| after.as_ref().is_none_or(|after| *id > after));
        let page: Vec<Envelope> = rest.take(500).map(|(_, record)| record.clone()).collect();
        let next = page.last().filter(|_| page.len() == 500).map(|last| last.id.clone());
        Ok((page, next))
    }

    async fn tombstones(&self) -> Result<Vec<Tombstone>, String> {
        Ok(Vec::new())
    }

    async fn held(&self, ids: &[String]) -> Result<Vec<Envelope>, String> {
        let records = self.records.borrow();
        Ok(ids.iter().filter_map(|id| records.get(id).cloned()).collect())
    }

    fn now(&self) -> Millis {
        Millis(self.clock.now())
    }

    async fn sleep(&self, ms: u64) {
        self.clock.until(self.clock.now() + ms).await;
    }

    fn random(&self) -> f64 {
        // Any sequence in 0..1 that does not repeat soon.
        let next = self.random.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.random.set(next);
        (next >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn status(&self, status: Status) {
        self.statuses.borrow_mut().push(status);
    }
}

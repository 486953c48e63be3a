//! A device with nothing but its records, its outbox and its checkpoint.

use super::Clock;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::sync::desk::{Desk, Refused, Status};
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

impl Desk for Device {
    fn replica(&self) -> String {
        "community/this device".into()
    }

    async fn checkpoint(&self) -> Option<String> {
        self.checkpoint.borrow().clone()
    }

    async fn keep(&self, pulled: Vec<Envelope>, checkpoint: &str) -> Result<(), String> {
        if self.full.get() {
            return Err("no room".into());
        }
        self.came.set(self.came.get() + pulled.len());
        self.records
            .borrow_mut()
            .extend(pulled.into_iter().map(|record| (record.id.clone(), record)));
        self.checkpoint.replace(Some(checkpoint.into()));
        Ok(())
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<Envelope>, String> {
        let records = self.records.borrow();
        Ok(self.outbox.borrow().iter().take(limit).map(|id| records[id].clone()).collect())
    }

    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), String> {
        let gone = ids.iter().chain(refused.iter().map(|(id, _)| id));
        gone.for_each(|id| assert!(self.outbox.borrow_mut().remove(id), "{id} was sent once"));
        self.refused.borrow_mut().extend_from_slice(refused);
        Ok(())
    }

    async fn everything(&self, after: Option<&str>, limit: usize) -> Result<Vec<Envelope>, String> {
        let records = self.records.borrow();
        let rest = records.iter().filter(|(id, _)| after.is_none_or(|after| id.as_str() > after));
        Ok(rest.take(limit).map(|(_, record)| record.clone()).collect())
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

//! A device with nothing but its records, its outbox and its checkpoint.

use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::domain::time::Millis;
use a_heart_2_help::sync::{Desk, Refused, Status, SyncError, Wake};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Default)]
pub struct Device {
    name: &'static str,
    pub wake: Wake,
    pub records: RefCell<BTreeMap<String, Envelope>>,
    pub outbox: RefCell<BTreeSet<String>>,
    pub checkpoint: RefCell<Option<String>>,
    pub refused: RefCell<Vec<Refused>>,
    pub troubles: RefCell<Vec<SyncError>>,
    pub came: Cell<usize>,
    pub rounds: Cell<usize>,
}

impl Device {
    pub fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    pub fn write(&self, record: &Envelope) {
        self.records.borrow_mut().insert(record.id.clone(), record.clone());
        self.outbox.borrow_mut().insert(record.id.clone());
        self.wake.ring();
    }

    pub fn ids(&self) -> Vec<String> {
        self.records.borrow().keys().cloned().collect()
    }

    pub fn holds(&self, record: &Envelope) -> bool {
        self.records.borrow().get(&record.id) == Some(record)
    }
}

impl Desk for Device {
    fn replica(&self) -> String {
        self.name.into()
    }

    async fn checkpoint(&self) -> Option<String> {
        self.checkpoint.borrow().clone()
    }

    async fn keep(&self, pulled: Vec<Envelope>, checkpoint: &str) -> Result<(), String> {
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
        let mut outbox = self.outbox.borrow_mut();
        outbox.retain(|id| !ids.contains(id) && refused.iter().all(|(other, _)| other != id));
        self.refused.borrow_mut().extend_from_slice(refused);
        Ok(())
    }

    async fn everything(&self, after: Option<&str>, limit: usize) -> Result<Vec<Envelope>, String> {
        let records = self.records.borrow();
        let rest = records.iter().filter(|(id, _)| after.is_none_or(|after| id.as_str() > after));
        Ok(rest.take(limit).map(|(_, record)| record.clone()).collect())
    }

    fn now(&self) -> Millis {
        Millis(super::now())
    }

    async fn sleep(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }

    fn random(&self) -> f64 {
        f64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos() % 1_000)
            / 1_000.0
    }

    fn status(&self, status: Status) {
        match status {
            Status::Waiting { why, .. } => self.troubles.borrow_mut().push(why),
            Status::UpToDate { .. } => self.rounds.set(self.rounds.get() + 1),
            _ => {}
        }
    }
}

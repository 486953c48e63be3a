//! A server with one database, which can be made to misbehave.

use super::database::Database;
use super::{Clock, START};
use crate::sync::backend::{Backend, Changes, Info, Leaf, Outgoing, Refusal};
use crate::sync::checkpoint::RemoteCheckpoint;
use crate::sync::error::SyncError;
use serde_json::value::RawValue;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

/// A server with one database.
pub struct Server {
    pub clock: Rc<Clock>,
    pub database: RefCell<Option<Database>>,
    /// Every call as "operation detail", with its time since the start.
    pub log: RefCell<Vec<(u64, String)>>,
    /// The next answers of an operation, instead of the true ones: how many true ones come first, how
    /// long it takes, and what it is.
    pub faults: RefCell<VecDeque<(&'static str, usize, u64, SyncError)>>,
    pub most_docs: Cell<usize>,
    /// How long each answer takes, in milliseconds.
    pub slow_ms: Cell<u64>,
    pub too_large: RefCell<Vec<String>>,
    pub refused: RefCell<Vec<String>>,
    pub read_only: Cell<bool>,
    pub has_longpoll: Cell<bool>,
    /// Answers the last change again and again, whatever was asked.
    pub repeats: Cell<bool>,
}

impl Server {
    pub fn new(clock: &Rc<Clock>) -> Self {
        Self {
            clock: Rc::clone(clock),
            database: RefCell::new(Some(Database::default())),
            log: RefCell::default(),
            faults: RefCell::default(),
            most_docs: Cell::new(usize::MAX),
            slow_ms: Cell::new(0),
            too_large: RefCell::default(),
            refused: RefCell::default(),
            read_only: Cell::new(false),
            has_longpoll: Cell::new(true),
            repeats: Cell::new(false),
        }
    }

    pub fn with<T>(&self, work: impl FnOnce(&mut Database) -> T) -> T {
        work(self.database.borrow_mut().as_mut().expect("the database is there"))
    }

    pub fn fail(&self, operation: &'static str, after_ms: u64, why: SyncError) {
        self.faults.borrow_mut().push_back((operation, 0, after_ms, why));
    }

    pub fn fail_after(&self, operation: &'static str, calls: usize, why: SyncError) {
        self.faults.borrow_mut().push_back((operation, calls, 0, why));
    }

    /// The calls of these operations, without times.
    pub fn calls(&self, operations: &[&str]) -> Vec<String> {
        let log = self.log.borrow();
        let wanted = |call: &&String| operations.iter().any(|name| call.starts_with(name));
        log.iter().map(|(_, call)| call).filter(wanted).cloned().collect()
    }

    /// When these operations were called, in milliseconds since the start.
    pub fn times(&self, operation: &str) -> Vec<u64> {
        let log = self.log.borrow();
        log.iter().filter(|(_, call)| call.starts_with(operation)).map(|(at, _)| *at).collect()
    }

    async fn enter(&self, operation: &str, detail: impl ToString) -> Result<(), SyncError> {
        let call = format!("{operation} {}", detail.to_string());
        self.log.borrow_mut().push((self.clock.now() - START, call));
        let fault = {
            let mut faults = self.faults.borrow_mut();
            match faults.front_mut().filter(|next| next.0 == operation) {
                Some((_, calls @ 1.., ..)) => {
                    *calls -= 1;
                    None
                }
                Some(_) => faults.pop_front(),
                None => None,
            }
        };
        self.clock.until(self.clock.now() + self.slow_ms.get()).await;
        if let Some((_, _, after, why)) = fault {
            self.clock.until(self.clock.now().saturating_add(after)).await;
            return Err(why);
        }
        if self.database.borrow().is_none() && operation != "create" {
            return Err(SyncError::NotFound);
        }
        Ok(())
    }
}

impl Backend for Server {
    async fn info(&self) -> Result<Info, SyncError> {
        self.enter("info", "").await?;
        Ok(self
            .with(|db| Info { update_seq: db.seq.to_string(), doc_count: db.ids().len() as u64 }))
    }

    async fn create(&self) -> Result<(), SyncError> {
        self.enter("create", "").await?;
        self.database.borrow_mut().get_or_insert_default();
        Ok(())
    }

    async fn changes(
        &self,
        since: Option<&str>,
        limit: u32,
        wait: Option<u64>,
    ) -> Result<Changes, SyncError> {
        let operation = if wait.is_some() { "longpoll" } else { "changes" };
        self.enter(operation, since.unwrap_or("-")).await?;
        let from = since.map_or(Ok(0), str::parse::<u64>).map_err(|_| SyncError::Server(400))?;
        let from = if self.repeats.get() { from.saturating_sub(1) } else { from };
        let deadline = self.clock.now() + wait.filter(|_| self.has_longpoll.get()).unwrap_or(0);
        let timeout = pin!(self.clock.until(deadline));
        let change = poll_fn(|context| {
            context.waker().wake_by_ref();
            match self.database.borrow().as_ref().map(|db| db.seq > from) {
                Some(false) => Poll::Pending,
                _ => Poll::Ready(()),
            }
        });
        futures::future::select(pin!(change), timeout).await;
        let database = self.database.borrow();
        let Some(db) = database.as_ref() else {
            return Err(SyncError::Cut);
        };
        let mut rows = db.after(from);
        let pending = rows.len().saturating_sub(limit as usize) as u64;
        rows.truncate(limit as usize);
        let last = rows.last().map_or(from, |(seq, _)| *seq).to_string();
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        Ok(Changes { rows, last_seq: last, pending: Some(pending) })
    }

    async fn leaves(&self, id: &str) -> Result<Vec<Leaf>, SyncError> {
        self.enter("leaves", id).await?;
        Ok(self.with(|db| db.leaves(id)))
    }

    async fn winners(&self, ids: &[&str]) -> Result<Vec<Box<RawValue>>, SyncError> {
        self.enter("winners", ids.len()).await?;
        Ok(self.with(|db| ids.iter().filter_map(|id| db.winner(id)).collect()))
    }

    async fn push(&self, docs: &[Outgoing]) -> Result<Vec<Refusal>, SyncError> {
        self.enter("push", docs.len()).await?;
        let large = self.too_large.borrow();
        let is_large = |doc: &Outgoing| large.iter().any(|id| id == doc.item.id());
        if docs.len() > self.most_docs.get() || docs.iter().any(is_large) {
            return Err(SyncError::TooLarge);
        }
        let refused = self.refused.borrow();
        let (no, yes): (Vec<_>, Vec<_>) =
            docs.iter().partition(|doc| refused.iter().any(|id| id == doc.item.id()));
        self.with(|db| yes.into_iter().for_each(|doc| db.push(doc)));
        let refusal =
            |doc: &Outgoing| Refusal { id: doc.item.id().into(), why: "forbidden".into() };
        Ok(no.into_iter().map(refusal).collect())
    }

    async fn missing(&self, revisions: &[(String, String)]) -> Result<Vec<String>, SyncError> {
        self.enter("missing", revisions.len()).await?;
        let lacks = |(id, rev): &&(String, String)| !self.with(|db| db.holds(id, rev));
        Ok(revisions.iter().filter(lacks).map(|(id, _)| id.clone()).collect())
    }

    async fn get_local(&self, id: &str) -> Result<Option<RemoteCheckpoint>, SyncError> {
        self.enter("get_local", "").await?;
        Ok(self.with(|db| db.locals.get(id).cloned()))
    }

    async fn put_local(&self, id: &str, checkpoint: &RemoteCheckpoint) -> Result<(), SyncError> {
        self.enter("put_local", checkpoint.since.as_deref().unwrap_or("-")).await?;
        if self.read_only.get() {
            return Err(SyncError::Denied);
        }
        self.with(|db| db.locals.insert(id.into(), checkpoint.clone()));
        Ok(())
    }
}

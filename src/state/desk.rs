//! This device's side of the sync: the replicator's `Desk` over a [`Book`].

use super::book::{Book, CHUNK};
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::store::{Change, Shelf, Store, StoreError};
use crate::sync::{Desk, Refused, Status};
use std::cell::RefCell;
use std::rc::Rc;

/// What a desk needs of the world around it.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait World {
    /// The clock.
    fn now(&self) -> Millis;
    /// Waits; zero gives the page a turn.
    async fn sleep(&self, ms: u64);
    /// A random number from 0 up to, but not including, 1.
    fn random(&self) -> f64;
    /// Where the sync is.
    fn status(&self, status: Status);
    /// Something in the book changed.
    fn changed(&self);
}

/// The desk of one community and one backend.
pub struct BookDesk<S, W> {
    book: Rc<Book<S>>,
    store: Rc<S>,
    replica: String,
    checkpoint_key: String,
    /// This tab's own: what another tab pulled is on the shelf, but not in this book.
    checkpoint: RefCell<Option<String>>,
    world: W,
}

impl<S: Store, W: World> BookDesk<S, W> {
    /// Opens the desk. `replica` names this device's copy; `backend` is the database's address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(
        book: Rc<Book<S>>,
        store: Rc<S>,
        replica: String,
        backend: &str,
        world: W,
    ) -> Result<Self, StoreError> {
        let checkpoint_key = format!("checkpoint {backend}");
        // One copy of one community follows one backend under one name.
        let replica = format!("{replica} {} {backend}", book.community());
        let checkpoint = RefCell::new(store.get(Shelf::Meta, &checkpoint_key).await?);
        Ok(Self { book, store, replica, checkpoint_key, checkpoint, world })
    }
}

fn words(error: StoreError) -> String {
    error.to_string()
}

impl<S: Store, W: World> Desk for BookDesk<S, W> {
    fn replica(&self) -> String {
        self.replica.clone()
    }

    async fn checkpoint(&self) -> Option<String> {
        self.checkpoint.borrow().clone()
    }

    async fn keep(&self, pulled: Vec<Envelope>, checkpoint: &str) -> Result<(), String> {
        let mark = Change::put(Shelf::Meta, &self.checkpoint_key, checkpoint);
        let fresh = self.book.keep(pulled, vec![mark]).await.map_err(words)?;
        *self.checkpoint.borrow_mut() = Some(checkpoint.to_owned());
        for chunk in fresh.chunks(CHUNK) {
            self.book.check(chunk.to_vec(), self.world.now()).await.map_err(words)?;
            self.world.sleep(0).await;
        }
        if !fresh.is_empty() {
            self.world.changed();
        }
        Ok(())
    }

    async fn outbox(&self, limit: usize) -> Result<Vec<Envelope>, String> {
        Ok(self.book.waiting(limit).await)
    }

    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), String> {
        let reasons = refused
            .iter()
            .map(|(id, why)| Change::put(Shelf::Meta, format!("refused {id}"), why.as_str()))
            .collect();
        self.store.commit(reasons, crate::store::Durability::Relaxed).await.map_err(words)?;
        let all: Vec<String> =
            ids.iter().chain(refused.iter().map(|(id, _)| id)).cloned().collect();
        self.book.sent(&all).await.map_err(words)?;
        self.world.changed();
        Ok(())
    }

    async fn everything(&self, after: Option<&str>, limit: usize) -> Result<Vec<Envelope>, String> {
        Ok(self.book.everything(after, limit, self.world.now()).await)
    }

    fn now(&self) -> Millis {
        self.world.now()
    }

    async fn sleep(&self, ms: u64) {
        self.world.sleep(ms).await;
    }

    fn random(&self) -> f64 {
        self.world.random()
    }

    fn status(&self, status: Status) {
        self.world.status(status);
    }
}

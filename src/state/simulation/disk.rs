//! A disk that takes its time: every access lets others run in between, and may find no room.

use super::device::Around;
use crate::store::memory::Memory;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

pub struct Disk {
    pub memory: Memory,
    around: Rc<Around>,
}

/// Comes back at the second look: an app may die in between.
pub async fn turn() {
    let mut looked = false;
    poll_fn(|context| {
        context.waker().wake_by_ref();
        if std::mem::replace(&mut looked, true) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

impl Disk {
    pub fn new(around: &Rc<Around>) -> Self {
        Self { memory: Memory::default(), around: Rc::clone(around) }
    }

    async fn seek(&self) {
        self.around.note("seek", &());
        self.around.busy.set(true);
        turn().await;
    }
}

impl Store for Disk {
    async fn commit(&self, changes: Vec<Change>, durability: Durability) -> Result<(), StoreError> {
        self.seek().await;
        let done = self.memory.commit(changes, durability).await;
        // Written, but whoever asked may not live to hear of it.
        self.seek().await;
        done
    }

    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        self.seek().await;
        self.memory.all(shelf).await
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        self.seek().await;
        self.memory.keys(shelf).await
    }

    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        self.seek().await;
        self.memory.get(shelf, key).await
    }
}

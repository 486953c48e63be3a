//! The sync's side of this device: judges what a backend sends, keeps what is true, and knows what a backend
//! lacks. It runs beside the page (in a worker, where there is one) over the same store.
//!
//! Nothing is kept before it was found true, so there is nothing on the shelves to be suspicious of. Every step
//! is one transaction of the store first and memory after.

pub mod carry;
mod desk;
mod index;
mod judge;
mod patience;
pub mod segments;
mod shelves;
#[cfg(test)]
mod tests;

use crate::domain::community::CommunityId;
use crate::domain::time::Millis;
use crate::store::{Store, StoreError};
use crate::sync::{Refused, Status};
use futures::lock::Mutex;
use index::Index;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// What changed on the shelves: what the pages read anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Numbers of segments with new records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<u32>,
    /// Ids of records whose content was dropped, since their authors took them back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
    /// Ids of own records that the backend has now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<String>,
    /// Own records that the backend does not take, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
}

/// What a keeper needs of the world around it.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait World {
    /// The clock.
    fn now(&self) -> Millis;
    /// Waits.
    async fn sleep(&self, ms: u64);
    /// Gives others a turn, where the keeper shares its thread with a page.
    async fn breathe(&self);
    /// A random number from 0 up to, but not including, 1.
    fn random(&self) -> f64;
    /// Where the sync is.
    fn status(&self, status: Status);
    /// Something on the shelves changed.
    fn news(&self, news: News);
}

/// The keeper of one community, following one backend.
pub struct Keeper<S, W> {
    store: Rc<S>,
    community: CommunityId,
    replica: String,
    checkpoint_key: String,
    index: RefCell<Index>,
    /// Held while texts are read, changed and written: what a backend shows and what comes by hand are taken in turn.
    writing: Mutex<()>,
    world: W,
}

impl<S: Store, W: World> Keeper<S, W> {
    /// Reads the shelves. `replica` names this device's copy; `backend` is the database's address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(
        store: Rc<S>,
        community: CommunityId,
        replica: &str,
        backend: &str,
        world: W,
    ) -> Result<Self, StoreError> {
        let keeper = Self {
            store,
            community,
            // One copy of one community follows one backend under one name.
            replica: format!("{replica} {community} {backend}"),
            checkpoint_key: format!("checkpoint {backend}"),
            index: RefCell::default(),
            writing: Mutex::new(()),
            world,
        };
        keeper.read_shelves().await?;
        Ok(keeper)
    }

    /// How many records are known to be true here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.borrow().held.len()
    }

    /// Whether no record is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

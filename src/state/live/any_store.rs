//! The store the app runs on: the browser's, or memory where the browser gives none.

use crate::store::indexed_db::IndexedDb;
use crate::store::memory::Memory;
use crate::store::{Change, Durability, Shelf, Store, StoreError};

/// One of the two.
pub enum AnyStore {
    /// Kept on the device.
    Disk(IndexedDb),
    /// Gone with the tab; the app says so.
    Memory(Memory),
}

impl Store for AnyStore {
    async fn commit(&self, changes: Vec<Change>, durability: Durability) -> Result<(), StoreError> {
        match self {
            Self::Disk(store) => store.commit(changes, durability).await,
            Self::Memory(store) => store.commit(changes, durability).await,
        }
    }

    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Self::Disk(store) => store.all(shelf).await,
            Self::Memory(store) => store.all(shelf).await,
        }
    }

    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        match self {
            Self::Disk(store) => store.get(shelf, key).await,
            Self::Memory(store) => store.get(shelf, key).await,
        }
    }
}

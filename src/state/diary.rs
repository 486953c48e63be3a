//! The journal on this device: kept apart from every community, written durably.

use crate::domain::journal::{Entry, EntryId};
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use std::rc::Rc;

/// The journal over a store.
pub struct Diary<S> {
    store: Rc<S>,
}

impl<S: Store> Diary<S> {
    /// The journal kept in `store`.
    pub fn new(store: Rc<S>) -> Self {
        Self { store }
    }

    /// All entries; texts that are no entries (of a newer version) stay where they are.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn entries(&self) -> Result<Vec<Entry>, StoreError> {
        let texts = self.store.all(Shelf::Journal).await?;
        Ok(texts.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect())
    }

    /// Keeps an entry, new or changed, and clears the draft it came from in the same transaction.
    ///
    /// # Errors
    /// [`StoreError`]; then the draft is still there.
    pub async fn write(&self, entry: &Entry, draft: Option<&str>) -> Result<(), StoreError> {
        let json = serde_json::to_string(entry).map_err(|e| StoreError::Failed(e.to_string()))?;
        let mut changes = vec![Change::put(Shelf::Journal, entry.id, json)];
        changes.extend(draft.map(|name| Change::remove(Shelf::Drafts, name)));
        self.store.commit(changes, Durability::Strict).await
    }

    /// Takes an entry away.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove(&self, id: EntryId) -> Result<(), StoreError> {
        self.store.commit(vec![Change::remove(Shelf::Journal, id)], Durability::Strict).await
    }
}

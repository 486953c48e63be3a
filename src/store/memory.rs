//! Shelves in memory: for tests, and for a browser that gives no storage (until the page is closed).

use super::{Change, Durability, Shelf, Store, StoreError};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Keeps texts as long as it lives.
#[derive(Debug, Default)]
pub struct Memory {
    shelves: RefCell<BTreeMap<Shelf, BTreeMap<String, String>>>,
    full: Cell<bool>,
}

impl Memory {
    /// Makes every commit that puts something fail with [`StoreError::Full`], or not any more.
    pub fn set_full(&self, full: bool) {
        self.full.set(full);
    }
}

impl Store for Memory {
    async fn commit(
        &self,
        changes: Vec<Change>,
        _durability: Durability,
    ) -> Result<(), StoreError> {
        if self.full.get() && changes.iter().any(|change| change.value.is_some()) {
            return Err(StoreError::Full);
        }
        let mut shelves = self.shelves.borrow_mut();
        for change in changes {
            let shelf = shelves.entry(change.shelf).or_default();
            match change.value {
                Some(value) => shelf.insert(change.key, value),
                None => shelf.remove(&change.key),
            };
        }
        Ok(())
    }

    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        let shelves = self.shelves.borrow();
        let texts = shelves.get(&shelf).into_iter().flatten();
        Ok(texts.map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let shelves = self.shelves.borrow();
        Ok(shelves.get(&shelf).into_iter().flatten().map(|(key, _)| key.clone()).collect())
    }

    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.shelves.borrow().get(&shelf).and_then(|texts| texts.get(key)).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::conformance;

    #[tokio::test]
    async fn memory_behaves_like_every_store() {
        conformance::run(&Memory::default()).await;
    }

    #[tokio::test]
    async fn a_commit_that_finds_no_room_leaves_nothing() {
        let store = Memory::default();
        conformance::a_failed_commit_leaves_nothing(&store, |full| store.set_full(full)).await;
    }

    #[tokio::test]
    async fn a_full_store_can_still_be_cleared() {
        let store = Memory::default();
        store.commit(vec![Change::put(Shelf::Drafts, "a", "1")], Durability::Strict).await.unwrap();
        store.set_full(true);
        store.commit(vec![Change::remove(Shelf::Drafts, "a")], Durability::Strict).await.unwrap();
        assert_eq!(store.get(Shelf::Drafts, "a").await, Ok(None));
    }
}

//! One of two stores, for a program that learns only in the browser which one it gets.

use super::{Change, Durability, Shelf, Store, StoreError};

/// One of the two.
#[derive(Debug)]
pub enum Either<A, B> {
    /// The first.
    A(A),
    /// The other.
    B(B),
}

impl<A: Store, B: Store> Store for Either<A, B> {
    async fn commit(&self, changes: Vec<Change>, durability: Durability) -> Result<(), StoreError> {
        match self {
            Self::A(store) => store.commit(changes, durability).await,
            Self::B(store) => store.commit(changes, durability).await,
        }
    }

    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Self::A(store) => store.all(shelf).await,
            Self::B(store) => store.all(shelf).await,
        }
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        match self {
            Self::A(store) => store.keys(shelf).await,
            Self::B(store) => store.keys(shelf).await,
        }
    }

    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        match self {
            Self::A(store) => store.get(shelf, key).await,
            Self::B(store) => store.get(shelf, key).await,
        }
    }
}

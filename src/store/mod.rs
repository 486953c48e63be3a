//! Where everything a person has is kept: shelves of small JSON texts, written in one transaction.
//!
//! One trait, three implementations ([`memory`] for tests and for browsers without storage,
//! `indexed_db` in the browser, [`lent`] for a program that reaches another one's store by messages), one
//! conformance suite ([`conformance`]) run on each.

pub mod conformance;
pub mod either;
#[cfg(target_arch = "wasm32")]
pub mod indexed_db;
pub mod lent;
pub mod memory;
pub mod migrations;

use serde::{Deserialize, Serialize};

/// One kind of thing that is kept. The word is the name of the IndexedDB object store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shelf {
    /// One's own records by id, and tombstones that authors left, each alone.
    Records,
    /// Pulled records, some hundreds to a text, by community and number.
    Segments,
    /// Ids of own records a backend has not confirmed yet.
    Outbox,
    /// Signing and sealing keys of one's own requests and offers, by the public key.
    Keys,
    /// Letters this device wrote or could open, by record id.
    Letters,
    /// Journal entries, by entry id.
    Journal,
    /// Unfinished forms, by form.
    Drafts,
    /// Identity, checkpoints, settings, by name.
    Meta,
}

/// Every shelf.
pub const SHELVES: [Shelf; 8] = [
    Shelf::Records,
    Shelf::Segments,
    Shelf::Outbox,
    Shelf::Keys,
    Shelf::Letters,
    Shelf::Journal,
    Shelf::Drafts,
    Shelf::Meta,
];

impl Shelf {
    /// The name of the object store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Segments => "segments",
            Self::Outbox => "outbox",
            Self::Keys => "keys",
            Self::Letters => "letters",
            Self::Journal => "journal",
            Self::Drafts => "drafts",
            Self::Meta => "meta",
        }
    }
}

/// One change of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where.
    pub shelf: Shelf,
    /// Under which key.
    pub key: String,
    /// The new text; `None` takes it away.
    pub value: Option<String>,
}

/// How sure a write must be before it counts as saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Durability {
    /// On the disk: for what a person wrote.
    Strict,
    /// Handed to the system: for what can be pulled again.
    Relaxed,
}

/// Why something could not be kept or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum StoreError {
    /// The browser offers no storage (private mode, an old browser, storage switched off).
    #[error("this browser gives no storage")]
    Unavailable,
    /// No room is left. Nothing of the change was written.
    #[error("no room is left on this device")]
    Full,
    /// Another tab with an older or newer version holds the database.
    #[error("another tab holds the database")]
    Blocked,
    /// The database was written by a newer version of the app.
    #[error("the data was written by a newer version of the app")]
    TooNew,
    /// Anything else the browser said.
    #[error("storage failed: {0}")]
    Failed(String),
}

/// Keeps texts on shelves. All changes of one [`Store::commit`] happen, or none does.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait Store {
    /// Makes all the changes in one transaction; returns once they are as durable as asked.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of it was written.
    async fn commit(&self, changes: Vec<Change>, durability: Durability) -> Result<(), StoreError>;

    /// Everything on a shelf as (key, text), in the order of the keys.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError>;

    /// All keys of a shelf, in their order.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError>;

    /// One text.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError>;
}

impl Change {
    /// Puts `value` under `key`.
    #[must_use]
    pub fn put(shelf: Shelf, key: impl ToString, value: impl Into<String>) -> Self {
        Self { shelf, key: key.to_string(), value: Some(value.into()) }
    }

    /// Takes away what is under `key`.
    #[must_use]
    pub fn remove(shelf: Shelf, key: impl ToString) -> Self {
        Self { shelf, key: key.to_string(), value: None }
    }
}

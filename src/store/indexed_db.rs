//! Shelves in IndexedDB: one object store for each, keys and texts as strings.
//!
//! Browsers close connections on their own (storage pressure, a crash of their storage process, another
//! tab's upgrade). Retrying on a closed connection never works, so the next use opens a new one.

use super::migrations::{VERSION, shelves_to_add};
use super::{Change, Durability, Shelf, Store, StoreError};
use crate::platform::idb::{self, Connection, Fault, Write};
use std::cell::RefCell;
use std::rc::Rc;

/// The name of the app's database.
pub const DATABASE: &str = "a-heart-2-help";

/// Keeps texts in the browser's database.
#[derive(Debug)]
pub struct IndexedDb {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
}

impl IndexedDb {
    /// Opens the database, and makes or upgrades it first where needed.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] without storage, [`StoreError::TooNew`] after a newer version of the
    /// app, [`StoreError::Blocked`] while another tab keeps an older one open.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let store = Self { name: name.to_owned(), connection: RefCell::default() };
        store.connect().await?;
        Ok(store)
    }

    /// Lets go of the connection, as a browser may at any time; the next use opens a new one.
    pub fn close(&self) {
        if let Some(connection) = self.connection.borrow().as_ref() {
            connection.close();
        }
    }

    async fn connect(&self) -> Result<Rc<Connection>, StoreError> {
        let connection =
            Rc::new(idb::open(&self.name, VERSION, shelves_to_add).await.map_err(from_open)?);
        *self.connection.borrow_mut() = Some(Rc::clone(&connection));
        Ok(connection)
    }

    /// Does `work` on the connection; where that was lost, once more on a new one.
    async fn with<T>(
        &self,
        work: impl AsyncFn(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let held = self.connection.borrow().clone();
        if let Some(connection) = held.filter(|connection| !connection.is_closed()) {
            match work(&connection).await {
                Err(fault) if connection.is_closed() || is_lost(&fault) => {}
                done => return done.map_err(StoreError::from),
            }
        }
        let connection = self.connect().await?;
        work(&connection).await.map_err(StoreError::from)
    }
}

impl Store for IndexedDb {
    async fn commit(&self, changes: Vec<Change>, durability: Durability) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let mut shelves: Vec<&str> = changes.iter().map(|change| change.shelf.name()).collect();
        shelves.sort_unstable();
        shelves.dedup();
        let writes: Vec<Write> = changes
            .iter()
            .map(|change| Write {
                store: change.shelf.name(),
                key: &change.key,
                value: change.value.as_deref(),
            })
            .collect();
        let strict = durability == Durability::Strict;
        self.with(async |connection| connection.write(&shelves, &writes, strict).await).await
    }

    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        let mut all = self.with(async |connection| connection.all(shelf.name()).await).await?;
        // IndexedDB sorts by UTF-16 units, every other store by code points.
        all.sort_unstable();
        Ok(all)
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let mut keys = self.with(async |connection| connection.keys(shelf.name()).await).await?;
        keys.sort_unstable();
        Ok(keys)
    }

    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        self.with(async |connection| connection.get(shelf.name(), key).await).await
    }
}

/// Whether the connection is of no use any more. WebKit says `UnknownError` when its storage process
/// is gone ("Connection to Indexed Database server lost").
fn is_lost(fault: &Fault) -> bool {
    matches!(fault, Fault::Named { name, .. } if name == "InvalidStateError" || name == "UnknownError")
}

/// A failure to open: Firefox says `InvalidStateError` in windows without storage.
fn from_open(fault: Fault) -> StoreError {
    match &fault {
        Fault::Named { name, .. } if name == "InvalidStateError" || name == "SecurityError" => {
            StoreError::Unavailable
        }
        _ => fault.into(),
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Missing => Self::Unavailable,
            Fault::Blocked => Self::Blocked,
            Fault::Named { name, message } => match name.as_str() {
                "QuotaExceededError" => Self::Full,
                "VersionError" => Self::TooNew,
                _ => Self::Failed(format!("{name}: {message}")),
            },
        }
    }
}

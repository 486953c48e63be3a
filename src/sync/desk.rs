//! This device's side of the sync, as the replicator sees it.

use super::backend::Item;
use super::error::SyncError;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::domain::tombstone::Tombstone;
use serde::{Deserialize, Serialize};

/// A record that a backend will never take: its id, and why, in the server's words.
pub type Refused = (String, String);

/// Where the sync is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// There is no backend: records are carried by hand.
    ByHand,
    /// Asking the backend where it stands and pulling what is new.
    Connecting,
    /// Both sides hold the same.
    UpToDate {
        /// Since when.
        at: Millis,
    },
    /// Own records are on their way.
    Sending {
        /// How many in this batch.
        n: usize,
    },
    /// Something failed; it is tried again.
    Waiting {
        /// What.
        why: SyncError,
        /// When it is tried again at the latest.
        retry_at: Millis,
    },
}

/// All that a backend shows under one id, well formed, but not judged yet. Nothing at all where no leaf is
/// of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The id of the document.
    pub id: String,
    /// Its leaves, as far as they are of ours.
    pub leaves: Vec<Item>,
}

/// What a desk found in what was pulled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Ids under which the backend shows the truth.
    pub shown: Vec<String>,
    /// Ids of true, living records of this device under which the backend shows something else: a forgery,
    /// or a tombstone its author never signed.
    pub hidden: Vec<String>,
    /// Something was put into the outbox: a tombstone for what the backend shows although it was taken back.
    pub outgoing: bool,
}

/// Where [`Desk::everything`] goes on; opaque to the replicator.
pub type Cursor = String;

/// What the replicator needs of this device. Failures of the store come as words for the person.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait Desk {
    /// The name of this device's copy of this community: the same after a restart, another one once
    /// the storage was lost. It never leaves the device except as a hash.
    fn replica(&self) -> String;

    /// The checkpoint of the last [`Desk::keep`]; `None` where there is none.
    async fn checkpoint(&self) -> Result<Option<String>, String>;

    /// Judges what came, and keeps what is true together with the checkpoint, which may depend on what was
    /// found, in one transaction. What is here already may come again; then nothing changes. `pulled` may be
    /// empty.
    async fn keep(
        &self,
        pulled: Vec<Pulled>,
        checkpoint: impl FnOnce(&Kept) -> String,
    ) -> Result<Kept, String>;

    /// At most `limit` own records and tombstones that may leave now and that the backend has not
    /// confirmed, oldest first.
    async fn outbox(&self, limit: usize) -> Result<Vec<Item>, String>;

    /// Takes both the sent and the refused ones out of the outbox, and remembers why the latter were refused.
    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), String>;

    /// A tombstone is on the backend, or was refused for good: it does not wait any longer.
    async fn buried(&self, id: &str, refused: Option<&str>) -> Result<(), String>;

    /// Some true, living records that came by another way than from the backend, which may lack them, and a name for
    /// [`Desk::offered`]; `None` where there are none. Most desks get nothing by another way.
    async fn brought(&self) -> Result<Option<(String, Vec<Envelope>)>, String> {
        Ok(None)
    }

    /// The backend shows what was [`Desk::brought`] under this name, or refused it for good.
    async fn offered(&self, _name: &str) -> Result<(), String> {
        Ok(())
    }

    /// Some true, unexpired, unretracted records after the cursor, and the cursor after them; `None` at
    /// the end. What is pushed back to a backend that lost it.
    async fn everything(
        &self,
        after: Option<Cursor>,
    ) -> Result<(Vec<Envelope>, Option<Cursor>), String>;

    /// The tombstones that authors left, their own and others'.
    async fn tombstones(&self) -> Result<Vec<Tombstone>, String>;

    /// The records of these ids, as far as they are here and living.
    async fn held(&self, ids: &[String]) -> Result<Vec<Envelope>, String>;

    /// The clock.
    fn now(&self) -> Millis;

    /// Waits. Dropping the future ends the wait.
    async fn sleep(&self, ms: u64);

    /// A random number from 0 up to, but not including, 1.
    fn random(&self) -> f64;

    /// Called at every change of the sync's state.
    fn status(&self, status: Status);
}

//! This device's side of the sync, as the replicator sees it.

use super::error::SyncError;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;

/// A record that a backend will never take: its id, and why, in the server's words.
pub type Refused = (String, String);

/// Where the sync is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
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

/// What the replicator needs of this device. Failures of the store come as words for the person.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait Desk {
    /// The name of this device's copy of this community: the same after a restart, another one once
    /// the storage was lost. It never leaves the device except as a hash.
    fn replica(&self) -> String;

    /// The checkpoint of the last [`Desk::keep`]; `None` where there is none.
    async fn checkpoint(&self) -> Option<String>;

    /// Keeps records as *unverified*, together with the checkpoint, in one transaction. Records that
    /// are here already may come again; then nothing changes. `pulled` may be empty.
    async fn keep(&self, pulled: Vec<Envelope>, checkpoint: &str) -> Result<(), String>;

    /// At most `limit` own records that may leave now and that the backend has not confirmed, oldest first.
    async fn outbox(&self, limit: usize) -> Result<Vec<Envelope>, String>;

    /// Takes both the sent and the refused records out of the outbox, and remembers why the latter
    /// were refused.
    async fn sent(&self, ids: &[String], refused: &[Refused]) -> Result<(), String>;

    /// At most `limit` verified, unexpired, unretracted records with ids after `after`, in order of
    /// their ids: what is pushed back to a backend that lost it.
    async fn everything(&self, after: Option<&str>, limit: usize) -> Result<Vec<Envelope>, String>;

    /// The clock.
    fn now(&self) -> Millis;

    /// Waits. Dropping the future ends the wait.
    async fn sleep(&self, ms: u64);

    /// A random number from 0 up to, but not including, 1.
    fn random(&self) -> f64;

    /// Called at every change of the sync's state.
    fn status(&self, status: Status);
}

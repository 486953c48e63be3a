//! What the replicator needs of a backend: the client's half of the CouchDB replication protocol.
//!
//! Positions (`update_seq`, `last_seq`, `since`) are opaque: a number, a text or a list, kept as the
//! JSON text the server sent and handed back unchanged.

use super::checkpoint::RemoteCheckpoint;
use super::error::SyncError;
use crate::domain::record::Envelope;
use serde_json::value::RawValue;

/// The state of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// The newest position, as JSON text.
    pub update_seq: String,
    /// How many documents it holds.
    pub doc_count: u64,
}

/// One page of changes.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The documents that changed, at most as many as were asked for.
    pub rows: Vec<Row>,
    /// The position after these rows, as JSON text.
    pub last_seq: String,
    /// How many changes follow, where the server says so.
    pub pending: Option<u64>,
}

/// One changed document.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id, from whomever.
    pub id: String,
    /// Its position as JSON text; a server may leave it out inside a batch.
    pub seq: Option<String>,
    /// Whether the winning revision is a tombstone.
    pub deleted: bool,
    /// The revisions of all leaves, the winning one first.
    pub revs: Vec<String>,
    /// The winning revision as it was sent.
    pub doc: Option<Box<RawValue>>,
}

/// One record to push: the envelope and the revision it is pushed under.
pub type Outgoing = (Envelope, String);

/// Why a server did not take one document of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The document.
    pub id: String,
    /// The server's words.
    pub why: String,
}

/// A database on a server that speaks the CouchDB replication API.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait Backend {
    /// The state of the database.
    ///
    /// # Errors
    /// [`SyncError::NotFound`] where there is no such database; otherwise any [`SyncError`].
    async fn info(&self) -> Result<Info, SyncError>;

    /// Makes the database; it is no error when it is there already.
    ///
    /// # Errors
    /// [`SyncError`].
    async fn create(&self) -> Result<(), SyncError>;

    /// At most `limit` changes after `since` (`None`: from the beginning), with documents and all
    /// leaves. With `wait_ms` the answer comes at the next change, or empty after that time.
    ///
    /// # Errors
    /// [`SyncError::Server`] with 400 for a `since` this server does not understand; otherwise any
    /// [`SyncError`].
    async fn changes(
        &self,
        since: Option<&str>,
        limit: u32,
        wait_ms: Option<u64>,
    ) -> Result<Changes, SyncError>;

    /// Writes records under exactly these revisions (`new_edits:false`); returns those that were
    /// refused one by one. Pushing what is there already changes nothing.
    ///
    /// # Errors
    /// [`SyncError`]; the batch may have been written in part.
    async fn push(&self, docs: &[Outgoing]) -> Result<Vec<Refusal>, SyncError>;

    /// Those ids among (id, revision) pairs whose revision the database lacks (`_revs_diff`).
    ///
    /// # Errors
    /// [`SyncError`].
    async fn missing(&self, revisions: &[(String, String)]) -> Result<Vec<String>, SyncError>;

    /// The checkpoint document `_local/<id>`; `None` where there is none, or none that can be read.
    ///
    /// # Errors
    /// [`SyncError`].
    async fn get_local(&self, id: &str) -> Result<Option<RemoteCheckpoint>, SyncError>;

    /// Writes the checkpoint document `_local/<id>` over whatever is there.
    ///
    /// # Errors
    /// [`SyncError`].
    async fn put_local(&self, id: &str, checkpoint: &RemoteCheckpoint) -> Result<(), SyncError>;
}

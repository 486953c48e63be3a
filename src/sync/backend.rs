//! What the replicator needs of a backend: the client's half of the CouchDB replication protocol.
//!
//! Positions (`update_seq`, `last_seq`, `since`) are opaque: a number, a text or a list, kept as the
//! JSON text the server sent and handed back unchanged.

use super::checkpoint::RemoteCheckpoint;
use super::error::SyncError;
use crate::domain::record::Envelope;
use crate::domain::tombstone::Tombstone;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The state of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// The newest position, as JSON text.
    pub update_seq: String,
    /// How many documents it holds, tombstones left out.
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
    /// The revisions of all leaves, the winning one first.
    pub revs: Vec<String>,
    /// The winning revision as it was sent; none where the server left it out.
    pub doc: Option<Box<RawValue>>,
}

/// One leaf of a document's revision tree.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Its revision.
    pub rev: String,
    /// Its body, as it was sent.
    pub doc: Box<RawValue>,
}

/// What of ours a document can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A record.
    Record(Envelope),
    /// What its author left in its place.
    Tombstone(Tombstone),
}

/// One document to write under exactly this revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// What is written.
    pub item: Item,
    /// Its revision.
    pub rev: String,
    /// The revision it follows; none for a root of the revision tree.
    pub parent: Option<String>,
}

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

    /// All leaves of one document, tombstones too; none where there is no such document.
    ///
    /// # Errors
    /// [`SyncError`].
    async fn leaves(&self, id: &str) -> Result<Vec<Leaf>, SyncError>;

    /// The winning revisions of these documents, as far as they are there and not tombstones.
    ///
    /// # Errors
    /// [`SyncError`].
    async fn winners(&self, ids: &[&str]) -> Result<Vec<Box<RawValue>>, SyncError>;

    /// Writes documents under exactly these revisions (`new_edits:false`); returns those that were
    /// refused one by one. Pushing what is there already changes nothing, whatever stands in it.
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

#[derive(Deserialize)]
struct Mark {
    #[serde(rename = "_deleted", default)]
    deleted: bool,
}

impl Outgoing {
    /// A record under the revision its author's device writes first.
    #[must_use]
    pub fn first(record: &Envelope) -> Self {
        Self::rooted(record, 0)
    }

    /// A record as this root of its revision tree.
    #[must_use]
    pub fn rooted(record: &Envelope, root: u32) -> Self {
        let rev = record.revision(root);
        Self { item: Item::Record(record.clone()), rev, parent: None }
    }
}

impl Item {
    /// Reads a body; `None` for whatever is not ours: design documents, notes of others, bodies in another
    /// shape or of a length no record has.
    #[must_use]
    pub fn read(doc: &RawValue) -> Option<Self> {
        // A deleted document is no record, even one that still carries all of it.
        if serde_json::from_str::<Mark>(doc.get()).ok()?.deleted {
            Tombstone::read(doc.get()).ok().map(Self::Tombstone)
        } else {
            Envelope::read(doc.get()).ok().map(Self::Record)
        }
    }

    /// The id of the document.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Record(record) => &record.id,
            Self::Tombstone(tombstone) => &tombstone.id,
        }
    }
}

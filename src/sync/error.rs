//! Why a backend, or this device, could not do its part of the sync.

use serde::{Deserialize, Serialize};

/// A failed step of the sync. The words are for logs and a plain fallback; the page has its own, translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SyncError {
    /// No answer. In a browser a server that refuses this origin (CORS) looks just the same.
    #[error("no answer: there is no network, or the server does not allow this website (CORS)")]
    Offline,
    /// 401 or 403.
    #[error("the server refuses the name or the password, or does not allow this")]
    Denied,
    /// The database is not there.
    #[error("the database is not on the server")]
    NotFound,
    /// 413: the request, or a single record in it, is larger than the server takes.
    #[error("this is larger than the server takes")]
    TooLarge,
    /// 429, or 503 with a time to come back.
    #[error("the server is busy and asks to wait")]
    Busy {
        /// How long the server asks to wait, in milliseconds, where it says so.
        retry_after_ms: Option<u64>,
    },
    /// Any other status.
    #[error("the server answered with status {0}")]
    Server(u16),
    /// An answer that no CouchDB gives: a web page, or JSON of another shape.
    #[error("there is no compatible backend at this address")]
    NotABackend,
    /// The answer broke off.
    #[error("the answer broke off on its way")]
    Cut,
    /// This device could not keep what came, or what was sent.
    #[error("this device could not keep it: {0}")]
    Desk(String),
}

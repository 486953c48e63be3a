//! The replicator: pulls what a backend has, pushes what this device has, and waits for more.
//!
//! [`replicator::run`] is the loop. It talks to a [`backend::Backend`] (over HTTP: [`couch::CouchDb`])
//! and to a [`desk::Desk`], which is this device's side: it keeps what comes and names what must leave.
//! A [`wake::Wake`] ends any wait at once. Nothing here knows the store, keys or the page.

pub mod backend;
pub mod backoff;
pub mod checkpoint;
pub mod couch;
pub mod desk;
pub mod error;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
pub mod fakes;
pub mod login;
pub mod replicator;
pub mod server;
pub mod wake;

pub use backend::Backend;
pub use backend::{Item, Outgoing};
pub use couch::CouchDb;
pub use desk::{Cursor, Desk, Kept, Pulled, Refused, Status};
pub use error::SyncError;
pub use login::{authorization, encoded};
pub use replicator::run;
pub use wake::Wake;

//! A server as a coordinator meets it: what is at an address somebody typed ([`probe`]), what to do about it
//! ([`Finding::words`], [`paste`]), and a community's database on it ([`found`]).
//!
//! Everything here is one call after another over [`Http`], in the browser and natively alike. Nothing is kept: an
//! admin's password is used for the calls and forgotten. No reader relies on what a server is told here; it only keeps
//! strangers and rubbish out.

mod address;
mod call;
pub mod design;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod fake;
mod finding;
mod found;
mod paste;
mod plan;
mod probe;

pub use address::Address;
pub use call::Reqwest;
pub use finding::{Finding, Product, Server};
pub use found::{FoundError, Founded, found};
pub use paste::{cors_lines, paste};
pub use plan::{Audience, Plan};
pub use probe::probe;

use crate::sync::error::SyncError;
use std::fmt;

/// One call to a server, by whatever means there are.
#[allow(async_fn_in_trait)] // Single-threaded browser code: no Send bound is wanted.
pub trait Http {
    /// Asks, and waits for the whole answer. Any status is an answer.
    ///
    /// # Errors
    /// [`SyncError::Offline`] where none came, [`SyncError::Cut`] where it broke off.
    async fn call(&self, call: Call) -> Result<Answer, SyncError>;
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Call {
    /// `GET`, `PUT`, `POST`, `DELETE`.
    pub method: &'static str,
    /// The whole address, without name and password.
    pub url: String,
    /// Who asks, sent as a header (HTTP Basic, RFC 7617); nobody in particular if none.
    pub login: Option<Login>,
    /// A body in JSON.
    pub body: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

/// A name and a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A password must not end in a log.
        f.debug_struct("Login").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_in_no_debug_text() {
        let login = Login { name: "anna".into(), password: "canary".into() };
        let call =
            Call { method: "GET", url: "https://x.org".into(), login: Some(login), body: None };
        assert!(!format!("{call:?}").contains("canary"));
    }
}

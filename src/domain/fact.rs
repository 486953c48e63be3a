//! A fact: a record whose signature and content-bound id were found true.

use super::body::Body;
use super::bytes::AuthorKey;
use super::id::RecordId;
use super::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// One immutable statement by one author. Only `crypto::verify` and the author's own signing make
/// one, so folds never see anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The record's id.
    pub id: RecordId,
    /// Who says it.
    pub author: AuthorKey,
    /// When it dies.
    pub expires: Millis,
    /// What is said.
    pub body: Body,
}

impl Fact {
    /// Whether its time has passed.
    #[must_use]
    pub fn is_expired(&self, now: Millis) -> bool {
        self.expires <= now
    }
}

/// Ids of the facts that their own authors took back. Nobody else's retraction counts.
#[must_use]
pub fn retracted<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> BTreeSet<RecordId> {
    let mut authors = BTreeMap::new();
    let mut wanted = Vec::new();
    for fact in facts {
        authors.insert(&fact.id, fact.author);
        if let Body::Retract(retract) = &fact.body {
            wanted.push((&retract.re, fact.author));
        }
    }
    wanted
        .into_iter()
        .filter(|(id, author)| authors.get(id) == Some(author))
        .map(|(id, _)| id.clone())
        .collect()
}

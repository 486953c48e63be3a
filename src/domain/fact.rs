//! A fact: a record whose signature and content-bound id were found true.

use super::body::Body;
use super::bytes::AuthorKey;
use super::id::RecordId;
use super::time::Millis;
use std::collections::BTreeSet;

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

    /// Whether its time has not come yet.
    #[must_use]
    pub fn lives(&self, now: Millis) -> bool {
        !self.is_expired(now)
    }
}

/// Ids of the facts that their own authors took back. Nobody else's retraction counts, and none is
/// itself taken back.
#[must_use]
pub fn retracted<'a, I>(facts: I) -> BTreeSet<RecordId>
where
    I: IntoIterator<Item = &'a Fact> + Clone,
{
    let wanted: BTreeSet<(&RecordId, AuthorKey)> = facts
        .clone()
        .into_iter()
        .filter_map(|fact| match &fact.body {
            Body::Retract(retract) => Some((&retract.re, fact.author)),
            _ => None,
        })
        .collect();
    if wanted.is_empty() {
        return BTreeSet::new();
    }
    let theirs = |fact: &&Fact| wanted.contains(&(&fact.id, fact.author));
    facts.into_iter().filter(theirs).map(|fact| fact.id.clone()).collect()
}

/// Ids of the facts that are over at `now`, taken back by their authors or expired: nothing of them
/// is shown or passed on.
#[must_use]
pub fn gone<'a, I>(facts: I, now: Millis) -> BTreeSet<RecordId>
where
    I: IntoIterator<Item = &'a Fact> + Clone,
{
    let mut gone = retracted(facts.clone());
    let over = facts.into_iter().filter(|fact| !fact.lives(now));
    gone.extend(over.map(|fact| fact.id.clone()));
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::body::Retract;
    use crate::domain::bytes::Bytes;
    use crate::domain::id::{Kind, Place};

    fn fact(n: u8, author: u8, expires: u64, retracts: Option<u8>) -> Fact {
        let id = |n: u8| RecordId {
            place: Place::Anywhere,
            kind: Kind::parse("lantern").unwrap(),
            time: Millis(n.into()),
            tag: Bytes([n; 16]),
        };
        let body = retracts.map_or(Body::Unknown, |n| Body::Retract(Retract { re: id(n) }));
        Fact { id: id(n), author: Bytes([author; 32]), expires: Millis(expires), body }
    }

    #[test]
    fn a_fact_lives_until_its_time_has_come() {
        assert!(fact(1, 1, 10, None).lives(Millis(9)));
        assert!(!fact(1, 1, 10, None).lives(Millis(10)));
    }

    #[test]
    fn gone_is_what_expired_and_what_its_author_took_back() {
        let facts = [
            fact(1, 1, 50, None),
            fact(2, 1, 50, None),
            fact(3, 1, 20, None),
            fact(4, 1, 50, Some(2)),
            fact(5, 2, 50, Some(1)),
            fact(6, 1, 50, Some(99)),
        ];
        let at = |now| gone(&facts, Millis(now)).iter().map(|id| id.time.0).collect::<Vec<_>>();
        assert_eq!(at(19), [2]);
        assert_eq!(at(20), [2, 3]);
        assert_eq!(at(50), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_retraction_is_final() {
        let facts = [fact(1, 1, 50, None), fact(2, 1, 50, Some(1)), fact(3, 1, 50, Some(2))];
        assert!(retracted(&facts).contains(&facts[0].id));
    }
}

//! Whom one does not want to see. It holds on one's own devices alone, at once and everywhere; nobody is told.

use super::body::Body;
use super::bytes::AuthorKey;
use super::fact::Fact;
use super::help::{Help, Letters};
use super::id::RecordId;
use super::letter::{Binding, Letter};
use super::text::Name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody one does not want to see, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// The community they were met in: keys are not the same in another one.
    pub community: AuthorKey,
    /// What they were called then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
}

/// Who stands behind a record, as far as this device can tell: the person bound to its key, or else the key itself; and
/// the name they gave.
#[must_use]
pub fn speaker<'f>(fact: &'f Fact, letters: &'f Letters) -> (AuthorKey, Option<&'f Name>) {
    let bound = |by: &'f Binding| (by.person, Some(&by.name));
    let nobody_named = (fact.author, None);
    match (&fact.body, letters.get(&fact.id)) {
        (Body::Request(request), _) => request.by.as_ref().map_or(nobody_named, bound),
        (Body::Helper(card), _) => bound(&card.by),
        (Body::Offer(_), Some(Letter::Offer(offer))) => bound(&offer.by),
        (Body::Private(_), Some(Letter::Ask(request))) => {
            request.by.as_ref().map_or(nobody_named, bound)
        }
        (Body::Act(act), _) => (fact.author, act.name.as_ref()),
        _ => nobody_named,
    }
}

/// The facts without anything by these people, and without the acceptances of their offers: on this device nobody is
/// accepted then. A pure function of a set; with nobody in `blocked` it leaves everything as it is.
#[must_use]
pub fn without<'f>(
    facts: Vec<&'f Fact>,
    letters: &Letters,
    blocked: &BTreeSet<AuthorKey>,
) -> Vec<&'f Fact> {
    if blocked.is_empty() {
        return facts;
    }
    let by_them =
        |fact: &Fact| blocked.contains(&fact.author) || blocked.contains(&speaker(fact, letters).0);
    let offers: BTreeSet<&RecordId> = facts
        .iter()
        .filter(|fact| matches!(fact.body, Body::Offer(_)) && by_them(fact))
        .map(|fact| &fact.id)
        .collect();
    let accepts_them = |fact: &Fact| match letters.get(&fact.id) {
        Some(Letter::Accept(letter)) => offers.contains(&letter.offer),
        _ => false,
    };
    let stays = |fact: &&&Fact| !by_them(fact) && !accepts_them(fact);
    facts.iter().filter(stays).copied().collect()
}

/// Whether one agreed with this person that the one helps the other: then they were told what only they read, and
/// still know it.
#[must_use]
pub fn have_agreed(all: &[Help], person: &AuthorKey) -> bool {
    all.iter().any(|help| {
        let asker = help.request.by.as_ref().map_or(help.author, |by| by.person);
        help.threads.iter().filter(|thread| thread.accepted.is_some()).any(|thread| {
            match help.mine {
                true => thread.letter.by.person == *person,
                false => thread.mine && asker == *person,
            }
        })
    })
}

//! Folding records into who counts.

use super::{Authority, Invitation, Person};
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::community::{Community, CommunityId};
use crate::domain::fact::{Fact, retracted};
use crate::domain::id::RecordId;
use crate::domain::membership::{Member, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Folds facts into who counts in the community of this root key.
#[must_use]
pub fn fold<'a, I>(root: CommunityId, facts: I) -> Authority
where
    I: IntoIterator<Item = &'a Fact>,
{
    // A set first: order and duplicates end here. Requests, acts and letters say nothing about anybody's standing.
    let facts: BTreeMap<&RecordId, &Fact> =
        facts.into_iter().filter(|f| speaks_of_standing(&f.body)).map(|f| (&f.id, f)).collect();
    let mut folded = Authority::nothing(root);
    // A description gives way to a newer one; taken back it would leave a community open to everybody.
    folded.community = description(&root, facts.values().copied());
    let back = retracted(facts.values().copied());
    let facts: Vec<&Fact> = facts.into_values().filter(|f| !back.contains(&f.id)).collect();

    let coordinated: Vec<&Fact> =
        facts.iter().filter(|f| folded.is_coordinator(&f.author)).copied().collect();
    let closed = closed(&coordinated);
    folded.closed = closed.keys().copied().collect();
    for fact in &coordinated {
        heed(fact, &mut folded, &closed);
    }
    for fact in &facts {
        if let Body::Member(member) = &fact.body {
            admit(fact, member, &mut folded, &closed);
        }
    }
    succeed(&facts, &mut folded);
    approve(&coordinated, &mut folded);
    // Only the root key decides who coordinates.
    let mut removed = std::mem::take(&mut folded.removed);
    removed.retain(|key| !folded.is_coordinator(key));
    folded.removed = removed;
    super::vouch::count(&facts, &mut folded);
    folded
}

fn speaks_of_standing(body: &Body) -> bool {
    !matches!(
        body,
        Body::Request(_)
            | Body::Offer(_)
            | Body::Accept(_)
            | Body::Message(_)
            | Body::Close(_)
            | Body::Release(_)
            | Body::Helper(_)
            | Body::Private(_)
            | Body::Act(_)
            | Body::Cheer(_)
            | Body::Amend(_)
            | Body::Unknown
    )
}

/// The newest by the root key's own clock.
fn description<'a>(root: &CommunityId, facts: impl Iterator<Item = &'a Fact>) -> Option<Community> {
    let all = facts.filter(|f| f.author == *root).filter_map(|f| match &f.body {
        Body::Community(community) => Some(((f.id.time, &f.id), community)),
        _ => None,
    });
    all.max_by_key(|(stamp, _)| *stamp).map(|(_, community)| community.as_ref().clone())
}

type Closed = BTreeMap<AuthorKey, BTreeSet<AuthorKey>>;

/// The invitations that ended, with whom they admitted: everybody any coordinator lists.
fn closed(coordinated: &[&Fact]) -> Closed {
    let mut closed = Closed::new();
    for fact in coordinated {
        if let Body::CloseInvite(close) = &fact.body {
            closed.entry(close.invite).or_default().extend(&close.admitted);
        }
    }
    closed
}

/// What a coordinator says.
fn heed(fact: &Fact, folded: &mut Authority, closed: &Closed) {
    match &fact.body {
        Body::Invite(invite) => {
            let invitation = Invitation {
                id: fact.id.clone(),
                by: fact.author,
                invite: invite.clone(),
                closed: closed.contains_key(&invite.key),
            };
            folded.invites.insert(invite.key, invitation);
        }
        Body::Remove(remove) => folded.removed.extend(&remove.keys),
        Body::Hide(hide) => {
            folded.hidden.insert(hide.re.clone());
        }
        Body::Crisis(crisis) => drop(folded.crises.insert(fact.id.clone(), crisis.clone())),
        _ => {}
    }
}

fn admit(fact: &Fact, member: &Member, folded: &mut Authority, closed: &Closed) {
    let grant = &member.grant;
    let former = folded.community.as_ref().is_some_and(|c| c.former.contains(&grant.by));
    let admitted = closed.get(&grant.invite).is_none_or(|listed| listed.contains(&fact.author));
    if !admitted || !(former || folded.is_coordinator(&grant.by)) {
        return;
    }
    let new = Person {
        standing: grant.standing,
        name: member.name.clone(),
        seal: Some(member.seal),
        invite: Some(grant.invite),
        joined: fact.id.time,
        expires: fact.expires,
    };
    match folded.people.get_mut(&fact.author) {
        None => drop(folded.people.insert(fact.author, new)),
        // Said again: facts come in the order of their ids, so this one is the newer.
        Some(before) => {
            let standing = before.standing.max(new.standing);
            *before = Person { standing, joined: before.joined, ..new };
        }
    }
}

/// People who go on under another key. What a coordinator attests wins over what the old key says.
fn succeed(facts: &[&Fact], folded: &mut Authority) {
    let mut attested: BTreeMap<AuthorKey, AuthorKey> = BTreeMap::new();
    let mut rotated: BTreeMap<AuthorKey, AuthorKey> = BTreeMap::new();
    let smallest = |map: &mut BTreeMap<AuthorKey, AuthorKey>, old: AuthorKey, new: AuthorKey| {
        let one = map.entry(old).or_insert(new);
        *one = new.min(*one);
    };
    for fact in facts {
        match &fact.body {
            Body::Attest(attest) if folded.is_coordinator(&fact.author) => {
                smallest(&mut attested, attest.old, attest.new);
            }
            Body::Rotate(rotate) => smallest(&mut rotated, fact.author, rotate.to),
            _ => {}
        }
    }
    rotated.retain(|old, _| !attested.contains_key(old));
    let removed = &folded.removed;
    let people = &mut folded.people;
    let origins = &mut folded.origins;
    let all: BTreeMap<AuthorKey, AuthorKey> =
        rotated.iter().chain(&attested).map(|(old, new)| (*old, *new)).collect();
    follow(&all, |old, new| {
        // Whoever was removed has no heir but one whom a coordinator attests.
        let gone = removed.contains(old) && !attested.contains_key(old);
        let Some(before) = people.get(old).filter(|_| !people.contains_key(new)) else {
            return false;
        };
        if gone || removed.contains(new) {
            return false;
        }
        let heir = Person { seal: None, invite: None, ..before.clone() };
        people.insert(*new, heir);
        let first = origins.get(old).copied().unwrap_or(*old);
        origins.insert(*new, first);
        true
    });
    // Nor do they come back under a key they name themselves; and they take nobody else with them.
    let own: BTreeSet<AuthorKey> = folded.people.keys().copied().collect();
    follow(&rotated, |old, new| {
        folded.removed.contains(old) && !own.contains(new) && folded.removed.insert(*new)
    });
}

/// Applies `step` to every pair until nothing changes: chains in any order, cycles among them.
fn follow(
    pairs: &BTreeMap<AuthorKey, AuthorKey>,
    mut step: impl FnMut(&AuthorKey, &AuthorKey) -> bool,
) {
    loop {
        let mut changed = false;
        for (old, new) in pairs {
            changed |= step(old, new);
        }
        if !changed {
            return;
        }
    }
}

fn approve(coordinated: &[&Fact], folded: &mut Authority) {
    for fact in coordinated {
        if let Body::Approve(approve) = &fact.body
            && let Some(person) = folded.people.get_mut(&approve.key)
        {
            person.standing = Standing::Approved;
        }
    }
}

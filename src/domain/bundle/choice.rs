//! What of everything is needed most, where there is little room.

use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use crate::domain::id::RecordId;
use crate::domain::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds that make up help, and those that say who counts: of these what was taken back is needed too.
const HELP: [&str; 12] = [
    "request", "offer", "accept", "message", "remove", "hide", "attest", "approve", "crisis",
    "helper", "private", "vouch",
];

/// How much a record is needed, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// What authors took back, what the community is and who counts in it: small, and the rest depends on it.
    First,
    /// One's own, and what belongs to a request one takes part in.
    Mine,
    /// Open requests of others, and what belongs to them, so that an offer finds its way through other hands.
    Open,
}

/// The ids of what is needed in an emergency, the most needed first and of these the newest: requests that are not
/// over and all that belongs to them, and what concerns the person with the keys `mine`. No stories of the feed but
/// one's own.
#[must_use]
pub fn needed(facts: &[Fact], mine: &BTreeSet<AuthorKey>, now: Millis) -> Vec<RecordId> {
    // Only who asked can end a request.
    let over: BTreeSet<(&RecordId, &AuthorKey)> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Close(close) => Some((&close.re, &fact.author)),
            _ => None,
        })
        .collect();
    let is_over = |fact: &Fact| !fact.lives(now) || over.contains(&(&fact.id, &fact.author));
    let mut requests: BTreeMap<&RecordId, Need> = BTreeMap::new();
    for fact in facts {
        let is_mine = mine.contains(&fact.author);
        match &fact.body {
            Body::Request(_) | Body::Helper(_) | Body::Private(_) if is_mine => {
                requests.insert(&fact.id, Need::Mine);
            }
            Body::Request(_) | Body::Helper(_) | Body::Private(_) if !is_over(fact) => {
                requests.entry(&fact.id).or_insert(Need::Open);
            }
            Body::Offer(offer) if is_mine => {
                requests.insert(&offer.re, Need::Mine);
            }
            _ => {}
        }
    }
    let need = |fact: &Fact| match &fact.body {
        Body::Community(_)
        | Body::Member(_)
        | Body::CloseInvite(_)
        | Body::Approve(_)
        | Body::Remove(_)
        | Body::Hide(_)
        | Body::Rotate(_)
        | Body::Attest(_)
        | Body::Vouch(_)
        | Body::Crisis(_) => Some(Need::First),
        // Of an act taken back there is nothing in what is given here.
        Body::Retract(of) => HELP.contains(&of.re.kind.as_str()).then_some(Need::First),
        Body::Request(_) | Body::Helper(_) | Body::Private(_) => requests.get(&fact.id).copied(),
        Body::Offer(of) | Body::Accept(of) | Body::Message(of) => requests.get(&of.re).copied(),
        Body::Release(release) => requests.get(&release.re).copied(),
        Body::Close(close) => requests.get(&close.re).copied(),
        Body::Amend(amend) => requests.get(amend.re()).copied(),
        _ => None,
    };
    let own = |fact: &Fact| mine.contains(&fact.author).then_some(Need::Mine);
    let mut chosen: Vec<(Need, &Fact)> = facts
        .iter()
        .filter(|fact| fact.lives(now))
        .filter_map(|fact| Some((need(fact).or_else(|| own(fact))?, fact)))
        .collect();
    chosen.sort_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| other.id.time.cmp(&one.id.time)).then_with(|| one.id.cmp(&other.id))
    });
    chosen.into_iter().map(|(_, fact)| fact.id.clone()).collect()
}

//! Folding records into requests and threads.
//!
//! The fold is a pure function of a *set* of facts and of the letters this device could open: any
//! order, any duplicates, the same answer. A record by the wrong author changes nothing.

use super::thread::{Noted, key_hash};
use super::{Help, Letters, Occurrence, Thread, private};
use crate::domain::amend::amended;
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::{Fact, retracted};
use crate::domain::id::RecordId;
use crate::domain::letter::Letter;
use crate::domain::request::Request;
use std::collections::{BTreeMap, BTreeSet};

/// Folds facts into requests, newest first. `mine` are the keys this device signs with; letters are
/// believed only where their record's author had the right to send them.
#[must_use]
pub fn fold<'a>(
    facts: impl IntoIterator<Item = &'a Fact>,
    letters: &Letters,
    mine: &BTreeSet<AuthorKey>,
) -> Vec<Help> {
    // A set first: order and duplicates end here.
    let facts: BTreeMap<&RecordId, &Fact> = facts.into_iter().map(|f| (&f.id, f)).collect();
    let anew = amended(facts.values().copied());
    let mut requests: BTreeMap<&RecordId, Help> = BTreeMap::new();
    for fact in facts.values() {
        let amended = anew.get(&fact.id);
        if let Body::Request(request) = amended.map_or(&fact.body, |a| &a.body) {
            let mut help = opened(fact, request, mine);
            help.ids.extend(amended.map(|a| a.by.clone()));
            requests.insert(&fact.id, help);
        }
    }
    private::add(&facts, letters, mine, &mut requests);
    let authors: BTreeMap<&RecordId, AuthorKey> =
        facts.values().map(|f| (&f.id, f.author)).collect();
    let retracted = retracted(facts.values().copied());

    for fact in facts.values().filter(|f| !retracted.contains(&f.id)) {
        if let Body::Offer(offer) = &fact.body
            && let Some(help) = requests.get_mut(&offer.re)
        {
            help.offers += 1;
            if let Some(occurrence) = help.occurrence(offer.on) {
                occurrence.offers += 1;
            }
            if let Some(Letter::Offer(letter)) = letters.get(&fact.id) {
                help.threads.push(Thread::begun(fact, offer, letter, mine));
            }
        }
    }
    let released = released(&facts, &requests);
    for fact in facts.values() {
        apply(fact, letters, &released, &mut requests);
    }
    say(&facts, letters, &authors, &mut requests);
    let mut all: Vec<Help> = requests
        .into_iter()
        .filter(|(id, _)| !retracted.contains(*id))
        .map(|(_, help)| help)
        .collect();
    all.sort_by(|a, b| b.id.time.cmp(&a.id.time).then_with(|| a.id.cmp(&b.id)));
    all
}

pub(super) fn opened(fact: &Fact, request: &Request, mine: &BTreeSet<AuthorKey>) -> Help {
    let first = request.when.day;
    let days = request.terms.repeats.zip(first).map(|(rule, first)| rule.days(first));
    let none_yet = |day| Occurrence { day, offers: 0, accepted: 0 };
    Help {
        id: fact.id.clone(),
        author: fact.author,
        request: request.clone(),
        expires: fact.expires,
        mine: mine.contains(&fact.author),
        offers: 0,
        accepted: 0,
        days: days.unwrap_or_default().into_iter().map(none_yet).collect(),
        end: None,
        threads: Vec::new(),
        ids: vec![fact.id.clone()],
        private: None,
    }
}

/// The acceptances that no longer hold. Who asked may release what they accepted; anybody else shows the key that only
/// the two of that acceptance know.
fn released<'f>(
    facts: &BTreeMap<&RecordId, &'f Fact>,
    requests: &BTreeMap<&RecordId, Help>,
) -> BTreeSet<&'f RecordId> {
    let rightful = |fact: &&'f Fact| {
        let Body::Release(release) = &fact.body else { return None };
        let accept = facts.get(&release.accept)?;
        let Body::Accept(about) = &accept.body else { return None };
        let author = requests.get(&release.re)?.author;
        let shown = release.key.map(|key| key_hash(&key.0));
        let may = fact.author == author || shown.is_some() && shown == about.release;
        (about.re == release.re && accept.author == author && may).then_some(&release.accept)
    };
    facts.values().filter_map(rightful).collect()
}

/// Acceptances and ends.
fn apply(
    fact: &Fact,
    letters: &Letters,
    released: &BTreeSet<&RecordId>,
    requests: &mut BTreeMap<&RecordId, Help>,
) {
    match &fact.body {
        Body::Accept(accept) => {
            let Some(help) = requests.get_mut(&accept.re).filter(|h| h.author == fact.author)
            else {
                return;
            };
            let released = released.contains(&fact.id);
            if !released {
                help.accepted += 1;
                if let Some(occurrence) = help.occurrence(accept.on) {
                    occurrence.accepted += 1;
                }
            }
            if let Some(Letter::Accept(letter)) = letters.get(&fact.id)
                && let Some(thread) = help.threads.iter_mut().find(|t| t.offer == letter.offer)
            {
                thread.accept(&fact.id, letter, released);
            }
        }
        Body::Close(close) => {
            if let Some(help) = requests.get_mut(&close.re)
                && fact.author == help.author
            {
                // The smallest of several reasons, so that every replica says the same.
                help.end = Some(help.end.map_or(close.reason, |r| r.min(close.reason)));
                help.ids.push(fact.id.clone());
            }
        }
        _ => {}
    }
}

/// What the two of each thread said.
fn say(
    facts: &BTreeMap<&RecordId, &Fact>,
    letters: &Letters,
    authors: &BTreeMap<&RecordId, AuthorKey>,
    requests: &mut BTreeMap<&RecordId, Help>,
) {
    let mut said: BTreeMap<&RecordId, BTreeMap<&RecordId, Vec<Noted<'_>>>> = BTreeMap::new();
    for fact in facts.values() {
        if let Body::Message(message) = &fact.body
            && let Some(help) = requests.get(&message.re)
            && let Some(Letter::Note(letter)) = letters.get(&fact.id)
        {
            let by_helper = authors.get(&letter.offer) == Some(&fact.author);
            if by_helper || fact.author == help.author {
                let noted = Noted { id: &fact.id, by_helper, note: &letter.note };
                said.entry(&message.re).or_default().entry(&letter.offer).or_default().push(noted);
            }
        }
    }
    for (request, threads) in said {
        for (offer, notes) in threads {
            if let Some(help) = requests.get_mut(request)
                && let Some(thread) = help.threads.iter_mut().find(|t| t.offer == *offer)
            {
                thread.say(notes);
            }
        }
    }
}

//! Folding records into requests and threads.
//!
//! The fold is a pure function of a *set* of facts and of the letters this device could open: any
//! order, any duplicates, the same answer. A record by the wrong author changes nothing.

use super::{Accepted, Deed, Help, Letters, Logged, Said, Thanks, Thread, private};
use crate::domain::amend::amended;
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::{Fact, retracted};
use crate::domain::id::RecordId;
use crate::domain::letter::{AcceptLetter, Letter, Note, OfferLetter};
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
            if let Some(Letter::Offer(letter)) = letters.get(&fact.id) {
                help.threads.push(begun(fact, letter, mine));
            }
        }
    }
    for fact in facts.values() {
        apply(fact, letters, &authors, &mut requests);
    }
    let mut all: Vec<Help> = requests
        .into_iter()
        .filter(|(id, _)| !retracted.contains(*id))
        .map(|(_, help)| help)
        .collect();
    all.sort_by(|a, b| b.id.time.cmp(&a.id.time).then_with(|| a.id.cmp(&b.id)));
    all
}

pub(super) fn opened(fact: &Fact, request: &Request, mine: &BTreeSet<AuthorKey>) -> Help {
    Help {
        id: fact.id.clone(),
        author: fact.author,
        request: request.clone(),
        expires: fact.expires,
        mine: mine.contains(&fact.author),
        offers: 0,
        accepted: 0,
        end: None,
        threads: Vec::new(),
        ids: vec![fact.id.clone()],
        private: None,
    }
}

fn begun(fact: &Fact, letter: &OfferLetter, mine: &BTreeSet<AuthorKey>) -> Thread {
    Thread {
        offer: fact.id.clone(),
        mine: mine.contains(&fact.author),
        letter: letter.clone(),
        accepted: None,
        under_way: false,
        helper_done: false,
        requester_done: false,
        helper_thanks: None,
        requester_thanks: None,
        words: Vec::new(),
        log: vec![Logged { id: fact.id.clone(), by_helper: true, deed: Deed::Offered }],
    }
}

fn apply(
    fact: &Fact,
    letters: &Letters,
    authors: &BTreeMap<&RecordId, AuthorKey>,
    requests: &mut BTreeMap<&RecordId, Help>,
) {
    match &fact.body {
        Body::Accept(accept) => {
            let Some(help) = requests.get_mut(&accept.re) else {
                return;
            };
            if fact.author != help.author {
                return;
            }
            help.accepted += 1;
            if let Some(Letter::Accept(letter)) = letters.get(&fact.id)
                && let Some(thread) = thread_of(help, &letter.offer)
            {
                accepted(thread, fact, letter);
            }
        }
        Body::Message(message) => {
            let Some(help) = requests.get_mut(&message.re) else {
                return;
            };
            let Some(Letter::Note(letter)) = letters.get(&fact.id) else {
                return;
            };
            let by_requester = fact.author == help.author;
            let by_helper = authors.get(&letter.offer) == Some(&fact.author);
            if (by_requester || by_helper)
                && let Some(thread) = thread_of(help, &letter.offer)
            {
                noted(thread, &fact.id, by_helper, &letter.note);
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

fn thread_of<'h>(help: &'h mut Help, offer: &RecordId) -> Option<&'h mut Thread> {
    help.threads.iter_mut().find(|t| t.offer == *offer)
}

/// Of several acceptances of one offer the smallest id counts.
fn accepted(thread: &mut Thread, fact: &Fact, letter: &AcceptLetter) {
    logged(thread, &fact.id, false, Deed::Accepted);
    if thread.accepted.as_ref().is_none_or(|a| fact.id < a.id) {
        thread.accepted = Some(Accepted {
            id: fact.id.clone(),
            details: letter.details.clone(),
            name: letter.name.clone(),
        });
    }
}

fn logged(thread: &mut Thread, id: &RecordId, by_helper: bool, deed: Deed) {
    thread.log.push(Logged { id: id.clone(), by_helper, deed });
    thread.log.sort_by(|a, b| a.id.time.cmp(&b.id.time).then_with(|| a.id.cmp(&b.id)));
}

fn noted(thread: &mut Thread, id: &RecordId, by_helper: bool, note: &Note) {
    let deed = match note {
        Note::OnMyWay => Deed::SetOut,
        Note::Done => Deed::Done,
        Note::Thanks { .. } => Deed::Thanked,
        _ => Deed::Said,
    };
    logged(thread, id, by_helper, deed);
    match note {
        Note::OnMyWay => thread.under_way |= by_helper,
        Note::Done if by_helper => thread.helper_done = true,
        Note::Done => thread.requester_done = true,
        Note::Thanks { words, may_tell } => {
            let slot =
                if by_helper { &mut thread.helper_thanks } else { &mut thread.requester_thanks };
            // Facts come in the order of their ids, so the first one stays on every replica.
            slot.get_or_insert(Thanks { words: words.clone(), may_tell: *may_tell });
        }
        Note::Late(_)
        | Note::Propose(_)
        | Note::Agree(_)
        | Note::Coming
        | Note::Leave(_)
        | Note::NotMet
        | Note::Feedback { .. }
        | Note::Reveal { .. } => {}
        Note::Say(words) => {
            thread.words.push(Said { id: id.clone(), by_helper, words: words.clone() });
            thread.words.sort_by(|a, b| a.id.time.cmp(&b.id.time).then_with(|| a.id.cmp(&b.id)));
        }
    }
}

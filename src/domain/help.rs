//! The life of help: folding records into requests and the threads between two people.
//!
//! The fold is a pure function of a *set* of facts and of the letters this device could open: any
//! order, any duplicates, the same answer. A record by the wrong author changes nothing.

use super::body::Body;
use super::bytes::AuthorKey;
use super::fact::{Fact, retracted};
use super::id::RecordId;
use super::letter::{AcceptLetter, Details, Letter, Note, OfferLetter};
use super::request::{CloseReason, Request};
use super::text::{Name, Words};
use super::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

mod life;

pub use life::{Deed, Logged, Mark, Milestone, Reached};

/// Letters this device could open, by the record they came in.
pub type Letters = BTreeMap<RecordId, Letter>;

/// A request with all that became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Help {
    /// The request's record.
    pub id: RecordId,
    /// The key that speaks for the requester about this request.
    pub author: AuthorKey,
    /// What is asked.
    pub request: Request,
    /// When it dies.
    pub expires: Millis,
    /// This device holds the requester's key.
    pub mine: bool,
    /// How many offers stand. Everybody sees this number, and nothing more of them.
    pub offers: usize,
    /// How many helpers were accepted.
    pub accepted: usize,
    /// Why it ended, if it did.
    pub end: Option<CloseReason>,
    /// The threads this device takes part in: every offer for the requester, one's own for a helper.
    pub threads: Vec<Thread>,
    /// The request's own records: itself, and what ended it.
    pub ids: Vec<RecordId>,
}

/// What passes between the requester and one helper.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// The offer that began it.
    pub offer: RecordId,
    /// This device holds the helper's key.
    pub mine: bool,
    /// Who offers, and their words.
    pub letter: OfferLetter,
    /// What the helper was told, once accepted.
    pub accepted: Option<Accepted>,
    /// The helper has set out.
    pub under_way: bool,
    /// The helper says it is done.
    pub helper_done: bool,
    /// The requester says it is done.
    pub requester_done: bool,
    /// The helper's thanks.
    pub helper_thanks: Option<Thanks>,
    /// The requester's thanks.
    pub requester_thanks: Option<Thanks>,
    /// Words, oldest first by their writers' claims.
    pub words: Vec<Said>,
    /// All records of the thread, oldest first by their writers' claims.
    pub log: Vec<Logged>,
}

/// An acceptance as the two parties know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// Its record.
    pub id: RecordId,
    /// Address, phone, note.
    pub details: Details,
    /// The requester's name, where they gave it to the helper only.
    pub name: Option<Name>,
}

/// Thanks from one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Thanks {
    /// The words.
    pub words: Words,
    /// The writer agrees that the other tells of it.
    pub may_tell: bool,
}

/// Words in a thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Its record.
    pub id: RecordId,
    /// Whether the helper wrote it; otherwise the requester did.
    pub by_helper: bool,
    /// The words.
    pub words: Words,
}

/// Where a request stands, as everybody may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has offered yet.
    Open,
    /// So many offers stand.
    Offered(usize),
    /// So many helpers of those needed were accepted.
    Accepted {
        /// Accepted so far.
        taken: usize,
        /// Needed.
        needed: usize,
    },
    /// It came to its end.
    Closed(CloseReason),
    /// Its time has passed.
    Expired,
}

/// Where a thread stands, as its two parties know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Waiting for the requester to choose.
    Offered,
    /// Others were chosen, or the request ended without this helper.
    NotChosen,
    /// Chosen; the details are open to the helper.
    Accepted,
    /// The helper has set out.
    UnderWay,
    /// One of them says it is done.
    HalfDone,
    /// Both say so.
    Done,
    /// Both say so, and thanks were given by at least one.
    Thanked,
}

impl Help {
    /// Where it stands for everybody.
    #[must_use]
    pub fn stage(&self, now: Millis) -> Stage {
        if let Some(reason) = self.end {
            Stage::Closed(reason)
        } else if self.expires <= now {
            Stage::Expired
        } else if self.accepted > 0 {
            Stage::Accepted {
                taken: self.accepted,
                needed: usize::from(self.request.helpers),
            }
        } else if self.offers > 0 {
            Stage::Offered(self.offers)
        } else {
            Stage::Open
        }
    }

    /// Whether somebody new may still offer.
    #[must_use]
    pub fn takes_offers(&self, now: Millis) -> bool {
        match self.stage(now) {
            Stage::Open | Stage::Offered(_) => true,
            Stage::Accepted { taken, needed } => taken < needed,
            Stage::Closed(_) | Stage::Expired => false,
        }
    }

    /// This device's own offer, if it made one.
    #[must_use]
    pub fn my_thread(&self) -> Option<&Thread> {
        self.threads.iter().find(|t| t.mine)
    }

    /// Whether the requester has said of every accepted helper that it is done, with all found.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let mut accepted = self
            .threads
            .iter()
            .filter(|t| t.accepted.is_some())
            .peekable();
        self.accepted >= usize::from(self.request.helpers)
            && accepted.peek().is_some()
            && accepted.all(|t| t.requester_done)
    }

    /// Where a thread stands.
    #[must_use]
    pub fn step(&self, thread: &Thread) -> Step {
        if thread.accepted.is_none() {
            let full = self.accepted >= usize::from(self.request.helpers);
            return if full || self.end.is_some() {
                Step::NotChosen
            } else {
                Step::Offered
            };
        }
        let thanked = thread.helper_thanks.is_some() || thread.requester_thanks.is_some();
        match (thread.helper_done, thread.requester_done) {
            (true, true) if thanked => Step::Thanked,
            (true, true) => Step::Done,
            (false, false) if thread.under_way => Step::UnderWay,
            (false, false) => Step::Accepted,
            _ => Step::HalfDone,
        }
    }
}

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
    let mut requests: BTreeMap<&RecordId, Help> = BTreeMap::new();
    for fact in facts.values() {
        if let Body::Request(request) = &fact.body {
            requests.insert(&fact.id, opened(fact, request, mine));
        }
    }
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

fn opened(fact: &Fact, request: &Request, mine: &BTreeSet<AuthorKey>) -> Help {
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
        log: vec![Logged {
            id: fact.id.clone(),
            by_helper: true,
            deed: Deed::Offered,
        }],
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
    thread.log.push(Logged {
        id: id.clone(),
        by_helper,
        deed,
    });
    thread
        .log
        .sort_by(|a, b| a.id.time.cmp(&b.id.time).then_with(|| a.id.cmp(&b.id)));
}

fn noted(thread: &mut Thread, id: &RecordId, by_helper: bool, note: &Note) {
    let deed = match note {
        Note::OnMyWay => Deed::SetOut,
        Note::Done => Deed::Done,
        Note::Thanks { .. } => Deed::Thanked,
        Note::Say(_) => Deed::Said,
    };
    logged(thread, id, by_helper, deed);
    match note {
        Note::OnMyWay => thread.under_way |= by_helper,
        Note::Done if by_helper => thread.helper_done = true,
        Note::Done => thread.requester_done = true,
        Note::Thanks { words, may_tell } => {
            let slot = if by_helper {
                &mut thread.helper_thanks
            } else {
                &mut thread.requester_thanks
            };
            // Facts come in the order of their ids, so the first one stays on every replica.
            slot.get_or_insert(Thanks {
                words: words.clone(),
                may_tell: *may_tell,
            });
        }
        Note::Say(words) => {
            thread.words.push(Said {
                id: id.clone(),
                by_helper,
                words: words.clone(),
            });
            thread
                .words
                .sort_by(|a, b| a.id.time.cmp(&b.id.time).then_with(|| a.id.cmp(&b.id)));
        }
    }
}

#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod tests;

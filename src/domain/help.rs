//! The life of help: a request, the threads between two people, and where each of them stands.

use super::body::Sealed;
use super::bytes::{AuthorKey, Bytes, Hash, Nonce};
use super::id::RecordId;
use super::letter::{Details, Leaving, Letter, Meeting, OfferLetter};
use super::request::{CloseReason, Request};
use super::text::{Name, Words};
use super::time::{LocalDay, Millis};
use std::collections::BTreeMap;

mod days;
mod end;
mod fold;
mod life;
mod plan;
mod private;
mod thread;

pub use days::Occurrence;
pub use end::REMEMBERED;
pub use fold::fold;
pub use life::{Deed, Logged, Mark, Milestone, Reached};
pub use plan::Turn;
pub use private::Private;
pub use thread::key_hash;

/// Letters this device could open, by the record they came in.
pub type Letters = BTreeMap<RecordId, Letter>;

/// A request with all that became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Help {
    /// The request's record.
    pub id: RecordId,
    /// The key that speaks for the requester about this request.
    pub author: AuthorKey,
    /// What is asked, as the author last amended it.
    pub request: Request,
    /// When it dies.
    pub expires: Millis,
    /// This device holds the requester's key.
    pub mine: bool,
    /// How many offers stand. Everybody sees this number, and nothing more of them.
    pub offers: usize,
    /// How many acceptances hold: those that nobody released.
    pub accepted: usize,
    /// The days of a repeating request, each with the help it has; empty where it is wanted once.
    pub days: Vec<Occurrence>,
    /// Why it ended, if it did.
    pub end: Option<CloseReason>,
    /// The threads this device takes part in: every offer for the requester, one's own for a helper.
    pub threads: Vec<Thread>,
    /// The request's own records: itself, its amendment, and what ended it.
    pub ids: Vec<RecordId>,
    /// It was asked of one helper alone.
    pub private: Option<Private>,
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
    /// Of a repeating request: the day the offer is for.
    pub on: Option<LocalDay>,
    /// The acceptance that holds, with what the helper was told.
    pub accepted: Option<Accepted>,
    /// The last acceptance that was released. Where none holds, the thread has ended with it.
    pub released: Option<RecordId>,
    /// Who stepped back last, and why.
    pub left: Option<Left>,
    /// One of them says that they did not meet.
    pub not_met: bool,
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
    /// What the helper wrote of how it was, sealed until both wrote.
    pub helper_feedback: Option<Feedback>,
    /// What the requester wrote of how it was.
    pub requester_feedback: Option<Feedback>,
    /// The last word on being late.
    pub late: Option<Late>,
    /// The last time that was proposed.
    pub proposed: Option<Proposed>,
    /// The last time both agreed to, and the record in which one of them did.
    pub agreed: Option<(RecordId, Meeting)>,
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
    /// What releases it.
    pub key: Option<Nonce>,
}

/// Somebody stepped back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Whether it was the helper; otherwise the requester.
    pub by_helper: bool,
    /// Why.
    pub why: Leaving,
}

/// Somebody comes later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Its record.
    pub id: RecordId,
    /// Whether the helper is late; otherwise the requester.
    pub by_helper: bool,
    /// So many minutes.
    pub minutes: u16,
}

/// Another time, as one of the two proposed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Its record.
    pub id: RecordId,
    /// Whether the helper proposed it; otherwise the requester.
    pub by_helper: bool,
    /// When.
    pub meeting: Meeting,
}

/// What one side wrote of how it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// Its record.
    pub id: RecordId,
    /// The words, under the key.
    pub sealed: Sealed,
    /// SHA-256 of the key.
    pub hash: Hash,
    /// The key, once its writer told it.
    pub key: Option<Bytes<32>>,
    /// The words, where the key is known and opens them. The fold leaves this empty: it opens nothing.
    pub words: Option<Words>,
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
    /// It was agreed, and one of them stepped back. The same helper can be chosen anew.
    Left,
    /// It was agreed, and they did not meet.
    NotMet,
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
            Stage::Accepted { taken: self.accepted, needed: self.needed() }
        } else if self.offers > 0 {
            Stage::Offered(self.offers)
        } else {
            Stage::Open
        }
    }

    /// Whether somebody new may still offer.
    #[must_use]
    pub fn takes_offers(&self, now: Millis) -> bool {
        if self.is_declined() {
            return false;
        }
        if self.repeats() {
            return self.end.is_none()
                && self.expires > now
                && self.open_days(now).next().is_some();
        }
        match self.stage(now) {
            Stage::Open | Stage::Offered(_) => true,
            Stage::Accepted { taken, needed } => taken < needed,
            Stage::Closed(_) | Stage::Expired => false,
        }
    }

    /// This device's own offer, if it made one: of several the one that matters most, an agreed one before an open one
    /// before one that is over.
    #[must_use]
    pub fn my_thread(&self) -> Option<&Thread> {
        let rank = |thread: &Thread| match self.step(thread) {
            Step::Accepted | Step::UnderWay | Step::HalfDone => 0,
            Step::Offered => 1,
            Step::Done | Step::Thanked => 2,
            Step::Left | Step::NotMet | Step::NotChosen => 3,
        };
        let mine = self.threads.iter().filter(|t| t.mine);
        mine.min_by_key(|t| (rank(t), t.on, std::cmp::Reverse(t.offer.time), &t.offer))
    }

    /// Whether a helper has promised something and is not done with it.
    #[must_use]
    pub fn is_promised(&self, thread: &Thread) -> bool {
        matches!(self.step(thread), Step::Accepted | Step::UnderWay | Step::HalfDone)
    }

    /// Where a thread stands.
    #[must_use]
    pub fn step(&self, thread: &Thread) -> Step {
        if thread.accepted.is_none() {
            return match thread.released {
                Some(_) => Step::Left,
                None if self.is_full(thread.on) || self.end.is_some() => Step::NotChosen,
                None => Step::Offered,
            };
        }
        let thanked = thread.helper_thanks.is_some() || thread.requester_thanks.is_some();
        match (thread.helper_done, thread.requester_done) {
            (true, true) if thanked => Step::Thanked,
            (true, true) => Step::Done,
            _ if thread.not_met => Step::NotMet,
            (false, false) if thread.under_way => Step::UnderWay,
            (false, false) => Step::Accepted,
            _ => Step::HalfDone,
        }
    }
}

#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod promise_tests;
#[cfg(test)]
mod tests;

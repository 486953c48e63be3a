//! The life of help: a request, the threads between two people, and where each of them stands.

use super::bytes::AuthorKey;
use super::id::RecordId;
use super::letter::{Details, Letter, OfferLetter};
use super::request::{CloseReason, Request};
use super::text::{Name, Words};
use super::time::Millis;
use std::collections::BTreeMap;

mod fold;
mod life;
mod private;

pub use fold::fold;
pub use life::{Deed, Logged, Mark, Milestone, Reached};
pub use private::Private;

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
    /// How many helpers were accepted.
    pub accepted: usize,
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
            Stage::Accepted { taken: self.accepted, needed: usize::from(self.request.helpers) }
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
        let mut accepted = self.threads.iter().filter(|t| t.accepted.is_some()).peekable();
        self.accepted >= usize::from(self.request.helpers)
            && accepted.peek().is_some()
            && accepted.all(|t| t.requester_done)
    }

    /// Where a thread stands.
    #[must_use]
    pub fn step(&self, thread: &Thread) -> Step {
        if thread.accepted.is_none() {
            let full = self.accepted >= usize::from(self.request.helpers);
            return if full || self.end.is_some() { Step::NotChosen } else { Step::Offered };
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

#[cfg(test)]
mod life_tests;
#[cfg(test)]
mod tests;

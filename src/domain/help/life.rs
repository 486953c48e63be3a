//! The life of one request as a line of milestones: what happened, what comes next.

use super::{Feedback, Help, REMEMBERED, Stage, Step, Thanks, Thread};
use crate::domain::id::RecordId;
use crate::domain::request::CloseReason;
use crate::domain::text::Name;
use crate::domain::time::Millis;

/// What a record of a thread did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The helper offered.
    Offered,
    /// The requester accepted.
    Accepted,
    /// The helper set out.
    SetOut,
    /// One side says it is done.
    Done,
    /// One side gave thanks.
    Thanked,
    /// One side wrote.
    Said,
    /// One side stepped back.
    Left,
    /// One side says that they did not meet.
    NotMet,
    /// One side told how it was.
    Told,
}

/// One record of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its id; the time in it is its author's claim.
    pub id: RecordId,
    /// Whether the helper made it; otherwise the requester did.
    pub by_helper: bool,
    /// What it did.
    pub deed: Deed,
}

/// What a milestone is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The request.
    Asked,
    /// So many people offered.
    Offers(usize),
    /// This device's own offer.
    MyOffer,
    /// The requester chooses.
    Choice,
    /// The helper sets out.
    OnTheWay,
    /// Both say it is done.
    Done,
    /// Thanks.
    Thanks,
    /// Somebody else was chosen.
    NotChosen,
    /// One of the two stepped back.
    Left,
    /// They did not meet.
    NotMet,
    /// The requester ended it.
    Ended(CloseReason),
    /// Its time passed.
    Expired,
}

/// Whether a milestone lies behind, here or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// It happened.
    Done,
    /// It is what everybody waits for.
    Now,
    /// It comes later.
    Next,
    /// The line ends here.
    Ended,
}

/// One point of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What it is about.
    pub mark: Mark,
    /// Where it lies.
    pub reached: Reached,
    /// When it happened, by its author's claim.
    pub at: Option<Millis>,
    /// The records it rests on.
    pub ids: Vec<RecordId>,
}

impl Milestone {
    fn new(mark: Mark, reached: Reached) -> Self {
        Self { mark, reached, at: None, ids: Vec::new() }
    }

    /// A milestone that rests on `ids`, and happened when the last of them was made.
    fn happened(mark: Mark, ids: Vec<RecordId>) -> Self {
        Self { mark, reached: Reached::Done, at: ids.iter().map(|id| id.time).max(), ids }
    }
}

impl Thread {
    /// The other side's words on how it was, as far as they are told.
    #[must_use]
    pub fn their_feedback(&self) -> Option<&Feedback> {
        if self.mine { self.requester_feedback.as_ref() } else { self.helper_feedback.as_ref() }
    }

    /// One's own words on how it was.
    #[must_use]
    pub fn own_feedback(&self) -> Option<&Feedback> {
        if self.mine { self.helper_feedback.as_ref() } else { self.requester_feedback.as_ref() }
    }

    /// The record of one's own words whose key is to be told now: the other has written too, or two weeks have passed.
    #[must_use]
    pub fn to_reveal(&self, now: Millis) -> Option<&RecordId> {
        let own = self.own_feedback().filter(|own| own.key.is_none())?;
        let due = self.their_feedback().is_some() || now.since(own.id.time) >= REMEMBERED;
        due.then_some(&own.id)
    }

    /// The other side's thanks.
    #[must_use]
    pub fn received(&self) -> Option<&Thanks> {
        if self.mine { self.requester_thanks.as_ref() } else { self.helper_thanks.as_ref() }
    }

    /// One's own thanks.
    #[must_use]
    pub fn given(&self) -> Option<&Thanks> {
        if self.mine { self.helper_thanks.as_ref() } else { self.requester_thanks.as_ref() }
    }

    /// Whether this device's person said that it is done.
    #[must_use]
    pub fn i_said_done(&self) -> bool {
        if self.mine { self.helper_done } else { self.requester_done }
    }

    /// Whether this device's person is the helper and may still say that they set out.
    #[must_use]
    pub fn may_set_out(&self) -> bool {
        self.mine && self.accepted.is_some() && !self.under_way && !self.helper_done
    }

    fn made(&self, deed: Deed) -> Vec<RecordId> {
        self.log.iter().filter(|l| l.deed == deed).map(|l| l.id.clone()).collect()
    }
}

impl Help {
    /// All records this device knows to belong to the request.
    pub fn records(&self) -> impl Iterator<Item = &RecordId> {
        self.ids.iter().chain(self.threads.iter().flat_map(|t| t.log.iter().map(|l| &l.id)))
    }

    /// What the requester wants to be called, as far as this device may know.
    #[must_use]
    pub fn requester_name(&self) -> Option<&Name> {
        let told = || {
            let accepted = |t: &'_ Thread| t.mine && t.accepted.is_some();
            self.threads.iter().find(|t| accepted(t))?.accepted.as_ref()?.name.as_ref()
        };
        self.request.by.as_ref().map(|by| &by.name).or_else(told)
    }

    /// Whether the two sides still have something to say to each other: it did not end otherwise
    /// than by help.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        matches!(self.end, None | Some(CloseReason::Done | CloseReason::Partly))
    }

    /// Whether its own requester may still end it.
    #[must_use]
    pub fn may_withdraw(&self, now: Millis) -> bool {
        self.mine && self.end.is_none() && self.expires > now
    }

    /// The request an act in the feed may name: only where the other side agreed that it is told.
    #[must_use]
    pub fn may_be_told(&self, thread: &Thread) -> Option<RecordId> {
        thread.received().filter(|thanks| thanks.may_tell).map(|_| self.id.clone())
    }

    /// The thread the line follows: one's own, or the accepted one that has come least far.
    #[must_use]
    pub fn leading(&self) -> Option<&Thread> {
        let accepted = || {
            let held = self.threads.iter().filter(|t| t.accepted.is_some());
            held.filter(|t| self.step(t) != Step::NotMet)
        };
        self.my_thread().or_else(|| accepted().min_by_key(|t| self.step(t)))
    }

    /// The line: what happened, what comes next.
    #[must_use]
    pub fn milestones(&self, now: Millis) -> Vec<Milestone> {
        let mut line = vec![Milestone::happened(Mark::Asked, vec![self.id.clone()])];
        match self.leading() {
            Some(thread) => self.line_of(thread, &mut line),
            None => self.line_in_public(&mut line),
        }
        let last = match self.stage(now) {
            Stage::Closed(reason) if !self.goes_on() => Mark::Ended(reason),
            Stage::Expired if self.leading().is_none_or(|t| self.step(t) < Step::Done) => {
                Mark::Expired
            }
            _ => return line,
        };
        line.retain(|m| m.reached == Reached::Done);
        line.push(Milestone::new(last, Reached::Ended));
        line
    }

    /// What everybody sees: how many offered, whether enough were chosen, whether it is done.
    fn line_in_public(&self, line: &mut Vec<Milestone>) {
        use Reached::{Done, Next, Now};
        let full = self.accepted >= self.needed();
        let done = self.end.is_some() && self.goes_on();
        let (offers, choice) = match (full || done, self.mine && self.offers > 0) {
            (true, _) => (Done, Done),
            (false, true) => (Done, Now),
            (false, false) => (Now, Next),
        };
        line.push(Milestone::new(Mark::Offers(self.offers), offers));
        line.push(Milestone::new(Mark::Choice, choice));
        if !full && !done {
            line.push(Milestone::new(Mark::OnTheWay, Next));
        }
        let end = if done {
            Done
        } else if full {
            Now
        } else {
            Next
        };
        line.push(Milestone::new(Mark::Done, end));
        if !done {
            line.push(Milestone::new(Mark::Thanks, Next));
        }
    }

    /// What the two of a thread see.
    fn line_of(&self, thread: &Thread, line: &mut Vec<Milestone>) {
        use Reached::{Ended, Next, Now};
        let step = self.step(thread);
        line.push(if thread.mine {
            Milestone::happened(Mark::MyOffer, thread.made(Deed::Offered))
        } else {
            Milestone { reached: Reached::Done, ..Milestone::new(Mark::Offers(self.offers), Now) }
        });
        match step {
            Step::NotChosen => return line.push(Milestone::new(Mark::NotChosen, Ended)),
            Step::Left | Step::NotMet => {
                line.push(Milestone::happened(Mark::Choice, thread.made(Deed::Accepted)));
                let (mark, deed) = match step {
                    Step::Left => (Mark::Left, Deed::Left),
                    _ => (Mark::NotMet, Deed::NotMet),
                };
                let ended = Milestone::happened(mark, thread.made(deed));
                return line.push(Milestone { reached: Ended, ..ended });
            }
            Step::Offered => line.push(Milestone::new(Mark::Choice, Now)),
            _ => line.push(Milestone::happened(Mark::Choice, thread.made(Deed::Accepted))),
        }
        if thread.under_way {
            line.push(Milestone::happened(Mark::OnTheWay, thread.made(Deed::SetOut)));
        } else if step <= Step::Accepted {
            let reached = if step == Step::Accepted { Now } else { Next };
            line.push(Milestone::new(Mark::OnTheWay, reached));
        }
        line.push(if step >= Step::Done {
            Milestone::happened(Mark::Done, thread.made(Deed::Done))
        } else {
            let reached = if step >= Step::UnderWay { Now } else { Next };
            Milestone { ids: thread.made(Deed::Done), ..Milestone::new(Mark::Done, reached) }
        });
        line.push(match step {
            Step::Thanked => Milestone::happened(Mark::Thanks, thread.made(Deed::Thanked)),
            Step::Done => Milestone::new(Mark::Thanks, Now),
            _ => Milestone::new(Mark::Thanks, Next),
        });
    }
}

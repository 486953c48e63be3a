//! The ends of help: when it is done, and when its secrets may be destroyed.

use super::days::is_over;
use super::{Help, Step, Thread};
use crate::domain::time::{DAY, Millis};

/// The keys and letters of a thread live this long after its end, in milliseconds (design, section 5, "Keys").
pub const REMEMBERED: u64 = 14 * DAY;

impl Help {
    /// Whether the requester has said of every accepted helper that it is done, with all found. Where they did not meet
    /// nobody is waited for, and of several days those that are over count as they went.
    #[must_use]
    pub fn is_done(&self, now: Millis) -> bool {
        let accepted = || self.threads.iter().filter(|t| t.accepted.is_some());
        let settled = |t: &Thread| t.requester_done || t.not_met;
        let found = match self.days.as_slice() {
            [] => self.accepted >= self.needed(),
            days => days.iter().all(|o| self.is_full(Some(o.day)) || is_over(o.day, now)),
        };
        found && accepted().any(|t| t.requester_done) && accepted().all(settled)
    }

    /// Whether nothing more is expected of a thread.
    #[must_use]
    pub fn is_over_for(&self, thread: &Thread, now: Millis) -> bool {
        let over = matches!(
            self.step(thread),
            Step::NotChosen | Step::Left | Step::NotMet | Step::Done | Step::Thanked
        );
        over || self.has_ended(now)
    }

    /// Whether the request was ended, or its time has passed.
    #[must_use]
    pub fn has_ended(&self, now: Millis) -> bool {
        self.end.is_some() || self.expires <= now
    }

    /// When the thread came to its end, by the claims of its records; `None` where it goes on.
    fn ended_at(&self, thread: &Thread, now: Millis) -> Option<Millis> {
        if !self.is_over_for(thread, now) {
            return None;
        }
        let last = thread.log.iter().map(|l| l.id.time).max().unwrap_or(thread.offer.time);
        Some(self.ended(now).map_or(last, |end| end.max(last)).min(now))
    }

    /// When the request came to its end: by its author's claim, or when it expired.
    fn ended(&self, now: Millis) -> Option<Millis> {
        match self.end {
            Some(_) => self.ids.iter().map(|id| id.time).max(),
            None => (self.expires <= now).then_some(self.expires),
        }
    }

    /// The threads of this device whose keys and letters are to be destroyed now: for a helper two weeks after the
    /// thread's end.
    #[must_use]
    pub fn forgettable(&self, now: Millis) -> Vec<&Thread> {
        let old = |t: &&Thread| {
            t.mine && self.ended_at(t, now).is_some_and(|end| now.since(end) >= REMEMBERED)
        };
        self.threads.iter().filter(old).collect()
    }

    /// Whether the keys of one's own request, and all letters about it, are to be destroyed now: two weeks after its end
    /// and the last word about it.
    #[must_use]
    pub fn is_forgettable(&self, now: Millis) -> bool {
        let last = self.threads.iter().filter_map(|t| self.ended_at(t, now)).max();
        self.mine
            && self.ended(now).is_some_and(|end| {
                let end = last.map_or(end, |last| last.max(end)).min(now);
                now.since(end) >= REMEMBERED
            })
    }
}

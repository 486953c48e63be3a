//! A repeating request: its days, and the help each of them has.

use super::Help;
use crate::domain::time::{LocalDay, Millis};

/// One day of a repeating request. Everybody sees these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day.
    pub day: LocalDay,
    /// How many offers for it stand.
    pub offers: usize,
    /// How many acceptances for it hold.
    pub accepted: usize,
}

impl Help {
    /// Whether help is wanted on several days.
    #[must_use]
    pub fn repeats(&self) -> bool {
        !self.days.is_empty()
    }

    /// How many acceptances make it full: the helpers of every day.
    #[must_use]
    pub fn needed(&self) -> usize {
        usize::from(self.request.helpers) * self.days.len().max(1)
    }

    /// The days that still need somebody and are not over anywhere on earth, in order.
    pub fn open_days(&self, now: Millis) -> impl Iterator<Item = LocalDay> {
        let helpers = usize::from(self.request.helpers);
        let open = move |o: &&Occurrence| o.accepted < helpers && !is_over(o.day, now);
        self.days.iter().filter(open).map(|o| o.day)
    }

    /// The open days for which this device has made no offer that still stands.
    #[must_use]
    pub fn days_to_offer(&self, now: Millis) -> Vec<LocalDay> {
        let stands = |day| {
            self.threads.iter().any(|t| {
                t.mine && t.on == Some(day) && (t.accepted.is_some() || t.released.is_none())
            })
        };
        self.open_days(now).filter(|day| !stands(*day)).collect()
    }

    /// Whether enough helpers were accepted, for that day where it is one of several.
    #[must_use]
    pub fn is_full(&self, on: Option<LocalDay>) -> bool {
        let helpers = usize::from(self.request.helpers);
        match self.days.iter().find(|o| Some(o.day) == on) {
            Some(occurrence) => occurrence.accepted >= helpers,
            None => self.accepted >= self.needed(),
        }
    }

    /// The occurrence of a day.
    pub(super) fn occurrence(&mut self, on: Option<LocalDay>) -> Option<&mut Occurrence> {
        self.days.iter_mut().find(|o| Some(o.day) == on)
    }
}

/// Whether a day is over even where it ends last (UTC-12).
pub(super) fn is_over(day: LocalDay, now: Millis) -> bool {
    LocalDay::at(now, -12 * 60) > day
}

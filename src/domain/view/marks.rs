//! What a row says of a request beside its title: who one is to it and where it stands.

use crate::domain::help::{Help, Stage, Step, Thread};
use crate::domain::request::{CloseReason, Urgency};
use crate::domain::time::Millis;

/// One mark of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It cannot wait.
    Urgent,
    /// The viewer asked.
    Mine,
    /// So many offers wait for the viewer to choose.
    ToRead(usize),
    /// The viewer offered and waits.
    Offered,
    /// The viewer helps.
    Helper,
    /// The viewer offered, and somebody else was found.
    NotChosen,
    /// The viewer helped, and both say that it is done.
    DoneTogether,
    /// Nobody has offered yet.
    NoOffer,
    /// So many offers stand.
    Offers(usize),
    /// So many of the helpers needed are found.
    Helpers {
        /// Found so far.
        taken: usize,
        /// Needed.
        needed: usize,
    },
    /// The only helper needed is found.
    Helped,
    /// It came to its end.
    Closed(CloseReason),
    /// Its time has passed.
    Over,
}

/// The marks of a request for this viewer, in the order they are shown.
#[must_use]
pub fn marks(help: &Help, now: Millis) -> Vec<Mark> {
    let mut marks = Vec::new();
    if help.request.urgency == Urgency::Urgent {
        marks.push(Mark::Urgent);
    }
    if help.mine {
        marks.push(Mark::Mine);
    }
    marks.push(match (help.my_thread(), offers_to_read(help, now)) {
        (Some(thread), _) => part(help, thread),
        (None, 1..) => Mark::ToRead(offers_to_read(help, now)),
        (None, 0) => standing(help.stage(now)),
    });
    marks
}

fn part(help: &Help, thread: &Thread) -> Mark {
    match help.step(thread) {
        Step::Offered => Mark::Offered,
        Step::NotChosen | Step::Left | Step::NotMet => Mark::NotChosen,
        Step::Accepted | Step::UnderWay | Step::HalfDone => Mark::Helper,
        Step::Done | Step::Thanked => Mark::DoneTogether,
    }
}

fn standing(stage: Stage) -> Mark {
    match stage {
        Stage::Open => Mark::NoOffer,
        Stage::Offered(n) => Mark::Offers(n),
        Stage::Accepted { needed: 0 | 1, .. } => Mark::Helped,
        Stage::Accepted { taken, needed } => Mark::Helpers { taken, needed },
        Stage::Closed(reason) => Mark::Closed(reason),
        Stage::Expired => Mark::Over,
    }
}

/// How many offers wait for the viewer, who asked, to choose.
#[must_use]
pub fn offers_to_read(help: &Help, now: Millis) -> usize {
    if !help.mine || !help.takes_offers(now) {
        return 0;
    }
    help.threads.iter().filter(|thread| help.step(thread) == Step::Offered).count()
}

/// Whether nobody new is wanted any more, so that the row stands back.
#[must_use]
pub fn is_quiet(help: &Help, now: Millis) -> bool {
    !help.mine && help.my_thread().is_none() && !help.takes_offers(now)
}

//! What two people agreed on, whose turn it is, and when silence is long enough to ask.

use super::{Deed, Help, Step, Thread};
use crate::domain::letter::Meeting;
use crate::domain::request::{Part, Urgency};
use crate::domain::time::{DAY, HOUR, MINUTE, Millis};

/// Whose turn it is in a thread, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The requester chooses.
    Choose,
    /// A time was proposed: the other side answers.
    Answer {
        /// The helper answers; otherwise the requester.
        helper: bool,
    },
    /// The helper says when they set out.
    SetOut,
    /// The helper is on the way: both meet.
    Meet,
    /// One said that it is done: the other says so too.
    Confirm {
        /// The helper confirms; otherwise the requester.
        helper: bool,
    },
    /// Both may give thanks.
    Thank,
    /// Nobody's.
    Nobody,
}

impl Thread {
    /// A proposed time the other side has not agreed to yet, with whether the helper proposed it.
    #[must_use]
    pub fn open_proposal(&self) -> Option<&super::Proposed> {
        let agreed = self.agreed.as_ref().map(|(_, meeting)| meeting);
        self.proposed.as_ref().filter(|proposed| agreed != Some(&proposed.meeting))
    }

    /// When the helper was last heard of, by their own claim: any record of theirs since they were accepted.
    fn heard(&self) -> Option<Millis> {
        let signs = self.log.iter().filter(|l| l.by_helper && l.deed != Deed::Offered);
        signs.map(|l| l.id.time).max()
    }
}

impl Help {
    /// The day and, where it is known, the time two people meet: what they agreed on, or what the requester wrote.
    /// `None` where no day is known.
    #[must_use]
    pub fn meeting(&self, thread: &Thread) -> Option<Meeting> {
        if let Some((_, meeting)) = &thread.agreed {
            return Some(*meeting);
        }
        let day = thread.on.or(self.request.when.day)?;
        Some(Meeting { day, at: thread.accepted.as_ref().and_then(|a| a.details.at) })
    }

    /// The end of the agreed moment, `offset` minutes east of UTC; `None` where no day is known.
    fn moment(&self, thread: &Thread, offset: i64) -> Option<Millis> {
        let meeting = self.meeting(thread)?;
        let last = match (meeting.at, &thread.agreed, self.request.when.part) {
            (Some(at), ..) => i64::from(at),
            (None, Some(_), _) | (None, None, Part::Any | Part::Evening) => 24 * 60,
            (None, None, Part::Morning) => 12 * 60,
            (None, None, Part::Afternoon) => 18 * 60,
        };
        let minutes = meeting.day.0.saturating_mul(24 * 60).saturating_add(last - offset);
        Some(Millis(u64::try_from(minutes).ok()?.saturating_mul(MINUTE)))
    }

    /// Whether the helper of an accepted thread has been silent for so long that the two are asked: the requester whether
    /// to go on, the helper whether they still come. It changes nothing by itself. `offset` is the minutes this device is
    /// east of UTC.
    ///
    /// Where a day is agreed nobody is asked long before it; where the moment has passed, both are.
    #[must_use]
    pub fn silence(&self, thread: &Thread, now: Millis, offset: i64) -> bool {
        let (Some(accepted), Step::Accepted) = (&thread.accepted, self.step(thread)) else {
            return false;
        };
        let limit = match self.request.urgency {
            Urgency::Urgent => 2 * HOUR,
            Urgency::Normal => DAY,
            Urgency::Calm => 3 * DAY,
        };
        let heard = thread.heard().map_or(accepted.id.time, |at| at.max(accepted.id.time));
        let due = match self.moment(thread, offset) {
            Some(moment) if heard < moment => {
                heard.plus(limit).max(Millis(moment.0.saturating_sub(limit))).min(moment)
            }
            _ => heard.plus(limit),
        };
        due <= now
    }

    /// Whose turn it is.
    #[must_use]
    pub fn turn(&self, thread: &Thread) -> Turn {
        match self.step(thread) {
            Step::Offered => Turn::Choose,
            Step::NotChosen | Step::Left | Step::NotMet | Step::Thanked => Turn::Nobody,
            Step::Accepted => match thread.open_proposal() {
                Some(proposed) => Turn::Answer { helper: !proposed.by_helper },
                None => Turn::SetOut,
            },
            Step::UnderWay => Turn::Meet,
            Step::HalfDone => Turn::Confirm { helper: thread.requester_done },
            Step::Done => Turn::Thank,
        }
    }
}

//! What one who asked may do when time runs out, or nobody answers: for their own eyes, nothing is done by itself.

use super::help::Help;
use super::repeat::Repeat;
use super::request::{Urgency, When};
use super::time::{DAY, HOUR, LocalDay, Millis};

/// From this much life left on, the end is told beforehand, in milliseconds.
const SOON: u64 = 3 * DAY;
/// A request this young is not said to end soon, however short its life is, in milliseconds.
const YOUNG: u64 = DAY;
/// The coarsest area that is proposed, in characters: about 40 km by 20 km at the equator.
const WIDEST: usize = 4;
/// What takes longer than this may be too much to ask at once, in minutes.
const MUCH: u16 = 30;

/// What is told to the one who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// It ends in about so many days; 0: within a day.
    pub ends_in: Option<u64>,
    /// Nobody has answered for long; this could help. Empty: they have, or it is too early to say.
    pub ideas: Vec<Idea>,
}

/// Something that makes an answer likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Idea {
    /// A wider area: more people see it as near.
    Wider,
    /// A day: who knows when, knows whether they can.
    Time,
    /// Something smaller: less time, or fewer helpers.
    Smaller,
    /// A coordinator may know somebody.
    Coordinator,
}

/// How long one waits for a first answer before anything is proposed, in milliseconds.
fn patience(urgency: Urgency) -> u64 {
    match urgency {
        Urgency::Urgent => 2 * HOUR,
        Urgency::Normal => 2 * DAY,
        Urgency::Calm => 5 * DAY,
    }
}

impl Help {
    /// What to tell the one who asked, if anything: only while nobody is accepted.
    #[must_use]
    pub fn follow_up(&self, now: Millis) -> Option<FollowUp> {
        if !self.may_withdraw(now) || self.accepted > 0 {
            return None;
        }
        let (left, age) = (self.expires.since(now), now.since(self.id.time));
        let ends_in = (left < SOON && age >= YOUNG).then_some((left + DAY / 2) / DAY);
        let unanswered = self.offers == 0 && age >= patience(self.request.urgency);
        let ideas = if unanswered { self.ideas() } else { Vec::new() };
        (ends_in.is_some() || !ideas.is_empty()).then_some(FollowUp { ends_in, ideas })
    }

    fn ideas(&self) -> Vec<Idea> {
        let wider = self.id.place.cell().is_some_and(|cell| cell.as_str().len() > WIDEST);
        let smaller = self.request.minutes > MUCH || self.request.helpers > 1;
        let all = [
            (Idea::Wider, wider),
            (Idea::Time, self.request.when.day.is_none()),
            (Idea::Smaller, smaller),
            (Idea::Coordinator, true),
        ];
        all.into_iter().filter(|(_, fits)| *fits).map(|(idea, _)| idea).collect()
    }
}

/// When help is wanted, asked anew on `today`: what has passed is left out.
#[must_use]
pub fn renewed(when: When, repeats: Option<Repeat>, today: LocalDay) -> (When, Option<Repeat>) {
    match (when.day, repeats) {
        (Some(day), Some(rule)) => match rule.left(day, today) {
            Some((next, rule)) => (When { day: Some(next), ..when }, rule),
            None => (When { day: None, ..when }, None),
        },
        (day, _) => (When { day: day.filter(|day| *day >= today), ..when }, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;
    use crate::domain::id::RecordId;
    use crate::domain::request::{Category, CloseReason, Part, Request};
    use crate::domain::terms::Terms;
    use crate::domain::text::Line;

    const ASKED: Millis = Millis(1_000_000_000_000);

    fn help(urgency: Urgency) -> Help {
        Help {
            id: RecordId::parse("u0qu0t:request:1000000000000:AAAAAAAAAAAAAAAAAAAAAA").unwrap(),
            author: Bytes([1; 32]),
            request: Request {
                category: Category::Ride,
                title: Line::parse("To the clinic").unwrap(),
                words: None,
                when: When { day: None, part: Part::Any },
                urgency,
                minutes: 60,
                helpers: 1,
                for_other: false,
                lang: None,
                seal: Bytes([2; 32]),
                by: None,
                told: vec![],
                replaces: None,
                terms: Terms::default(),
            },
            expires: ASKED.plus(30 * DAY),
            mine: true,
            offers: 0,
            accepted: 0,
            end: None,
            threads: vec![],
            ids: vec![],
            private: None,
            days: Vec::new(),
        }
    }

    #[test]
    fn how_long_one_waits_depends_on_how_pressing_it_is() {
        for (urgency, wait) in
            [(Urgency::Urgent, 2 * HOUR), (Urgency::Normal, 2 * DAY), (Urgency::Calm, 5 * DAY)]
        {
            let help = help(urgency);
            assert_eq!(help.follow_up(ASKED.plus(wait - 1)), None, "{urgency:?}");
            let told = help.follow_up(ASKED.plus(wait)).unwrap();
            assert_eq!(told.ends_in, None);
            assert_eq!(told.ideas, [Idea::Wider, Idea::Time, Idea::Smaller, Idea::Coordinator]);
        }
    }

    #[test]
    fn the_end_is_told_three_days_before() {
        let help = Help { offers: 1, ..help(Urgency::Normal) };
        assert_eq!(help.follow_up(ASKED.plus(27 * DAY)), None);
        let told = help.follow_up(ASKED.plus(27 * DAY + 1)).unwrap();
        assert_eq!(told, FollowUp { ends_in: Some(3), ideas: vec![] });
        assert_eq!(help.follow_up(ASKED.plus(30 * DAY)), None, "then it is over");
    }

    #[test]
    fn what_was_just_asked_is_not_said_to_end() {
        let short = Help { expires: ASKED.plus(2 * DAY), ..help(Urgency::Normal) };
        assert_eq!(short.follow_up(ASKED.plus(HOUR)), None);
        assert_eq!(short.follow_up(ASKED.plus(DAY)).unwrap().ends_in, Some(1));
    }

    #[test]
    fn who_found_help_or_withdrew_or_did_not_ask_is_told_nothing() {
        let late = ASKED.plus(29 * DAY);
        assert!(help(Urgency::Normal).follow_up(late).is_some());
        for other in [
            Help { accepted: 1, offers: 1, ..help(Urgency::Normal) },
            Help { end: Some(CloseReason::NotNeeded), ..help(Urgency::Normal) },
            Help { mine: false, ..help(Urgency::Normal) },
        ] {
            assert_eq!(other.follow_up(late), None);
        }
    }

    #[test]
    fn only_what_can_be_changed_is_proposed() {
        let mut small = help(Urgency::Normal);
        small.id = RecordId::parse("a:request:1000000000000:AAAAAAAAAAAAAAAAAAAAAA").unwrap();
        small.request.minutes = 15;
        small.request.when.day = Some(LocalDay(20_000));
        assert_eq!(small.follow_up(ASKED.plus(3 * DAY)).unwrap().ideas, [Idea::Coordinator]);
    }

    #[test]
    fn asked_anew_nothing_lies_in_the_past() {
        let on = |day: Option<i64>| When { day: day.map(LocalDay), part: Part::Evening };
        let weekly = Repeat::parse("FREQ=WEEKLY;INTERVAL=1;COUNT=3").unwrap();
        let today = LocalDay(10);
        assert_eq!(renewed(on(Some(10)), None, today), (on(Some(10)), None));
        assert_eq!(renewed(on(Some(9)), None, today), (on(None), None));
        assert_eq!(renewed(on(None), None, today), (on(None), None));
        let two = Repeat { times: 2, ..weekly };
        assert_eq!(renewed(on(Some(9)), Some(weekly), today), (on(Some(16)), Some(two)));
        assert_eq!(renewed(on(Some(-20)), Some(weekly), today), (on(None), None));
    }
}

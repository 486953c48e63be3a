//! Folds answer alike for the same set of records, heed nobody without the right, and never go back.

use super::crowd::{Crowd, PEOPLE, crowd, device, person, steps};
use crate::domain::act::{self, Told};
use crate::domain::amend::{Amended, amended};
use crate::domain::body::{Body, Release};
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::{Fact, gone, retracted};
use crate::domain::help::{Help, Stage, Step, Thread, fold, key_hash};
use crate::domain::id::RecordId;
use crate::domain::letter::Letter;
use crate::domain::request::{CloseReason, Request};
use crate::domain::time::Millis;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use std::collections::BTreeMap;

const MOST: usize = 40;

type View = (Vec<Help>, Vec<Told>, BTreeMap<RecordId, Amended>);

/// All that a device shows, and what it shows instead of what was said first.
fn seen<'a>(facts: impl IntoIterator<Item = &'a Fact> + Clone, all: &Crowd, bits: u8) -> View {
    let feed = act::fold(facts.clone(), &person(bits % PEOPLE));
    (fold(facts.clone(), &all.letters, &device(bits)), feed, amended(facts))
}

impl Crowd {
    fn author(&self, id: &RecordId) -> Option<AuthorKey> {
        self.facts.iter().find(|f| f.id == *id).map(|f| f.author)
    }

    /// Whether anything may come of a record, said once more in other words than the folds'.
    fn may_count(&self, fact: &Fact) -> bool {
        let owns = |id: &RecordId| self.author(id) == Some(fact.author);
        match &fact.body {
            Body::Request(_) | Body::Act(_) | Body::Offer(_) => true,
            Body::Accept(accept) => owns(&accept.re),
            Body::Message(message) => match self.letters.get(&fact.id) {
                Some(Letter::Note(note)) => owns(&message.re) || owns(&note.offer),
                _ => false,
            },
            Body::Close(close) => owns(&close.re),
            Body::Release(release) => owns(&release.re) || self.opens(release),
            Body::Retract(retract) => owns(&retract.re),
            Body::Amend(amend) => owns(amend.re()),
            _ => false,
        }
    }

    /// Whether a release shows the key of the acceptance it names.
    fn opens(&self, release: &Release) -> bool {
        self.facts.iter().any(|fact| match &fact.body {
            Body::Accept(accept) => {
                fact.id == release.accept
                    && release.key.is_some_and(|key| accept.release == Some(key_hash(&key.0)))
            }
            _ => false,
        })
    }

    /// How many acceptances of a request hold.
    fn holding(&self, request: &Fact) -> usize {
        let ended = |accept: &&Fact| {
            self.facts.iter().any(|fact| match &fact.body {
                Body::Release(r) if r.accept == accept.id && r.re == request.id => {
                    fact.author == request.author || self.opens(r)
                }
                _ => false,
            })
        };
        self.own(&request.id, |b| if let Body::Accept(a) = b { Some((&a.re, ())) } else { None })
            .into_iter()
            .filter(|(accept, ())| !ended(accept))
            .count()
    }

    /// Who says what about `id` by right of being its author.
    fn own<'c, T>(
        &'c self,
        id: &RecordId,
        about: impl Fn(&'c Body) -> Option<(&'c RecordId, T)>,
    ) -> Vec<(&'c Fact, T)> {
        let author = self.author(id);
        let of = |fact: &'c Fact| {
            about(&fact.body).filter(|(re, _)| *re == id).map(|(_, said)| (fact, said))
        };
        self.facts.iter().filter(|f| Some(f.author) == author).filter_map(of).collect()
    }

    fn is_retracted(&self, id: &RecordId) -> bool {
        !self
            .own(id, |b| if let Body::Retract(r) = b { Some((&r.re, ())) } else { None })
            .is_empty()
    }

    fn closings(&self, id: &RecordId) -> Vec<(&Fact, CloseReason)> {
        self.own(id, |b| if let Body::Close(c) = b { Some((&c.re, c.reason)) } else { None })
    }

    /// The body that must be shown for `original`.
    fn body_of<'c>(&'c self, original: &'c Fact) -> &'c Body {
        let closed = self.closings(&original.id).into_iter().map(|(f, _)| f.id.time).min();
        self.own(
            &original.id,
            |b| if let Body::Amend(a) = b { Some((a.re(), a.body())) } else { None },
        )
        .into_iter()
        .filter(|(f, _)| closed.is_none_or(|end| f.id.time < end) && !self.is_retracted(&f.id))
        .max_by_key(|(f, _)| (f.id.time, &f.id))
        .map_or(&original.body, |(_, body)| body)
    }
}

/// A set of records, and its members in some order, some of them more than once.
fn shuffled() -> impl Strategy<Value = (Crowd, Vec<Fact>)> {
    let all = steps(MOST).prop_map(|steps| crowd(&steps));
    let doubled = (all, vec(any::<Index>(), 0..20)).prop_map(|(all, again)| {
        let mut facts = all.facts.clone();
        facts.extend(
            again.iter().filter(|_| !all.facts.is_empty()).map(|i| i.get(&all.facts).clone()),
        );
        (all, facts)
    });
    doubled.prop_flat_map(|(all, facts)| (Just(all), Just(facts).prop_shuffle()))
}

proptest! {
    #[test]
    fn order_and_duplicates_make_no_difference((all, facts) in shuffled(), bits in 0..16u8) {
        prop_assert_eq!(seen(&facts, &all, bits), seen(&all.facts, &all, bits));
        prop_assert_eq!(gone(&facts, Millis(1_000)), gone(&all.facts, Millis(1_000)));
    }

    #[test]
    fn however_a_set_was_split_its_parts_together_say_the_same(
        steps in steps(MOST),
        bits in 0..16u8,
        parts in vec(1..4u8, MOST),
    ) {
        let all = crowd(&steps);
        let part = |which: u8| {
            all.facts.iter().zip(&parts).filter(move |(_, p)| *p & which != 0).map(|(f, _)| f)
        };
        let whole = seen(&all.facts, &all, bits);
        prop_assert_eq!(seen(part(1).chain(part(2)), &all, bits), whole.clone());
        prop_assert_eq!(seen(part(2).chain(part(1)), &all, bits), whole);
    }

    #[test]
    fn a_record_by_somebody_without_the_right_changes_nothing(
        steps in steps(MOST),
        bits in 0..16u8,
        from in any::<Index>(),
    ) {
        let all = crowd(&steps);
        let (before, after) = all.facts.split_at(from.index(steps.len() + 1));
        let forged = after.iter().filter(|f| !all.may_count(f));
        let base = before.iter();
        prop_assert_eq!(seen(base.clone().chain(forged), &all, bits), seen(base, &all, bits));
    }

    #[test]
    fn what_is_shown_is_what_its_author_said_last(steps in steps(MOST), bits in 0..16u8) {
        let all = crowd(&steps);
        let (helps, feed, _) = seen(&all.facts, &all, bits);
        let mut shown = 0;
        for fact in all.facts.iter().filter(|f| !all.is_retracted(&f.id)) {
            match (&fact.body, all.body_of(fact)) {
                (Body::Request(first), Body::Request(last)) => {
                    let help = helps.iter().find(|h| h.id == fact.id).unwrap();
                    let fixed = Request {
                        seal: first.seal,
                        by: first.by.clone(),
                        told: first.told.clone(),
                        replaces: first.replaces.clone(),
                        ..last.as_ref().clone()
                    };
                    prop_assert_eq!(&help.request, &fixed);
                    let end = all.closings(&fact.id).into_iter().map(|(_, reason)| reason).min();
                    prop_assert_eq!(help.end, end);
                    prop_assert_eq!(help.expires, fact.expires);
                    prop_assert_eq!(help.accepted, all.holding(fact));
                    for thread in &help.threads {
                        // Nothing is open to a helper who stepped back or was released.
                        let left = help.step(thread) == Step::Left;
                        prop_assert_eq!(left, thread.accepted.is_none() && thread.released.is_some());
                        for told in [&thread.helper_feedback, &thread.requester_feedback].into_iter().flatten() {
                            prop_assert!(told.key.is_none_or(|key| key_hash(&key.0) == told.hash));
                        }
                    }
                    shown += 1;
                }
                (Body::Act(_), Body::Act(last)) => {
                    let told = feed.iter().find(|t| t.id == fact.id).unwrap();
                    prop_assert_eq!(&told.act, last.as_ref());
                    shown += 1;
                }
                _ => {}
            }
        }
        // What was taken back is not among them.
        prop_assert_eq!(helps.len() + feed.len(), shown);
    }

    #[test]
    fn an_end_is_final(steps in steps(MOST), bits in 0..16u8, from in any::<Index>()) {
        let mut all = crowd(&steps);
        let (early, late) = all.facts.split_at(from.index(steps.len() + 1));
        let (early, mut late) = (early.to_vec(), late.to_vec());
        // What comes late says so. Only taking back is left to authors.
        late.retain(|f| !matches!(f.body, Body::Retract(_)) || !all.may_count(f));
        for fact in &mut late {
            let letter = all.letters.remove(&fact.id);
            fact.id.time = fact.id.time.plus(100);
            all.letters.extend(letter.map(|letter| (fact.id.clone(), letter)));
        }
        let (before, ..) = seen(&early, &all, bits);
        let (after, feed, _) = seen(early.iter().chain(&late), &all, bits);
        for was in before.iter().filter(|h| h.end.is_some()) {
            let is = after.iter().find(|h| h.id == was.id).unwrap();
            prop_assert_eq!(&is.request, &was.request);
            prop_assert!(is.end.is_some() && is.end <= was.end);
            for now in [0, 999, 1_000] {
                prop_assert_eq!(is.stage(Millis(now)), Stage::Closed(is.end.unwrap()));
                prop_assert!(!is.takes_offers(Millis(now)));
            }
        }
        for id in retracted(&early) {
            prop_assert!(after.iter().all(|h| h.id != id) && feed.iter().all(|t| t.id != id));
        }
    }
}

/// The properties above say something only where enough happens.
#[test]
fn the_crowd_does_a_bit_of_everything() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut amended = 0;
    let (mut released, mut agreed, mut revealed, mut repeated) = (0, 0, 0, 0);
    let (mut closed, mut accepted, mut spoken, mut forged, mut withdrawn) = (0, 0, 0, 0, 0);
    for _ in 0..3_000 {
        let all = crowd(&steps(MOST).new_tree(&mut runner).unwrap().current());
        let (helps, ..) = seen(&all.facts, &all, 15);
        amended += all.facts.iter().filter(|f| *all.body_of(f) != f.body).count();
        withdrawn += all.facts.iter().filter(|f| all.is_retracted(&f.id)).count();
        forged += all.facts.iter().filter(|f| !all.may_count(f)).count();
        closed += helps.iter().filter(|h| h.end.is_some()).count();
        let threads = || helps.iter().flat_map(|h| &h.threads);
        accepted += threads().filter(|t| t.accepted.is_some()).count();
        released += threads().filter(|t| t.released.is_some()).count();
        agreed += threads().filter(|t| t.agreed.is_some()).count();
        let told = |t: &&Thread| {
            let both = [&t.helper_feedback, &t.requester_feedback];
            both.into_iter().flatten().any(|f| f.key.is_some())
        };
        revealed += threads().filter(told).count();
        repeated += helps.iter().filter(|h| h.days.iter().any(|o| o.accepted > 0)).count();
        spoken += threads().filter(|t| t.log.len() > 1).count();
    }
    for (what, count) in [
        ("amended", amended),
        ("closed", closed),
        ("accepted", accepted),
        ("spoken", spoken),
        ("forged", forged),
        ("withdrawn", withdrawn),
    ] {
        assert!(count > 60, "{what}: {count}");
    }
    for (what, count) in
        [("released", released), ("agreed", agreed), ("revealed", revealed), ("repeated", repeated)]
    {
        assert!(count > 2, "{what}: {count}");
    }
}

//! Behaviour and properties of the life of help.

use super::*;
use crate::domain::body::Body;
use crate::domain::body::{Close, Retract, Sealed, SealedAbout};
use crate::domain::bytes::Bytes;
use crate::domain::fact::Fact;
use crate::domain::id::{Kind, Place};
use crate::domain::letter::AcceptLetter;
use crate::domain::letter::Note;
use crate::domain::letter::{Binding, NoteLetter};
use crate::domain::request::{Category, Part, Urgency, When};
use crate::domain::text::Line;
use proptest::prelude::*;
use std::collections::BTreeSet;

pub(super) const REQUESTER: AuthorKey = Bytes([1; 32]);
pub(super) const HELPER: AuthorKey = Bytes([2; 32]);
pub(super) const OTHER: AuthorKey = Bytes([3; 32]);
pub(super) const STRANGER: AuthorKey = Bytes([9; 32]);

pub(super) fn id(kind: &str, n: u8) -> RecordId {
    RecordId {
        place: Place::Anywhere,
        kind: Kind::parse(kind).unwrap(),
        time: Millis(u64::from(n)),
        tag: Bytes([n; 16]),
    }
}

pub(super) fn fact(kind: &str, n: u8, author: AuthorKey, body: Body) -> Fact {
    Fact { id: id(kind, n), author, expires: Millis(1_000), body }
}

pub(super) fn request(helpers: u8) -> Fact {
    let request = Request {
        category: Category::Ride,
        title: Line::parse("To the clinic").unwrap(),
        words: None,
        when: When { day: None, part: Part::Any },
        urgency: Urgency::Normal,
        minutes: 30,
        helpers,
        for_other: false,
        lang: None,
        seal: Bytes([7; 32]),
        by: None,
        told: Vec::new(),
        replaces: None,
        terms: Default::default(),
    };
    fact("request", 1, REQUESTER, Body::Request(Box::new(request)))
}

fn sealed() -> SealedAbout {
    SealedAbout::new(id("request", 1), Sealed(vec![1]))
}

pub(super) fn offer(n: u8, by: AuthorKey) -> (Fact, (RecordId, Letter)) {
    let name = Name::parse("Jonas").unwrap();
    let letter = OfferLetter {
        by: Binding { person: Bytes([n; 32]), name, sig: Bytes([0; 64]) },
        words: None,
        seal: Bytes([n; 32]),
    };
    (fact("offer", n, by, Body::Offer(sealed())), (id("offer", n), Letter::Offer(letter)))
}

pub(super) fn accept(n: u8, by: AuthorKey, offer: u8) -> (Fact, (RecordId, Letter)) {
    let letter = AcceptLetter {
        offer: id("offer", offer),
        details: Details::default(),
        name: None,
        key: None,
    };
    (fact("accept", n, by, Body::Accept(sealed())), (id("accept", n), Letter::Accept(letter)))
}

pub(super) fn note(n: u8, by: AuthorKey, offer: u8, note: Note) -> (Fact, (RecordId, Letter)) {
    let letter = NoteLetter { offer: id("offer", offer), note };
    (fact("message", n, by, Body::Message(sealed())), (id("message", n), Letter::Note(letter)))
}

pub(super) fn thanks() -> Note {
    Note::Thanks { words: Words::parse("You waited with me").unwrap(), may_tell: true }
}

/// A whole life: two offers, one chosen, on the way, done by both, thanked, closed.
pub(super) fn whole_life() -> (Vec<Fact>, Letters) {
    let steps = [
        offer(2, HELPER),
        offer(3, OTHER),
        accept(4, REQUESTER, 2),
        note(5, HELPER, 2, Note::OnMyWay),
        note(6, HELPER, 2, Note::Done),
        note(7, REQUESTER, 2, Note::Done),
        note(8, REQUESTER, 2, thanks()),
        note(9, HELPER, 2, Note::Say(Words::parse("Gladly").unwrap())),
    ];
    let (mut facts, letters): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
    facts.push(request(1));
    let close = Close { re: id("request", 1), reason: CloseReason::Done };
    facts.push(fact("close", 10, REQUESTER, Body::Close(close)));
    (facts, letters.into_iter().collect())
}

pub(super) fn keys(list: &[AuthorKey]) -> BTreeSet<AuthorKey> {
    list.iter().copied().collect()
}

#[test]
fn a_whole_life_ends_in_thanks_for_the_one_chosen_and_kindly_for_the_other() {
    let (facts, letters) = whole_life();
    let all = fold(&facts, &letters, &keys(&[REQUESTER]));
    let [help] = all.as_slice() else { panic!("one request: {all:?}") };
    assert!(help.mine);
    assert_eq!(help.stage(Millis(20)), Stage::Closed(CloseReason::Done));
    let steps: Vec<Step> = help.threads.iter().map(|t| help.step(t)).collect();
    assert_eq!(steps, [Step::Thanked, Step::NotChosen]);
}

#[test]
fn everybody_else_sees_how_many_offered_and_nothing_more() {
    let (facts, _) = whole_life();
    let help = &fold(&facts, &Letters::new(), &keys(&[STRANGER]))[0];
    assert_eq!((help.offers, help.accepted), (2, 1));
    assert!(help.threads.is_empty());
}

#[test]
fn a_full_request_takes_no_more_offers() {
    let (offer_fact, offer_letter) = offer(2, HELPER);
    let (accept_fact, accept_letter) = accept(4, REQUESTER, 2);
    let letters = [offer_letter, accept_letter].into_iter().collect();
    for (needed, open) in [(1, false), (2, true)] {
        let facts = [request(needed), offer_fact.clone(), accept_fact.clone()];
        let help = &fold(&facts, &letters, &keys(&[REQUESTER]))[0];
        assert_eq!(help.takes_offers(Millis(10)), open, "{needed} needed");
    }
}

#[test]
fn of_two_acceptances_of_one_offer_the_smaller_counts() {
    let (facts, letters): (Vec<_>, Vec<_>) =
        [offer(2, HELPER), accept(5, REQUESTER, 2), accept(4, REQUESTER, 2)].into_iter().unzip();
    let facts = [facts, vec![request(1)]].concat();
    let help = fold(&facts, &letters.into_iter().collect(), &keys(&[HELPER])).remove(0);
    assert_eq!(help.threads[0].accepted.as_ref().map(|a| &a.id), Some(&id("accept", 4)));
}

#[test]
fn an_expired_request_says_so() {
    let help = &fold(&[request(1)], &Letters::new(), &BTreeSet::new())[0];
    assert_eq!(help.stage(Millis(999)), Stage::Open);
    assert_eq!(help.stage(Millis(1_000)), Stage::Expired);
}

#[test]
fn a_request_taken_back_is_gone_and_only_its_author_takes_it_back() {
    let retract = |by| fact("retract", 20, by, Body::Retract(Retract { re: id("request", 1) }));
    assert!(fold(&[request(1), retract(REQUESTER)], &Letters::new(), &BTreeSet::new()).is_empty());
    assert_eq!(fold(&[request(1), retract(STRANGER)], &Letters::new(), &BTreeSet::new()).len(), 1);
}

proptest! {
    #[test]
    fn any_order_and_any_duplicates_give_the_same_answer(order in Just(whole_life().0).prop_shuffle(), again in proptest::collection::vec(0..10usize, 0..10)) {
        let (facts, letters) = whole_life();
        let mut shuffled = order;
        for i in again {
            shuffled.push(facts[i % facts.len()].clone());
        }
        let mine = keys(&[REQUESTER]);
        prop_assert_eq!(fold(&shuffled, &letters, &mine), fold(&facts, &letters, &mine));
    }

    #[test]
    fn nothing_a_stranger_signs_changes_what_anybody_sees(forged in 0..5usize, n in 30..200u8) {
        let (mut facts, mut letters) = whole_life();
        let mine = keys(&[REQUESTER]);
        let before = fold(&facts, &letters, &mine);
        let (fact, letter) = match forged {
            0 => accept(n, STRANGER, 3),
            1 => note(n, STRANGER, 3, Note::Done),
            2 => note(n, STRANGER, 2, thanks()),
            3 => {
                let close = Close { re: id("request", 1), reason: CloseReason::OutOfScope };
                (fact("close", n, STRANGER, Body::Close(close)), note(n, STRANGER, 2, Note::Done).1)
            }
            _ => {
                let retract = Retract { re: id("offer", 2) };
                (fact("retract", n, STRANGER, Body::Retract(retract)), note(n, STRANGER, 2, Note::Done).1)
            }
        };
        facts.push(fact);
        letters.insert(letter.0, letter.1);
        prop_assert_eq!(fold(&facts, &letters, &mine), before);
    }
}

//! Two and three people, each with a book of their own, and nothing between them but records.

mod community;
mod people;
mod promise;

use super::*;
use crate::domain::cell::{Cell, FINEST, Point};
use crate::domain::help::{Stage, Step};
use crate::domain::id::Place;
use crate::domain::letter::{Details, Note};
use crate::domain::request::{Category, CloseReason, Part, Urgency, When};
use crate::domain::terms::Terms;
use crate::domain::text::{Line, Name, Words};
use crate::store::memory::Memory;
use futures::executor::block_on;

pub(super) const NOW: Millis = Millis(1_795_000_000_000);
const CANARY: &str = "Musterweg 3, third bell";

pub(super) struct Person {
    store: Rc<Memory>,
    pub(super) book: Book<Memory>,
    secret: Secret,
}

fn person(community: CommunityId) -> Person {
    let (store, secret) = (Rc::new(Memory::default()), Secret::generate());
    let book = block_on(Book::open(store.clone(), community, &secret, NOW)).unwrap();
    Person { store, book, secret }
}

pub(super) fn people<const N: usize>() -> [Person; N] {
    let community = Signer::generate().public();
    std::array::from_fn(|_| person(community))
}

/// Carries everything each one wrote to everybody else; returns it.
pub(super) fn carry(people: &[&Person]) -> Vec<Envelope> {
    let mut all = Vec::new();
    for from in people {
        let written = block_on(from.book.waiting(usize::MAX));
        let ids: Vec<String> = written.iter().map(|e| e.id.clone()).collect();
        block_on(from.book.sent(&ids)).unwrap();
        all.extend(written);
    }
    for to in people {
        block_on(to.book.receive(&all, NOW)).unwrap();
    }
    all
}

pub(super) fn ask(helpers: u8) -> Ask {
    Ask {
        category: Category::Ride,
        title: Line::parse("To the clinic").unwrap(),
        words: None,
        when: When { day: None, part: Part::Morning },
        urgency: Urgency::Normal,
        minutes: 40,
        helpers,
        for_other: false,
        lang: None,
        place: Place::Cell(Cell::snap(Point { lat: 47.12, lon: 9.54 }, FINEST)),
        name: Name::parse("Herbert").ok(),
        named: false,
        details: Details { address: Line::parse(CANARY).ok(), ..Details::default() },
        terms: Terms::default(),
        replaces: None,
    }
}

pub(super) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn thanks() -> Note {
    Note::Thanks { words: Words::parse("You waited with me").unwrap(), may_tell: true }
}

#[test]
fn a_whole_life_of_help_between_two_people_seen_by_a_third() {
    let [herbert, anna, third] = people::<3>();
    let all = [&herbert, &anna, &third];
    let id = block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    let mut carried = carry(&all);
    let offer = block_on(anna.book.offer(&id, name("Anna"), None, NOW)).unwrap();
    carried.extend(carry(&all));
    block_on(herbert.book.accept(&id, &offer, NOW)).unwrap();
    carried.extend(carry(&all));

    let [help] = anna.book.requests().try_into().unwrap();
    let mine = help.my_thread().unwrap();
    let accepted = mine.accepted.as_ref().unwrap();
    assert_eq!(accepted.details.address.as_ref().unwrap().as_str(), CANARY);
    assert_eq!(accepted.name, Some(name("Herbert")), "the helper learns the name");

    block_on(anna.book.note(&id, &offer, Note::OnMyWay, NOW)).unwrap();
    block_on(anna.book.note(&id, &offer, Note::Done, NOW)).unwrap();
    carried.extend(carry(&all));
    block_on(herbert.book.confirm_done(&id, &offer, NOW)).unwrap();
    block_on(herbert.book.note(&id, &offer, thanks(), NOW)).unwrap();
    block_on(anna.book.note(&id, &offer, thanks(), NOW)).unwrap();
    carried.extend(carry(&all));

    for who in [&herbert, &anna] {
        let [help] = who.book.requests().try_into().unwrap();
        assert_eq!(help.step(&help.threads[0]), Step::Thanked);
        assert!(
            help.threads[0].helper_thanks.is_some() && help.threads[0].requester_thanks.is_some()
        );
    }
    let [seen] = third.book.requests().try_into().unwrap();
    assert_eq!(seen.stage(NOW), Stage::Closed(CloseReason::Done));
    assert!(seen.threads.is_empty() && seen.request.by.is_none());
    let bytes = serde_json::to_string(&carried).unwrap();
    assert!(!bytes.contains("Musterweg") && !bytes.contains("Herbert") && !bytes.contains("Anna"));
}

#[test]
fn the_one_not_chosen_learns_no_details() {
    let [herbert, anna, jonas] = people::<3>();
    let all = [&herbert, &anna, &jonas];
    let id = block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    carry(&all);
    let chosen = block_on(anna.book.offer(&id, name("Anna"), None, NOW)).unwrap();
    block_on(jonas.book.offer(&id, name("Jonas"), None, NOW)).unwrap();
    carry(&all);
    block_on(herbert.book.accept(&id, &chosen, NOW)).unwrap();
    carry(&all);
    let [help] = jonas.book.requests().try_into().unwrap();
    let mine = help.my_thread().unwrap();
    assert_eq!(help.step(mine), Step::NotChosen);
    assert!(mine.accepted.is_none());
    let kept = format!("{:?}", block_on(jonas.store.all(Shelf::Letters)).unwrap());
    assert!(!kept.contains("Musterweg"));
}

#[test]
fn everything_is_still_there_after_a_restart_at_every_step() {
    let [herbert, anna] = people::<2>();
    let again = |p: &Person| {
        let (store, community) = (p.store.clone(), p.book.community());
        block_on(Book::open(store, community, &p.secret, NOW)).unwrap()
    };
    let id = block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    assert_eq!(again(&herbert).requests(), herbert.book.requests());
    assert_eq!(again(&herbert).outbox(), herbert.book.outbox());
    carry(&[&herbert, &anna]);
    let offer = block_on(anna.book.offer(&id, name("Anna"), None, NOW)).unwrap();
    assert_eq!(again(&anna).requests(), anna.book.requests());
    carry(&[&herbert, &anna]);
    let after_restart = again(&herbert);
    block_on(after_restart.accept(&id, &offer, NOW)).unwrap();
    assert_eq!(again(&herbert).requests(), after_restart.requests());
}

#[test]
fn a_full_device_saves_nothing_and_shows_nothing() {
    let [herbert] = people::<1>();
    herbert.store.set_full(true);
    let refused = block_on(herbert.book.ask(ask(1), NOW));
    assert_eq!(refused, Err(ActionError::Store(StoreError::Full)));
    assert!(herbert.book.requests().is_empty() && herbert.book.outbox().is_empty());
}

#[test]
fn a_forged_record_is_never_shown_and_does_not_stay() {
    let [herbert, anna] = people::<2>();
    block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    let mut forged = block_on(herbert.book.waiting(1)).remove(0);
    forged.s = Signer::generate().sign(b"other words");
    assert_eq!(block_on(anna.book.receive(&[forged], NOW)).unwrap(), 0);
    assert!(anna.book.requests().is_empty());
    assert!(block_on(anna.store.all(Shelf::Records)).unwrap().is_empty());
}

#[test]
fn two_communities_on_one_device_do_not_mix() {
    let [herbert] = people::<1>();
    block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    let elsewhere = Signer::generate().public();
    let there =
        block_on(Book::open(herbert.store.clone(), elsewhere, &herbert.secret, NOW)).unwrap();
    assert!(there.is_empty() && there.outbox().is_empty());
    let (store, here) = (herbert.store.clone(), herbert.book.community());
    let back = block_on(Book::open(store, here, &herbert.secret, NOW)).unwrap();
    assert_eq!((back.len(), back.outbox().len()), (1, 1));
}

#[test]
fn accepting_twice_takes_one_place() {
    let [herbert, anna] = people::<2>();
    let id = block_on(herbert.book.ask(ask(2), NOW)).unwrap();
    carry(&[&herbert, &anna]);
    let offer = block_on(anna.book.offer(&id, name("Anna"), None, NOW)).unwrap();
    carry(&[&herbert, &anna]);
    let first = block_on(herbert.book.accept(&id, &offer, NOW)).unwrap();
    assert_eq!(block_on(herbert.book.accept(&id, &offer, NOW)), Ok(first));
    let [help] = herbert.book.requests().try_into().unwrap();
    assert_eq!(help.accepted, 1);
}

#[test]
fn another_tabs_writing_is_read_without_forgetting_ones_own() {
    let [herbert] = people::<1>();
    let (store, community) = (herbert.store.clone(), herbert.book.community());
    let tab = block_on(Book::open(store, community, &herbert.secret, NOW)).unwrap();
    block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    block_on(tab.ask(ask(1), NOW)).unwrap();
    block_on(tab.reread(NOW)).unwrap();
    assert_eq!((tab.len(), tab.outbox().len()), (2, 2));
}

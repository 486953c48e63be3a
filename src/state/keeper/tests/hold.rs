//! What can still be undone goes nowhere: it is not pushed, not pushed back, not given away.

use super::*;
use crate::domain::cell::{Cell as Area, FINEST, Point};
use crate::domain::id::Place;
use crate::domain::letter::{Details, Note};
use crate::domain::request::{Category, Part, Urgency, When};
use crate::domain::text::{Line, Name};
use crate::state::book::Ask;
use crate::state::hold::HOLD;
use crate::state::keeper::carry::{Carried, Carry, Choice};

fn book(device: &Device, secret: &Secret) -> Book<Memory> {
    block_on(Book::open(device.store.clone(), device.here, secret, device.quiet.now())).unwrap()
}

fn ask() -> Ask {
    Ask {
        category: Category::Ride,
        title: Line::parse("To the clinic").unwrap(),
        words: None,
        when: When { day: None, part: Part::Any },
        urgency: Urgency::Normal,
        minutes: 30,
        helpers: 1,
        for_other: false,
        lang: None,
        place: Place::Cell(Area::snap(Point { lat: 47.12, lon: 9.54 }, FINEST)),
        terms: Default::default(),
        replaces: None,
        name: None,
        named: false,
        details: Details::default(),
    }
}

/// A device on which somebody asked, and accepted an offer just now; the acceptance's id.
fn accepted(secret: &Secret) -> (Device, RecordId) {
    let device = Device::new();
    let mine = book(&device, secret);
    let id = block_on(mine.ask(ask(), NOW)).unwrap();
    let helper = Device { here: device.here, ..Device::new() };
    let theirs = book(&helper, &Secret::generate());
    let told = block_on(mine.waiting(9));
    block_on(theirs.receive(&told, NOW)).unwrap();
    let offer = block_on(theirs.offer(&id, Name::parse("Ben").unwrap(), None, NOW)).unwrap();
    let offered = block_on(theirs.waiting(9));
    block_on(mine.receive(&offered, NOW)).unwrap();
    let accept = block_on(mine.accept(&id, &offer, NOW)).unwrap();
    (device, accept)
}

fn pushed(keeper: &Keeper<Memory, Rc<Quiet>>) -> Vec<String> {
    block_on(keeper.outbox(99)).unwrap().iter().map(|item| item.id().to_owned()).collect()
}

/// Everything that leaves by another way than the outbox.
fn given(keeper: &Keeper<Memory, Rc<Quiet>>) -> String {
    let (records, _) = block_on(keeper.everything(None)).unwrap();
    let wish =
        |choice| Carry::Give { choice, me: Signer::generate().public(), after: None, limit: None };
    let mut all = serde_json::to_string(&records).unwrap();
    for choice in [Choice::Everything, Choice::Needed] {
        let Carried::Given(given) = block_on(keeper.carry(wish(choice))) else { panic!() };
        all += &given.lines;
    }
    all
}

#[test]
fn an_acceptance_leaves_after_ten_seconds_also_where_the_app_died_meanwhile() {
    let secret = Secret::generate();
    let (device, accept) = accepted(&secret);
    let id = accept.to_string();
    for restart in [false, true, true] {
        device.quiet.now.set(if restart { HOLD - 1 } else { 0 });
        let keeper = device.keeper();
        assert_eq!(pushed(&keeper).len(), 1, "the request alone");
        assert!(!given(&keeper).contains(&id));
        assert!(block_on(keeper.held(std::slice::from_ref(&id))).unwrap().is_empty());
    }
    let keeper = device.keeper();
    device.quiet.now.set(HOLD);
    assert!(pushed(&keeper).contains(&id));
    assert!(given(&keeper).contains(&id));
}

#[test]
fn what_was_undone_never_leaves() {
    let secret = Secret::generate();
    let (device, accept) = accepted(&secret);
    let mine = book(&device, &secret);
    let held = mine.held(NOW);
    let (until, ids) = held.first_key_value().unwrap();
    assert_eq!((held.len(), ids.as_slice()), (1, std::slice::from_ref(&accept)));
    block_on(mine.undo(*until, NOW)).unwrap();
    assert_eq!(mine.requests()[0].accepted, 0);
    device.quiet.now.set(2 * HOLD);
    let keeper = device.keeper();
    assert_eq!(pushed(&keeper).len(), 1);
    assert!(!given(&keeper).contains(&accept.to_string()));
    for shelf in [Shelf::Records, Shelf::Letters, Shelf::Outbox] {
        assert_eq!(block_on(device.store.get(shelf, &accept.to_string())).unwrap(), None);
    }
    assert_eq!(book(&device, &secret).requests()[0].accepted, 0);
}

#[test]
fn what_is_leaving_cannot_be_undone_and_what_need_not_wait_leaves_at_once() {
    let secret = Secret::generate();
    let (device, accept) = accepted(&secret);
    let mine = book(&device, &secret);
    let until = *mine.held(NOW).first_key_value().unwrap().0;
    assert!(block_on(mine.undo(until, NOW.plus(HOLD))).is_err());
    block_on(mine.let_go(until, NOW)).unwrap();
    assert!(mine.held(NOW).is_empty());
    assert!(pushed(&device.keeper()).contains(&accept.to_string()));
}

#[test]
fn words_that_were_undone_are_a_draft_again_and_the_other_tab_knows() {
    let secret = Secret::generate();
    let (device, _) = accepted(&secret);
    let (mine, tab) = (book(&device, &secret), book(&device, &secret));
    let help = mine.requests().remove(0);
    let offer = help.threads[0].offer.clone();
    let words = Words::parse("The bell is broken").unwrap();
    let later = NOW.plus(HOLD);
    block_on(mine.note(&help.id, &offer, Note::Say(words), later)).unwrap();
    block_on(tab.reread(later)).unwrap();
    assert_eq!(tab.requests()[0].threads[0].words.len(), 1);
    let until = *mine.held(later).first_key_value().unwrap().0;
    block_on(mine.undo(until, later)).unwrap();
    let draft = block_on(device.store.get(Shelf::Drafts, &format!("say {offer}"))).unwrap();
    assert_eq!(draft.as_deref(), Some("The bell is broken"));
    block_on(tab.reread(later)).unwrap();
    assert!(tab.requests()[0].threads[0].words.is_empty());
    assert_eq!(tab.requests()[0].accepted, 1, "only the words");
}

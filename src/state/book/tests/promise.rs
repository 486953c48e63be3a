//! Promises released and made anew, words told at last, several days, and forgetting.

use super::*;
use crate::domain::help::REMEMBERED;
use crate::domain::letter::Leaving;
use crate::domain::repeat::{Every, Repeat};
use crate::domain::time::{DAY, LocalDay};
use crate::state::vault::{Device, Vault};

/// Herbert asked, Anna offered, and he accepted her.
fn agreed() -> ([Person; 3], RecordId, RecordId) {
    let all = people::<3>();
    let [herbert, anna, third] = &all;
    let id = block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    carry(&[herbert, anna, third]);
    let offer = block_on(anna.book.offer(&id, name("Anna"), None, NOW)).unwrap();
    carry(&[herbert, anna, third]);
    block_on(herbert.book.accept(&id, &offer, NOW)).unwrap();
    carry(&[herbert, anna, third]);
    (all, id, offer)
}

fn step(person: &Person) -> Step {
    let help = person.book.requests().remove(0);
    help.step(&help.threads[0])
}

#[test]
fn a_helper_who_cannot_come_opens_the_request_and_can_be_accepted_anew() {
    let ([herbert, anna, third], id, offer) = agreed();
    let all = [&herbert, &anna, &third];
    block_on(anna.book.release(&id, &offer, Leaving::Cannot, NOW)).unwrap();
    assert!(anna.book.requests()[0].my_thread().unwrap().accepted.is_none());
    let told = carry(&all);
    assert_eq!((step(&herbert), step(&anna)), (Step::Left, Step::Left));
    assert_eq!(herbert.book.requests()[0].threads[0].left.unwrap().why, Leaving::Cannot);
    assert!(third.book.requests()[0].takes_offers(NOW));
    // The release says nothing of which offer it was.
    let release = told.iter().find(|r| r.id.contains(":release:")).unwrap();
    let message = told.iter().find(|r| r.id.contains(":message:")).unwrap();
    assert_ne!(release.a, message.a);
    assert!(!release.p.contains(&offer.to_string()));

    block_on(herbert.book.accept(&id, &offer, NOW)).unwrap();
    carry(&all);
    assert_eq!((step(&herbert), step(&anna)), (Step::Accepted, Step::Accepted));
    let accepted = anna.book.requests()[0].my_thread().unwrap().accepted.clone().unwrap();
    assert_eq!(accepted.details.address.unwrap().to_string(), CANARY);
    block_on(anna.book.note(&id, &offer, Note::OnMyWay, NOW)).unwrap();
    carry(&all);
    assert_eq!(step(&herbert), Step::UnderWay);
}

#[test]
fn who_asked_releases_a_helper_who_did_not_come() {
    let ([herbert, anna, third], id, offer) = agreed();
    block_on(herbert.book.release(&id, &offer, Leaving::NoShow, NOW)).unwrap();
    carry(&[&herbert, &anna, &third]);
    assert_eq!((step(&herbert), step(&anna)), (Step::Left, Step::Left));
    assert_eq!(third.book.requests()[0].accepted, 0);
    let again = block_on(herbert.book.release(&id, &offer, Leaving::NoShow, NOW));
    assert_eq!(again, Err(ActionError::Gone));
}

#[test]
fn how_it_was_is_read_once_both_wrote() {
    let ([herbert, anna, third], id, offer) = agreed();
    let all = [&herbert, &anna, &third];
    let words = |text| Words::parse(text).unwrap();
    let read = |p: &Person| {
        let help = p.book.requests().remove(0);
        help.threads[0].their_feedback().and_then(|f| f.words.clone()).map(|w| w.to_string())
    };
    block_on(herbert.book.feedback(&id, &offer, &words("She was on time"), NOW)).unwrap();
    carry(&all);
    for who in [&herbert, &anna] {
        assert!(!block_on(who.book.reveal(NOW)).unwrap());
    }
    assert_eq!(read(&anna), None);
    let kept = format!("{:?}", block_on(anna.store.all(Shelf::Letters)).unwrap());
    assert!(!kept.contains("on time"));
    block_on(anna.book.feedback(&id, &offer, &words("He was kind"), NOW)).unwrap();
    carry(&all);
    for who in [&herbert, &anna] {
        assert!(block_on(who.book.reveal(NOW)).unwrap());
        assert!(!block_on(who.book.reveal(NOW)).unwrap(), "once");
    }
    let told = carry(&all);
    assert_eq!(read(&anna).as_deref(), Some("She was on time"));
    assert_eq!(read(&herbert).as_deref(), Some("He was kind"));
    assert!(!serde_json::to_string(&told).unwrap().contains("kind"));
}

#[test]
fn how_it_was_is_told_after_two_weeks_of_waiting_for_the_other() {
    let ([herbert, anna, third], id, offer) = agreed();
    let words = Words::parse("She was on time").unwrap();
    block_on(herbert.book.feedback(&id, &offer, &words, NOW)).unwrap();
    assert!(block_on(herbert.book.reveal(NOW.plus(15 * DAY))).unwrap());
    carry(&[&herbert, &anna, &third]);
    let help = anna.book.requests().remove(0);
    assert_eq!(help.threads[0].their_feedback().unwrap().words, Some(words));
}

#[test]
fn each_day_is_offered_accepted_and_done_on_its_own() {
    let all @ [herbert, anna, jonas] = &people::<3>();
    let all: Vec<&Person> = all.iter().collect();
    let today = LocalDay::at(NOW, 0);
    let id = block_on(herbert.book.ask(ask(1), NOW)).unwrap();
    // The form that asks for several days is another matter; an amendment does as well.
    let mut request = herbert.book.requests().remove(0).request;
    request.when.day = Some(today);
    request.terms.repeats = Some(Repeat { every: Every::Week, step: 1, times: 2 });
    let author = herbert.book.requests()[0].author;
    let signer = herbert.book.keys_of(&author).unwrap().signer();
    let amend = crate::domain::amend::Amend::new(id.clone(), Body::Request(Box::new(request)));
    let (place, body) = (id.place.clone(), Body::Amend(amend.unwrap()));
    let new = write::New::of(&signer, place, NOW, NOW.plus(20 * DAY), body);
    block_on(herbert.book.write(new)).unwrap();
    carry(&all);
    let days = jonas.book.requests()[0].days_to_offer(NOW);
    assert_eq!(days, [today, LocalDay(today.0 + 7)]);
    for (who, day) in [(anna, days[0]), (jonas, days[1])] {
        let called = name("A helper");
        let offer = block_on(who.book.offer_on(&id, called, None, Some(day), NOW)).unwrap();
        carry(&all);
        block_on(herbert.book.accept(&id, &offer, NOW)).unwrap();
        carry(&all);
        block_on(who.book.note(&id, &offer, Note::Done, NOW)).unwrap();
        assert!(herbert.book.requests()[0].end.is_none());
        block_on(herbert.book.confirm_done(&id, &offer, NOW)).unwrap();
        carry(&all);
        assert_eq!(who.book.requests()[0].my_thread().unwrap().on, Some(day));
    }
    assert_eq!(anna.book.requests()[0].end, Some(CloseReason::Done));
}

fn everything(store: &Rc<Memory>) -> String {
    let shelves = [Shelf::Keys, Shelf::Letters, Shelf::Drafts];
    let all = shelves.map(|shelf| block_on(store.all(shelf)).unwrap());
    // What is destroyed for good leaves a name without content.
    let texts = all.into_iter().flatten().map(|(_, text)| text);
    texts.collect::<Vec<_>>().concat()
}

#[test]
fn two_weeks_after_the_end_no_key_and_no_letter_is_left() {
    let ([herbert, anna, third], id, offer) = agreed();
    let all = [&herbert, &anna, &third];
    block_on(anna.book.note(&id, &offer, Note::Done, NOW)).unwrap();
    carry(&all);
    block_on(herbert.book.confirm_done(&id, &offer, NOW)).unwrap();
    carry(&all);
    let draft = Change::put(Shelf::Drafts, format!("thanks {offer}"), "Thank you for");
    block_on(herbert.store.commit(vec![draft], crate::store::Durability::Strict)).unwrap();
    for who in [&herbert, &anna] {
        assert!(!block_on(who.book.forget_old(NOW.plus(REMEMBERED))).unwrap(), "a bit too soon");
        assert!(everything(&who.store).contains(CANARY));
        assert!(block_on(who.book.forget_old(NOW.plus(REMEMBERED + DAY))).unwrap());
        assert_eq!(everything(&who.store), "");
        assert!(!block_on(who.book.forget_old(NOW.plus(REMEMBERED + DAY))).unwrap(), "once");
        // The request still shows as past, here and after a restart.
        let again = Book::open(who.store.clone(), who.book.community(), &who.secret, NOW);
        for book in [&block_on(again).unwrap(), &who.book] {
            let help = book.requests().remove(0);
            assert_eq!(help.stage(NOW), Stage::Closed(CloseReason::Done));
            assert!(help.threads.is_empty());
        }
    }
    assert!(herbert.book.requests()[0].mine);
}

#[test]
fn what_was_destroyed_does_not_come_back_from_the_vault_and_goes_on_the_other_device_too() {
    let ([_herbert, anna, _third], id, offer) = agreed();
    let open = |store: &Rc<Memory>, replica| {
        block_on(Vault::open(store.clone(), &anna.secret, replica)).unwrap()
    };
    let second: Rc<Memory> = Rc::default();
    let (here, there) = (open(&anna.store, "one"), open(&second, "two"));
    let reconcile = |vault: &Vault<Memory>, days: u64| {
        let device = Device { name: "x".into(), seen: Millis(0) };
        block_on(vault.reconcile(&device, NOW.plus(days * DAY))).unwrap();
    };
    let carry = |from: &Vault<Memory>, to: &Vault<Memory>, days: u64| {
        let records = block_on(from.envelopes()).unwrap();
        block_on(to.receive(&records, NOW.plus(days * DAY))).unwrap();
    };
    reconcile(&here, 1);
    carry(&here, &there, 1);
    reconcile(&there, 1);
    assert!(everything(&second).contains(CANARY), "the other device knows it too");
    block_on(anna.book.erase(&id, Some(&offer))).unwrap();
    reconcile(&here, 2);
    assert_eq!(everything(&anna.store), "");
    carry(&here, &there, 2);
    reconcile(&there, 2);
    assert_eq!(everything(&second), "");
    carry(&there, &here, 3);
    reconcile(&here, 3);
    assert_eq!(everything(&anna.store), "");
    // A third device, new to the vault, learns nothing either.
    let third: Rc<Memory> = Rc::default();
    let new = open(&third, "three");
    carry(&here, &new, 3);
    reconcile(&new, 3);
    assert_eq!(everything(&third), "");
}

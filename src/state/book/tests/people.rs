//! Helpers on the map, asking one of them alone, whose offers are wanted, whom one does not want to see.

use super::community::{founded, join};
use super::*;
use crate::domain::authority::Lack;
use crate::domain::helper::monday_after;
use crate::domain::id::Place;
use crate::domain::letter::Letter;
use crate::domain::moderation::Why;
use crate::domain::terms::Wanted;
use crate::domain::time::{DAY, LocalDay};

const CELL: &str = "u0qu0t";

fn day_of(at: Millis) -> LocalDay {
    LocalDay::at(at, 60)
}

fn offering(called: &str) -> Offering {
    Offering {
        name: name(called),
        cell: Cell::parse(CELL).unwrap(),
        likes: vec![Category::Ride, Category::Company],
        words: Words::parse("I have a small car").ok(),
        days: vec![0, 2],
        part: Part::Evening,
        km: 10,
        speaks: vec!["de".into()],
        quiet: Some((21, 8)),
        per_week: Some(1),
        rests_until: None,
    }
}

fn private_ask() -> PrivateAsk {
    PrivateAsk {
        category: Category::Ride,
        title: Line::parse("To the clinic on Zitronenweg").unwrap(),
        words: None,
        when: When { day: None, part: Part::Morning },
        minutes: 40,
        lang: None,
        name: name("Wilhelmine"),
        details: Details { address: Line::parse(CANARY).ok(), ..Details::default() },
    }
}

/// Everybody is a member of one community; the first founded it.
fn members<const N: usize>() -> [Person; N] {
    let (_, people, pass) = founded::<N>();
    for one in &people[1..] {
        join(one, &pass);
    }
    carry(&people.each_ref());
    people
}

#[test]
fn somebody_asks_one_helper_alone_and_nobody_else_learns_of_it() {
    let [founder, ida, ben, third] = members::<4>();
    let all = [&founder, &ida, &ben, &third];
    let card = block_on(ben.book.offer_myself(offering("Ben"), NOW)).unwrap();
    let mut carried = carry(&all);
    let [shown] = ida.book.cards().try_into().unwrap();
    assert_eq!((shown.id.clone(), shown.mine, shown.card.km), (card.clone(), false, 10));

    let id = block_on(ida.book.ask_privately(&card, private_ask(), NOW)).unwrap();
    carried.extend(carry(&all));
    for stranger in [&founder, &third] {
        assert!(stranger.book.requests().is_empty());
    }
    let [asked] = ben.book.requests().try_into().unwrap();
    assert!(asked.is_private() && asked.id == id && asked.takes_offers(NOW));
    assert_eq!(asked.request.by.as_ref().unwrap().name, name("Wilhelmine"));

    let offer = block_on(ben.book.offer(&id, name("Ben"), None, NOW)).unwrap();
    carried.extend(carry(&all));
    block_on(ida.book.accept(&id, &offer, NOW)).unwrap();
    carried.extend(carry(&all));
    let [help] = ben.book.requests().try_into().unwrap();
    let accepted = help.my_thread().unwrap().accepted.as_ref().unwrap();
    assert_eq!(accepted.details.address.as_ref().unwrap().as_str(), CANARY);

    // The week's one promise is made: the card rests until Monday, and not a day longer.
    assert!(block_on(ben.book.rest_if_enough(NOW, day_of)).unwrap());
    assert!(!block_on(ben.book.rest_if_enough(NOW, day_of)).unwrap(), "once is enough");
    carried.extend(carry(&all));
    let monday = monday_after(day_of(NOW));
    let [card] = third.book.cards().try_into().unwrap();
    assert!(!card.is_shown(NOW, day_of(NOW)) && card.is_shown(NOW, monday));

    block_on(ben.book.note(&id, &offer, Note::Done, NOW)).unwrap();
    carried.extend(carry(&all));
    block_on(ida.book.confirm_done(&id, &offer, NOW)).unwrap();
    carried.extend(carry(&all));
    let [help] = ben.book.requests().try_into().unwrap();
    assert_eq!(help.step(&help.threads[0]), Step::Done);
    assert!(third.book.requests().is_empty());
    let bytes = serde_json::to_string(&carried).unwrap();
    for secret in ["Musterweg", "Wilhelmine", "Zitronenweg"] {
        assert!(!bytes.contains(secret), "{secret}");
    }
}

#[test]
fn a_no_reaches_whoever_asked_and_survives_a_restart() {
    let [_, ida, ben] = members::<3>();
    let card = block_on(ben.book.offer_myself(offering("Ben"), NOW)).unwrap();
    carry(&[&ida, &ben]);
    let id = block_on(ida.book.ask_privately(&card, private_ask(), NOW)).unwrap();
    assert!(block_on(ida.book.decline(&id, NOW)).is_err(), "only the helper says no");
    carry(&[&ida, &ben]);
    // Off the map by now; the answer still finds its way.
    block_on(ben.book.retract(&card, NOW)).unwrap();
    block_on(ben.book.decline(&id, NOW)).unwrap();
    carry(&[&ida, &ben]);
    for one in [&ida, &ben] {
        let [help] = one.book.requests().try_into().unwrap();
        assert!(help.is_declined() && !help.takes_offers(NOW));
        let again = Book::open(one.store.clone(), one.book.community(), &one.secret, NOW);
        let [help] = block_on(again).unwrap().requests().try_into().unwrap();
        assert!(help.is_declined());
    }
}

#[test]
fn a_card_is_said_anew_in_its_place_and_moved_by_another_one() {
    let [_, ida, ben] = members::<3>();
    let first = block_on(ben.book.offer_myself(offering("Ben"), NOW)).unwrap();
    let further = Offering { km: 50, ..offering("Ben") };
    assert_eq!(block_on(ben.book.offer_myself(further, NOW)), Ok(first.clone()));
    carry(&[&ida, &ben]);
    assert_eq!(ida.book.cards()[0].card.km, 50);
    let moved = Offering { cell: Cell::parse("u0qu1t").unwrap(), ..offering("Ben") };
    let second = block_on(ben.book.offer_myself(moved, NOW.plus(DAY))).unwrap();
    carry(&[&ida, &ben]);
    let [card] = ida.book.cards().try_into().unwrap();
    assert_eq!((card.id, card.card.km), (second, 10));
    assert_eq!(ben.book.my_card().unwrap().id.place, Place::Cell(Cell::parse("u0qu1t").unwrap()));
}

#[test]
fn a_forged_offer_by_a_member_who_is_not_approved_is_not_shown() {
    let [founder, ida, ben] = members::<3>();
    let all = [&founder, &ida, &ben];
    let with_a_child = Ask { category: Category::Child, ..ask(1) };
    let id = block_on(ida.book.ask(with_a_child, NOW)).unwrap();
    carry(&all);
    assert_eq!(ben.book.authority().lacks(&ben.book.me(), Wanted::Approved), Some(Lack::Approval));
    // The pages offer no form for it; an app of one's own does not ask.
    block_on(ben.book.offer(&id, name("Ben"), None, NOW)).unwrap();
    carry(&all);
    let [help] = ida.book.requests().try_into().unwrap();
    assert_eq!((help.threads.len(), help.offers), (0, 0));
    block_on(founder.book.approve(ben.book.me(), NOW)).unwrap();
    carry(&all);
    let [help] = ida.book.requests().try_into().unwrap();
    assert_eq!((help.threads.len(), help.offers), (1, 1));
}

#[test]
fn whoever_is_vouched_for_may_help_where_that_is_wanted() {
    let [founder, ida, ben] = members::<3>();
    let all = [&founder, &ida, &ben];
    let person = ben.book.me();
    assert!(ida.book.may_vouch_for(&person) && !ben.book.may_vouch_for(&person));
    assert!(block_on(ben.book.vouch(person, NOW)).is_err(), "nobody for themselves");
    block_on(ida.book.vouch(person, NOW)).unwrap();
    carry(&all);
    assert!(ida.book.vouches_for(&person) && !ida.book.may_vouch_for(&person));
    assert_eq!(founder.book.authority().vouchers(&person), 1);
    assert!(!founder.book.authority().is_vouched(&person));
    block_on(founder.book.vouch(person, NOW)).unwrap();
    carry(&all);
    assert!(ida.book.authority().is_vouched(&person));
    block_on(founder.book.unvouch(&person, NOW)).unwrap();
    carry(&all);
    assert!(!ida.book.authority().is_vouched(&person));
}

#[test]
fn whom_one_does_not_want_to_see_is_nowhere_until_one_does_again() {
    let [founder, ida, ben] = members::<3>();
    let all = [&founder, &ida, &ben];
    let mine = block_on(ida.book.ask(ask(1), NOW)).unwrap();
    let card = block_on(ben.book.offer_myself(offering("Ben"), NOW)).unwrap();
    block_on(ben.book.ask(Ask { named: true, ..ask(1) }, NOW)).unwrap();
    block_on(founder.book.vouch(ida.book.me(), NOW)).unwrap();
    block_on(ben.book.vouch(ida.book.me(), NOW)).unwrap();
    carry(&all);
    let ida_card = block_on(ida.book.offer_myself(offering("Ida"), NOW)).unwrap();
    let offer = block_on(ben.book.offer(&mine, name("Ben"), None, NOW)).unwrap();
    carry(&all);
    block_on(ben.book.ask_privately(&ida_card, private_ask(), NOW)).unwrap();
    block_on(ida.book.accept(&mine, &offer, NOW)).unwrap();
    carry(&all);
    let seen = |book: &Book<Memory>| {
        let (helps, cards) = (book.requests(), book.cards());
        (helps, cards, book.authority().vouchers(&ida.book.me()))
    };
    let before = seen(&ida.book);
    assert_eq!((before.0.len(), before.1.len(), before.2), (3, 2, 2));

    assert_eq!(ida.book.behind(&offer), Some((ben.book.me(), Some(name("Ben")))));
    assert_eq!(ida.book.behind(&mine), None, "nobody hides themselves");
    block_on(ida.book.block(&card)).unwrap();
    let again = Book::open(ida.store.clone(), ida.book.community(), &ida.secret, NOW);
    let again = block_on(again).unwrap();
    for book in [&ida.book, &again] {
        let (helps, cards, vouchers) = seen(book);
        let [help] = helps.try_into().unwrap();
        assert!(help.id == mine && help.threads.is_empty());
        assert_eq!((help.offers, help.accepted), (0, 0), "on this device nobody is accepted");
        assert!(cards.iter().all(|card| card.mine) && vouchers == 1);
        assert_eq!(book.blocked().get(&ben.book.me()), Some(&Some(name("Ben"))));
    }
    // Nobody else notices.
    let [of_ida, of_ben] = founder.book.cards().try_into().unwrap();
    assert!(of_ida.id == ida_card && of_ben.id == card);

    block_on(ida.book.unblock(&ben.book.me())).unwrap();
    assert_eq!(seen(&ida.book), before);
}

#[test]
fn a_private_ask_by_somebody_outside_is_shown_to_nobody() {
    let (_, [founder, ben, eve], pass) = founded::<3>();
    join(&ben, &pass);
    carry(&[&founder, &ben, &eve]);
    let card = block_on(ben.book.offer_myself(offering("Ben"), NOW)).unwrap();
    carry(&[&founder, &ben, &eve]);
    let asked = block_on(eve.book.ask_privately(&card, private_ask(), NOW)).unwrap();
    carry(&[&founder, &ben, &eve]);
    let opened = |book: &Book<Memory>| {
        matches!(book.known.borrow().letters.get(&asked), Some(Letter::Ask(_)))
    };
    assert!(opened(&ben.book), "it was for him");
    assert!(ben.book.requests().is_empty(), "and she is nobody here");
}

#[test]
fn what_is_wrong_between_two_reaches_the_coordinator_with_the_true_name_of_who_wrote_it() {
    let [founder, ida, ben] = members::<3>();
    let all = [&founder, &ida, &ben];
    let card = block_on(ben.book.offer_myself(offering("Ben"), NOW)).unwrap();
    carry(&all);
    let asked = block_on(ida.book.ask_privately(&card, private_ask(), NOW)).unwrap();
    carry(&all);
    let concern = |re: &RecordId| Concern {
        re: re.clone(),
        why: Why::Money,
        words: None,
        by: None,
        who: None,
    };
    block_on(ben.book.report(&concern(&asked), NOW)).unwrap();
    let named = ben.book.known.borrow().letters.get(&asked).cloned();
    carry(&all);
    let [told] = founder.book.concerns().try_into().unwrap();
    let who = told.concern.who.unwrap();
    assert_eq!((who.person, who.name), (ida.book.me(), name("Wilhelmine")));

    // Somebody else's name under another record is not believed.
    let Some(Letter::Ask(request)) = named else { panic!("opened") };
    let mine = block_on(ben.book.ask_privately(&card, private_ask(), NOW)).unwrap();
    ben.book.known.borrow_mut().letters.insert(mine.clone(), Letter::Ask(request));
    block_on(ben.book.report(&concern(&mine), NOW)).unwrap();
    carry(&all);
    let blamed = founder.book.concerns().into_iter().find(|told| told.concern.re == mine);
    assert_eq!(blamed.unwrap().concern.who, None);
}

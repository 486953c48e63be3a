//! What the form of asking remembers, decides by itself, and never forgets.

use super::*;
use crate::domain::bytes::Bytes;
use crate::domain::cell::Cell;
use crate::domain::text::{Line, Words};

fn whole() -> Asking {
    Asking {
        category: Some(Category::Ride),
        dated: true,
        day: Some(LocalDay(10)),
        place: Cell::parse("u0qu0t").map(Place::Cell),
        ..Asking::default()
    }
}

fn full() -> Asking {
    Asking {
        at: Some(630),
        repeats: Repeat::parse("FREQ=WEEKLY;INTERVAL=2;COUNT=3").ok(),
        urgency: Urgency::Calm,
        place: Some(Place::Anywhere),
        answers: [("to".to_owned(), "the clinic".to_owned())].into(),
        for_other: true,
        consent: true,
        contact: Some(Contact::Text),
        speaks: vec!["de".into(), "tr".into()],
        needs: Some(vec![Need::StepFree]),
        entrusts: vec![Entrusted::Keys],
        from: Wanted::Vouched,
        replaces: RecordId::parse("a:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA").ok(),
        ..whole()
    }
}

#[test]
fn no_step_is_left_out() {
    assert_eq!(Asking::default().step(Step::Check), Step::What);
    let half = Asking { category: Some(Category::Pet), ..Asking::default() };
    assert_eq!(half.step(Step::Check), Step::When);
    assert_eq!(half.step(Step::What), Step::What);
    assert_eq!(whole().step(Step::Check), Step::Check);
    let by_phone = Asking { place: Some(Place::Anywhere), ..whole() };
    assert_eq!(by_phone.step(Step::Check), Step::Check);
}

#[test]
fn a_draft_comes_back_whole_and_a_passed_day_is_asked_again() {
    for form in [whole(), full()] {
        let json = serde_json::to_string(&form).unwrap();
        assert_eq!(Asking::restore(&json, LocalDay(10)), Some(form));
    }
    let json = serde_json::to_string(&whole()).unwrap();
    let later = Asking::restore(&json, LocalDay(11)).unwrap();
    assert_eq!(later.step(Step::Check), Step::When);
    assert_eq!(Asking::restore("{}", LocalDay(1)), Some(Asking::default()));
    assert_eq!(Asking::restore("garbage", LocalDay(1)), None);
}

#[test]
fn a_draft_of_an_earlier_version_comes_back() {
    let old = r#"{"category":"ride","dated":true,"day":10,"part":"any","urgent":true,"cell":"u0qu0t","title":null,"words":"w"}"#;
    let form = Asking::restore(old, LocalDay(1)).unwrap();
    assert_eq!(form, Asking { urgency: Urgency::Urgent, words: "w".into(), ..whole() });
    let typed = Asking { words: r#"He said "urgent":true"#.into(), ..whole() };
    let json = serde_json::to_string(&typed).unwrap();
    assert_eq!(Asking::restore(&json, LocalDay(1)).unwrap().urgency, Urgency::Normal);
}

#[test]
fn helpers_are_one_to_fifty() {
    for (typed, wanted) in
        [("1", Some(1)), (" 50 ", Some(50)), ("0", None), ("51", None), ("", None), ("two", None)]
    {
        assert_eq!(Asking { helpers: typed.into(), ..whole() }.helpers(), wanted, "{typed}");
    }
}

#[test]
fn words_moved_to_the_note_leave_nothing_in_public() {
    let mut form = Asking { words: "Musterweg 3".into(), note: "Ring twice".into(), ..whole() };
    form.hide_words();
    assert_eq!((form.words.as_str(), form.note.as_str()), ("", "Ring twice\nMusterweg 3"));
}

#[test]
fn a_step_is_read_by_its_word() {
    for step in STEPS {
        assert_eq!(Step::parse(step.word()), step);
    }
    assert_eq!(Step::parse("elsewhere"), Step::What);
}

#[test]
fn an_exact_time_is_a_part_of_the_day_in_public() {
    let mut form = whole();
    form.at_time(Some(630));
    assert_eq!((form.part, form.when().part), (Part::Morning, Part::Morning));
    form.in_part(Part::Morning);
    assert_eq!(form.at, Some(630));
    form.in_part(Part::Evening);
    assert_eq!(form.at, None, "half past ten is no evening");
}

#[test]
fn no_time_lies_beyond_a_requests_longest_life() {
    let today = LocalDay(100);
    let mut form = Asking::default();
    form.repeat(Some((Every::Month, 1)), today);
    assert_eq!(form.repeats.unwrap().times, 3);
    form.repeats = form.repeats.map(|rule| Repeat { times: 20, ..rule });
    form.repeat(Some((Every::Week, 1)), today);
    assert_eq!(form.repeats.unwrap().times, 13);
    form.on_day(Some(LocalDay(113)), today);
    let rule = form.repeats.unwrap();
    assert!(rule.days(LocalDay(113)).iter().all(|day| day.days_since(today) < 90), "{rule}");
    form.on_day(Some(LocalDay(186)), today);
    assert_eq!(form.repeats, None, "once is no repeating");
}

#[test]
fn without_a_day_nothing_repeats() {
    let mut form = whole();
    form.repeat(Some((Every::Week, 1)), LocalDay(1));
    assert_eq!(form.repeats.unwrap().times, USUAL_TIMES);
    form.on_day(None, LocalDay(1));
    assert_eq!(form.terms().repeats, None);
}

#[test]
fn what_such_help_usually_wants_stands_until_it_is_changed() {
    assert_eq!(whole().needs(), [Need::Car]);
    assert_eq!(Asking { needs: Some(vec![]), ..whole() }.needs(), []);
    let child = Asking { category: Some(Category::Child), ..whole() };
    assert_eq!((whole().wanted(), child.wanted()), (Wanted::Anybody, Wanted::Approved));
}

#[test]
fn asking_again_keeps_everything_but_a_day_that_has_passed() {
    let id = RecordId::parse("u0qu0t:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA").unwrap();
    let request = Request {
        category: Category::Ride,
        title: Line::parse("To the clinic").unwrap(),
        words: Words::parse("There and back.").ok(),
        when: When { day: Some(LocalDay(10)), part: Part::Morning },
        urgency: Urgency::Calm,
        minutes: 90,
        helpers: 2,
        for_other: true,
        lang: None,
        seal: Bytes([1; 32]),
        by: None,
        told: vec![],
        replaces: None,
        terms: full().terms(),
    };
    let details =
        Details { address: Line::parse("Musterweg 3").ok(), at: Some(630), ..Details::default() };
    let again = Asking::again(&id, &request, &details, LocalDay(11));
    assert_eq!(again.step(Step::Check), Step::Check);
    assert_eq!((again.title.as_deref(), again.takes()), (Some("To the clinic"), 90));
    assert_eq!((again.address.as_str(), again.at), ("Musterweg 3", Some(630)));
    assert_eq!((again.named, again.helpers()), (false, Some(2)));
    assert_eq!(again.replaces, Some(id));
    // Every other week from day 10: the next is day 24, and one more after it.
    assert_eq!(again.day, Some(LocalDay(24)));
    assert_eq!(again.terms().repeats.unwrap().times, 2);
}

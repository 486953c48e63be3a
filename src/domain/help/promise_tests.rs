//! Promises that end, are made anew, or are for several days; silence, another time, words told at last.

use super::tests::*;
use super::*;
use crate::domain::body::{Body, Release, Sealed, SealedAbout};
use crate::domain::fact::Fact;
use crate::domain::letter::{Leaving, Meeting, Note};
use crate::domain::repeat::{Every, Repeat};
use crate::domain::request::Urgency;
use crate::domain::time::{DAY, HOUR};

const KEY: Nonce = Bytes([42; 16]);

/// An acceptance that can be released with [`KEY`].
fn keyed(n: u8, offer: u8) -> (Fact, (RecordId, Letter)) {
    let (mut fact, letter) = accept(n, REQUESTER, offer);
    if let Body::Accept(about) = &mut fact.body {
        about.release = Some(key_hash(&KEY.0));
    }
    (fact, letter)
}

fn release(n: u8, by: AuthorKey, accept: u8, key: Option<Nonce>) -> Fact {
    let release = Release { re: id("request", 1), accept: id("accept", accept), key };
    fact("release", n, by, Body::Release(release))
}

fn seen(steps: Vec<(Fact, (RecordId, Letter))>, more: Vec<Fact>, by: AuthorKey) -> Help {
    let (mut facts, letters): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
    facts.extend(more);
    fold(&facts, &letters.into_iter().collect(), &keys(&[by])).remove(0)
}

#[test]
fn a_released_acceptance_opens_the_request_again() {
    for (by, key) in [(REQUESTER, None), (HELPER, Some(KEY)), (STRANGER, Some(KEY))] {
        let steps = vec![offer(2, HELPER), offer(3, OTHER), keyed(4, 2)];
        let help = seen(steps, vec![request(1), release(5, by, 4, key)], REQUESTER);
        assert_eq!(help.accepted, 0);
        assert!(help.takes_offers(Millis(20)));
        let steps: Vec<Step> = help.threads.iter().map(|t| help.step(t)).collect();
        assert_eq!(steps, [Step::Left, Step::Offered], "the others can be chosen");
    }
}

#[test]
fn nobody_releases_without_the_right() {
    let wrong = Some(Bytes([43; 16]));
    for (by, key) in [(STRANGER, None), (HELPER, None), (STRANGER, wrong), (HELPER, wrong)] {
        let steps = vec![offer(2, HELPER), keyed(4, 2)];
        let help = seen(steps, vec![request(1), release(5, by, 4, key)], REQUESTER);
        assert_eq!((help.accepted, help.step(&help.threads[0])), (1, Step::Accepted));
    }
    // An acceptance without a key is released by the one who asked alone.
    let steps = vec![offer(2, HELPER), accept(4, REQUESTER, 2)];
    let help = seen(steps, vec![request(1), release(5, HELPER, 4, Some(KEY))], REQUESTER);
    assert_eq!(help.accepted, 1);
}

#[test]
fn a_later_acceptance_of_the_same_offer_makes_the_promise_anew() {
    let steps = vec![
        offer(2, HELPER),
        keyed(4, 2),
        note(5, HELPER, 2, Note::OnMyWay),
        note(6, HELPER, 2, Note::Leave(Leaving::Cannot)),
        keyed(8, 2),
    ];
    let help = seen(steps, vec![request(1), release(7, HELPER, 4, Some(KEY))], HELPER);
    let thread = help.my_thread().unwrap();
    assert_eq!((help.accepted, help.step(thread)), (1, Step::Accepted));
    assert_eq!(thread.accepted.as_ref().map(|a| &a.id), Some(&id("accept", 8)));
    // The steps of before are over: the helper can set out once more.
    assert!(thread.may_set_out());
}

#[test]
fn the_other_who_was_not_chosen_is_free_again_when_the_chosen_one_leaves() {
    let steps = vec![offer(2, OTHER), offer(3, HELPER), keyed(4, 2)];
    let facts = vec![request(1), release(5, OTHER, 4, Some(KEY))];
    let before = seen(steps.clone(), vec![request(1)], HELPER);
    assert_eq!(before.step(before.my_thread().unwrap()), Step::NotChosen);
    let after = seen(steps, facts, HELPER);
    assert_eq!(after.step(after.my_thread().unwrap()), Step::Offered);
}

#[test]
fn who_did_not_meet_says_so_and_nobody_waits_for_thanks() {
    for by in [HELPER, REQUESTER] {
        let steps = vec![offer(2, HELPER), keyed(4, 2), note(5, by, 2, Note::NotMet)];
        let help = seen(steps, vec![request(1)], REQUESTER);
        assert_eq!(help.step(&help.threads[0]), Step::NotMet);
        assert_eq!(help.turn(&help.threads[0]), Turn::Nobody);
        let other = seen(
            vec![offer(2, HELPER), keyed(4, 2), note(5, STRANGER, 2, Note::NotMet)],
            vec![request(1)],
            REQUESTER,
        );
        assert_eq!(other.step(&other.threads[0]), Step::Accepted);
    }
}

fn on(day: i64, step: (Fact, (RecordId, Letter))) -> (Fact, (RecordId, Letter)) {
    let (mut fact, letter) = step;
    if let Body::Offer(about) | Body::Accept(about) = &mut fact.body {
        about.on = Some(LocalDay(day));
    }
    (fact, letter)
}

/// Three Mondays, from day 100 on.
fn mondays() -> Fact {
    let mut fact = request(1);
    fact.expires = Millis(200 * DAY);
    if let Body::Request(request) = &mut fact.body {
        request.when.day = Some(LocalDay(100));
        request.terms.repeats = Some(Repeat { every: Every::Week, step: 1, times: 3 });
    }
    fact
}

#[test]
fn each_day_of_a_repeating_request_has_help_of_its_own() {
    let steps = vec![
        on(100, offer(2, HELPER)),
        on(107, offer(3, OTHER)),
        on(100, offer(4, OTHER)),
        on(100, accept(5, REQUESTER, 2)),
        note(6, HELPER, 2, Note::Done),
        note(7, REQUESTER, 2, Note::Done),
    ];
    let help = seen(steps, vec![mondays()], REQUESTER);
    let days: Vec<_> = help.days.iter().map(|o| (o.day.0, o.offers, o.accepted)).collect();
    assert_eq!(days, [(100, 2, 1), (107, 1, 0), (114, 0, 0)]);
    let steps: Vec<Step> = help.threads.iter().map(|t| help.step(t)).collect();
    assert_eq!(steps, [Step::Done, Step::Offered, Step::NotChosen]);
    let at = |day: u64| Millis(day * DAY);
    let open = |now| help.open_days(now).map(|d| d.0).collect::<Vec<_>>();
    assert_eq!(open(at(99)), [107, 114]);
    assert_eq!(open(at(109)), [114]);
    assert!(help.takes_offers(at(114)) && !help.takes_offers(at(116)));
    assert!(!help.is_done(at(99)), "two days are to come");
    assert!(help.is_done(at(116)), "they went by");
    assert_eq!(help.stage(at(99)), Stage::Accepted { taken: 1, needed: 3 });
}

#[test]
fn a_helper_offers_for_the_days_that_are_open_and_not_theirs_yet() {
    let steps = vec![on(100, offer(2, HELPER)), on(107, offer(3, OTHER))];
    let help = seen(steps, vec![mondays()], HELPER);
    assert_eq!(help.days_to_offer(Millis(DAY)), [LocalDay(107), LocalDay(114)]);
}

#[test]
fn only_the_other_side_agrees_to_another_time() {
    let meeting = Meeting { day: LocalDay(5), at: Some(600) };
    let proposed = vec![offer(2, HELPER), keyed(4, 2), note(5, HELPER, 2, Note::Propose(meeting))];
    let agree = |by| note(6, by, 2, Note::Agree(id("message", 5)));
    for (by, agreed) in [(REQUESTER, true), (HELPER, false), (STRANGER, false)] {
        let steps = [proposed.clone(), vec![agree(by)]].concat();
        let help = seen(steps, vec![request(1)], HELPER);
        let thread = help.my_thread().unwrap();
        assert_eq!(help.meeting(thread), agreed.then_some(meeting));
        let turn = if agreed { Turn::SetOut } else { Turn::Answer { helper: false } };
        assert_eq!(help.turn(thread), turn);
    }
}

#[test]
fn silence_is_as_long_as_the_request_is_pressing() {
    for (urgency, limit) in
        [(Urgency::Urgent, 2 * HOUR), (Urgency::Normal, DAY), (Urgency::Calm, 3 * DAY)]
    {
        let mut asked = request(1);
        asked.expires = Millis(90 * DAY);
        if let Body::Request(request) = &mut asked.body {
            request.urgency = urgency;
        }
        let promised = vec![offer(2, HELPER), keyed(4, 2)];
        let help = seen(promised.clone(), vec![asked.clone()], REQUESTER);
        let silent = |help: &Help, at| help.silence(&help.threads[0], Millis(at), 0);
        assert!(!silent(&help, 3 + limit) && silent(&help, 4 + limit), "{urgency:?}");
        // A word begins it anew, and setting out ends it.
        let heard = [promised.clone(), vec![note(9, HELPER, 2, Note::Coming)]].concat();
        let help = seen(heard, vec![asked.clone()], REQUESTER);
        assert!(!silent(&help, 8 + limit) && silent(&help, 9 + limit));
        let going = [promised, vec![note(9, HELPER, 2, Note::OnMyWay)]].concat();
        assert!(!silent(&seen(going, vec![asked], REQUESTER), 50 * DAY));
    }
}

#[test]
fn nobody_is_asked_long_before_the_day_and_both_are_when_it_has_passed() {
    let mut asked = request(1);
    asked.expires = Millis(90 * DAY);
    if let Body::Request(request) = &mut asked.body {
        request.when.day = Some(LocalDay(10));
    }
    let (fact, (of, mut letter)) = keyed(4, 2);
    if let Letter::Accept(accept) = &mut letter {
        accept.details.at = Some(15 * 60);
    }
    let help = seen(vec![offer(2, HELPER), (fact, (of, letter))], vec![asked], REQUESTER);
    let silent = |at, offset| help.silence(&help.threads[0], Millis(at), offset);
    let moment = 10 * DAY + 15 * HOUR;
    assert!(!silent(3 * DAY, 0) && !silent(moment - DAY - 1, 0));
    assert!(silent(moment - DAY, 0));
    // An hour east it is three o'clock an hour earlier.
    assert!(silent(moment - DAY - HOUR, 60));
}

#[test]
fn words_are_told_with_the_key_that_was_promised_and_by_their_writer() {
    let key = Bytes([7; 32]);
    let feedback = Note::Feedback { sealed: Sealed(vec![1]), hash: key_hash(&key.0) };
    let reveal = |key| Note::Reveal { of: id("message", 5), key };
    for (by, key, told) in [
        (HELPER, key, true),
        (HELPER, Bytes([8; 32]), false),
        (REQUESTER, key, false),
        (STRANGER, key, false),
    ] {
        let steps = vec![
            offer(2, HELPER),
            keyed(4, 2),
            note(5, HELPER, 2, feedback.clone()),
            note(6, by, 2, reveal(key)),
        ];
        let help = seen(steps, vec![request(1)], REQUESTER);
        let theirs = help.threads[0].their_feedback().unwrap();
        assert_eq!(theirs.key.is_some(), told);
    }
}

#[test]
fn the_key_is_told_when_both_wrote_or_after_two_weeks() {
    let feedback = |n: u8| Note::Feedback { sealed: Sealed(vec![n]), hash: Bytes([n; 32]) };
    let steps = vec![offer(2, HELPER), keyed(4, 2), note(5, HELPER, 2, feedback(5))];
    let help = seen(steps.clone(), vec![request(1)], HELPER);
    let due = |help: &Help, now| help.my_thread().unwrap().to_reveal(Millis(now)).is_some();
    assert!(!due(&help, 5 + REMEMBERED - 1) && due(&help, 5 + REMEMBERED));
    let both = [steps, vec![note(6, REQUESTER, 2, feedback(6))]].concat();
    assert!(due(&seen(both, vec![request(1)], HELPER), 20));
}

#[test]
fn a_thread_is_forgotten_two_weeks_after_its_end_and_not_before() {
    let (facts, letters) = whole_life();
    let of = |by| fold(&facts, &letters, &keys(&[by])).remove(0);
    let (helper, requester) = (of(HELPER), of(REQUESTER));
    for (now, over) in [(9 + REMEMBERED, false), (10 + REMEMBERED, true)] {
        assert_eq!(!helper.forgettable(Millis(now)).is_empty(), over);
        assert_eq!(requester.is_forgettable(Millis(now)), over);
    }
    let running = seen(vec![offer(2, HELPER), keyed(4, 2)], vec![mondays()], HELPER);
    assert!(running.forgettable(Millis(150 * DAY)).is_empty());
}

#[test]
fn a_keyed_acceptance_says_nothing_else_in_public() {
    let about = SealedAbout::new(id("request", 1), Sealed(vec![1]));
    assert_eq!((about.on, about.release), (None, None));
}

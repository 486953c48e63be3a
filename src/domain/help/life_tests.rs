//! The line of a request's life, as each of its people sees it.

use super::tests::*;
use super::*;
use crate::domain::body::Body;
use crate::domain::body::Close;
use crate::domain::fact::Fact;
use crate::domain::letter::Note;

fn marks(help: &Help) -> Vec<(Mark, Reached)> {
    help.milestones(Millis(20)).into_iter().map(|m| (m.mark, m.reached)).collect()
}

fn seen_by(key: AuthorKey, letters_seen: bool) -> Help {
    let (facts, letters) = whole_life();
    let letters = if letters_seen { letters } else { Letters::new() };
    fold(&facts, &letters, &keys(&[key])).remove(0)
}

fn early(steps: Vec<(Fact, (RecordId, Letter))>, key: AuthorKey) -> Help {
    let (mut facts, letters): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
    facts.push(request(1));
    fold(&facts, &letters.into_iter().collect(), &keys(&[key])).remove(0)
}

#[test]
fn a_whole_life_is_all_behind_and_knows_its_times() {
    let help = seen_by(REQUESTER, true);
    let line = help.milestones(Millis(20));
    assert!(line.iter().all(|m| m.reached == Reached::Done));
    let times: Vec<Option<u64>> = line.iter().map(|m| m.at.map(|at| at.0)).collect();
    assert_eq!(times, [Some(1), None, Some(4), Some(5), Some(7), Some(8)]);
}

#[test]
fn a_stranger_sees_no_more_than_offers_choice_and_end() {
    use Reached::Done;
    let line = marks(&seen_by(STRANGER, false));
    assert_eq!(
        line,
        [(Mark::Asked, Done), (Mark::Offers(2), Done), (Mark::Choice, Done), (Mark::Done, Done)]
    );
}

#[test]
fn an_offer_is_the_requesters_to_choose_and_the_helpers_to_wait_for() {
    use Reached::{Done, Next, Now};
    let rest = [(Mark::OnTheWay, Next), (Mark::Done, Next), (Mark::Thanks, Next)];
    let mine = early(vec![offer(2, HELPER)], REQUESTER);
    let mut wanted = vec![(Mark::Asked, Done), (Mark::Offers(1), Done), (Mark::Choice, Now)];
    wanted.extend(rest);
    assert_eq!(marks(&mine), wanted);
    let helper = early(vec![offer(2, HELPER)], HELPER);
    wanted[1].0 = Mark::MyOffer;
    assert_eq!(marks(&helper), wanted);
}

#[test]
fn the_accepted_helper_sets_out_next_then_it_gets_done() {
    use Reached::{Next, Now};
    let steps = vec![offer(2, HELPER), accept(4, REQUESTER, 2)];
    let accepted = early(steps.clone(), HELPER);
    assert_eq!(
        marks(&accepted)[3..],
        [(Mark::OnTheWay, Now), (Mark::Done, Next), (Mark::Thanks, Next)]
    );
    assert!(accepted.my_thread().unwrap().may_set_out());

    let done = [steps, vec![note(6, HELPER, 2, Note::Done)]].concat();
    let half = early(done, HELPER);
    assert_eq!(marks(&half)[3..], [(Mark::Done, Now), (Mark::Thanks, Next)]);
    assert!(!half.my_thread().unwrap().may_set_out());
    assert!(half.my_thread().unwrap().i_said_done());
}

#[test]
fn a_helper_who_was_not_chosen_sees_where_it_ended() {
    let help = early(vec![offer(2, HELPER), offer(3, OTHER), accept(4, REQUESTER, 3)], HELPER);
    assert_eq!(marks(&help).last(), Some(&(Mark::NotChosen, Reached::Ended)));
}

#[test]
fn a_withdrawn_or_expired_request_promises_nothing_more() {
    let close = Close { re: id("request", 1), reason: CloseReason::NotNeeded };
    let facts = [request(1), fact("close", 5, REQUESTER, Body::Close(close))];
    let help = &fold(&facts, &Letters::new(), &keys(&[REQUESTER]))[0];
    let wanted =
        [(Mark::Asked, Reached::Done), (Mark::Ended(CloseReason::NotNeeded), Reached::Ended)];
    assert_eq!(marks(help), wanted);
    assert!(!help.may_withdraw(Millis(20)) && !help.goes_on());

    let old = early(vec![], REQUESTER);
    assert!(old.may_withdraw(Millis(999)) && !old.may_withdraw(Millis(1_000)));
    assert_eq!(old.milestones(Millis(1_000)).last().map(|m| m.mark), Some(Mark::Expired));
}

#[test]
fn every_own_record_is_known_so_that_a_page_can_say_what_waits() {
    let help = seen_by(REQUESTER, true);
    let mut times: Vec<u64> = help.records().map(|id| id.time.0).collect();
    times.sort_unstable();
    assert_eq!(times, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
}

#[test]
fn a_request_is_named_in_the_feed_only_with_the_others_consent() {
    // The requester agreed in their thanks; the helper wrote none.
    let helper = seen_by(HELPER, true);
    let thread = helper.my_thread().unwrap();
    assert_eq!(helper.may_be_told(thread), Some(helper.id.clone()));
    let requester = seen_by(REQUESTER, true);
    assert_eq!(requester.may_be_told(requester.leading().unwrap()), None);
    assert!(requester.leading().unwrap().given().is_some());
}

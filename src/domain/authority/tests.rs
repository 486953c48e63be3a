//! Who counts, case by case.

use super::props::{SIG, Town, key};
use super::*;
use crate::domain::body::Retract;
use crate::domain::membership::{Approve, Attest, CloseInvite, Rotate};
use crate::domain::moderation::{Hide, Remove};

const ROOT: u8 = 1;
const ANNA: u8 = 2;
const BEN: u8 = 3;
const IDA: u8 = 4;
const EVE: u8 = 9;
/// An invitation.
const LINK: u8 = 50;

/// A community of members with Anna and Ben as coordinators and Ida as a member.
fn town() -> Town {
    let mut town = Town::of_members(ROOT, &[ANNA, BEN]);
    town.invited(ANNA, LINK);
    town.joined(IDA, LINK, ANNA);
    town
}

fn remove(who: u8) -> Body {
    Body::Remove(Remove { keys: vec![key(who)], reason: None })
}

#[test]
fn whoever_was_invited_by_a_coordinator_is_a_member_and_nobody_else() {
    let mut town = town();
    town.joined(EVE, LINK + 1, EVE);
    let who = town.fold();
    assert_eq!(who.trust(&key(IDA)), Trust::Member);
    assert_eq!(who.trust(&key(EVE)), Trust::Out);
    assert_eq!(who.trust(&key(BEN)), Trust::Coordinator);
    assert_eq!(who.trust(&key(ROOT)), Trust::Coordinator);
}

#[test]
fn a_removed_person_is_out_whatever_time_they_claim() {
    let mut town = town();
    town.say(BEN, 900, remove(IDA));
    let early = town.act(IDA, 1);
    let late = town.act(IDA, 5_000);
    let who = town.fold();
    assert_eq!(who.judge(&early, None), Trust::Out);
    assert_eq!(who.judge(&late, None), Trust::Out);
}

#[test]
fn coordinators_do_not_remove_each_other() {
    let mut town = town();
    town.say(ANNA, 10, remove(BEN));
    town.say(BEN, 10, remove(ANNA));
    town.say(BEN, 11, remove(ROOT));
    let who = town.fold();
    assert_eq!(
        (who.trust(&key(ANNA)), who.trust(&key(BEN))),
        (Trust::Coordinator, Trust::Coordinator)
    );
    assert!(who.removed.is_empty());
}

#[test]
fn whom_a_dismissed_coordinator_admitted_counts_only_where_they_left_in_good_standing() {
    let mut town = town();
    town.describe(50, &[BEN], &[ANNA]);
    assert_eq!(town.fold().trust(&key(IDA)), Trust::Member);
    town.describe(60, &[BEN], &[]);
    assert_eq!(town.fold().trust(&key(IDA)), Trust::Out);
    assert_eq!(town.fold().trust(&key(ANNA)), Trust::Out);
}

#[test]
fn a_closed_invitation_admits_only_whom_it_admitted() {
    let mut town = town();
    let close = CloseInvite { invite: key(LINK), admitted: vec![key(IDA)] };
    town.say(BEN, 20, Body::CloseInvite(close));
    // By the leaked link, and dated back.
    town.joined(EVE, LINK, ANNA);
    let who = town.fold();
    assert_eq!((who.trust(&key(IDA)), who.trust(&key(EVE))), (Trust::Member, Trust::Out));
    assert!(who.invites[&key(LINK)].closed);
}

#[test]
fn taking_a_removal_back_is_for_whoever_said_it() {
    let mut town = town();
    let removal = town.say(ANNA, 20, remove(IDA));
    town.say(BEN, 21, Body::Retract(Retract { re: removal.id.clone() }));
    town.say(EVE, 21, Body::Retract(Retract { re: removal.id.clone() }));
    assert_eq!(town.fold().trust(&key(IDA)), Trust::Out);
    town.say(ANNA, 22, Body::Retract(Retract { re: removal.id }));
    assert_eq!(town.fold().trust(&key(IDA)), Trust::Member);
}

#[test]
fn a_lost_key_is_replaced_by_attestation_which_wins_over_the_thief() {
    let mut town = town();
    let (thief, ida_again) = (20, 21);
    town.say(IDA, 30, Body::Rotate(Rotate { to: key(thief), sig: SIG }));
    assert_eq!(town.fold().trust(&key(thief)), Trust::Member);
    town.say(BEN, 5, Body::Attest(Attest { old: key(IDA), new: key(ida_again) }));
    let who = town.fold();
    assert_eq!((who.trust(&key(thief)), who.trust(&key(ida_again))), (Trust::Out, Trust::Member));
}

#[test]
fn nobody_comes_back_under_a_key_they_name_themselves() {
    let mut town = town();
    town.say(IDA, 30, Body::Rotate(Rotate { to: key(20), sig: SIG }));
    town.say(20, 31, Body::Rotate(Rotate { to: key(IDA), sig: SIG }));
    town.say(IDA, 32, Body::Rotate(Rotate { to: key(BEN), sig: SIG }));
    town.say(ANNA, 1, remove(IDA));
    let who = town.fold();
    assert_eq!((who.trust(&key(IDA)), who.trust(&key(20))), (Trust::Out, Trust::Out));
    assert_eq!(who.trust(&key(BEN)), Trust::Coordinator);
}

#[test]
fn only_an_approved_helper_offers_where_the_rules_say_so() {
    let mut town = town();
    assert!(town.fold().may_offer(&key(IDA)));
    town.rules.approved_helpers = true;
    town.describe(40, &[ANNA, BEN], &[]);
    assert!(!town.fold().may_offer(&key(IDA)));
    town.say(EVE, 41, Body::Approve(Approve { key: key(IDA) }));
    assert!(!town.fold().may_offer(&key(IDA)));
    town.say(BEN, 41, Body::Approve(Approve { key: key(IDA) }));
    assert!(town.fold().may_offer(&key(IDA)));
}

#[test]
fn a_hidden_record_is_hidden_only_by_a_coordinator() {
    let mut town = town();
    let act = town.act(IDA, 7);
    let hide = || Body::Hide(Hide { re: act.id.clone(), reason: None });
    town.say(EVE, 8, hide());
    town.say(IDA, 8, hide());
    assert_eq!(town.fold().judge(&act, None), Trust::Member);
    town.say(ANNA, 8, hide());
    assert_eq!(town.fold().judge(&act, None), Trust::Out);
}

#[test]
fn an_open_community_shows_strangers_as_new_and_removes_them_all_the_same() {
    let mut town = town();
    town.audience = Audience::Open;
    town.describe(40, &[ANNA, BEN], &[]);
    let act = town.act(EVE, 7);
    assert_eq!(town.fold().judge(&act, None), Trust::New);
    town.say(ANNA, 41, remove(EVE));
    assert_eq!(town.fold().judge(&act, None), Trust::Out);
}

#[test]
fn somebody_new_says_only_a_few_things_a_day_and_drowns_nobody() {
    let mut town = town();
    town.audience = Audience::Open;
    town.describe(40, &[ANNA, BEN], &[]);
    for n in 0..50 {
        town.act(EVE, 100 + n);
        town.act(IDA, 100 + n);
    }
    town.act(EVE, DAY + 1);
    let who = town.fold();
    assert!(who.is_new(&key(EVE)) && !who.is_new(&key(IDA)));
    let letters = Letters::new();
    let shown = |facts: &[Fact], by: u8| {
        let acts = who.admitted(facts, &letters).into_iter();
        acts.filter(|f| f.author == key(by) && matches!(f.body, Body::Act(_))).count()
    };
    assert_eq!((shown(&town.facts, EVE), shown(&town.facts, IDA)), (FROM_NEW_A_DAY + 1, 50));
    let twice = [town.facts.clone(), town.facts.clone()].concat();
    assert_eq!(shown(&twice, EVE), FROM_NEW_A_DAY + 1);
}

#[test]
fn before_the_description_arrives_nothing_is_refused() {
    let act = Town::of_members(ROOT, &[]).act(EVE, 7);
    assert_eq!(Authority::nothing(key(ROOT)).judge(&act, None), Trust::New);
}

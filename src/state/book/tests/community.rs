//! A founder, a member and a stranger, and nothing between them but records.

use super::*;
use crate::crypto::random;
use crate::domain::act::{Act, Role};
use crate::domain::authority::Trust;
use crate::domain::community::{Audience, Community};
use crate::domain::id::Place;
use crate::domain::join::Pass;
use crate::domain::membership::Standing;
use crate::domain::moderation::{Access, Alarm, Crisis, Why};
use crate::domain::time::DAY;

/// A community of members, founded by the first, with an invitation.
pub(super) fn founded<const N: usize>() -> (Signer, [Person; N], Pass) {
    let secret = Secret::generate();
    let root = secret.root(&random());
    let mut people = std::array::from_fn(|_| person(root.public()));
    let store = Rc::new(Memory::default());
    let book = block_on(Book::open(store.clone(), root.public(), &secret, NOW)).unwrap();
    people[0] = Person { store, book, secret };
    let (name, emergency) = (Line::parse("Vaduz").unwrap(), Line::parse("112").unwrap());
    let community = Community {
        coordinators: vec![people[0].book.as_coordinator()],
        audience: Audience::Members,
        ..Community::new(name, emergency, Vec::new())
    };
    block_on(people[0].book.describe(&root, community, NOW)).unwrap();
    let label = Line::parse("The choir").unwrap();
    let pass =
        block_on(people[0].book.invite(label, Standing::Member, NOW.plus(30 * DAY), NOW)).unwrap();
    (root, people, pass)
}

fn act(words: &str) -> Act {
    Act {
        role: Role::Did,
        category: None,
        words: Words::parse(words).unwrap(),
        lang: None,
        name: None,
        inspired_by: None,
        of_request: None,
        photo: None,
    }
}

fn tell(who: &Person, words: &str, time: Millis) {
    block_on(who.book.tell(act(words), Place::Anywhere, time)).unwrap();
}

pub(super) fn join(who: &Person, pass: &Pass) {
    block_on(who.book.join(pass, Name::parse("Ida").ok(), NOW)).unwrap();
}

#[test]
fn a_member_is_shown_to_all_and_a_stranger_to_nobody() {
    let (_, [founder, ida, stranger], pass) = founded::<3>();
    join(&ida, &pass);
    tell(&ida, "Soup", NOW);
    tell(&stranger, "Buy my watches", NOW);
    carry(&[&founder, &ida, &stranger]);
    for one in [&founder, &ida] {
        let shown: Vec<_> = one.book.acts().iter().map(|t| t.act.words.to_string()).collect();
        assert_eq!(shown, ["Soup"]);
    }
    assert_eq!(stranger.book.standing(), Trust::Out);
    assert_eq!((founder.book.standing(), ida.book.standing()), (Trust::Coordinator, Trust::Member));
}

#[test]
fn a_forged_membership_is_not_even_taken_in() {
    let (_, [founder, ida, eve], pass) = founded::<3>();
    join(&ida, &pass);
    // Somebody else's membership under her own key, and an invitation nobody signed.
    let forged = Pass { by: founder.book.me(), seed: random(), ..pass.clone() };
    join(&eve, &forged);
    carry(&[&founder, &ida, &eve]);
    assert!(!founder.book.authority().people.contains_key(&eve.book.me()));
    assert!(founder.book.authority().people.contains_key(&ida.book.me()));
}

#[test]
fn whoever_is_removed_vanishes_everywhere_though_dated_back_and_though_unnamed() {
    let (_, [founder, ida, jonas], pass) = founded::<3>();
    join(&ida, &pass);
    join(&jonas, &pass);
    carry(&[&founder, &ida, &jonas]);
    tell(&jonas, "Insults", NOW);
    block_on(jonas.book.ask(super::ask(1), NOW)).unwrap();
    carry(&[&founder, &ida, &jonas]);
    assert_eq!((ida.book.acts().len(), ida.book.requests().len()), (1, 1));
    block_on(founder.book.remove(jonas.book.me(), None, NOW)).unwrap();
    // He goes on, with dates before his removal.
    tell(&jonas, "Earlier insults", Millis(NOW.0 - 90 * DAY));
    carry(&[&founder, &ida, &jonas]);
    assert_eq!((ida.book.acts().len(), ida.book.requests().len()), (0, 0));
    // What he asks without a name afterwards is known to the coordinator, whose app hides it.
    block_on(jonas.book.ask(super::ask(1), Millis(NOW.0 - 5 * DAY))).unwrap();
    carry(&[&founder, &ida, &jonas]);
    assert!(block_on(founder.book.hide_what_the_removed_ask(NOW)).unwrap());
    assert!(!block_on(founder.book.hide_what_the_removed_ask(NOW)).unwrap());
    carry(&[&founder, &ida, &jonas]);
    assert_eq!(ida.book.requests().len(), 0);
    block_on(founder.book.restore(jonas.book.me(), NOW)).unwrap();
    carry(&[&founder, &ida, &jonas]);
    assert_eq!(ida.book.acts().len(), 2);
}

#[test]
fn only_coordinators_learn_who_asks_without_a_name() {
    let (_, [founder, ida, jonas], pass) = founded::<3>();
    join(&ida, &pass);
    join(&jonas, &pass);
    carry(&[&founder, &ida, &jonas]);
    let request = block_on(ida.book.ask(super::ask(1), NOW)).unwrap();
    let written = carry(&[&founder, &ida, &jonas]);
    assert_eq!(founder.book.asker(&request).map(|by| by.person), Some(ida.book.me()));
    assert_eq!(jonas.book.asker(&request), None);
    let me = ida.book.me().to_string();
    let asked = written.iter().find(|e| e.id == request.to_string()).unwrap();
    assert!(!asked.p.contains(&me) && asked.a != ida.book.me());
}

#[test]
fn what_is_told_to_coordinators_is_read_by_them_alone() {
    let (_, [founder, ida, jonas], pass) = founded::<3>();
    join(&ida, &pass);
    carry(&[&founder, &ida, &jonas]);
    tell(&ida, "Soup", NOW);
    let re = ida.book.acts()[0].id.clone();
    let words = Words::parse(CANARY).ok();
    let concern = Concern { re, why: Why::Money, words, by: None, who: None };
    block_on(ida.book.report(&concern, NOW)).unwrap();
    let written = carry(&[&founder, &ida, &jonas]);
    let read: Vec<_> = founder.book.concerns().into_iter().map(|told| told.concern).collect();
    assert_eq!(read, [concern]);
    assert!(jonas.book.concerns().is_empty());
    assert!(written.iter().all(|e| !e.p.contains(CANARY)));
}

#[test]
fn a_new_way_to_the_data_reaches_those_who_stay_and_nobody_else() {
    let (_, [founder, ida, jonas], pass) = founded::<3>();
    join(&ida, &pass);
    join(&jonas, &pass);
    carry(&[&founder, &ida, &jonas]);
    block_on(founder.book.remove(jonas.book.me(), None, NOW)).unwrap();
    let access = Access { backend: format!("https://m:{CANARY}@db.example/x") };
    block_on(founder.book.rekey(&access, NOW)).unwrap();
    let written = carry(&[&founder, &ida, &jonas]);
    assert_eq!(ida.book.access(), Some(access.clone()));
    assert_eq!(founder.book.access(), Some(access));
    assert_eq!(jonas.book.access(), None);
    assert!(written.iter().all(|e| !e.p.contains(CANARY)));
}

#[test]
fn an_ended_invitation_admits_nobody_else() {
    let (_, [founder, ida, late], pass) = founded::<3>();
    join(&ida, &pass);
    carry(&[&founder, &ida]);
    let key = Signer::from_seed(&pass.seed).public();
    block_on(founder.book.close_invite(key, NOW)).unwrap();
    join(&late, &pass);
    carry(&[&founder, &ida, &late]);
    let who = ida.book.authority();
    assert_eq!(who.trust(&ida.book.me()), Trust::Member);
    assert_eq!(who.trust(&late.book.me()), Trust::Out);
}

#[test]
fn the_root_key_comes_back_with_the_recovery_words() {
    let salt = random();
    let secret = Secret::generate();
    let again = Secret::from_words(&secret.words()).unwrap();
    assert_eq!(secret.root(&salt).public(), again.root(&salt).public());
    assert_ne!(secret.root(&salt).public(), secret.root(&random()).public());
}

#[test]
fn a_crisis_reaches_everybody_and_ends_when_it_is_taken_back() {
    let (_, [founder, ida], pass) = founded::<2>();
    join(&ida, &pass);
    let crisis = Crisis { what: Alarm::Flood, words: None, until: NOW.plus(3 * DAY) };
    let id = block_on(founder.book.alarm(crisis, NOW)).unwrap();
    carry(&[&founder, &ida]);
    assert_eq!(ida.book.authority().crises.len(), 1);
    block_on(founder.book.retract(&id, NOW)).unwrap();
    carry(&[&founder, &ida]);
    assert_eq!(ida.book.authority().crises.len(), 0);
}

#[test]
fn leaving_erases_everything_of_one_community_and_nothing_of_another() {
    let (_, [founder, ida], pass) = founded::<2>();
    join(&ida, &pass);
    let other = Signer::generate().public();
    let elsewhere = block_on(Book::open(ida.store.clone(), other, &ida.secret, NOW)).unwrap();
    block_on(elsewhere.tell(act("Elsewhere"), Place::Anywhere, NOW)).unwrap();
    block_on(ida.book.ask(super::ask(1), NOW)).unwrap();
    carry(&[&founder, &ida]);
    let changes = block_on(ida.book.everything_of_it()).unwrap();
    block_on(ida.store.commit(changes, crate::store::Durability::Strict)).unwrap();
    let left = block_on(ida.store.all(Shelf::Records)).unwrap();
    assert_eq!(left.len(), 1);
    assert!(left[0].1.contains("Elsewhere"));
    assert!(block_on(ida.store.all(Shelf::Keys)).unwrap().is_empty());
    assert_eq!(block_on(ida.store.all(Shelf::Outbox)).unwrap().len(), 1);
}

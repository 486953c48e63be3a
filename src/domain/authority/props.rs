//! Whatever is said in whatever order: replicas agree, and no outsider changes what a member sees.

use super::*;
use crate::domain::act::{self, Act, Role};
use crate::domain::body::{Close, Retract, Sealed, SealedAbout};
use crate::domain::bytes::{Bytes, Signature};
use crate::domain::community::{Coordinator, Rules};
use crate::domain::help;
use crate::domain::helper::Vouch;
use crate::domain::id::{Kind, Place};
use crate::domain::membership::{Approve, Attest, CloseInvite, Grant, Invite, Member, Rotate};
use crate::domain::moderation::{Hide, Remove};
use crate::domain::request::{Category, CloseReason, Part, Request, Urgency, When};
use crate::domain::text::{Line, Words};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// A signature nobody looks at here: facts were verified before.
pub(super) const SIG: Signature = Bytes([7; 64]);

pub(super) fn key(n: u8) -> AuthorKey {
    Bytes([n; 32])
}

/// A community and all that was said in it.
#[derive(Debug, Clone)]
pub(super) struct Town {
    pub root: u8,
    pub audience: Audience,
    pub rules: Rules,
    pub facts: Vec<Fact>,
}

impl Town {
    pub fn of_members(root: u8, coordinators: &[u8]) -> Self {
        let rules = Rules { unnamed: false, ..Rules::default() };
        let mut town = Self { root, audience: Audience::Members, rules, facts: Vec::new() };
        town.describe(1, coordinators, &[]);
        town
    }

    pub fn fold(&self) -> Authority {
        fold(key(self.root), &self.facts)
    }

    pub fn say(&mut self, by: u8, time: u64, body: Body) -> Fact {
        let kind = Kind::parse(body.kind().unwrap()).unwrap();
        let tag = Bytes([self.facts.len() as u8; 16]);
        let id = RecordId { place: Place::Anywhere, kind, time: Millis(time), tag };
        let fact = Fact { id, author: key(by), expires: Millis(10_000), body };
        self.facts.push(fact.clone());
        fact
    }

    pub fn describe(&mut self, time: u64, coordinators: &[u8], former: &[u8]) {
        let seal = |n: &u8| Coordinator { key: key(*n), seal: key(*n) };
        let (name, emergency) = (Line::parse("Vaduz").unwrap(), Line::parse("112").unwrap());
        let community = Community {
            coordinators: coordinators.iter().map(seal).collect(),
            former: former.iter().map(|n| key(*n)).collect(),
            audience: self.audience,
            rules: self.rules,
            ..Community::new(name, emergency, Vec::new())
        };
        self.say(self.root, time, Body::Community(Box::new(community)));
    }

    pub fn invited(&mut self, by: u8, link: u8) {
        let label = Line::parse("The choir").unwrap();
        let invite =
            Invite { key: key(link), standing: Standing::Member, label, until: Millis(500) };
        self.say(by, 2, Body::Invite(invite));
    }

    pub fn joined(&mut self, who: u8, link: u8, granted_by: u8) {
        let grant =
            Grant { invite: key(link), standing: Standing::Member, by: key(granted_by), sig: SIG };
        let member = Member { grant, sig: SIG, seal: key(who), name: None };
        self.say(who, 3, Body::Member(Box::new(member)));
    }

    pub fn act(&mut self, by: u8, time: u64) -> Fact {
        let act = Act {
            role: Role::Did,
            category: None,
            words: Words::parse("Soup").unwrap(),
            lang: None,
            name: None,
            inspired_by: None,
            of_request: None,
            photo: None,
        };
        self.say(by, time, Body::Act(Box::new(act)))
    }

    fn request(&mut self, by: u8, time: u64, named: bool) -> Fact {
        let binding = || Binding { person: key(by), name: Name::parse("Ida").unwrap(), sig: SIG };
        let request = Request {
            category: Category::Ride,
            title: Line::parse("To the clinic").unwrap(),
            words: None,
            when: When { day: None, part: Part::Any },
            urgency: Urgency::Normal,
            minutes: 30,
            helpers: 1,
            for_other: false,
            lang: None,
            seal: key(by),
            by: named.then(binding),
            told: Vec::new(),
            replaces: None,
            terms: Default::default(),
        };
        self.say(by, time, Body::Request(Box::new(request)))
    }
}

const ROOT: u8 = 1;
/// The last of these is nobody's guest: no coordinator, no former one, never invited by any.
const PEOPLE: [u8; 6] = [ROOT, 2, 3, 4, 5, 9];
const EVE: u8 = 9;

#[derive(Debug, Clone)]
struct Step {
    what: u8,
    by: Index,
    whom: Index,
    about: Index,
    time: u64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..17u8, any::<Index>(), any::<Index>(), any::<Index>(), 0..9u64)
        .prop_map(|(what, by, whom, about, time)| Step { what, by, whom, about, time });
    vec(step, 0..40)
}

fn live(town: &mut Town, steps: &[Step]) {
    for step in steps {
        let (by, whom) = (*step.by.get(&PEOPLE), *step.whom.get(&PEOPLE));
        let about = step.about.get(&town.facts).id.clone();
        let link = 50 + whom;
        // Nobody invites the outsider, or speaks for them: that is what makes them one.
        let harmless = whom != EVE || by == EVE;
        let body = match step.what {
            0 | 1 => {
                let _ = town.act(by, step.time);
                continue;
            }
            2 | 3 => {
                let _ = town.request(by, step.time, step.what == 2);
                continue;
            }
            4 if by != EVE || whom == EVE => {
                // A forged grant by somebody who is no coordinator, or a true one.
                let granted_by = if by == EVE { EVE } else { whom };
                town.joined(by, link, granted_by);
                continue;
            }
            5 => {
                town.invited(by, link);
                continue;
            }
            6 => Body::CloseInvite(CloseInvite { invite: key(link), admitted: vec![key(whom)] }),
            7 if harmless => Body::Approve(Approve { key: key(whom) }),
            8 => Body::Remove(Remove { keys: vec![key(whom)], reason: None }),
            9 => Body::Hide(Hide { re: about, reason: None }),
            10 if harmless => Body::Rotate(Rotate { to: key(whom), sig: SIG }),
            11 if harmless => Body::Attest(Attest { old: key(by), new: key(whom) }),
            12 => Body::Retract(Retract { re: about }),
            13 => Body::Offer(SealedAbout::new(about, Sealed(vec![1]))),
            14 => Body::Close(Close { re: about, reason: CloseReason::Done }),
            15 => Body::Accept(SealedAbout::new(about, Sealed(vec![1]))),
            16 => Body::Vouch(Vouch { person: key(whom) }),
            _ => continue,
        };
        town.say(by, step.time, body);
    }
}

/// How many vouch for each of the people, and whether that is enough.
type Vouched = [(usize, bool); PEOPLE.len()];

/// All that a member sees.
fn seen(facts: &[Fact]) -> (Vec<help::Help>, Vec<act::Told>, Vouched) {
    let who = fold(key(ROOT), facts);
    let letters = help::Letters::new();
    let admitted = who.admitted(facts, &letters);
    let helps = help::fold(admitted.iter().copied(), &letters, &BTreeSet::new());
    let vouched = PEOPLE.map(|n| (who.vouchers(&key(n)), who.is_vouched(&key(n))));
    (helps, act::fold(admitted, &key(4)), vouched)
}

proptest! {
    #[test]
    fn order_and_duplicates_make_no_difference(steps in steps(), from in any::<Index>()) {
        let mut town = Town::of_members(ROOT, &[2, 3]);
        live(&mut town, &steps);
        let mut other = town.facts.clone();
        let at = from.index(other.len());
        other.rotate_left(at);
        other.extend(town.facts.iter().rev().cloned());
        prop_assert_eq!(fold(key(ROOT), &other), town.fold());
        prop_assert_eq!(seen(&other), seen(&town.facts));
    }

    #[test]
    fn no_record_by_anybody_not_chained_to_the_root_changes_what_a_member_sees(steps in steps()) {
        let mut town = Town::of_members(ROOT, &[2, 3]);
        town.joined(4, 54, 2);
        live(&mut town, &steps);
        let without: Vec<Fact> =
            town.facts.iter().filter(|f| f.author != key(EVE)).cloned().collect();
        prop_assert_eq!(seen(&town.facts), seen(&without));
        prop_assert_eq!(town.fold().trust(&key(EVE)), Trust::Out);
    }

    #[test]
    fn nothing_by_a_removed_person_is_seen_whatever_else_is_said(steps in steps(), when in 0..9u64) {
        let mut town = Town::of_members(ROOT, &[2, 3]);
        town.joined(5, 55, 2);
        live(&mut town, &steps);
        town.say(2, when, Body::Remove(Remove { keys: vec![key(5)], reason: None }));
        // Unless the same coordinator took that very removal back, which these steps cannot know of.
        let (helps, acts, vouched) = seen(&town.facts);
        prop_assert!(helps.iter().all(|help| help.author != key(5)));
        let by_5 = |told: &act::Told| town.facts.iter().any(|f| f.id == told.id && f.author == key(5));
        prop_assert!(!acts.iter().any(by_5));
        prop_assert!(!vouched[4].1, "nobody vouches a removed person in again");
    }
}

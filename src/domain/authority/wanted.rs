//! Whose offers a request wants, and what somebody lacks whose offer it does not.

use super::{Authority, Trust};
use crate::domain::amend::amended;
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use crate::domain::help::Letters;
use crate::domain::id::RecordId;
use crate::domain::letter::Letter;
use crate::domain::request::Request;
use crate::domain::terms::Wanted;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody would need so that their offer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// People who know them vouch for them.
    Vouching,
    /// A coordinator approves them as a helper.
    Approval,
}

impl Authority {
    /// Whether an offer by somebody is wanted: the community's own rule and the request's.
    #[must_use]
    pub fn may_offer_on(&self, key: &AuthorKey, wanted: Wanted) -> bool {
        self.may_offer(key) && self.lacks(key, wanted).is_none()
    }

    /// What somebody lacks who would like to help where such offers are wanted; none where nothing is missing but,
    /// perhaps, being in the community at all.
    #[must_use]
    pub fn lacks(&self, key: &AuthorKey, wanted: Wanted) -> Option<Lack> {
        let rule = self.community.as_ref().is_some_and(|c| c.rules.approved_helpers);
        match if rule { Wanted::Approved } else { wanted } {
            Wanted::Approved if self.trust(key) < Trust::Approved => Some(Lack::Approval),
            Wanted::Vouched if !self.is_vouched(key) => Some(Lack::Vouching),
            _ => None,
        }
    }

    /// Of these facts the offers by people whose offers their request does not want. What was accepted stands, so that
    /// nobody who is helping vanishes because something changed.
    pub(super) fn unwanted(&self, facts: &[&Fact], letters: &Letters) -> BTreeSet<RecordId> {
        let opened = |fact: &&Fact| {
            let (Body::Offer(about), Some(Letter::Offer(letter))) =
                (&fact.body, letters.get(&fact.id))
            else {
                return None;
            };
            Some((fact.id.clone(), about.re.clone(), letter.by.person))
        };
        let offers: Vec<_> = facts.iter().filter_map(opened).collect();
        if offers.is_empty() {
            return BTreeSet::new();
        }
        let about: BTreeSet<&RecordId> = offers.iter().map(|(_, re, _)| re).collect();
        let mut wanted: BTreeMap<&RecordId, (AuthorKey, Wanted)> = BTreeMap::new();
        let anew = amended(facts.iter().copied());
        for fact in facts.iter().filter(|fact| about.contains(&fact.id)) {
            let body = anew.get(&fact.id).map_or(&fact.body, |amended| &amended.body);
            if let Some(request) = request_in(body, letters, &fact.id) {
                let wants = request.terms.wanted(request.category);
                wanted.insert(&fact.id, (fact.author, wants));
            }
        }
        let accepted: BTreeSet<&RecordId> = facts
            .iter()
            .filter_map(|fact| match (&fact.body, letters.get(&fact.id)) {
                (Body::Accept(about), Some(Letter::Accept(letter))) => {
                    let by_asker =
                        wanted.get(&about.re).is_some_and(|(author, _)| *author == fact.author);
                    by_asker.then_some(&letter.offer)
                }
                _ => None,
            })
            .collect();
        let unwanted = offers.iter().filter(|(offer, re, person)| {
            !accepted.contains(offer)
                && wanted.get(re).is_some_and(|(_, wanted)| !self.may_offer_on(person, *wanted))
        });
        unwanted.map(|(offer, ..)| offer.clone()).collect()
    }
}

/// What is asked, in the open or of one helper alone.
fn request_in<'f>(body: &'f Body, letters: &'f Letters, id: &RecordId) -> Option<&'f Request> {
    match body {
        Body::Request(request) => Some(request),
        Body::Private(_) => match letters.get(id) {
            Some(Letter::Ask(request)) => Some(request),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::props::{SIG, Town, key};
    use super::*;
    use crate::domain::body::{Sealed, SealedAbout};
    use crate::domain::helper::Vouch;
    use crate::domain::letter::{AcceptLetter, Binding, Details, OfferLetter};
    use crate::domain::membership::Approve;
    use crate::domain::request::{Category, Part, Urgency, When};
    use crate::domain::terms::Terms;
    use crate::domain::text::{Line, Name};
    use proptest::prelude::*;

    const ROOT: u8 = 1;
    const ANNA: u8 = 2;
    const IDA: u8 = 4;
    const JON: u8 = 5;
    /// The keys of a request and of an offer on it.
    const ASKING: u8 = 40;
    const OFFERING: u8 = 41;

    fn request(from: Wanted, category: Category) -> Request {
        Request {
            category,
            title: Line::parse("An hour in the park").unwrap(),
            words: None,
            when: When { day: None, part: Part::Any },
            urgency: Urgency::Normal,
            minutes: 60,
            helpers: 1,
            for_other: false,
            lang: None,
            seal: key(ASKING),
            by: Some(bound(IDA)),
            told: Vec::new(),
            replaces: None,
            terms: Terms { from, ..Terms::default() },
        }
    }

    fn bound(person: u8) -> Binding {
        Binding { person: key(person), name: Name::parse("Jon").unwrap(), sig: SIG }
    }

    /// Ida asks, Jon offers; this device can open the offer.
    fn offered(from: Wanted, category: Category) -> (Town, Letters) {
        let mut town = Town::of_members(ROOT, &[ANNA]);
        town.joined(IDA, 54, ANNA);
        town.joined(JON, 55, ANNA);
        let asked = town.say(ASKING, 5, Body::Request(Box::new(request(from, category))));
        let offer = Body::Offer(SealedAbout::new(asked.id, Sealed(vec![1])));
        let offer = town.say(OFFERING, 6, offer);
        let letter = OfferLetter { by: bound(JON), words: None, seal: key(OFFERING) };
        (town, Letters::from([(offer.id, Letter::Offer(letter))]))
    }

    fn shows_the_offer(town: &Town, letters: &Letters) -> bool {
        let admitted = town.fold().admitted(&town.facts, letters);
        admitted.iter().any(|fact| matches!(fact.body, Body::Offer(_)))
    }

    #[test]
    fn an_offer_by_somebody_not_approved_is_not_shown_where_approved_helpers_are_wanted() {
        for (from, category) in
            [(Wanted::Approved, Category::Ride), (Wanted::Anybody, Category::Child)]
        {
            let (mut town, letters) = offered(from, category);
            assert!(!shows_the_offer(&town, &letters));
            assert_eq!(town.fold().lacks(&key(JON), Wanted::Approved), Some(Lack::Approval));
            town.say(IDA, 7, Body::Vouch(Vouch { person: key(JON) }));
            town.say(ANNA, 7, Body::Vouch(Vouch { person: key(JON) }));
            assert!(!shows_the_offer(&town, &letters), "being vouched for is not being approved");
            town.say(ANNA, 8, Body::Approve(Approve { key: key(JON) }));
            assert!(shows_the_offer(&town, &letters));
        }
    }

    #[test]
    fn where_somebody_vouched_for_is_wanted_a_coordinators_word_is_enough() {
        let (mut town, letters) = offered(Wanted::Vouched, Category::Ride);
        assert!(!shows_the_offer(&town, &letters));
        assert_eq!(town.fold().lacks(&key(JON), Wanted::Vouched), Some(Lack::Vouching));
        town.say(ANNA, 7, Body::Vouch(Vouch { person: key(JON) }));
        assert!(shows_the_offer(&town, &letters));
        assert_eq!(town.fold().lacks(&key(JON), Wanted::Vouched), None);
    }

    #[test]
    fn what_was_accepted_stands_whatever_becomes_of_the_helpers_standing() {
        let (mut town, mut letters) = offered(Wanted::Approved, Category::Ride);
        let (re, offer) =
            (town.facts[town.facts.len() - 2].id.clone(), letters.keys().next().unwrap().clone());
        for (by, stands) in [(OFFERING, false), (ASKING, true)] {
            let body = Body::Accept(SealedAbout::new(re.clone(), Sealed(vec![1])));
            let (offer, details) = (offer.clone(), Details::default());
            let letter = AcceptLetter { offer, details, name: None, key: None };
            letters.insert(town.say(by, 8, body).id, Letter::Accept(letter));
            assert_eq!(shows_the_offer(&town, &letters), stands, "nobody accepts themselves");
        }
    }

    proptest! {
        #[test]
        fn the_order_of_records_makes_no_difference(
            order in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle(),
            from in prop::sample::select(vec![Wanted::Anybody, Wanted::Vouched, Wanted::Approved]),
        ) {
            let (mut town, letters) = offered(from, Category::Ride);
            town.say(IDA, 7, Body::Vouch(Vouch { person: key(JON) }));
            let shown = shows_the_offer(&town, &letters);
            let all = town.facts.clone();
            town.facts = order.iter().chain(&order).filter_map(|n| all.get(*n).cloned()).collect();
            prop_assert_eq!(shows_the_offer(&town, &letters), shown);
        }
    }
}

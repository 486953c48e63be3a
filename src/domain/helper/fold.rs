//! Folding records into the cards of people who would like to help.

use super::Card;
use crate::domain::amend::amended;
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::cell::{Band, Cell, band};
use crate::domain::fact::{Fact, retracted};
use crate::domain::id::RecordId;
use crate::domain::time::{LocalDay, Millis};
use std::collections::{BTreeMap, BTreeSet};

/// A card as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carded {
    /// Its record.
    pub id: RecordId,
    /// The key made for it.
    pub author: AuthorKey,
    /// What it says, as its author last amended it.
    pub card: Card,
    /// When it dies.
    pub expires: Millis,
    /// This device holds its key.
    pub mine: bool,
}

impl Carded {
    /// Whether others are shown it: it lives, and its owner does not rest.
    #[must_use]
    pub fn is_shown(&self, now: Millis, today: LocalDay) -> bool {
        self.expires > now && self.card.is_there(today)
    }

    /// How far the card's area is from the viewer's, where both are known.
    #[must_use]
    pub fn band(&self, viewer: Option<&Cell>) -> Option<Band> {
        Some(band(viewer?, self.id.place.cell()?))
    }
}

/// Folds facts into cards, newest first. Only its author takes a card back or amends it; of several by one person the
/// newest by that person's own clock counts. `mine` are the keys this device signs with.
#[must_use]
pub fn cards<'a, I>(facts: I, mine: &BTreeSet<AuthorKey>) -> Vec<Carded>
where
    I: IntoIterator<Item = &'a Fact>,
{
    // A set first: order and duplicates end here.
    let facts: BTreeMap<&RecordId, &Fact> = facts.into_iter().map(|f| (&f.id, f)).collect();
    let back = retracted(facts.values().copied());
    let anew = amended(facts.values().copied());
    let mut newest: BTreeMap<AuthorKey, Carded> = BTreeMap::new();
    for fact in facts.values().filter(|fact| !back.contains(&fact.id)) {
        let body = anew.get(&fact.id).map_or(&fact.body, |amended| &amended.body);
        let Body::Helper(card) = body else {
            continue;
        };
        let carded = Carded {
            id: fact.id.clone(),
            author: fact.author,
            card: card.as_ref().clone(),
            expires: fact.expires,
            mine: mine.contains(&fact.author),
        };
        let order = |one: &Carded| (one.id.time, one.id.clone());
        match newest.get(&card.by.person) {
            Some(other) if order(other) > order(&carded) => {}
            _ => drop(newest.insert(card.by.person, carded)),
        }
    }
    let mut all: Vec<Carded> = newest.into_values().collect();
    all.sort_by(|a, b| b.id.time.cmp(&a.id.time).then_with(|| a.id.cmp(&b.id)));
    all
}

/// Other people's cards that can be asked today, the nearest to the viewer first.
#[must_use]
pub fn shown<'c>(
    cards: &'c [Carded],
    viewer: Option<&Cell>,
    now: Millis,
    today: LocalDay,
) -> Vec<&'c Carded> {
    let mut rows: Vec<&Carded> =
        cards.iter().filter(|card| !card.mine && card.is_shown(now, today)).collect();
    rows.sort_by_key(|card| card.band(viewer));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amend::Amend;
    use crate::domain::body::Retract;
    use crate::domain::bytes::Bytes;
    use crate::domain::id::{Kind, Place};
    use crate::domain::letter::Binding;
    use crate::domain::request::{Category, Part};
    use crate::domain::text::Name;
    use proptest::prelude::*;

    fn card(person: u8, km: u8) -> Card {
        let name = Name::parse("Jonas").unwrap();
        Card {
            by: Binding { person: Bytes([person; 32]), name, sig: Bytes([2; 64]) },
            seal: Bytes([person; 32]),
            likes: vec![Category::Ride],
            words: None,
            days: vec![],
            part: Part::Any,
            km,
            speaks: vec![],
            quiet: None,
            per_week: None,
            rests_until: None,
        }
    }

    fn id(kind: &str, n: u8) -> RecordId {
        let place = Place::Cell(Cell::parse("u0qu0t").unwrap());
        let kind = Kind::parse(kind).unwrap();
        RecordId { place, kind, time: Millis(n.into()), tag: Bytes([n; 16]) }
    }

    fn fact(kind: &str, n: u8, by: u8, body: Body) -> Fact {
        Fact { id: id(kind, n), author: Bytes([by; 32]), expires: Millis(900), body }
    }

    fn posted(n: u8, by: u8, person: u8) -> Fact {
        fact("helper", n, by, Body::Helper(Box::new(card(person, 5))))
    }

    fn amends(n: u8, by: u8, of: u8, is: Card) -> Fact {
        fact(
            "amend",
            n,
            by,
            Body::Amend(Amend::new(id("helper", of), Body::Helper(Box::new(is))).unwrap()),
        )
    }

    fn town() -> Vec<Fact> {
        let mut resting = card(99, 9);
        resting.rests_until = Some(LocalDay(7));
        vec![
            posted(1, 21, 1),
            posted(2, 22, 1),
            posted(3, 23, 2),
            posted(4, 24, 3),
            amends(5, 23, 3, resting),
            // Somebody else's.
            amends(6, 9, 4, card(9, 50)),
            fact("retract", 7, 9, Body::Retract(Retract { re: id("helper", 4) })),
        ]
    }

    fn times(cards: &[&Carded]) -> Vec<u64> {
        cards.iter().map(|card| card.id.time.0).collect()
    }

    #[test]
    fn of_one_person_the_newest_card_counts_and_only_its_author_changes_it() {
        let all = cards(&town(), &BTreeSet::from([Bytes([24; 32])]));
        assert_eq!(times(&all.iter().collect::<Vec<_>>()), [4, 3, 2]);
        assert_eq!(all[0].card.km, 5, "not amended by another");
        assert_eq!(all[1].card.km, 9);
        assert_eq!(all[1].card.by.person, Bytes([2; 32]), "who it is stays");
        assert!(all[0].mine && !all[1].mine);
    }

    #[test]
    fn who_rests_and_what_died_is_not_shown_and_nor_is_ones_own() {
        let all = cards(&town(), &BTreeSet::from([Bytes([24; 32])]));
        let at = |now, day| times(&shown(&all, None, Millis(now), LocalDay(day)));
        assert_eq!(at(10, 6), [2]);
        assert_eq!(at(10, 7), [3, 2]);
        assert!(at(900, 7).is_empty());
    }

    #[test]
    fn a_card_taken_back_is_gone() {
        let mut facts = town();
        facts.push(fact("retract", 8, 24, Body::Retract(Retract { re: id("helper", 4) })));
        assert!(cards(&facts, &BTreeSet::new()).iter().all(|card| card.id.time.0 != 4));
    }

    proptest! {
        #[test]
        fn any_order_gives_the_same_cards(order in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle()) {
            let facts = town();
            let shuffled: Vec<&Fact> = order.iter().chain(&order).map(|n| &facts[*n]).collect();
            prop_assert_eq!(cards(shuffled, &BTreeSet::new()), cards(&facts, &BTreeSet::new()));
        }
    }
}

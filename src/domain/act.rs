//! Acts of kindness: what is told in the feed.

use super::amend::amended;
use super::attachment::Attachment;
use super::body::Body;
use super::bytes::AuthorKey;
use super::fact::{Fact, retracted};
use super::id::RecordId;
use super::request::Category;
use super::text::{Name, Words, is_tag};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What part the teller had in the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// I did it.
    Did,
    /// It was done for me.
    Received,
    /// I saw it.
    Witnessed,
    /// I'm grateful for it.
    Grateful,
}

/// Every role, in the order they are offered.
pub const ROLES: [Role; 4] = [Role::Did, Role::Received, Role::Witnessed, Role::Grateful];

/// An act of kindness, told to the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The teller's part in it.
    pub role: Role,
    /// What kind of help it was, if one fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What happened.
    pub words: Words,
    /// The language it is written in, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The teller's name, where they chose to give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    /// The act that inspired this one: together they make a ripple.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspired_by: Option<RecordId>,
    /// The request it came from, where both wanted it told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_request: Option<RecordId>,
    /// A photo, carried beside the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Attachment>,
}

impl Act {
    /// The shape every client insists on beyond what the types already say.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.lang.as_deref().is_none_or(is_tag)
    }
}

/// A cheer: one of a small set, never counted as a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cheer {
    /// The act.
    pub re: RecordId,
}

/// An act as the feed shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its record.
    pub id: RecordId,
    /// What is told.
    pub act: Act,
    /// Who told it.
    pub by: AuthorKey,
    /// This device's person told it.
    pub mine: bool,
    /// The beginning of the act that inspired it, where that one is here.
    pub source: Option<Words>,
    /// How many acts it inspired directly.
    pub passed_on: usize,
}

/// How many characters of an act are enough to know it again.
const BEGINNING: usize = 60;

/// The first words of an act, for naming it in one line; cut between words where there is a space.
#[must_use]
pub fn beginning(words: &Words) -> String {
    let line = words.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(BEGINNING) else {
        return line;
    };
    let cut = line[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", line[..cut].trim_end_matches([',', ';', ':', '.', ' ']))
}

/// Folds facts into the feed, newest first. Only the teller takes an act back or amends it; an act
/// whose source is missing stands by itself.
#[must_use]
pub fn fold<'a>(facts: impl IntoIterator<Item = &'a Fact>, me: &AuthorKey) -> Vec<Told> {
    let facts: BTreeMap<&RecordId, &Fact> = facts.into_iter().map(|f| (&f.id, f)).collect();
    let retracted = retracted(facts.values().copied());
    let anew = amended(facts.values().copied());
    let acts: BTreeMap<&RecordId, (&Fact, &Act)> = facts
        .iter()
        .filter(|(id, _)| !retracted.contains(*id))
        .filter_map(|(id, fact)| match anew.get(*id).map_or(&fact.body, |a| &a.body) {
            Body::Act(act) => Some((*id, (*fact, act.as_ref()))),
            _ => None,
        })
        .collect();
    let mut passed_on: BTreeMap<&RecordId, usize> = BTreeMap::new();
    for source in acts.values().filter_map(|(_, act)| act.inspired_by.as_ref()) {
        *passed_on.entry(source).or_default() += 1;
    }
    let mut feed: Vec<Told> = acts
        .iter()
        .map(|(id, (fact, act))| Told {
            id: (*id).clone(),
            act: (*act).clone(),
            by: fact.author,
            mine: fact.author == *me,
            source: act
                .inspired_by
                .as_ref()
                .and_then(|s| acts.get(s))
                .map(|(_, a)| a.words.clone()),
            passed_on: passed_on.get(id).copied().unwrap_or_default(),
        })
        .collect();
    feed.sort_by(|a, b| b.id.time.cmp(&a.id.time).then_with(|| a.id.cmp(&b.id)));
    feed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::body::Retract;
    use crate::domain::bytes::Bytes;
    use crate::domain::id::{Kind, Place};
    use crate::domain::time::Millis;
    use proptest::prelude::*;

    const ME: AuthorKey = Bytes([1; 32]);
    const OTHER: AuthorKey = Bytes([2; 32]);

    fn id(kind: &str, n: u8) -> RecordId {
        let kind = Kind::parse(kind).unwrap();
        RecordId { place: Place::Anywhere, kind, time: Millis(n.into()), tag: Bytes([n; 16]) }
    }

    fn act(n: u8, author: AuthorKey, inspired_by: Option<u8>) -> Fact {
        let act = Act {
            role: Role::Did,
            category: None,
            words: Words::parse(&format!("act {n}")).unwrap(),
            lang: None,
            name: None,
            inspired_by: inspired_by.map(|n| id("act", n)),
            of_request: None,
            photo: None,
        };
        Fact { id: id("act", n), author, expires: Millis(999), body: Body::Act(Box::new(act)) }
    }

    fn retract(n: u8, author: AuthorKey) -> Fact {
        let body = Body::Retract(Retract { re: id("act", n) });
        Fact { id: id("retract", n), author, expires: Millis(999), body }
    }

    #[test]
    fn an_act_knows_where_it_came_from_and_how_often_it_was_passed_on() {
        let feed = fold(
            &[act(1, ME, None), act(2, OTHER, Some(1)), act(3, ME, Some(1)), act(4, ME, Some(99))],
            &ME,
        );
        let shape: Vec<_> =
            feed.iter().map(|t| (t.id.time.0, t.mine, t.source.is_some(), t.passed_on)).collect();
        assert_eq!(
            shape,
            [(4, true, false, 0), (3, true, true, 0), (2, false, true, 0), (1, true, false, 2)]
        );
    }

    #[test]
    fn an_act_is_named_by_its_first_words() {
        let beginning = |text: &str| beginning(&Words::parse(text).unwrap());
        assert_eq!(beginning("Tea for\nthe driver."), "Tea for the driver.");
        let long = "I shovelled the steps of the whole row before my shift, because last winter someone did ours";
        assert_eq!(beginning(long), "I shovelled the steps of the whole row before my shift…");
        assert_eq!(beginning(&"雪".repeat(80)).chars().count(), 61);
    }

    #[test]
    fn only_the_teller_takes_an_act_back() {
        assert_eq!(fold(&[act(1, OTHER, None), retract(1, ME)], &ME).len(), 1);
        assert!(fold(&[act(1, OTHER, None), retract(1, OTHER)], &ME).is_empty());
    }

    proptest! {
        #[test]
        fn any_order_gives_the_same_feed(order in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle()) {
            let facts = [act(1, ME, Some(3)), act(2, OTHER, Some(1)), act(3, ME, Some(1)), retract(2, OTHER), act(5, ME, None)];
            let shuffled: Vec<Fact> = order.into_iter().map(|i| facts[i].clone()).collect();
            prop_assert_eq!(fold(&shuffled, &ME), fold(&facts, &ME));
        }
    }
}

//! Whom one does not want to see is nowhere, and all of it is there again afterwards.

use super::crowd::{crowd, person, steps};
use crate::domain::blocking::without;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use crate::domain::{act, help, helper};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;

proptest! {
    #[test]
    fn nothing_by_somebody_one_does_not_want_to_see_remains_and_all_of_it_comes_back(
        steps in steps(30),
        whom in 0..4u8,
        from in any::<Index>(),
    ) {
        let crowd = crowd(&steps);
        let blocked = BTreeSet::from([person(whom)]);
        let all: Vec<&Fact> = crowd.facts.iter().collect();
        let mut turned = all.clone();
        if !turned.is_empty() {
            turned.rotate_left(from.index(all.len()));
        }
        let mine = BTreeSet::new();
        let seen = |facts: Vec<&Fact>, blocked: &BTreeSet<AuthorKey>| {
            let left = without(facts, &crowd.letters, blocked);
            let helps = help::fold(left.iter().copied(), &crowd.letters, &mine);
            let acts = act::fold(left.iter().copied(), &person(9));
            (helps, acts, helper::cards(left, &mine))
        };
        let (helps, acts, cards) = seen(all.clone(), &blocked);
        for help in &helps {
            prop_assert_ne!(help.author, person(whom));
            prop_assert!(help.request.by.as_ref().is_none_or(|by| by.person != person(whom)));
            prop_assert!(help.threads.iter().all(|t| t.letter.by.person != person(whom)));
        }
        prop_assert!(acts.iter().all(|told| told.by != person(whom)));
        prop_assert!(cards.iter().all(|card| card.card.by.person != person(whom)));
        prop_assert_eq!(seen(turned, &blocked), (helps, acts, cards));
        prop_assert_eq!(without(all.clone(), &crowd.letters, &BTreeSet::new()), all);
    }
}

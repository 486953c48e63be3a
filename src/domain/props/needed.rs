//! What is chosen where there is little room: nothing dead, nothing of a stranger's feed, and all of what is open.

use super::crowd::{crowd, device, steps};
use crate::domain::body::Body;
use crate::domain::bundle::needed;
use crate::domain::fact::Fact;
use crate::domain::id::RecordId;
use crate::domain::time::Millis;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Whether a request was ended by who asked.
fn is_closed(request: &Fact, facts: &[Fact]) -> bool {
    facts.iter().any(|fact| {
        fact.author == request.author
            && matches!(&fact.body, Body::Close(close) if close.re == request.id)
    })
}

proptest! {
    #[test]
    fn what_is_open_and_what_is_mine_is_chosen_and_nothing_dead(steps in steps(40), bits in any::<u8>(), now in 890..1_160u64) {
        let (facts, mine, now) = (crowd(&steps).facts, device(bits), Millis(now));
        let chosen = needed(&facts, &mine, now);
        let set: BTreeSet<&RecordId> = chosen.iter().collect();
        prop_assert_eq!(set.len(), chosen.len());
        for fact in &facts {
            let there = set.contains(&fact.id);
            prop_assert!(!there || fact.lives(now));
            if !fact.lives(now) {
                continue;
            }
            prop_assert!(there || !mine.contains(&fact.author), "one's own: {fact:?}");
            match &fact.body {
                Body::Request(_) => prop_assert!(there || is_closed(fact, &facts), "{fact:?}"),
                Body::Offer(of) | Body::Accept(of) | Body::Message(of) => {
                    let open = |request: &&Fact| {
                        request.id == of.re && matches!(request.body, Body::Request(_)) && request.lives(now) && !is_closed(request, &facts)
                    };
                    prop_assert!(there || !facts.iter().any(|request| open(&request)), "{fact:?}");
                }
                Body::Act(_) | Body::Cheer(_) => prop_assert_eq!(there, mine.contains(&fact.author)),
                _ => {}
            }
        }
    }

    #[test]
    fn any_order_of_the_records_gives_the_same_choice(steps in steps(30), bits in any::<u8>(), now in 890..1_160u64) {
        let (mut facts, mine) = (crowd(&steps).facts, device(bits));
        let chosen = needed(&facts, &mine, Millis(now));
        facts.reverse();
        prop_assert_eq!(needed(&facts, &mine, Millis(now)), chosen);
    }
}

//! Who vouches for whom, and whose vouching counts.

use super::{Authority, Trust};
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use std::collections::BTreeSet;

/// Members it takes to vouch for somebody, where no coordinator does.
const MEMBERS: usize = 2;

/// Notes the vouches that count. Whoever goes on under another key is one person, as voucher and as the one vouched for:
/// otherwise a member with two keys would be two members.
pub(super) fn count(facts: &[&Fact], folded: &mut Authority) {
    for fact in facts {
        let Body::Vouch(vouch) = &fact.body else {
            continue;
        };
        let (by, whom) = (folded.origin(&fact.author), folded.origin(&vouch.person));
        if by != whom && folded.trust(&fact.author) >= Trust::Member {
            folded.vouched.entry(whom).or_default().insert(by);
        }
    }
}

impl Authority {
    /// The first key of this person: the same for all keys they went on under.
    #[must_use]
    pub fn origin(&self, key: &AuthorKey) -> AuthorKey {
        self.origins.get(key).copied().unwrap_or(*key)
    }

    /// How many people vouch for somebody.
    #[must_use]
    pub fn vouchers(&self, key: &AuthorKey) -> usize {
        self.vouched.get(&self.origin(key)).map_or(0, BTreeSet::len)
    }

    /// Whether `by` vouches for somebody.
    #[must_use]
    pub fn vouches(&self, by: &AuthorKey, key: &AuthorKey) -> bool {
        self.vouched
            .get(&self.origin(key))
            .is_some_and(|by_whom| by_whom.contains(&self.origin(by)))
    }

    /// Whether somebody here knows this person: a coordinator, or two members, or they are approved. A stranger to a
    /// community of members stays one whoever vouches.
    #[must_use]
    pub fn is_vouched(&self, key: &AuthorKey) -> bool {
        match self.trust(key) {
            Trust::Out => false,
            Trust::Approved | Trust::Coordinator => true,
            Trust::New | Trust::Member => {
                self.vouched.get(&self.origin(key)).is_some_and(|by_whom| {
                    by_whom.len() >= MEMBERS || by_whom.iter().any(|by| self.is_coordinator(by))
                })
            }
        }
    }

    /// The same without what these people vouch for: for a device that does not want to see them.
    #[must_use]
    pub fn without_vouches_of(mut self, people: &BTreeSet<AuthorKey>) -> Self {
        let theirs: BTreeSet<AuthorKey> = people.iter().map(|key| self.origin(key)).collect();
        if !theirs.is_empty() {
            self.vouched.values_mut().for_each(|by_whom| by_whom.retain(|by| !theirs.contains(by)));
            self.vouched.retain(|_, by_whom| !by_whom.is_empty());
        }
        self
    }

    /// All keys these people ever had here.
    #[must_use]
    pub fn all_keys_of(&self, people: &BTreeSet<AuthorKey>) -> BTreeSet<AuthorKey> {
        let first: BTreeSet<AuthorKey> = people.iter().map(|key| self.origin(key)).collect();
        let others = self.origins.iter().filter(|(_, origin)| first.contains(*origin));
        let others: Vec<AuthorKey> = others.map(|(key, _)| *key).collect();
        people.iter().copied().chain(first).chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::props::{SIG, Town, key};
    use super::*;
    use crate::domain::body::Retract;
    use crate::domain::helper::Vouch;
    use crate::domain::membership::{Approve, Rotate};
    use crate::domain::moderation::Remove;

    const ROOT: u8 = 1;
    const ANNA: u8 = 2;
    const IDA: u8 = 4;
    const JON: u8 = 5;
    const VERA: u8 = 6;
    const EVE: u8 = 9;

    fn vouch(whom: u8) -> Body {
        Body::Vouch(Vouch { person: key(whom) })
    }

    /// Anna coordinates; Ida, Jon and Vera are members.
    fn town() -> Town {
        let mut town = Town::of_members(ROOT, &[ANNA]);
        for who in [IDA, JON, VERA] {
            town.joined(who, 50 + who, ANNA);
        }
        town
    }

    #[test]
    fn a_coordinator_alone_or_two_members_vouch_for_somebody() {
        let mut town = town();
        town.say(JON, 5, vouch(IDA));
        assert!(!town.fold().is_vouched(&key(IDA)), "one member is not enough");
        assert_eq!(town.fold().vouchers(&key(IDA)), 1);
        let by_two = town.say(VERA, 5, vouch(IDA));
        assert!(town.fold().is_vouched(&key(IDA)));
        town.say(VERA, 6, Body::Retract(Retract { re: by_two.id }));
        assert!(!town.fold().is_vouched(&key(IDA)), "taken back");
        town.say(ANNA, 7, vouch(IDA));
        assert!(town.fold().is_vouched(&key(IDA)));
    }

    #[test]
    fn nobody_vouches_for_themselves_nor_twice_under_another_key() {
        let mut town = town();
        town.say(IDA, 5, vouch(IDA));
        town.say(JON, 5, vouch(IDA));
        town.say(JON, 6, vouch(IDA));
        town.say(JON, 7, Body::Rotate(Rotate { to: key(30), sig: SIG }));
        town.say(30, 8, vouch(IDA));
        town.say(IDA, 8, Body::Rotate(Rotate { to: key(31), sig: SIG }));
        town.say(IDA, 9, vouch(31));
        town.say(31, 9, vouch(IDA));
        let who = town.fold();
        assert_eq!((who.vouchers(&key(IDA)), who.is_vouched(&key(IDA))), (1, false));
        assert_eq!(who.vouchers(&key(31)), 1, "who goes on under another key is still known");
    }

    #[test]
    fn a_stranger_and_a_removed_member_vouch_for_nobody() {
        let mut town = town();
        town.say(EVE, 5, vouch(IDA));
        town.say(JON, 5, vouch(IDA));
        town.say(VERA, 5, vouch(IDA));
        town.say(ANNA, 6, Body::Remove(Remove { keys: vec![key(VERA)], reason: None }));
        assert_eq!(town.fold().vouchers(&key(IDA)), 1);
        for by in [JON, IDA, ANNA] {
            town.say(by, 7, vouch(EVE));
        }
        assert!(!town.fold().is_vouched(&key(EVE)), "a stranger stays one");
    }

    #[test]
    fn who_is_approved_needs_nobody_else() {
        let mut town = town();
        town.say(ANNA, 5, Body::Approve(Approve { key: key(IDA) }));
        let who = town.fold();
        assert!(who.is_vouched(&key(IDA)) && who.vouchers(&key(IDA)) == 0);
    }

    #[test]
    fn what_somebody_vouches_for_whom_one_does_not_want_to_see_is_not_counted() {
        let mut town = town();
        town.say(JON, 5, vouch(IDA));
        town.say(VERA, 5, vouch(IDA));
        let who = town.fold().without_vouches_of(&BTreeSet::from([key(JON)]));
        assert_eq!((who.vouchers(&key(IDA)), who.is_vouched(&key(IDA))), (1, false));
    }
}

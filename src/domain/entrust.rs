//! Whether there is anybody to whom children, a key or cash may be entrusted: only then is it asked in public.

use super::authority::{Authority, Trust};
use super::bytes::AuthorKey;

/// Whether somebody other than `me` is a helper a coordinator approved, or coordinates.
#[must_use]
pub fn has_approved(who: &Authority, me: Option<&AuthorKey>) -> bool {
    let coordinators = who.community.iter().flat_map(|c| c.coordinators.iter().map(|one| &one.key));
    let known = who.people.keys().chain(coordinators);
    known.filter(|key| Some(*key) != me).any(|key| {
        // A coordinator who was removed is named until the description says otherwise.
        who.trust(key) >= Trust::Approved && !who.removed.contains(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::authority::Person;
    use crate::domain::bytes::Bytes;
    use crate::domain::community::{Community, Coordinator};
    use crate::domain::membership::Standing;
    use crate::domain::text::Line;
    use crate::domain::time::Millis;

    const ME: AuthorKey = Bytes([1; 32]);
    const OTHER: AuthorKey = Bytes([2; 32]);

    fn with(people: &[(AuthorKey, Standing)], coordinators: &[AuthorKey]) -> Authority {
        let line = |text| Line::parse(text).unwrap();
        let mut who = Authority::nothing(Bytes([9; 32]));
        let seal = Bytes([3; 32]);
        who.community = Some(Community {
            coordinators: coordinators.iter().map(|key| Coordinator { key: *key, seal }).collect(),
            ..Community::new(line("Vaduz"), line("112"), vec![])
        });
        who.people = people
            .iter()
            .map(|(key, standing)| {
                let person = Person {
                    standing: *standing,
                    name: None,
                    seal: None,
                    invite: None,
                    joined: Millis(0),
                    expires: Millis(1),
                };
                (*key, person)
            })
            .collect();
        who
    }

    #[test]
    fn a_member_is_not_enough_and_oneself_does_not_count() {
        assert!(!has_approved(&with(&[(OTHER, Standing::Member)], &[]), Some(&ME)));
        assert!(!has_approved(&with(&[(ME, Standing::Approved)], &[ME]), Some(&ME)));
        assert!(has_approved(&with(&[(OTHER, Standing::Approved)], &[]), Some(&ME)));
        assert!(has_approved(&with(&[], &[OTHER]), Some(&ME)));
    }

    #[test]
    fn who_was_removed_is_nobody_to_entrust_anything_to() {
        let mut who = with(&[(OTHER, Standing::Approved)], &[OTHER]);
        who.removed.insert(OTHER);
        assert!(!has_approved(&who, Some(&ME)));
    }
}

//! How a database of an older version becomes one of this version: one file for each version.
//!
//! A migration never changes once it was released. Shelves are added first; a later version takes away
//! what nothing uses any more, so that an app that was rolled back still opens its database.

pub mod v1;
pub mod v2;

/// The version this code opens.
pub const VERSION: u32 = 2;

/// The shelves to add to a database of version `from`; 0 is one that is not there yet.
#[must_use]
pub fn shelves_to_add(from: u32) -> Vec<&'static str> {
    let steps: [(u32, &[&str]); 2] = [(1, &v1::ADDS), (2, &v2::ADDS)];
    steps.iter().filter(|(to, _)| *to > from).flat_map(|(_, adds)| adds.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SHELVES;

    #[test]
    fn a_new_database_has_every_shelf() {
        let mut added = shelves_to_add(0);
        let mut wanted = SHELVES.map(super::super::Shelf::name).to_vec();
        added.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(added, wanted);
    }

    #[test]
    fn a_database_of_version_1_gets_what_came_later() {
        assert_eq!(shelves_to_add(1), ["segments"]);
    }

    #[test]
    fn a_database_of_this_version_stays_as_it_is() {
        assert!(shelves_to_add(VERSION).is_empty());
    }
}

//! Whatever three devices do, in whatever order they meet: they come to the same, and no words are lost.

use super::*;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Deed {
    Write(usize, u8),
    Remove(usize, u8),
    Call(usize, u8),
    Carry(usize, usize),
    Restart(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let who = 0..3usize;
    prop_oneof![
        4 => (who.clone(), 0..3u8).prop_map(|(who, id)| Deed::Write(who, id)),
        1 => (who.clone(), 0..3u8).prop_map(|(who, id)| Deed::Remove(who, id)),
        1 => (who.clone(), 0..3u8).prop_map(|(who, name)| Deed::Call(who, name)),
        3 => (who.clone(), who.clone()).prop_map(|(from, to)| Deed::Carry(from, to)),
        1 => who.prop_map(Deed::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn devices_come_to_the_same_and_words_are_only_gone_where_somebody_who_saw_them_changed_them(
        deeds in prop::collection::vec(deed(), 1..30),
    ) {
        let secret = Secret::generate();
        let mut devices = ["one", "two", "three"].map(|name| Own::new(&secret, name));
        // What nobody wrote over or took out while it was before them.
        let mut living: BTreeSet<String> = BTreeSet::new();
        for (count, deed) in deeds.into_iter().enumerate() {
            match deed {
                Deed::Write(who, id) => {
                    let before = devices[who].get(Shelf::Journal, entry_id(id));
                    let words = format!("deed {count} of {who}");
                    devices[who].write(id, &words);
                    if let Some(before) = before {
                        let before: Entry = serde_json::from_str(&before).unwrap();
                        living.remove(before.words.as_str());
                    }
                    living.insert(words);
                }
                Deed::Remove(who, id) => {
                    if let Some(before) = devices[who].get(Shelf::Journal, entry_id(id)) {
                        let before: Entry = serde_json::from_str(&before).unwrap();
                        living.remove(before.words.as_str());
                        devices[who].remove(Shelf::Journal, entry_id(id));
                    }
                }
                Deed::Call(who, name) => devices[who].put(Shelf::Meta, "name", &format!("N{name}")),
                Deed::Carry(from, to) if from != to => {
                    devices[from].reconcile();
                    devices[from].to(&devices[to]);
                }
                Deed::Carry(..) => {}
                Deed::Restart(who) => devices[who].restart(),
            }
        }
        meet(&devices.each_ref());
        let words: BTreeSet<String> = devices[0].words().into_iter().collect();
        for other in &devices[1..] {
            prop_assert_eq!(other.words(), devices[0].words());
            prop_assert_eq!(other.get(Shelf::Meta, "name"), devices[0].get(Shelf::Meta, "name"));
        }
        prop_assert!(living.is_subset(&words), "{:?} is missing in {:?}", living, words);
    }
}

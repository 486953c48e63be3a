//! Which versions hold.

use super::*;
use crate::domain::id::{Kind, Place};
use proptest::prelude::*;

fn id(n: u8) -> RecordId {
    let kind = Kind::parse("kept").unwrap();
    RecordId { place: Place::Anywhere, kind, time: Millis(0), tag: Bytes([n; 16]) }
}

fn version(slot: u8, value: Option<u8>, over: &[u8], at: u64) -> Version {
    Version {
        slot: format!("journal/{slot}"),
        value: value.map(|v| v.to_string()),
        rest: Vec::new(),
        over: over.iter().copied().map(id).collect(),
        at: Millis(at),
        device: "this".into(),
    }
}

/// Versions by number; each may name any other, as no honest device would.
fn wild() -> impl Strategy<Value = Versions> {
    let one = (0..3u8, prop::option::of(0..4u8), prop::collection::vec(0..12u8, 0..4), 0..5u64);
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let one = |(n, (slot, value, over, at)): (usize, (u8, Option<u8>, Vec<u8>, u64))| {
            (id(n as u8), version(slot, value, &over, at))
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

/// The same as devices write them: each names only what was there before.
fn honest() -> impl Strategy<Value = Versions> {
    wild().prop_map(|versions| {
        let before = |id: &RecordId, over: &[RecordId]| {
            over.iter().filter(|older| *older < id).cloned().collect()
        };
        let honest = |(id, version): (RecordId, Version)| {
            let over = before(&id, &version.over);
            (id, Version { over, ..version })
        };
        versions.into_iter().map(honest).collect()
    })
}

proptest! {
    #[test]
    fn order_and_duplicates_make_no_difference(
        order in honest().prop_flat_map(|v| {
            let twice: Vec<_> = v.clone().into_iter().chain(v).collect();
            Just(twice).prop_shuffle()
        }),
    ) {
        let mut sorted = order.clone();
        sorted.sort_by_key(|(id, _)| id.clone());
        let (one, two): (Versions, Versions) = (order.into_iter().collect(), sorted.into_iter().collect());
        prop_assert_eq!(heads(&one), heads(&two));
    }

    #[test]
    fn no_slot_loses_everything_even_in_circles(versions in wild()) {
        let slots: BTreeSet<&str> = versions.values().map(|v| v.slot.as_str()).collect();
        let heads = heads(&versions);
        prop_assert_eq!(heads.keys().copied().collect::<BTreeSet<_>>(), slots);
        prop_assert!(heads.values().all(|heads| !heads.is_empty()));
    }

    #[test]
    fn a_version_over_all_heads_is_the_only_head(versions in honest(), slot in 0..3u8) {
        let of_slot = format!("journal/{slot}");
        let over: Vec<RecordId> =
            heads(&versions).get(of_slot.as_str()).into_iter().flatten().map(|h| h.id.clone()).collect();
        let mut all = versions.clone();
        all.insert(id(99), Version { over, ..version(slot, Some(9), &[], 9) });
        let after = heads(&all);
        prop_assert_eq!(after[of_slot.as_str()].iter().map(|h| h.id.clone()).collect::<Vec<_>>(), [id(99)]);
    }

    #[test]
    fn a_version_takes_no_place_in_another_slot(versions in honest()) {
        for id in taken_over(&versions) {
            let by = |v: &&Version| v.over.contains(id) && v.slot == versions[id].slot;
            prop_assert!(versions.values().any(|v| by(&v)));
        }
    }

    #[test]
    fn no_text_breaks_the_reader_of_links(text in "\\PC{0,200}") {
        let _ = DeviceLink::parse(&text);
        let _ = DeviceLink::parse(&to_base64(text.as_bytes()));
    }
}

#[test]
fn a_text_holds_before_its_absence_and_the_later_of_two_texts() {
    let versions: Versions = [
        (id(1), version(0, Some(1), &[], 5)),
        (id(2), version(0, None, &[], 9)),
        (id(3), version(0, Some(2), &[], 7)),
    ]
    .into();
    let heads = heads(&versions);
    assert_eq!(heads["journal/0"].last().map(|h| h.value), Some(Some("2")));
    assert_eq!(heads["journal/0"].len(), 3);
}

#[test]
fn a_link_for_a_device_is_read_as_it_was_written_and_never_printed() {
    let backend = "https://anna:pw@db.example/vault".to_owned();
    let link = DeviceLink { secret: Bytes([3; 16]), backend };
    assert_eq!(DeviceLink::parse(&format!("#{}", link.to_fragment())), Some(link.clone()));
    assert_eq!(DeviceLink::parse(&link.to_fragment()[..20]), None);
    assert!(!format!("{link:?}").contains(&link.secret.to_string()));
    let elsewhere = DeviceLink { backend: "http://db.example/vault".into(), ..link };
    assert_eq!(DeviceLink::parse(&elsewhere.to_fragment()), None);
}

#[test]
fn an_address_names_a_database_on_a_safe_server() {
    let good = "https://anna:pw@db.example/vault-anna";
    assert_eq!(vault_address(&format!(" {good}/ ")).as_deref(), Some(good));
    assert!(vault_address("http://localhost:5984/vault").is_some());
    for bad in [
        "",
        "db.example/vault",
        "https://db.example",
        "https://db.example/",
        "http://db.example/vault",
    ] {
        assert_eq!(vault_address(bad), None, "{bad}");
    }
}

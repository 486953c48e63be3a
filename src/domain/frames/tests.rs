//! Frames in any order, doubled, lost, mixed and spoiled.

use super::*;
use crate::domain::props::mangle::{damage, mangled};
use proptest::prelude::*;
use proptest::sample::Index;

fn collect<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<Vec<u8>> {
    let mut collector = Collector::default();
    texts.into_iter().filter_map(|text| collector.add(text).ok()?.1).collect()
}

#[test]
fn a_bundle_is_the_same_after_its_way_over_a_screen() {
    let bundle = "{\"heart2help\":\"bundle\"}\nÄ line\n".repeat(500);
    let packed = pack(&bundle);
    assert!(packed.len() < bundle.len() / 4);
    let frames = cut(&packed);
    let whole = collect(&frames).pop().unwrap();
    assert_eq!(unpack(&whole), Some(bundle));
}

#[test]
fn every_character_is_of_the_alphanumeric_mode() {
    let packed: Vec<u8> = (0..=255).cycle().take(2_000).collect();
    for frame in cut(&packed) {
        assert!(
            frame.bytes().all(|b| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(&b))
        );
        assert!(frame.len() <= 600, "{}", frame.len());
    }
}

#[test]
fn a_small_code_that_unpacks_to_very_much_is_refused() {
    assert_eq!(unpack(&compress_to_vec(&vec![b' '; LARGEST_UNPACKED + 1], LEVEL)), None);
}

#[test]
fn progress_counts_each_frame_once() {
    let frames = cut(&[7; 1_000]);
    let mut collector = Collector::default();
    let total = frames.len();
    assert!(total > 2);
    for _ in 0..3 {
        assert_eq!(collector.add(&frames[1]), Ok((Progress { have: 1, total }, None)));
    }
    assert_eq!(collector.add(&frames[0]).unwrap().0.have, 2);
    assert_eq!(collector.add("https://example.org"), Err(NotAFrame));
    assert_eq!(collector.add("WIFI:T:WPA;S:x;P:y;;"), Err(NotAFrame));
}

proptest! {
    #[test]
    fn any_order_with_any_duplicates_gives_the_whole(
        packed in proptest::collection::vec(any::<u8>(), 0..4_000),
        order in proptest::collection::vec(any::<Index>(), 0..40),
    ) {
        let frames = cut(&packed);
        let mixed: Vec<String> = order.iter().map(|at| at.get(&frames).clone()).collect();
        let seen: std::collections::BTreeSet<&String> = mixed.iter().collect();
        let early = collect(&mixed);
        prop_assert!(early.iter().all(|whole| *whole == packed));
        prop_assert_eq!(early.is_empty(), seen.len() < frames.len());
        let backwards = mixed.iter().chain(frames.iter().rev());
        prop_assert!(collect(backwards).contains(&packed));
    }

    #[test]
    fn a_lost_frame_gives_nothing(packed in proptest::collection::vec(any::<u8>(), 0..4_000), lost in any::<Index>()) {
        let mut frames = cut(&packed);
        frames.remove(lost.index(frames.len()));
        prop_assert!(collect(frames.iter().chain(&frames)).is_empty());
    }

    #[test]
    fn frames_of_two_transfers_are_never_mixed(
        one in proptest::collection::vec(any::<u8>(), 0..3_000),
        other in proptest::collection::vec(any::<u8>(), 0..3_000),
        order in proptest::collection::vec(any::<Index>(), 0..60),
    ) {
        let both: Vec<String> = cut(&one).into_iter().chain(cut(&other)).collect();
        let mixed: Vec<String> = order.iter().map(|at| at.get(&both).clone()).collect();
        for whole in collect(mixed.iter().chain(&both)) {
            prop_assert!(whole == one || whole == other);
        }
        let all = collect(&both);
        prop_assert!(all.contains(&one) && all.contains(&other));
    }

    #[test]
    fn a_spoiled_frame_gives_the_truth_or_nothing(
        packed in proptest::collection::vec(any::<u8>(), 1..2_000),
        which in any::<Index>(),
        all in proptest::collection::vec(damage(), 1..4),
    ) {
        let mut frames = cut(&packed);
        let at = which.index(frames.len());
        frames[at] = mangled(&frames[at], &all);
        prop_assert!(collect(&frames).iter().all(|whole| *whole == packed));
    }

    #[test]
    fn any_text_and_any_bytes_are_read_without_a_panic(text in "(H2H1:)?.{0,60}", bytes in any::<Vec<u8>>()) {
        let _ = Collector::default().add(&text);
        let _ = unpack(&bytes);
    }
}

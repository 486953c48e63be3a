//! What is written is read; what is spoiled is told, and never a panic.

use super::*;
use crate::domain::bytes::Bytes;
use crate::domain::props::mangle::{damage, mangled};
use proptest::prelude::*;
use proptest::sample::Index;

const HERE: CommunityId = Bytes([1; 32]);

fn line(n: u8, words: &str) -> Line {
    let id = format!("a:act:{n:013}:AAAAAAAAAAAAAAAAAAAAAA");
    match n % 3 {
        0 => Line::Tombstone(Tombstone {
            id,
            a: Bytes([n; 32]),
            h: Bytes([3; 32]),
            s: Bytes([4; 64]),
        }),
        _ => Line::Record(Envelope { id, a: Bytes([n; 32]), p: words.into(), s: Bytes([4; 64]) }),
    }
}

fn write(lines: &[Line]) -> String {
    let header = Header::new(HERE, "Nachbarn \"im\" Tal", Millis(5), lines.len());
    header.to_line() + &lines.iter().map(Line::write).collect::<String>()
}

fn read(bundle: &Bundle<'_>, most: usize) -> Vec<Option<Line>> {
    let parts: Vec<String> = bundle.parts(most).collect();
    parts.iter().flat_map(|part| lines(part).map(Line::read).collect::<Vec<_>>()).collect()
}

fn some_lines() -> impl Strategy<Value = Vec<Line>> {
    proptest::collection::vec(
        (any::<u8>(), "\\PC{0,20}[\n\r\u{2028}\"]?.{0,5}").prop_map(|(n, words)| line(n, &words)),
        0..20,
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read(all in some_lines(), most in 1..7usize, windows in any::<bool>()) {
        let mut text = write(&all);
        if windows {
            text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        }
        let bundle = Bundle::read(&text, &HERE).unwrap();
        prop_assert_eq!((bundle.len(), bundle.is_cut()), (all.len(), false));
        prop_assert_eq!(read(&bundle, most), all.into_iter().map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn of_what_is_cut_in_the_middle_the_whole_lines_are_read(all in some_lines(), at in any::<Index>()) {
        let text = write(&all);
        let first = text.find('\n').unwrap() + 1;
        let mut end = first + at.index(text.len() - first + 1);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let bundle = Bundle::read(&text[..end], &HERE).unwrap();
        let there = read(&bundle, 3);
        prop_assert_eq!(&there, &all[..there.len()].iter().cloned().map(Some).collect::<Vec<_>>());
        prop_assert_eq!(bundle.is_cut(), there.len() < all.len());
    }

    #[test]
    fn any_text_is_read_without_a_panic(bytes in any::<Vec<u8>>(), all in some_lines(), spoiled in proptest::collection::vec(damage(), 1..5)) {
        for text in [String::from_utf8_lossy(&bytes).into_owned(), mangled(&write(&all), &spoiled)] {
            if let Ok(bundle) = Bundle::read(&text, &HERE) {
                prop_assert_eq!(read(&bundle, 2).len(), bundle.len());
            }
        }
    }
}

#[test]
fn what_cannot_be_taken_in_says_why() {
    let good = write(&[line(1, "x")]);
    let why = |text: &str| Bundle::read(text, &HERE).map(|_| ()).unwrap_err();
    for other in
        ["", "{}", "[]", "a photo", "\u{0}\u{1}", &good[1..], &good.replace("bundle", "backup")]
    {
        assert_eq!(why(other), NotTaken::NotABundle, "{other}");
    }
    // A newer header may look quite different.
    assert_eq!(why("{\"heart2help\":\"bundle\",\"v\":2,\"of\":[]}"), NotTaken::Newer);
    let elsewhere = Bundle::read(&good, &Bytes([2; 32])).map(|_| ());
    assert_eq!(elsewhere, Err(NotTaken::OtherCommunity("Nachbarn \"im\" Tal".into())));
    assert_eq!(why(&" ".repeat(LARGEST + 1)), NotTaken::TooLarge);
    assert_eq!(why(&"x".repeat(LONGEST_LINE + 1)), NotTaken::NotABundle);
}

#[test]
fn a_name_from_elsewhere_cannot_turn_the_words_around_it() {
    let header =
        Header::new(Bytes([2; 32]), &format!("\u{202e}eman\n{}", "x".repeat(99)), Millis(1), 0);
    let Err(NotTaken::OtherCommunity(name)) = Bundle::read(&header.to_line(), &HERE).map(|_| ())
    else {
        panic!("it is another community's");
    };
    assert!(
        name.starts_with("eman")
            && name.chars().count() == LONGEST_NAME
            && !name.contains('\u{202e}')
    );
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let long = "x".repeat(LONGEST_LINE);
    assert_eq!(Line::read(&format!("{{\"_id\":\"{long}\"}}")), None);
    assert_eq!(Line::read("{\"kind\":\"of another version\"}"), None);
}

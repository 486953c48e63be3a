//! A second look at what is about to be public, and what to mind when two strangers meet.
//!
//! Hints only: nothing is refused because of them, and a miss costs no more than having no hint.

use super::places::fold_text;
use super::request::Category;

/// What a text holds that better stays between two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Private {
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A street with its number.
    Street,
}

/// What to mind when help of a category is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Danger to life: the emergency number comes first.
    Crisis,
    /// Children.
    Child,
    /// Getting into a car with a stranger.
    Car,
    /// Passwords, codes, papers.
    Secrets,
    /// A stranger's door.
    Door,
}

/// What to mind for a category.
#[must_use]
pub fn care_for(category: Category) -> Care {
    match category {
        Category::Crisis => Care::Crisis,
        Category::Child => Care::Child,
        Category::Ride => Care::Car,
        Category::Call | Category::Tech | Category::Paper | Category::Work => Care::Secrets,
        _ => Care::Door,
    }
}

/// The first thing in a text that better stays between two people.
#[must_use]
pub fn private_in(text: &str) -> Option<Private> {
    if has_email(text) {
        Some(Private::Email)
    } else if has_phone(text) {
        Some(Private::Phone)
    } else {
        has_street(text).then_some(Private::Street)
    }
}

fn has_email(text: &str) -> bool {
    text.split_whitespace().any(|token| {
        let token = token.trim_matches(|c: char| !c.is_alphanumeric());
        token.split_once('@').is_some_and(|(who, host)| {
            !who.is_empty() && host.split('.').count() > 1 && host.split('.').all(|l| !l.is_empty())
        })
    })
}

/// The fewest digits of a phone number worth a hint: numbers in small countries have seven.
const PHONE_DIGITS: usize = 7;

fn has_phone(text: &str) -> bool {
    let part_of_number = |c: char| c.is_ascii_digit() || " \u{a0}+()/.-\u{2013}".contains(c);
    text.split(|c| !part_of_number(c)).any(|run| {
        let tokens = run.split([' ', '\u{a0}', '\u{2013}']).map(|t| t.trim_matches('.'));
        let digits = |t: &str| t.bytes().filter(u8::is_ascii_digit).count();
        tokens.filter(|t| !is_date_or_time(t)).map(digits).sum::<usize>() >= PHONE_DIGITS
    })
}

/// "24.11.2026", "2026-11-24", "10.30", "10.30-12.00", "2026".
fn is_date_or_time(token: &str) -> bool {
    let lengths = |by: char| token.split(by).map(str::len).collect::<Vec<_>>();
    let is_year = token.len() == 4 && (token.starts_with("19") || token.starts_with("20"));
    let is_clock =
        |t: &str| t.len() <= 5 && t.split('.').count() == 2 && t.split('.').all(|p| p.len() <= 2);
    is_year
        || matches!(lengths('.').as_slice(), [1 | 2, 1 | 2, 2 | 4])
        || matches!(lengths('/').as_slice(), [1 | 2, 1 | 2, 2 | 4])
        || matches!(lengths('-').as_slice(), [4, 2, 2])
        || token.split('-').all(is_clock)
}

/// How streets end in German.
const STREET_ENDS: [&str; 9] =
    ["strasse", "str", "weg", "gasse", "platz", "allee", "halde", "rain", "quai"];
/// How streets are called in English.
const STREETS: [&str; 8] = ["street", "road", "lane", "avenue", "drive", "rd", "st", "ave"];
/// What makes a number after a word a quantity and not a house.
const UNITS: [&str; 12] = [
    "min", "mins", "minuten", "minutes", "km", "m", "meter", "stunden", "hours", "uhr", "mal",
    "times",
];

fn has_street(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|w| fold_text(w.trim_matches(|c: char| !c.is_alphanumeric())))
        .collect();
    let is_number = |w: Option<&String>| {
        w.is_some_and(|w| w.len() <= 5 && w.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_unit = |w: Option<&String>| w.is_some_and(|w| UNITS.contains(&w.as_str()));
    (0..words.len()).any(|i| {
        let word = words[i].as_str();
        let german =
            STREET_ENDS.iter().any(|end| word.len() > end.len() + 1 && word.ends_with(end));
        let after = is_number(words.get(i + 1)) && !is_unit(words.get(i + 2));
        let before = (1..=3).any(|back| i >= back && is_number(words.get(i - back)));
        german && after
            || i >= 2 && STREETS.contains(&word) && before && !is_number(words.get(i - 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phone_numbers_are_seen_however_they_are_written() {
        for text in
            ["Call +423 000 00 00", "079/000.00.00 please", "ring 0000000", "(000) 000-0000"]
        {
            assert_eq!(private_in(text), Some(Private::Phone), "{text}");
        }
    }

    #[test]
    fn dates_times_and_amounts_are_no_phone_numbers() {
        let texts = [
            "On 24.11.2026 at 10.30",
            "from 10.30 - 12.00",
            "10.30-12.00",
            "2026-11-24",
            "24/11/2026",
            "between 10:30 and 12:00",
            "in 2026 or 2027",
            "3 bags, 25 kg, 2 flights of stairs",
            "",
        ];
        for text in texts {
            assert_eq!(private_in(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_seen_in_german_and_english() {
        for text in [
            "Musterstrasse 3",
            "Am Musterweg 12b, zweiter Stock",
            "12 Old Church Street",
            "I live at 4 Mill Lane.",
        ] {
            assert_eq!(private_in(text), Some(Private::Street), "{text}");
        }
    }

    #[test]
    fn words_about_ways_are_no_addresses() {
        for text in [
            "Auf dem Heimweg 5 Minuten warten",
            "der Weg ist lang",
            "the street is icy",
            "Parkplatz 200 m weiter",
            "2 people on the road",
        ] {
            assert_eq!(private_in(text), None, "{text}");
        }
    }

    #[test]
    fn an_email_needs_a_host() {
        assert_eq!(private_in("write to (me@example.org)."), Some(Private::Email));
        assert_eq!(private_in("meet @ ten, me@home"), None);
    }

    #[test]
    fn danger_comes_before_everything_else() {
        assert_eq!(care_for(Category::Crisis), Care::Crisis);
        assert_eq!(care_for(Category::Garden), Care::Door);
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at(text in "\\PC{0,200}") {
            let _ = private_in(&text);
        }
    }
}

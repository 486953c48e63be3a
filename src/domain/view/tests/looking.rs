//! An address says what is looked at, and nothing in an address can do more than that.

use super::*;
use proptest::prelude::*;

fn looking() -> impl Strategy<Value = Looking> {
    let kinds = proptest::sample::subsequence(CATEGORIES.to_vec(), 0..4);
    let cell = proptest::option::of("[0-9b-hjkmnp-z]{1,6}");
    let lang = proptest::option::of("[a-z]{2,3}");
    (kinds, any::<Option<u16>>(), any::<Option<u16>>(), lang, "\\PC{0,40}", 0..3usize, cell)
        .prop_map(|(categories, within_km, at_most_minutes, lang, words, order, cell)| Looking {
            filter: Filter {
                categories,
                within_km,
                at_most_minutes,
                lang,
                words: words.trim().to_owned(),
            },
            order: [Order::Nearest, Order::Newest, Order::Soonest][order],
            chosen: cell.and_then(|c| Cell::parse(&c)).map(Chosen::Cell),
        })
}

proptest! {
    #[test]
    fn what_is_looked_at_is_read_as_it_was_written(looking in looking()) {
        let query = looking.to_query();
        prop_assert!(query.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.*+%&=".contains(&b)), "{}", query);
        prop_assert_eq!(Looking::from_query(&query), looking);
    }

    #[test]
    fn any_query_can_be_read(text in "\\PC{0,80}") {
        let once = Looking::from_query(&text);
        prop_assert_eq!(Looking::from_query(&once.to_query()).chosen, once.chosen);
    }
}

#[test]
fn an_address_reads_as_people_would_write_it() {
    let looking = Looking {
        filter: Filter {
            categories: vec![Category::Ride, Category::Garden],
            within_km: Some(5),
            words: "Zürich & zurück".into(),
            ..Filter::default()
        },
        order: Order::Soonest,
        chosen: Some(Chosen::Anywhere),
    };
    let query = "q=Z%C3%BCrich+%26+zur%C3%BCck&kind=ride+garden&km=5&order=soonest&area=phone";
    assert_eq!(looking.to_query(), query);
    assert_eq!(Looking::from_query(&format!("?{query}")), looking);
    assert_eq!(Looking::default().to_query(), "");
}

#[test]
fn what_is_no_filter_is_left_out() {
    let odd = "?kind=ride+murder+ride&km=-3&minutes=x&lang=%3Cimg%3E&area=vaduz1a&q=%zz%4&order=&x";
    let looking = Looking::from_query(odd);
    assert_eq!(looking.filter.categories, [Category::Ride]);
    assert_eq!((looking.filter.within_km, looking.filter.at_most_minutes), (None, None));
    assert_eq!((looking.filter.lang, looking.chosen), (None, None));
    assert_eq!(looking.filter.words, "%zz%4");
}

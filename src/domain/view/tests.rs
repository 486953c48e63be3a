//! The map and the list have the same powers because they are one set.

mod looking;
mod pyramid;
mod trilateration;
mod waves;

use super::*;
use crate::domain::bytes::Bytes;
use crate::domain::cell::{FINEST, Point};
use crate::domain::help::{Accepted, Thread};
use crate::domain::id::{Kind, Place, RecordId};
use crate::domain::letter::{Binding, Details, OfferLetter};
use crate::domain::request::{CATEGORIES, Category, CloseReason, Part, Request, Urgency, When};
use crate::domain::text::{Line, Name, Words};
use crate::domain::time::LocalDay;

fn help(n: u8, category: Category, lat: f64, day: Option<i64>) -> Help {
    let place = Place::Cell(Cell::snap(Point { lat, lon: 9.52 }, FINEST));
    Help {
        id: RecordId {
            place,
            kind: Kind::parse("request").unwrap(),
            time: Millis(u64::from(n)),
            tag: Bytes([n; 16]),
        },
        author: Bytes([n; 32]),
        request: Request {
            category,
            title: Line::parse("Über den Rhein").unwrap(),
            words: None,
            when: When { day: day.map(LocalDay), part: Part::Any },
            urgency: Urgency::Normal,
            minutes: u16::from(n) * 10,
            helpers: 1,
            for_other: false,
            lang: None,
            seal: Bytes([0; 32]),
            by: None,
            told: Vec::new(),
            replaces: None,
            terms: Default::default(),
        },
        expires: Millis(1_000),
        mine: false,
        offers: 0,
        days: Vec::new(),
        accepted: 0,
        end: None,
        threads: vec![],
        ids: vec![],
        private: None,
    }
}

fn times(rows: &[&Help]) -> Vec<u64> {
    rows.iter().map(|h| h.id.time.0).collect()
}

/// What is shown of these, with everything looked up anew.
fn list<'h>(
    all: &'h [Help],
    filter: &Filter,
    order: Order,
    viewer: Option<&Cell>,
    now: Millis,
) -> Vec<&'h Help> {
    let grid = Grid::new(all);
    let areas: Vec<String> = grid.cells().iter().map(|c| format!("Área {c}")).collect();
    let search = Search::new(all, &grid, &areas, &CATEGORIES.map(Category::word));
    let rows = select(all, &grid, &grid.bands(viewer), &search, filter, order, now);
    rows.into_iter().map(|row| &all[row as usize]).collect()
}

fn three() -> [Help; 3] {
    [
        help(3, Category::Ride, 47.14, Some(9)),
        help(2, Category::Garden, 47.25, None),
        help(1, Category::Ride, 47.141, Some(4)),
    ]
}

#[test]
fn rows_are_filtered_by_category_distance_minutes_and_words() {
    let all = three();
    let home = Cell::snap(Point { lat: 47.14, lon: 9.52 }, FINEST);
    let shown = |filter: Filter| times(&list(&all, &filter, Order::Newest, Some(&home), Millis(5)));
    assert_eq!(shown(Filter::default()), [3, 2, 1]);
    assert_eq!(shown(Filter { categories: vec![Category::Garden], ..Filter::default() }), [2]);
    assert_eq!(shown(Filter { within_km: Some(5), ..Filter::default() }), [3, 1]);
    assert_eq!(shown(Filter { at_most_minutes: Some(QUICK_MINUTES), ..Filter::default() }), [1]);
    assert_eq!(shown(Filter { words: "uber".into(), ..Filter::default() }), [3, 2, 1]);
    assert_eq!(shown(Filter { words: "tram".into(), ..Filter::default() }), [] as [u64; 0]);
}

#[test]
fn soonest_puts_whenever_last() {
    let all = three();
    let rows = list(&all, &Filter::default(), Order::Soonest, None, Millis(5));
    assert_eq!(times(&rows), [1, 3, 2]);
}

#[test]
fn what_is_full_or_over_is_not_listed_but_ones_own_is() {
    let mut full = help(1, Category::Ride, 47.1, None);
    full.accepted = 1;
    assert!(
        list(std::slice::from_ref(&full), &Filter::default(), Order::Newest, None, Millis(5))
            .is_empty()
    );
    full.mine = true;
    assert_eq!(
        list(std::slice::from_ref(&full), &Filter::default(), Order::Newest, None, Millis(5)).len(),
        1
    );
    assert!(list(&[full], &Filter::default(), Order::Newest, None, Millis(1_000)).is_empty());
}

#[test]
fn words_are_found_in_title_words_area_and_category_whatever_their_accents() {
    let mut all = three();
    all[0].request.words = Words::optional("Zum Arzt in Zürich\nund zurück").unwrap();
    let shown = |words: &str| {
        let filter = Filter { words: words.into(), ..Filter::default() };
        times(&list(&all, &filter, Order::Newest, None, Millis(5)))
    };
    assert_eq!(shown("ZURICH"), [3]);
    assert_eq!(shown("rhein  arzt"), [3], "each word, in any order");
    assert_eq!(shown("garden"), [2], "the category's word");
    let cell = all[1].id.place.cell().unwrap().to_string();
    assert_eq!(shown(&format!("area {cell}")), [2], "the area's name");
    assert_eq!(shown("rheinzum"), [] as [u64; 0], "nothing reaches from one text into the next");
    assert_eq!(shown(" \t"), [3, 2, 1]);
}

#[test]
fn a_language_hides_what_is_written_in_another() {
    let mut all = three();
    all[0].request.lang = Some("de-CH".into());
    all[1].request.lang = Some("pt".into());
    assert_eq!(languages(&all).into_iter().collect::<Vec<_>>(), ["de", "pt"]);
    let filter = Filter { lang: Some("de".into()), ..Filter::default() };
    assert_eq!(times(&list(&all, &filter, Order::Newest, None, Millis(5))), [3, 1]);
}

#[test]
fn help_by_phone_is_near_to_everybody() {
    let mut all = three();
    all[1].id.place = Place::Anywhere;
    let home = Cell::snap(Point { lat: 47.14, lon: 9.52 }, FINEST);
    let filter = Filter { within_km: Some(2), ..Filter::default() };
    let rows = list(&all, &filter, Order::Nearest, Some(&home), Millis(5));
    assert_eq!(times(&rows), [2, 3, 1]);
    assert_eq!(Pyramid::new(&all, &Grid::new(&all), &[0, 1, 2]).anywhere(), [1]);
}

fn offer_of(help: &Help, mine: bool) -> Thread {
    let id = |kind| RecordId { kind: Kind::parse(kind).unwrap(), ..help.id.clone() };
    Thread {
        offer: id("offer"),
        mine,
        letter: OfferLetter {
            by: Binding {
                person: Bytes([7; 32]),
                name: Name::parse("Anna").unwrap(),
                sig: Bytes([0; 64]),
            },
            words: None,
            seal: Bytes([0; 32]),
        },
        on: None,
        accepted: None,
        released: None,
        left: None,
        not_met: false,
        helper_feedback: None,
        requester_feedback: None,
        late: None,
        proposed: None,
        agreed: None,
        under_way: false,
        helper_done: false,
        requester_done: false,
        helper_thanks: None,
        requester_thanks: None,
        words: vec![],
        log: vec![],
    }
}

fn accepted(help: &Help, mut thread: Thread) -> Thread {
    let id = RecordId { kind: Kind::parse("accept").unwrap(), ..help.id.clone() };
    thread.accepted = Some(Accepted { id, details: Details::default(), name: None, key: None });
    thread
}

/// Requests 1, 2 and 3, of which the viewer offered on 1, helps with 2 and asked for 3.
fn with_parts() -> [Help; 3] {
    let [mut asked, mut helped, mut offered] = three();
    asked.mine = true;
    asked.offers = 2;
    asked.threads = vec![offer_of(&asked, false), offer_of(&asked, false)];
    helped.accepted = 1;
    helped.threads = vec![accepted(&helped, offer_of(&helped, true))];
    offered.offers = 1;
    offered.threads = vec![offer_of(&offered, true)];
    [asked, helped, offered]
}

#[test]
fn a_promise_stands_from_the_acceptance_until_both_say_done() {
    let mut all = with_parts();
    assert_eq!(times(&promised(&all)), [2]);
    all[1].threads[0].helper_done = true;
    assert_eq!(times(&promised(&all)), [2], "one of them is not enough");
    all[1].threads[0].requester_done = true;
    assert!(promised(&all).is_empty());
}

#[test]
fn what_one_asked_for_is_there_until_it_is_over() {
    let mut all = with_parts();
    assert_eq!(times(&asked(&all, Millis(5))), [3]);
    assert!(asked(&all, Millis(1_000)).is_empty());
    all[0].end = Some(CloseReason::NotNeeded);
    assert!(asked(&all, Millis(5)).is_empty());
}

#[test]
fn near_shows_only_what_one_has_no_part_in() {
    let home = Cell::snap(Point { lat: 47.25, lon: 9.52 }, FINEST);
    assert_eq!(times(&near(&three(), Some(&home), Millis(5))), [2, 3, 1]);
    assert!(near(&with_parts(), Some(&home), Millis(5)).is_empty());
}

#[test]
fn a_row_says_who_one_is_to_the_request() {
    let [asked, helped, mut offered] = with_parts();
    assert_eq!(marks(&asked, Millis(5)), [Mark::Mine, Mark::ToRead(2)]);
    assert_eq!(marks(&helped, Millis(5)), [Mark::Helper]);
    assert_eq!(marks(&offered, Millis(5)), [Mark::Offered]);
    offered.end = Some(CloseReason::Done);
    assert_eq!(marks(&offered, Millis(5)), [Mark::NotChosen]);
}

#[test]
fn a_row_says_to_a_stranger_where_the_request_stands() {
    let mut help = help(1, Category::Ride, 47.1, None);
    help.request.urgency = Urgency::Urgent;
    assert_eq!(marks(&help, Millis(5)), [Mark::Urgent, Mark::NoOffer]);
    help.request.urgency = Urgency::Normal;
    help.offers = 2;
    assert_eq!(marks(&help, Millis(5)), [Mark::Offers(2)]);
    help.accepted = 1;
    assert_eq!(marks(&help, Millis(5)), [Mark::Helped]);
    assert!(is_quiet(&help, Millis(5)));
    help.request.helpers = 8;
    assert_eq!(marks(&help, Millis(5)), [Mark::Helpers { taken: 1, needed: 8 }]);
    assert!(!is_quiet(&help, Millis(5)));
    assert_eq!(marks(&help, Millis(1_000)), [Mark::Over]);
}

#[test]
fn a_request_that_is_full_has_no_offers_to_read() {
    let [mut asked, ..] = with_parts();
    asked.threads[0] = accepted(&asked, offer_of(&asked, false));
    asked.accepted = 1;
    assert_eq!(offers_to_read(&asked, Millis(5)), 0);
    asked.request.helpers = 2;
    assert_eq!(offers_to_read(&asked, Millis(5)), 1);
}

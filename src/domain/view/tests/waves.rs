//! Who waits long and in vain is seen from further away.

use super::*;
use crate::domain::time::{HOUR, MINUTE};
use proptest::prelude::*;

fn asked(urgency: Urgency) -> Help {
    let mut help = help(0, Category::Ride, 47.14, None);
    help.request.urgency = urgency;
    help.id.time = Millis(1_000 * HOUR);
    help.expires = Millis(5_000 * HOUR);
    help
}

fn after(help: &Help, millis: u64) -> u16 {
    reach(help, help.id.time.plus(millis))
}

#[test]
fn the_distance_doubles_twice_and_sooner_where_it_is_urgent() {
    let normal = asked(Urgency::Normal);
    assert_eq!(
        [0, 6 * HOUR - 1, 6 * HOUR, 24 * HOUR, 400 * HOUR].map(|t| after(&normal, t)),
        [1, 1, 2, 4, 4]
    );
    let urgent = asked(Urgency::Urgent);
    assert_eq!([0, 30 * MINUTE, 2 * HOUR].map(|t| after(&urgent, t)), [1, 2, 4]);
    assert_eq!(after(&asked(Urgency::Calm), 23 * HOUR), 1);
}

#[test]
fn enough_offers_keep_it_near_and_an_accepted_helper_is_no_open_offer() {
    let mut help = asked(Urgency::Normal);
    help.offers = 1;
    assert_eq!(after(&help, 400 * HOUR), 1);
    help.request.helpers = 2;
    assert_eq!(after(&help, 400 * HOUR), 4);
    help.accepted = 1;
    assert_eq!(
        after(&help, 400 * HOUR),
        4,
        "the one offer was accepted, the second hand is missing"
    );
    help.offers = 2;
    assert_eq!(after(&help, 400 * HOUR), 1);
}

#[test]
fn a_clock_ahead_widens_nothing() {
    let help = asked(Urgency::Urgent);
    assert_eq!(reach(&help, Millis(0)), 1);
}

#[test]
fn what_reaches_from_further_away_is_shown_and_said_so() {
    let help = asked(Urgency::Normal);
    let home = Cell::snap(Point { lat: 47.17, lon: 9.52 }, FINEST);
    let filter = Filter { within_km: Some(2), ..Filter::default() };
    let all = [help];
    let shown = |hours: u64| {
        let now = all[0].id.time.plus(hours * HOUR);
        list(&all, &filter, Order::Nearest, Some(&home), now).len()
    };
    assert_eq!([shown(1), shown(7), shown(25)], [0, 0, 1], "3.3 km: in the band up to 5");
    let band = band_of(&all[0], Some(&home));
    assert!(is_further(band, Some(2)) && !is_further(band, Some(5)) && !is_further(band, None));
}

proptest! {
    #[test]
    fn it_never_shrinks_with_age(urgency in 0..3usize, one in 0..200*HOUR, more in 0..200*HOUR) {
        let help = asked([Urgency::Calm, Urgency::Normal, Urgency::Urgent][urgency]);
        prop_assert!(after(&help, one) <= after(&help, one + more));
    }
}

//! Trilateration: somebody who goes anywhere they like and reads everything the app shows them about how far a request
//! is learns the request's cell, which is public, and nothing within it (USENIX Security 2024, on dating apps).

use super::*;
use crate::domain::cell::{BANDS_KM, Bounds, distance_km};
use crate::domain::time::HOUR;

/// All that the distance of a request shows to one who stands at `from`: its band, and for each distance one can choose
/// whether it is listed and whether it says to be further away.
type Observation = (Option<Band>, Vec<(bool, bool)>);

/// A request as it is posted by somebody at `home`: the point is snapped before anything is built of it.
fn posted(home: Point) -> Help {
    let mut help = help(0, Category::Ride, 47.14, None);
    help.id.place = Place::Cell(Cell::snap(home, FINEST));
    help.expires = Millis(1_000 * HOUR);
    help
}

fn observe(help: &Help, from: Point, now: Millis) -> Observation {
    let viewer = Cell::snap(from, FINEST);
    let band = band_of(help, Some(&viewer));
    let listed = |km: u16| {
        let filter = Filter { within_km: Some(km), ..Filter::default() };
        let rows = list(std::slice::from_ref(help), &filter, Order::Nearest, Some(&viewer), now);
        (!rows.is_empty(), is_further(band, Some(km)))
    };
    (band, BANDS_KM.map(listed).to_vec())
}

/// Numbers from 0 to 1 that follow from one another (Numerical Recipes' linear congruence).
fn dice(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 11) as f64 / (1_u64 << 53) as f64
}

/// Where an attacker goes: all over the region, and, as the known attacks do, in fine steps along lines towards the
/// target, where an answer changes.
fn walk(home: Point, seed: &mut u64) -> Vec<Point> {
    let mut way: Vec<Point> =
        (0..60).map(|_| Point { lat: 46.6 + dice(seed), lon: 9.0 + dice(seed) }).collect();
    for angle in 0..6 {
        let angle = f64::from(angle) * 1.047;
        way.extend((0..40).map(|step| {
            let away = f64::from(step) * 0.0016;
            Point { lat: home.lat + away * angle.sin(), lon: home.lon + away * angle.cos() }
        }));
    }
    way
}

fn inside(b: Bounds, dy: f64, dx: f64) -> Point {
    Point { lat: b.south + (b.north - b.south) * dy, lon: b.west + (b.east - b.west) * dx }
}

#[test]
fn who_goes_anywhere_and_reads_every_distance_learns_no_more_than_the_cell() {
    let mut seed = 7;
    for _ in 0..4 {
        let home = Point { lat: 47.05 + 0.2 * dice(&mut seed), lon: 9.45 + 0.2 * dice(&mut seed) };
        let cell = Cell::snap(home, FINEST);
        let way = walk(home, &mut seed);
        let now = Millis((dice(&mut seed) * 48.0) as u64 * HOUR);
        let seen: Vec<Observation> =
            way.iter().map(|from| observe(&posted(home), *from, now)).collect();
        // Every point of the cell fits all that was seen, so the set of points that fit holds the whole cell.
        for dy in [0.001, 0.2, 0.5, 0.8, 0.999] {
            for dx in [0.001, 0.3, 0.7, 0.999] {
                let there = posted(inside(cell.bounds(), dy, dx));
                for (from, seen) in way.iter().zip(&seen) {
                    assert_eq!(observe(&there, *from, now), *seen, "{cell}, seen from {from:?}");
                }
            }
        }
    }
}

#[test]
fn the_same_walk_would_find_a_home_whose_exact_distance_is_shown() {
    // The attack works where the defence is missing: otherwise the test above would prove nothing.
    let mut seed = 7;
    let home = Point { lat: 47.1412, lon: 9.5219 };
    let b = Cell::snap(home, FINEST).bounds();
    let band_of_exact = |p: Point, from: Point| {
        BANDS_KM.into_iter().find(|edge| distance_km(from, p) <= f64::from(*edge))
    };
    let way = walk(home, &mut seed);
    let fits =
        |p: Point| way.iter().all(|from| band_of_exact(p, *from) == band_of_exact(home, *from));
    let fitting =
        (0..400).filter(|n| fits(inside(b, f64::from(n / 20) / 20.0, f64::from(n % 20) / 20.0)));
    assert!(fitting.count() < 100, "most of the cell is ruled out");
}

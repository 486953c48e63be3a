//! How large the area is that others see: where few people live, a small one would point at a house.

use super::cell::Point;
use super::cell::{Cell, FINEST, distance_km};
use super::places::NamedPlace;

/// The area proposed where few people live, in characters: about 5 km by 5 km at the equator.
pub const SPARSE: usize = 5;
/// The coarsest a person may choose, in characters: about 40 km by 20 km at the equator.
pub const COARSEST: usize = 4;

/// As far as this a town, or the main place of a municipality, counts as being there, in kilometres.
const TOWN_KM: f64 = 1.5;
/// As far as this smaller places count, in kilometres.
const AROUND_KM: f64 = 3.0;
/// So many named places close together are taken for a settled neighbourhood.
const SETTLED: usize = 4;

/// How fine an area to propose around `cell`, in characters of its geohash. Names on the map stand for the people who
/// live there: it is the best a device knows without asking anybody. Where it knows no place at all it says nothing
/// about how many live there, and the finest area is proposed as everywhere.
#[must_use]
pub fn proposed(places: &[NamedPlace], cell: &Cell) -> usize {
    let middle = cell.centre();
    let near = |km: f64| {
        places.iter().filter(move |p| distance_km(middle, Point { lat: p.lat, lon: p.lon }) <= km)
    };
    let town = near(TOWN_KM)
        .any(|p| matches!(p.kind.as_str(), "city" | "town" | "municipality" | "suburb"));
    let settled = town || near(AROUND_KM).count() >= SETTLED;
    if places.is_empty() || settled { FINEST } else { SPARSE }
}

/// About how wide a cell is from west to east, in whole kilometres, at least 1.
#[must_use]
pub fn width_km(cell: &Cell) -> u32 {
    let (edges, middle) = (cell.bounds(), cell.centre());
    let side = |lon| Point { lat: middle.lat, lon };
    // A cell is never wider than the globe, so the number is small.
    distance_km(side(edges.west), side(edges.east)).round().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(kind: &str, lat: f64, lon: f64) -> NamedPlace {
        NamedPlace { name: "x".into(), kind: kind.into(), lat, lon }
    }

    fn at(lat: f64, lon: f64) -> Cell {
        Cell::snap(Point { lat, lon }, FINEST)
    }

    #[test]
    fn a_lone_hamlet_is_hidden_in_a_wider_area() {
        let places = [place("hamlet", 47.1, 9.6), place("municipality", 47.07, 9.5)];
        assert_eq!(proposed(&places, &at(47.1, 9.6)), SPARSE);
        assert_eq!(proposed(&places, &at(47.07, 9.5)), FINEST);
        assert_eq!(proposed(&places, &at(46.0, 8.0)), SPARSE, "nothing is near");
    }

    #[test]
    fn many_small_places_together_are_a_neighbourhood() {
        let places: Vec<_> =
            (0..4).map(|n| place("hamlet", 47.1 + f64::from(n) / 200.0, 9.6)).collect();
        assert_eq!(proposed(&places, &at(47.107, 9.6)), FINEST);
        assert_eq!(proposed(&places[..3], &at(47.107, 9.6)), SPARSE);
    }

    #[test]
    fn where_no_place_is_known_nothing_is_concluded() {
        assert_eq!(proposed(&[], &at(47.1, 9.6)), FINEST);
    }

    #[test]
    fn the_width_is_told_in_whole_kilometres() {
        let cell = at(47.14, 9.52);
        let widths: Vec<_> = [6, 5, 4].map(|p| width_km(&cell.coarser(p))).into();
        assert_eq!(widths, [1, 3, 27]);
    }
}

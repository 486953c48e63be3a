//! The pyramid counts as somebody would who looks at every request, each exactly once, and is quick because it doesn't.

use super::*;
use crate::domain::cell::Bounds;
use proptest::prelude::*;

fn at(n: u8, cell: Option<Cell>, category: usize, urgent: bool, mine: bool) -> Help {
    let mut help = help(n, CATEGORIES[category % CATEGORIES.len()], 47.0, None);
    help.id.place = cell.map_or(Place::Anywhere, Place::Cell);
    help.request.urgency = if urgent { Urgency::Urgent } else { Urgency::Normal };
    help.mine = mine;
    help
}

/// Requests close together and all over the world, in cells of every size, some nowhere.
fn crowd() -> impl Strategy<Value = Vec<Help>> {
    let near = (47.0..47.3f64, 9.4..9.7f64);
    let anywhere = (-89.9..89.9f64, -180.0..180.0f64);
    let point = prop_oneof![4 => near, 1 => anywhere];
    let cell = (point, 1..=FINEST).prop_map(|((lat, lon), letters)| {
        Cell::snap(Point { lat, lon }, letters.max(letters % 3 + 4))
    });
    let one = (proptest::option::weighted(0.9, cell), 0..3usize, any::<bool>(), any::<bool>());
    proptest::collection::vec(one, 0..60).prop_map(|all| {
        all.into_iter().map(|(cell, kind, urgent, mine)| at(1, cell, kind, urgent, mine)).collect()
    })
}

fn view() -> impl Strategy<Value = View> {
    let valley = (47.1..47.2f64, 9.5..9.6f64, 0.01..0.4f64, 8.0..18.0f64);
    let world = (-60.0..60.0f64, -400.0..400.0f64, 1.0..200.0f64, 0.0..8.0f64);
    prop_oneof![valley, world].prop_map(|(lat, lon, half, zoom)| {
        let high = half.min(80.0 - lat.abs());
        let bounds =
            Bounds { south: lat - high, west: lon - half, north: lat + high, east: lon + half };
        View { bounds, zoom }
    })
}

fn globe(zoom: f64) -> View {
    View { bounds: Bounds { south: -90.0, west: -180.0, north: 90.0, east: 180.0 }, zoom }
}

fn pyramid_of(all: &[Help]) -> Pyramid {
    let rows: Vec<u32> = (0..all.len() as u32).collect();
    Pyramid::new(all, &Grid::new(all), &rows)
}

/// Whether a cell lies in the edges of an area, whatever turn of the globe it is seen in.
fn lies_in(cell: &Cell, area: &Area) -> bool {
    let (c, b) = (cell.centre(), area.bounds);
    let turns = [-720.0, -360.0, 0.0, 360.0, 720.0];
    b.south <= c.lat
        && c.lat <= b.north
        && turns.iter().any(|t| b.west <= c.lon + t && c.lon + t <= b.east)
}

proptest! {
    #[test]
    fn the_counts_of_the_areas_are_those_of_the_requests_in_view(all in crowd(), view in view()) {
        let pyramid = pyramid_of(&all);
        let areas = pyramid.areas(view);
        let mut rows = pyramid.rows_in(view);
        prop_assert_eq!(areas.iter().map(|a| a.count).sum::<usize>(), rows.len());
        rows.sort_unstable();
        let counted = rows.len();
        rows.dedup();
        prop_assert_eq!(rows.len(), counted, "nothing is counted twice");
        let mut keys: Vec<&str> = areas.iter().map(|a| a.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), areas.len(), "each area has a name of its own");
    }

    #[test]
    fn over_the_whole_globe_every_request_with_a_place_is_counted_at_every_zoom(all in crowd(), zoom in 0..18u8) {
        let pyramid = pyramid_of(&all);
        let placed = all.iter().filter(|h| h.id.place.cell().is_some()).count();
        let counted: usize = pyramid.areas(globe(zoom.into())).iter().map(|a| a.count).sum();
        prop_assert_eq!(counted, placed);
        prop_assert_eq!(pyramid.len(), all.len());
        prop_assert_eq!(pyramid.anywhere().len(), all.len() - placed);
    }

    #[test]
    fn an_area_says_what_a_count_by_hand_says(all in crowd(), view in view()) {
        let pyramid = pyramid_of(&all);
        for area in pyramid.areas(view) {
            let inside: Vec<&Help> = all.iter().filter(|h| belongs(h, &area)).collect();
            prop_assert_eq!(area.count, inside.len());
            prop_assert_eq!(area.urgent, inside.iter().filter(|h| h.request.urgency == Urgency::Urgent).count());
            prop_assert_eq!(area.mine, inside.iter().any(|h| h.mine));
            let first = inside.first().map(|h| h.request.category);
            let same = inside.iter().all(|h| Some(h.request.category) == first);
            prop_assert_eq!(area.category, first.filter(|_| same));
            let cells: std::collections::BTreeSet<&Cell> = inside.iter().filter_map(|h| h.id.place.cell()).collect();
            prop_assert_eq!(area.cells, cells.len());
            prop_assert!(cells.iter().all(|cell| lies_in(cell, &area)));
        }
    }

    #[test]
    fn a_cell_holds_exactly_its_requests(all in crowd()) {
        let pyramid = pyramid_of(&all);
        for help in &all {
            let Some(cell) = help.id.place.cell() else { continue };
            let naive: Vec<u32> = (0_u32..).zip(&all).filter(|(_, h)| h.id.place.cell() == Some(cell)).map(|(n, _)| n).collect();
            prop_assert_eq!(pyramid.rows_of(cell), naive.as_slice());
        }
    }

    #[test]
    fn what_the_filter_hides_is_in_no_area(all in crowd(), keep in 1..5u32) {
        let rows: Vec<u32> = (0..all.len() as u32).filter(|row| row % keep == 0).collect();
        let pyramid = Pyramid::new(&all, &Grid::new(&all), &rows);
        let mut found = pyramid.rows_in(globe(9.0));
        found.extend_from_slice(pyramid.anywhere());
        found.sort_unstable();
        prop_assert_eq!(found, rows);
    }
}

/// By hand: whether a request's cell begins as the area's name says.
fn belongs(help: &Help, area: &Area) -> bool {
    let Some(cell) = help.id.place.cell() else { return false };
    if area.cell.is_some() {
        return area.cell.as_ref() == Some(cell);
    }
    let mut name = area.key.split('.');
    let level: u8 = name.next().unwrap().parse().unwrap();
    let code = u32::from_str_radix(name.next().unwrap(), 16).unwrap();
    let (own, bits) = cell.bits();
    let kept = bits.min(2 * level);
    own >> (30 - kept) << (30 - kept) == code && name.next() == Some(&kept.to_string())
}

fn valley(zoom: f64) -> View {
    let bounds = Bounds { south: 47.0, west: 9.4, north: 47.3, east: 9.7 };
    View { bounds, zoom }
}

#[test]
fn far_away_there_are_clusters_and_near_by_single_cells() {
    let all = three();
    let pyramid = pyramid_of(&all);
    let far = pyramid.areas(valley(6.0));
    assert_eq!(far.len(), 1);
    assert_eq!((far[0].count, far[0].cells, &far[0].cell), (3, 2, &None));
    assert_eq!(far[0].category, None, "mixed categories have no icon");
    let near = pyramid.areas(valley(14.0));
    assert_eq!(near.len(), 2);
    assert!(near.iter().all(|area| area.cell.is_some()));
}

#[test]
fn an_area_on_the_screen_is_as_large_as_a_finger_and_not_much_larger() {
    let all: Vec<Help> = (0..200)
        .map(|n| {
            let point =
                Point { lat: 47.0 + f64::from(n) * 0.0013, lon: 9.4 + f64::from(n % 17) * 0.015 };
            at(1, Some(Cell::snap(point, FINEST)), 0, false, false)
        })
        .collect();
    let pyramid = pyramid_of(&all);
    for zoom in [8.0, 9.5, 10.0, 11.25, 12.0] {
        let pixels = 256.0 * f64::exp2(zoom) / 360.0;
        for area in pyramid.areas(valley(zoom)) {
            let b = area.bounds;
            let wide = (b.east - b.west) * pixels;
            assert!(wide <= 44.0 * 2.0 * 1.4, "{wide} at {zoom}");
        }
        let count = pyramid.areas(valley(zoom)).len();
        let seen = (0.3 * pixels / 44.0) * (0.3 * pixels / 0.68 / 44.0);
        assert!(count as f64 <= seen + 12.0, "{count} areas at {zoom}, where {seen} have room");
    }
}

#[test]
fn a_view_over_the_date_line_shows_both_sides_once() {
    let east = Cell::snap(Point { lat: 0.0, lon: 179.9 }, FINEST);
    let west = Cell::snap(Point { lat: 0.0, lon: -179.9 }, FINEST);
    let all = [at(1, Some(east), 0, false, false), at(2, Some(west), 0, false, false)];
    let bounds = Bounds { south: -1.0, west: 179.0, north: 1.0, east: 181.0 };
    let areas = pyramid_of(&all).areas(View { bounds, zoom: 12.0 });
    let mut middles: Vec<i64> =
        areas.iter().map(|a| (a.middle.lon * 10.0).round() as i64).collect();
    middles.sort_unstable();
    assert_eq!(middles, [1799, 1801]);
}

#[test]
fn nothing_at_all_has_no_areas() {
    let pyramid = pyramid_of(&[]);
    assert!(
        pyramid.is_empty() && pyramid.areas(globe(3.0)).is_empty() && pyramid.around().is_none()
    );
    assert!(Pyramid::default().areas(globe(3.0)).is_empty());
}

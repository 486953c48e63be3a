//! The map's own part of `cargo xtask bench map`: the app's clusters, on requests made up here. No page loads it.

#[cfg(target_arch = "wasm32")]
mod exports {
    use a_heart_2_help::domain::bytes::Bytes;
    use a_heart_2_help::domain::cell::{Bounds, Cell, FINEST, Point};
    use a_heart_2_help::domain::help::Help;
    use a_heart_2_help::domain::id::{Kind, Place, RecordId};
    use a_heart_2_help::domain::request::{CATEGORIES, Part, Request, Urgency, When};
    use a_heart_2_help::domain::text::Line;
    use a_heart_2_help::domain::time::{HOUR, Millis};
    use a_heart_2_help::domain::view::{Filter, Grid, Order, Pyramid, Search, View, select};
    use std::cell::RefCell;
    use wasm_bindgen::prelude::*;

    const NOW: Millis = Millis(1_000 * HOUR);

    #[derive(Default)]
    struct Bench {
        all: Vec<Help>,
        grid: Grid,
        rows: Vec<u32>,
        pyramid: Pyramid,
    }

    thread_local! {
        static BENCH: RefCell<Bench> = RefCell::default();
    }

    /// Numbers from 0 to 1 that follow from one another.
    fn dice(seed: &mut u64) -> f64 {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn help(n: usize, seed: &mut u64) -> Option<Help> {
        // Half of them around towns, half anywhere between the Jura and the Inn.
        let (mut lat, mut lon) = (46.0 + 1.7 * dice(seed), 6.2 + 4.0 * dice(seed));
        if n.is_multiple_of(2) {
            let town = (dice(seed) * 40.0) as u64;
            let (mut own, near) = (town * 7_919 + 3, 0.08);
            lat = 46.1 + 1.5 * dice(&mut own) + near * (dice(seed) + dice(seed) - 1.0);
            lon = 6.3 + 3.8 * dice(&mut own) + near * (dice(seed) + dice(seed) - 1.0);
        }
        let mut tag = [0; 16];
        tag[..8].copy_from_slice(&(n as u64).to_le_bytes());
        let urgent = dice(seed) < 0.05;
        Some(Help {
            id: RecordId {
                place: Place::Cell(Cell::snap(Point { lat, lon }, FINEST)),
                kind: Kind::parse("request")?,
                time: Millis(900 * HOUR + n as u64),
                tag: Bytes(tag),
            },
            author: Bytes([0; 32]),
            request: Request {
                category: CATEGORIES[n % CATEGORIES.len()],
                title: Line::parse(&format!("A lift to the clinic and back, number {n}")).ok()?,
                words: None,
                when: When { day: None, part: Part::Any },
                urgency: if urgent { Urgency::Urgent } else { Urgency::Normal },
                minutes: 30,
                helpers: 1,
                for_other: false,
                lang: None,
                seal: Bytes([0; 32]),
                by: None,
                told: Vec::new(),
                replaces: None,
                terms: Default::default(),
            },
            expires: Millis(2_000 * HOUR),
            mine: false,
            offers: 0,
            accepted: 0,
            end: None,
            threads: Vec::new(),
            ids: Vec::new(),
            private: None,
            days: Vec::new(),
        })
    }

    /// Makes up so many requests. Gives the middles of their cells: latitude, longitude, and 1 where urgent.
    #[wasm_bindgen]
    pub fn prepare(count: usize) -> Vec<f64> {
        let mut seed = 42;
        let all: Vec<Help> = (0..count).filter_map(|n| help(n, &mut seed)).collect();
        let numbers = |help: &Help| {
            let middle = help.id.place.cell().map(Cell::centre)?;
            let urgent = help.request.urgency == Urgency::Urgent;
            Some([middle.lat, middle.lon, f64::from(u8::from(urgent))])
        };
        let points = all.iter().filter_map(numbers).flatten().collect();
        BENCH.with_borrow_mut(|bench| *bench = Bench { all, ..Bench::default() });
        points
    }

    /// Looks up every request's cell. Gives how many cells there are.
    #[wasm_bindgen]
    pub fn place() -> usize {
        BENCH.with_borrow_mut(|bench| {
            bench.grid = Grid::new(&bench.all);
            bench.grid.cells().len()
        })
    }

    /// Filters and sorts, as a tap on a filter does. Gives how many pass.
    #[wasm_bindgen]
    pub fn filter() -> usize {
        BENCH.with_borrow_mut(|bench| {
            let (filter, search) = (Filter::default(), Search::default());
            bench.rows = select(&bench.all, &bench.grid, &[], &search, &filter, Order::Newest, NOW);
            bench.rows.len()
        })
    }

    /// Counts them by area at every size. Gives how many are counted.
    #[wasm_bindgen]
    pub fn build() -> usize {
        BENCH.with_borrow_mut(|bench| {
            bench.pyramid = Pyramid::new(&bench.all, &bench.grid, &bench.rows);
            bench.pyramid.len()
        })
    }

    /// The areas of one view, as a movement of the map asks for them. Gives how many they are.
    #[wasm_bindgen]
    pub fn areas(south: f64, west: f64, north: f64, east: f64, zoom: f64) -> usize {
        let view = View { bounds: Bounds { south, west, north, east }, zoom };
        BENCH.with_borrow(|bench| bench.pyramid.areas(view).len())
    }
}

fn main() {}

//! Requests counted by area at every size, so that a map of fifty thousand is drawn by looking at what is in view only.
//!
//! The levels are the prefixes of a geohash's bits, two at a time: each level halves a cell's sides. A node knows the
//! sums of all below it, and its requests lie side by side.

mod node;

use super::grid::{Grid, SIDE, along};
use crate::domain::cell::{Bounds, Cell, Point};
use crate::domain::help::Help;
use crate::domain::request::Category;
use node::{Node, leaf, merge};

/// The finest level: a record names no finer cell.
const FINEST_LEVEL: usize = 15;
/// The least side of an area on the screen, in CSS pixels: as large as a finger.
const LEAST_SIDE: f64 = 44.0;
/// A web map's world at zoom 0, in CSS pixels.
const TILE: f64 = 256.0;

/// What a map shows: its edges in degrees, where `west` to `east` may run over the date line, and its zoom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// The edges.
    pub bounds: Bounds,
    /// Web-map zoom: the world is 256 pixels wide at 0, and each step doubles that.
    pub zoom: f64,
}

/// One area on the map: a cell, or several near each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Names the area among all of its pyramid.
    pub key: String,
    /// The cell, where it is a single one: then it can be chosen. Otherwise the map goes nearer.
    pub cell: Option<Cell>,
    /// How many cells it stands for.
    pub cells: usize,
    /// The edges of what it stands for.
    pub bounds: Bounds,
    /// Where its requests are on average.
    pub middle: Point,
    /// How many requests are in it.
    pub count: usize,
    /// Their category, where it is the same for all.
    pub category: Option<Category>,
    /// How many of them are urgent.
    pub urgent: usize,
    /// Whether one of them is the viewer's own.
    pub mine: bool,
}

/// Requests by area at every size.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pyramid {
    rows: Vec<u32>,
    levels: Vec<Vec<Node>>,
    /// Requests without a cell, in the order they were given.
    anywhere: Vec<u32>,
}

impl View {
    /// The same view with so much of its size more on each side.
    #[must_use]
    pub fn wider(self, by: f64) -> Self {
        let b = self.bounds;
        let (dy, dx) = ((b.north - b.south) * by, (b.east - b.west) * by);
        let bounds = Bounds {
            south: b.south - dy,
            west: b.west - dx,
            north: b.north + dy,
            east: b.east + dx,
        };
        Self { bounds, ..self }
    }

    /// The finest level on which no side of a cell is under [`LEAST_SIDE`] here.
    fn level(self) -> usize {
        // The cells of a level are twice as wide as high in degrees; Mercator stretches heights by 1/cos.
        let stretched = 0.5 / self.bounds.centre().lat.clamp(-84.0, 84.0).to_radians().cos();
        let fit = (TILE * stretched.min(1.0) / LEAST_SIDE).log2() + self.zoom;
        (fit.floor().max(0.0) as usize).min(FINEST_LEVEL)
    }
}

impl Pyramid {
    /// The pyramid of these rows, which are numbers in `all`; `grid` is of `all` too.
    #[must_use]
    pub fn new(all: &[Help], grid: &Grid, rows: &[u32]) -> Self {
        // Counting sort: the rows of a cell side by side, in the order given.
        let mut starts = vec![0_u32; grid.cells().len() + 1];
        let mut anywhere = Vec::new();
        for row in rows {
            match grid.cell_of(*row) {
                Some(cell) => starts[cell + 1] += 1,
                None => anywhere.push(*row),
            }
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut sorted = vec![0; rows.len() - anywhere.len()];
        let mut next = starts.clone();
        for row in rows {
            if let Some(cell) = grid.cell_of(*row) {
                sorted[next[cell] as usize] = *row;
                next[cell] += 1;
            }
        }
        let leaves = grid.cells().iter().enumerate().filter_map(|(at, cell)| {
            let span = [starts[at], starts[at + 1]];
            (span[0] < span[1])
                .then(|| leaf(cell, span, &sorted[span[0] as usize..span[1] as usize], all))
        });
        let mut levels = vec![leaves.collect::<Vec<_>>()];
        for level in (0..FINEST_LEVEL).rev() {
            let coarser = merge(&levels[levels.len() - 1], 2 * level as u8);
            levels.push(coarser);
        }
        levels.reverse();
        Self { rows: sorted, levels, anywhere }
    }

    /// How many requests are counted, those without a cell among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() + self.anywhere.len()
    }

    /// Whether nothing is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Requests that have no cell.
    #[must_use]
    pub fn anywhere(&self) -> &[u32] {
        &self.anywhere
    }

    /// The areas whose middle is in view, each of a size that a finger meets.
    #[must_use]
    pub fn areas(&self, view: View) -> Vec<Area> {
        let level = view.level();
        let mut areas = Vec::new();
        self.each(view, &mut |node, shift| areas.push(node.area(level, shift)));
        areas
    }

    /// The requests of just these areas, in no order.
    #[must_use]
    pub fn rows_in(&self, view: View) -> Vec<u32> {
        let mut rows = Vec::new();
        self.each(view, &mut |node, _| {
            rows.extend_from_slice(&self.rows[node.rows[0] as usize..node.rows[1] as usize]);
        });
        rows
    }

    /// The requests of one cell, in the order given.
    #[must_use]
    pub fn rows_of(&self, cell: &Cell) -> &[u32] {
        let wanted = cell.bits();
        let leaves = self.levels.last().map_or(&[][..], Vec::as_slice);
        match leaves.binary_search_by_key(&wanted, |node| (node.code, node.bits)) {
            Ok(at) => &self.rows[leaves[at].rows[0] as usize..leaves[at].rows[1] as usize],
            Err(_) => &[],
        }
    }

    /// The rectangle around all of them; none where none has a cell.
    #[must_use]
    pub fn around(&self) -> Option<Bounds> {
        self.levels.first()?.first().map(Node::bounds)
    }

    /// Calls `act` with every node of the view's level whose middle is in view, and by how many turns of the globe it
    /// is seen to the east.
    fn each(&self, view: View, act: &mut dyn FnMut(&Node, f64)) {
        let [west, south, east, north] = along(view.bounds);
        // More than the whole globe would show the same twice.
        let east = east.min(west + SIDE);
        let first = (west / SIDE).floor() as i32;
        let Some(top) = self.levels.first() else { return };
        for turn in [first, first + 1] {
            let turn = f64::from(turn);
            let seen = [west - turn * SIDE, south, east - turn * SIDE, north];
            self.descend(0, 0, top.len(), view.level(), seen, &mut |node| act(node, turn));
        }
    }

    fn descend(
        &self,
        level: usize,
        from: usize,
        to: usize,
        wanted: usize,
        seen: [f64; 4],
        act: &mut dyn FnMut(&Node),
    ) {
        let nodes = &self.levels[level];
        for (at, node) in nodes.iter().enumerate().take(to).skip(from) {
            if !node.meets(seen) {
                continue;
            }
            if level == wanted {
                if node.is_seen(seen) {
                    act(node);
                }
            } else {
                let finer = self.levels[level + 1].len();
                let end = nodes.get(at + 1).map_or(finer, |next| next.parts as usize);
                self.descend(level + 1, node.parts as usize, end, wanted, seen, act);
            }
        }
    }
}

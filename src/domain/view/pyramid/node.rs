//! One node of the pyramid: the sums of all requests in one cell or in several that share their first bits.

use super::super::grid::{corner, lat, lon};
use super::Area;
use crate::domain::cell::{Bounds, Cell, FINEST, Point};
use crate::domain::help::Help;
use crate::domain::request::{CATEGORIES, Urgency};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Node {
    /// The bits of its cell, from the top of 30, and how many count.
    pub code: u32,
    pub bits: u8,
    mine: bool,
    kinds: u16,
    /// Edges along the grid; east and north are beyond it.
    edges: [u16; 4],
    /// The mean along the grid.
    x: f32,
    y: f32,
    urgent: u32,
    cells: u32,
    /// Its requests in [`Pyramid::rows`], from and up to.
    pub rows: [u32; 2],
    /// Where its parts begin on the next finer level.
    pub parts: u32,
}

impl Node {
    pub fn meets(&self, [west, south, east, north]: [f64; 4]) -> bool {
        let [w, s, e, n] = self.edges.map(f64::from);
        w <= east && west <= e && s <= north && south <= n
    }

    pub fn is_seen(&self, [west, south, east, north]: [f64; 4]) -> bool {
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        west <= x && x < east && south <= y && y < north
    }

    pub fn bounds(&self) -> Bounds {
        let [w, s, e, n] = self.edges.map(f64::from);
        Bounds { south: lat(s), west: lon(w), north: lat(n), east: lon(e) }
    }

    pub fn area(&self, level: usize, turn: f64) -> Area {
        let b = self.bounds();
        let around = turn * 360.0;
        // A single cell keeps its name from level to level, and so its button on the map.
        let cell = (self.cells == 1).then(|| self.only()).flatten();
        let key = match &cell {
            Some(cell) => format!("{cell}{}", "'".repeat((turn != 0.0).into())),
            None => format!("{level}.{:x}.{}.{turn}", self.code, self.bits),
        };
        let kind = self.kinds.trailing_zeros() as usize;
        Area {
            key,
            cell,
            cells: self.cells as usize,
            bounds: Bounds { west: b.west + around, east: b.east + around, ..b },
            middle: Point { lat: lat(f64::from(self.y)), lon: lon(f64::from(self.x)) + around },
            count: (self.rows[1] - self.rows[0]) as usize,
            category: (self.kinds.count_ones() == 1).then(|| CATEGORIES[kind]),
            urgent: self.urgent as usize,
            mine: self.mine,
        }
    }

    /// The one cell it stands for, found by its edges: a cell of whole letters is as large as no other there.
    fn only(&self) -> Option<Cell> {
        let b = self.bounds();
        (1..=FINEST)
            .map(|letters| Cell::snap(b.centre(), letters))
            .find(|cell| (cell.bounds().east - cell.bounds().west - (b.east - b.west)).abs() < 1e-9)
    }
}

/// The node of one cell with these rows.
pub(super) fn leaf(cell: &Cell, span: [u32; 2], rows: &[u32], all: &[Help]) -> Node {
    let (code, bits) = cell.bits();
    let (x, y) = corner(code);
    let wide = 1_u16 << (15 - bits.div_ceil(2));
    let high = 1_u16 << (15 - bits / 2);
    let mut node = Node {
        code,
        bits,
        mine: false,
        kinds: 0,
        edges: [x, y, x + wide, y + high],
        x: f32::from(x) + f32::from(wide) / 2.0,
        y: f32::from(y) + f32::from(high) / 2.0,
        urgent: 0,
        cells: 1,
        rows: span,
        parts: 0,
    };
    for help in rows.iter().map(|row| &all[*row as usize]) {
        node.kinds |= 1 << help.request.category as u16;
        node.urgent += u32::from(help.request.urgency == Urgency::Urgent);
        node.mine |= help.mine;
    }
    node
}

/// The level whose cells have so many bits, from the next finer one. A coarser cell stays as it is, as its own part.
pub(super) fn merge(finer: &[Node], bits: u8) -> Vec<Node> {
    let mut level: Vec<Node> = Vec::new();
    for (at, part) in finer.iter().enumerate() {
        let kept = part.bits.min(bits);
        let code = part.code >> (30 - kept) << (30 - kept);
        match level.last_mut() {
            Some(node) if (node.code, node.bits) == (code, kept) => node.take_in(part),
            _ => level.push(Node { code, bits: kept, parts: at as u32, ..*part }),
        }
    }
    level
}

impl Node {
    fn take_in(&mut self, part: &Self) {
        let (mine, theirs) =
            ((self.rows[1] - self.rows[0]) as f32, (part.rows[1] - part.rows[0]) as f32);
        self.x += (part.x - self.x) * theirs / (mine + theirs);
        self.y += (part.y - self.y) * theirs / (mine + theirs);
        self.mine |= part.mine;
        self.kinds |= part.kinds;
        self.urgent += part.urgent;
        self.cells += part.cells;
        self.rows[1] = part.rows[1];
        let [west, south, east, north] = part.edges;
        let [w, s, e, n] = self.edges;
        self.edges = [w.min(west), s.min(south), e.max(east), n.max(north)];
    }
}

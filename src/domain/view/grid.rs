//! Which cell each request is in, looked up once for all that is drawn, sorted or measured by place.

use crate::domain::cell::{Band, Bounds, Cell, band};
use crate::domain::help::Help;

/// Stands for a request that has no cell: help by phone, from anywhere.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Cells along one side of the globe at the finest size: 15 bits for each direction.
pub(super) const SIDE: f64 = 32_768.0;

/// The distinct cells of some requests, in the order of their bits, and which of them each request is in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    cells: Vec<Cell>,
    of: Vec<u32>,
}

impl Grid {
    /// The grid of these requests. Everything else that is built on it must be given the same ones.
    #[must_use]
    pub fn new(all: &[Help]) -> Self {
        let mut placed: Vec<((u32, u8), u32)> = (0_u32..)
            .zip(all)
            .filter_map(|(row, help)| Some((help.id.place.cell()?.bits(), row)))
            .collect();
        placed.sort_unstable();
        let mut grid = Self { cells: Vec::new(), of: vec![NOWHERE; all.len()] };
        let mut last = None;
        for (bits, row) in placed {
            let row = row as usize;
            if last != Some(bits) {
                last = Some(bits);
                grid.cells.extend(all[row].id.place.cell().cloned());
            }
            grid.of[row] = grid.cells.len() as u32 - 1;
        }
        grid
    }

    /// The distinct cells, in the order of their bits.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The number of a request's cell in [`Self::cells`]; none for help from anywhere.
    #[must_use]
    pub fn cell_of(&self, row: u32) -> Option<usize> {
        self.of.get(row as usize).filter(|cell| **cell != NOWHERE).map(|cell| *cell as usize)
    }

    /// How far each cell is from the viewer's; nothing where that is not known.
    #[must_use]
    pub fn bands(&self, viewer: Option<&Cell>) -> Vec<Band> {
        viewer.map_or_else(Vec::new, |from| self.cells.iter().map(|to| band(from, to)).collect())
    }
}

/// The west–east and south–north numbers, 0 to 32,767, of the south-western corner of a cell's bits.
pub(super) fn corner(code: u32) -> (u16, u16) {
    let (mut x, mut y) = (0, 0);
    for pair in (0..15).rev() {
        let two = code >> (2 * pair);
        x = x << 1 | (two >> 1 & 1) as u16;
        y = y << 1 | (two & 1) as u16;
    }
    (x, y)
}

/// Longitude in degrees of a number along the grid.
pub(super) fn lon(x: f64) -> f64 {
    x * 360.0 / SIDE - 180.0
}

/// Latitude in degrees of a number along the grid.
pub(super) fn lat(y: f64) -> f64 {
    y * 180.0 / SIDE - 90.0
}

/// Degrees as numbers along the grid: west, south, east, north.
pub(super) fn along(b: Bounds) -> [f64; 4] {
    let x = |lon: f64| (lon + 180.0) * SIDE / 360.0;
    let y = |lat: f64| (lat + 90.0) * SIDE / 180.0;
    [x(b.west), y(b.south), x(b.east), y(b.north)]
}

//! What the map and the list show: one filtered and sorted set, as areas and as rows.

mod filter;
mod grid;
mod marks;
mod pyramid;
mod query;
mod search;
mod wave;

pub use filter::{
    Filter, Order, QUICK_MINUTES, is_alive, is_further, language_of, languages, select,
};
pub use grid::Grid;
pub use marks::{Mark, is_quiet, marks, offers_to_read};
pub use pyramid::{Area, Pyramid, View};
pub use query::{Chosen, Looking};
pub use search::Search;
pub use wave::reach;

use super::cell::{Band, Cell, band};
use super::help::Help;
use super::time::Millis;

/// The distance band of a request from the viewer, where both places are known.
#[must_use]
pub fn band_of(help: &Help, viewer: Option<&Cell>) -> Option<Band> {
    Some(band(viewer?, help.id.place.cell()?))
}

/// What the viewer promised and has not finished, soonest first; whenever comes last.
#[must_use]
pub fn promised(all: &[Help]) -> Vec<&Help> {
    let unfinished = |help: &&Help| help.threads.iter().any(|t| t.mine && help.is_promised(t));
    let mut rows: Vec<&Help> = all.iter().filter(unfinished).collect();
    rows.sort_by_key(|h| h.request.when.day.map_or((1, 0), |day| (0, day.0)));
    rows
}

/// What the viewer asked for and what is not over yet, newest first.
#[must_use]
pub fn asked(all: &[Help], now: Millis) -> Vec<&Help> {
    all.iter().filter(|h| h.mine && h.end.is_none() && h.expires > now).collect()
}

/// What is still asked for, one's own among it, nearest first.
#[must_use]
pub fn nearest<'h>(all: &'h [Help], viewer: Option<&Cell>, now: Millis) -> Vec<&'h Help> {
    let grid = Grid::new(all);
    let (bands, search) = (grid.bands(viewer), Search::default());
    let rows = select(all, &grid, &bands, &search, &Filter::default(), Order::Nearest, now);
    rows.into_iter().map(|row| &all[row as usize]).collect()
}

/// What others near the viewer ask for and the viewer has no part in yet, nearest first.
#[must_use]
pub fn near<'h>(all: &'h [Help], viewer: Option<&Cell>, now: Millis) -> Vec<&'h Help> {
    let mut rows = nearest(all, viewer, now);
    rows.retain(|h| !h.mine && h.my_thread().is_none());
    rows
}

#[cfg(test)]
mod tests;

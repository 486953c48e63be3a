//! What the map and the list show: one filtered and sorted set, as areas and as rows.

mod marks;

pub use marks::{Mark, is_quiet, marks, offers_to_read};

use super::cell::{Band, Cell, band};
use super::help::{Help, Step};
use super::places::fold_text;
use super::request::{Category, Urgency};
use super::time::Millis;
use std::collections::BTreeMap;

/// What the person wants to see.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Only these categories; empty means all.
    pub categories: Vec<Category>,
    /// Only within this many kilometres of the viewer's cell.
    pub within_km: Option<u16>,
    /// Only what takes at most this many minutes.
    pub at_most_minutes: Option<u16>,
    /// Only what holds these letters.
    pub words: String,
}

/// "I have 15 minutes."
pub const QUICK_MINUTES: u16 = 15;

/// How rows are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Nearest first, where the viewer's cell is known.
    #[default]
    Nearest,
    /// Newest first.
    Newest,
    /// Soonest first; whenever comes last.
    Soonest,
}

/// One area on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The cell at the shown precision.
    pub cell: Cell,
    /// How many requests are in it.
    pub count: usize,
    /// Their category, where it is the same for all.
    pub category: Option<Category>,
    /// Whether one of them is urgent.
    pub urgent: bool,
    /// Whether one of them is the viewer's own.
    pub mine: bool,
}

/// The distance band of a request from the viewer, where both places are known.
#[must_use]
pub fn band_of(help: &Help, viewer: Option<&Cell>) -> Option<Band> {
    Some(band(viewer?, help.id.place.cell()?))
}

/// Requests that still take part in life and pass the filter, in order.
#[must_use]
pub fn list<'h>(
    all: &'h [Help],
    filter: &Filter,
    order: Order,
    viewer: Option<&Cell>,
    now: Millis,
) -> Vec<&'h Help> {
    let wanted = fold_text(filter.words.trim());
    let mut rows: Vec<&Help> =
        all.iter().filter(|help| passes(help, filter, &wanted, viewer, now)).collect();
    match order {
        Order::Newest => {}
        Order::Nearest => rows.sort_by_key(|h| band_of(h, viewer)),
        Order::Soonest => {
            rows.sort_by_key(|h| h.request.when.day.map_or((1, 0), |day| (0, day.0)));
        }
    }
    rows
}

fn passes(help: &Help, filter: &Filter, wanted: &str, viewer: Option<&Cell>, now: Millis) -> bool {
    let r = &help.request;
    let near = match (filter.within_km, band_of(help, viewer)) {
        (None, _) | (Some(_), Some(Band::Near)) => true,
        (Some(km), Some(Band::Within(edge))) => edge <= km,
        // Without a place on either side, distance hides nothing.
        (Some(_), None) => true,
        (Some(_), Some(Band::Far)) => false,
    };
    near && (help.takes_offers(now) || help.mine && help.end.is_none() && help.expires > now)
        && (filter.categories.is_empty() || filter.categories.contains(&r.category))
        && filter.at_most_minutes.is_none_or(|most| r.minutes <= most)
        && (wanted.is_empty()
            || fold_text(r.title.as_str()).contains(wanted)
            || r.words.as_ref().is_some_and(|w| fold_text(w.as_str()).contains(wanted)))
}

/// What the viewer promised and has not finished, soonest first; whenever comes last.
#[must_use]
pub fn promised(all: &[Help]) -> Vec<&Help> {
    let unfinished = |help: &&Help| {
        help.my_thread().is_some_and(|t| t.accepted.is_some() && help.step(t) < Step::Done)
    };
    let mut rows: Vec<&Help> = all.iter().filter(unfinished).collect();
    rows.sort_by_key(|h| h.request.when.day.map_or((1, 0), |day| (0, day.0)));
    rows
}

/// What the viewer asked for and what is not over yet, newest first.
#[must_use]
pub fn asked(all: &[Help], now: Millis) -> Vec<&Help> {
    all.iter().filter(|h| h.mine && h.end.is_none() && h.expires > now).collect()
}

/// What others near the viewer ask for and the viewer has no part in yet, nearest first.
#[must_use]
pub fn near<'h>(all: &'h [Help], viewer: Option<&Cell>, now: Millis) -> Vec<&'h Help> {
    let mut rows = list(all, &Filter::default(), Order::Nearest, viewer, now);
    rows.retain(|h| !h.mine && h.my_thread().is_none());
    rows
}

/// The rows as areas, at most `precision` characters fine.
#[must_use]
pub fn areas<'h>(rows: impl IntoIterator<Item = &'h Help>, precision: usize) -> Vec<Area> {
    let mut areas: BTreeMap<Cell, Area> = BTreeMap::new();
    for help in rows {
        let Some(cell) = help.id.place.cell() else {
            continue;
        };
        let cell = cell.coarser(precision);
        let r = &help.request;
        let area = areas.entry(cell.clone()).or_insert(Area {
            cell,
            count: 0,
            category: Some(r.category),
            urgent: false,
            mine: false,
        });
        area.count += 1;
        area.category = area.category.filter(|c| *c == r.category);
        area.urgent |= r.urgency == Urgency::Urgent;
        area.mine |= help.mine;
    }
    areas.into_values().collect()
}

#[cfg(test)]
mod tests;

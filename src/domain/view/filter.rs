//! What the person wants to see, and which requests that is.

use super::grid::Grid;
use super::search::{self, Search};
use super::wave::reach;
use crate::domain::cell::Band;
use crate::domain::help::Help;
use crate::domain::request::Category;
use crate::domain::time::Millis;
use std::collections::BTreeSet;

/// What the person wants to see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only these categories; empty means all.
    pub categories: Vec<Category>,
    /// Only within this many kilometres of the viewer's cell, and what reaches there from further away.
    pub within_km: Option<u16>,
    /// Only what takes at most this many minutes.
    pub at_most_minutes: Option<u16>,
    /// Only what is written in this language (its first subtag, such as `de`) or does not say.
    pub lang: Option<String>,
    /// Only what holds these words.
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

/// The first subtag of a language tag, in small letters: `de` of `de-CH`.
#[must_use]
pub fn language_of(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// The languages requests are written in, as first subtags.
#[must_use]
pub fn languages(all: &[Help]) -> BTreeSet<String> {
    let tags = all.iter().filter_map(|help| help.request.lang.as_deref());
    let tags: BTreeSet<&str> = tags.filter(|tag| !tag.is_empty()).collect();
    tags.into_iter().map(language_of).collect()
}

/// Whether a request still takes part in life: others can help, or it is the viewer's own and not over.
#[must_use]
pub fn is_alive(help: &Help, now: Millis) -> bool {
    help.takes_offers(now) || help.mine && help.end.is_none() && help.expires > now
}

/// Whether a request is further away than was asked for, so that it is there because it still waits for a hand.
#[must_use]
pub fn is_further(band: Option<Band>, within_km: Option<u16>) -> bool {
    match (band, within_km) {
        (Some(Band::Within(edge)), Some(km)) => edge > km,
        (Some(Band::Far), Some(_)) => true,
        _ => false,
    }
}

/// The rows of `all` that take part in life and pass the filter, in order. `grid` and `search` are of the same `all`;
/// `bands` are those of the grid, or none where the viewer's place is not known. Without `search` words find nothing.
#[must_use]
pub fn select(
    all: &[Help],
    grid: &Grid,
    bands: &[Band],
    search: &Search,
    filter: &Filter,
    order: Order,
    now: Millis,
) -> Vec<u32> {
    let words = search::words(&filter.words);
    let band = |row: u32| grid.cell_of(row).and_then(|cell| bands.get(cell)).copied();
    let mut rows: Vec<u32> = (0_u32..)
        .zip(all)
        .filter(|(row, help)| {
            is_alive(help, now)
                && passes(help, filter, band(*row), now)
                && (words.is_empty() || search.holds(*row, &words))
        })
        .map(|(row, _)| row)
        .collect();
    match order {
        Order::Newest => {}
        // Help by phone is near to everybody, so it comes first.
        Order::Nearest => rows.sort_by_key(|row| band(*row)),
        Order::Soonest => rows.sort_by_key(|row| {
            all[*row as usize].request.when.day.map_or((1, 0), |day| (0, day.0))
        }),
    }
    rows
}

fn passes(help: &Help, filter: &Filter, band: Option<Band>, now: Millis) -> bool {
    let r = &help.request;
    let near = match (filter.within_km, band) {
        // Without a place on either side, distance hides nothing.
        (None, _) | (Some(_), Some(Band::Near) | None) => true,
        (Some(km), Some(Band::Within(edge))) => edge <= km.saturating_mul(reach(help, now)),
        (Some(_), Some(Band::Far)) => false,
    };
    near && (filter.categories.is_empty() || filter.categories.contains(&r.category))
        && filter.at_most_minutes.is_none_or(|most| r.minutes <= most)
        && filter.lang.as_deref().is_none_or(|wanted| speaks(r.lang.as_deref(), wanted))
}

fn speaks(tag: Option<&str>, wanted: &str) -> bool {
    tag.and_then(|tag| tag.split('-').next())
        .is_none_or(|first| first.is_empty() || first.eq_ignore_ascii_case(wanted))
}

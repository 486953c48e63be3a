//! What is found and where, kept up to date by parts: a keystroke filters, a movement of the map only counts. Requests are
//! named by their numbers, since there may be fifty thousand.

use super::Sight;
use crate::domain::cell::Bounds;
use crate::domain::help::Help;
use crate::domain::request::CATEGORIES;
use crate::domain::view::{Area, Chosen, Grid, Pyramid, Search, select};
use crate::state::live::App;
use crate::ui::language::Texts;
use crate::ui::words;
use leptos::prelude::*;
use std::sync::Arc;

/// How much around what is in view is drawn too, so that it is there when the map is dragged.
const AROUND: f64 = 0.4;

/// What the map and the list show.
#[derive(Clone, Copy)]
pub struct Found {
    app: App,
    /// The areas in view and a little around it.
    pub areas: Signal<Vec<Area>>,
    /// The rectangle around everything found.
    pub around: Signal<Option<Bounds>>,
    /// What is listed, in order: numbers in the app's requests.
    pub rows: Memo<Arc<Vec<u32>>>,
    /// How many are found, in view or not.
    pub total: Memo<usize>,
    /// How many of them are by phone.
    pub by_phone: Memo<usize>,
    /// The person's part of the map leaves some out.
    pub narrowed: Memo<bool>,
}

impl Found {
    /// Follows what is chosen. The list follows the map where there is one to see and the person moved it.
    pub fn of(i18n: Texts, sight: Sight, map_seen: Signal<bool>) -> Self {
        let app = App::here();
        let Sight { filter, order, chosen, map } = sight;
        let grid = Memo::new(move |_| app.requests.with(|all| Arc::new(Grid::new(all))));
        let bands =
            Memo::new(move |_| grid.with(|grid| Arc::new(grid.bands(app.viewer.get().as_ref()))));
        let searches = Memo::new(move |_| filter.with(|f| !f.words.trim().is_empty()));
        let search = Memo::new(move |_| {
            // Folding every text takes a moment, which only those who search wait for, and once.
            Arc::new(if searches.get() {
                folded(i18n, app, &grid.get())
            } else {
                Search::default()
            })
        });
        let matching = Memo::new(move |_| {
            let (grid, bands, search) = (grid.get(), bands.get(), search.get());
            let (order, now) = (order.get(), app.now.get());
            app.requests.with(|all| {
                filter.with(|filter| {
                    Arc::new(select(all, &grid, &bands, &search, filter, order, now))
                })
            })
        });
        let pyramid = Memo::new(move |_| {
            let (grid, rows) = (grid.get(), matching.get());
            app.requests.with(|all| Arc::new(Pyramid::new(all, &grid, &rows)))
        });
        let areas = Memo::new(move |_| {
            let view = map.seen.get().map(|seen| seen.view.wider(AROUND));
            view.map_or_else(Vec::new, |view| pyramid.with(|pyramid| pyramid.areas(view)))
        });
        let view = Memo::new(move |_| {
            map.seen.get().filter(|s| s.touched && map_seen.get()).map(|s| s.view)
        });
        let rows = Memo::new(move |_| {
            pyramid.with(|pyramid| match (chosen.get(), view.get()) {
                (Some(Chosen::Cell(cell)), _) => Arc::new(pyramid.rows_of(&cell).to_vec()),
                (Some(Chosen::Anywhere), _) => Arc::new(pyramid.anywhere().to_vec()),
                (None, None) => matching.get(),
                (None, Some(view)) => {
                    let count = app.requests.with(|all| all.len());
                    let mut inside = vec![false; count];
                    pyramid.rows_in(view).into_iter().for_each(|row| inside[row as usize] = true);
                    let seen = |row: &u32| inside.get(*row as usize) == Some(&true);
                    matching.with(|rows| Arc::new(rows.iter().copied().filter(seen).collect()))
                }
            })
        });
        Self {
            app,
            areas: areas.into(),
            around: Memo::new(move |_| pyramid.with(|pyramid| pyramid.around())).into(),
            rows,
            total: Memo::new(move |_| matching.with(|rows| rows.len())),
            by_phone: Memo::new(move |_| pyramid.with(|pyramid| pyramid.anywhere().len())),
            narrowed: Memo::new(move |_| view.with(Option::is_some)),
        }
    }

    /// The first listed requests themselves. Reactive.
    pub fn first(self, count: usize) -> Vec<Help> {
        self.rows.with(|rows| {
            self.app.requests.with(|all| {
                rows.iter().take(count).filter_map(|row| all.get(*row as usize)).cloned().collect()
            })
        })
    }
}

fn folded(i18n: Texts, app: App, grid: &Grid) -> Search {
    let areas: Vec<String> =
        grid.cells().iter().map(|cell| words::area(i18n, app, Some(cell))).collect();
    let categories = CATEGORIES.map(|category| words::category(i18n, category));
    app.requests.with(|all| Search::new(all, grid, &areas, &categories))
}

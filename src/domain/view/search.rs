//! Finding requests by what was typed, without accents or case mattering.

use super::grid::Grid;
use crate::domain::help::Help;
use crate::domain::places::fold_text;
use crate::domain::request::CATEGORIES;

/// Everything a request can be found by, folded once so that each keystroke only looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Search(Vec<String>);

impl Search {
    /// Of these requests: title, words, the name of the area and of the category. `areas` are named by the cells of
    /// `grid`, `categories` in the order of [`CATEGORIES`], both in the person's language.
    #[must_use]
    pub fn new(all: &[Help], grid: &Grid, areas: &[String], categories: &[&str]) -> Self {
        let areas: Vec<String> = areas.iter().map(|name| fold_text(name)).collect();
        let categories: Vec<String> = categories.iter().map(|name| fold_text(name)).collect();
        debug_assert_eq!(categories.len(), CATEGORIES.len());
        let text = |(row, help): (u32, &Help)| {
            let r = &help.request;
            let mut text = fold_text(r.title.as_str());
            let mut add = |more: &str| {
                // No word reaches from one part into the next.
                text.push('\n');
                text.push_str(more);
            };
            if let Some(words) = &r.words {
                add(&fold_text(words.as_str()));
            }
            if let Some(area) = grid.cell_of(row).and_then(|cell| areas.get(cell)) {
                add(area);
            }
            if let Some(category) = categories.get(r.category as usize) {
                add(category);
            }
            text
        };
        Self((0_u32..).zip(all).map(text).collect())
    }

    /// Whether a request holds each of these words; they are folded already.
    pub(super) fn holds(&self, row: u32, words: &[String]) -> bool {
        self.0.get(row as usize).is_some_and(|text| words.iter().all(|word| text.contains(word)))
    }
}

/// What was typed as words to look for.
pub(super) fn words(typed: &str) -> Vec<String> {
    fold_text(typed).split_whitespace().map(str::to_owned).collect()
}

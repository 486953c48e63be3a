//! What is looked at, as the query of an address: to be shared, bookmarked, and found again. The viewer's own place is
//! not in it.

use super::filter::{Filter, Order};
use crate::domain::cell::Cell;
use crate::domain::request::Category;
use std::fmt::Write;

/// What of the map was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// One area.
    Cell(Cell),
    /// Help by phone, from anywhere.
    Anywhere,
}

/// All that is chosen on the request map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looking {
    /// What passes.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// What was opened.
    pub chosen: Option<Chosen>,
}

/// The longest text to look for that is taken from an address, in characters.
const LONGEST_WORDS: usize = 200;

impl Looking {
    /// As a query without its `?`; empty where nothing is chosen.
    #[must_use]
    pub fn to_query(&self) -> String {
        let Self { filter, order, chosen } = self;
        let mut query = String::new();
        let mut put = |name: &str, value: &str| {
            let between = if query.is_empty() { "" } else { "&" };
            // Writing into a string cannot fail.
            let _ = write!(query, "{between}{name}={}", escape(value));
        };
        if !filter.words.trim().is_empty() {
            put("q", filter.words.trim());
        }
        if !filter.categories.is_empty() {
            let words: Vec<&str> = filter.categories.iter().map(|c| c.word()).collect();
            put("kind", &words.join(" "));
        }
        if let Some(km) = filter.within_km {
            put("km", &km.to_string());
        }
        if let Some(minutes) = filter.at_most_minutes {
            put("minutes", &minutes.to_string());
        }
        if let Some(lang) = &filter.lang {
            put("lang", lang);
        }
        match order {
            Order::Nearest => {}
            Order::Newest => put("order", "newest"),
            Order::Soonest => put("order", "soonest"),
        }
        match chosen {
            None => {}
            Some(Chosen::Cell(cell)) => put("area", cell.as_str()),
            Some(Chosen::Anywhere) => put("area", "phone"),
        }
        query
    }

    /// Reads a query with or without its `?`. What cannot be read is left out.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut looking = Self::default();
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = unescape(value);
            let filter = &mut looking.filter;
            match name {
                "q" => filter.words = value.chars().take(LONGEST_WORDS).collect(),
                "kind" => {
                    for category in value.split_whitespace().filter_map(Category::parse) {
                        if !filter.categories.contains(&category) {
                            filter.categories.push(category);
                        }
                    }
                }
                "km" => filter.within_km = value.parse().ok(),
                "minutes" => filter.at_most_minutes = value.parse().ok(),
                "lang" => {
                    let is_one = (2..=8).contains(&value.len())
                        && value.bytes().all(|b| b.is_ascii_lowercase());
                    filter.lang = is_one.then_some(value);
                }
                "order" => {
                    looking.order = match value.as_str() {
                        "newest" => Order::Newest,
                        "soonest" => Order::Soonest,
                        _ => Order::Nearest,
                    }
                }
                "area" if value == "phone" => looking.chosen = Some(Chosen::Anywhere),
                "area" => looking.chosen = Cell::parse(&value).map(Chosen::Cell),
                _ => {}
            }
        }
        looking
    }
}

/// As `application/x-www-form-urlencoded` has it (URL Standard, section 5): a space is a plus.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                out.push(byte as char)
            }
            b' ' => out.push('+'),
            // Writing into a string cannot fail.
            other => drop(write!(out, "%{other:02X}")),
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let value = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        (rest, _) = match (byte, value) {
            (b'%', Some(value)) => (&after[2..], out.push(value)),
            (b'+', _) => (after, out.push(b' ')),
            _ => (after, out.push(*byte)),
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}

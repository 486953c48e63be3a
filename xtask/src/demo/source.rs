//! The demo community as it is written down in `xtask/demo/community.json`.

use a_heart_2_help::domain::act::Role;
use a_heart_2_help::domain::letter::Details;
use a_heart_2_help::domain::request::{Category, Part, Urgency};
use a_heart_2_help::domain::terms::Terms;
use a_heart_2_help::domain::text::{Line, Name, Words};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Source {
    pub community: About,
    pub people: Vec<Person>,
    pub requests: Vec<Asked>,
    pub acts: Vec<Deed>,
}

#[derive(Deserialize)]
pub struct About {
    pub name: Line,
    pub about: Words,
    pub emergency: Line,
}

#[derive(Deserialize)]
pub struct Person {
    pub key: String,
    pub name: Name,
}

#[derive(Deserialize)]
pub struct Asked {
    pub key: String,
    pub by: String,
    pub named: bool,
    pub lang: String,
    pub lat: f64,
    pub lon: f64,
    pub category: Category,
    pub title: Line,
    pub text: Words,
    pub when: Wanted,
    pub urgency: Urgency,
    pub minutes: u16,
    pub helpers: u8,
    pub for_other: bool,
    /// By phone: the request names no area.
    #[serde(default)]
    pub anywhere: bool,
    #[serde(default)]
    pub terms: Terms,
    pub posted_minutes_ago: u64,
    pub private: Details,
    pub offers: Vec<Offered>,
    pub state: State,
    pub helper: Option<String>,
    pub thanks: Option<Words>,
}

#[derive(Deserialize)]
pub struct Wanted {
    /// Days from today.
    pub day: Option<i64>,
    pub part: Part,
}

#[derive(Deserialize)]
pub struct Offered {
    pub by: String,
    pub text: Words,
    pub minutes_ago: u64,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Open,
    Withdrawn,
    Accepted,
    Done,
    Thanked,
}

#[derive(Deserialize)]
pub struct Deed {
    pub key: String,
    pub by: String,
    pub named: bool,
    pub lang: String,
    pub role: Role,
    pub category: Option<Category>,
    pub text: Words,
    pub lat: f64,
    pub lon: f64,
    pub minutes_ago: u64,
    pub inspired_by: Option<String>,
    pub of_request: Option<String>,
}

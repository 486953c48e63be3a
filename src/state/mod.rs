//! What the app knows and can do: the only room where the pages meet store, sync and crypto.
//!
//! [`book`], [`keeper`], [`vault`] and [`diary`] hold the logic and know no browser, so they are tested natively
//! and the demo community is written with them; `live` turns them into signals for the pages, and `beside` is the
//! program that syncs, apart from the page's. What the two say to each other is in `word`.

#[cfg(target_arch = "wasm32")]
pub mod beside;
pub mod book;
pub mod config;
pub mod diary;
pub mod hold;
pub mod keeper;
pub mod vault;

#[cfg(target_arch = "wasm32")]
pub mod live;
#[cfg(test)]
mod simulation;
#[cfg(target_arch = "wasm32")]
pub mod word;

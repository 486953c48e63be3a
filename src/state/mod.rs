//! What the app knows and can do: the only room where the pages meet store, sync and crypto.
//!
//! [`book`], [`desk`] and [`diary`] hold the logic and know no browser, so they are tested natively
//! and the demo community is written with them; `live` turns them into signals for the pages.

pub mod book;
pub mod config;
pub mod desk;
pub mod diary;

#[cfg(target_arch = "wasm32")]
pub mod live;

//! Every use of web-sys and js-sys. Knows nothing of kindness: plain values in, plain values out.

pub mod camera;
pub mod clock;
pub mod fetch;
pub mod files;
pub mod geo;
pub mod http;
pub mod idb;
pub mod locale;
pub mod lock;
pub mod map;
pub mod office;
pub mod page;
pub mod prefs;
pub mod share;
pub mod tabs;
pub mod worker;

/// Runs a future in turns with everything else of its thread.
pub use wasm_bindgen_futures::spawn_local;

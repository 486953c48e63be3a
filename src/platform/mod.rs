//! Every use of web-sys and js-sys. Knows nothing of kindness: plain values in, plain values out.

pub mod clock;
pub mod idb;
pub mod locale;
pub mod map;
pub mod page;
pub mod prefs;
pub mod tabs;

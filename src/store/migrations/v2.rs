//! Version 2: pulled records lie in segments.
//!
//! Those that version 1 kept one by one stay readable where they are; the sync moves them.

/// What it adds.
pub const ADDS: [&str; 1] = ["segments"];

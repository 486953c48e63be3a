//! Version 1: the first shelves.

/// What it adds.
pub const ADDS: [&str; 7] = ["records", "outbox", "keys", "letters", "journal", "drafts", "meta"];

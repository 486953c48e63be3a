//! A server and a clock that exist only in tests.

mod clock;
mod database;
mod server;

pub use clock::Clock;
pub use database::Database;
pub use server::Server;

/// When the clock begins, in milliseconds since 1970.
pub const START: u64 = 1_795_000_000_000;

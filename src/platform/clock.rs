//! The clock and waiting.

use std::time::Duration;

/// Milliseconds since 1970-01-01T00:00:00Z, by the device's clock.
#[must_use]
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// How many minutes the person's clock is ahead of UTC at the moment `at_ms`.
#[must_use]
pub fn offset_minutes(at_ms: u64) -> i64 {
    let date = js_sys::Date::new(&(at_ms as f64).into());
    -(date.get_timezone_offset() as i64)
}

/// Waits. Dropping the future ends the wait.
pub async fn sleep(ms: u64) {
    gloo::timers::future::sleep(Duration::from_millis(ms)).await;
}

/// A random number from 0 up to, but not including, 1; not for secrets.
#[must_use]
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// The day of a time as `2026-11-23`, in UTC: for names of files.
#[must_use]
pub fn iso_day(ms: u64) -> String {
    let text: String = js_sys::Date::new(&(ms as f64).into()).to_iso_string().into();
    text.chars().take(10).collect()
}

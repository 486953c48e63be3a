//! How long to wait after a failure: exponential back-off with full jitter, so that a thousand devices
//! do not come back at the same moment.

const FIRST_MS: u64 = 1_000;
const LONGEST_MS: u64 = 60_000;
/// A random zero must not become a busy loop.
const SHORTEST_MS: u64 = 250;
/// A server may ask for more time than this; it is asked again then.
const LONGEST_ASKED_MS: u64 = 15 * 60_000;

/// Counts failures in a row.
#[derive(Debug, Default)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The wait after one more failure, in milliseconds: evenly spread from 0 to a ceiling that
    /// doubles from one second to a minute. `random` is in 0..1.
    pub fn next(&mut self, random: f64) -> u64 {
        let ceiling = FIRST_MS.saturating_mul(1 << self.failures.min(16)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        ((ceiling as f64 * random) as u64).max(SHORTEST_MS)
    }

    /// Something worked.
    pub fn reset(&mut self) {
        self.failures = 0;
    }
}

/// The time a server asked for, within reason, and a little spread, so that not all come at once.
#[must_use]
pub fn asked_wait(retry_after_ms: u64, random: f64) -> u64 {
    let asked = retry_after_ms.min(LONGEST_ASKED_MS);
    asked + (FIRST_MS as f64 * random) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_doubles_from_a_second_to_a_minute() {
        let mut backoff = Backoff::default();
        let waits: Vec<u64> = (0..8).map(|_| backoff.next(1.0)).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
        backoff.reset();
        assert_eq!(backoff.next(0.5), 500);
    }

    #[test]
    fn a_random_zero_is_no_busy_loop() {
        assert_eq!(Backoff::default().next(0.0), SHORTEST_MS);
    }

    #[test]
    fn a_server_is_never_asked_before_its_time() {
        assert_eq!(asked_wait(7_000, 0.0), 7_000);
        assert!(asked_wait(7_000, 0.9) > 7_000);
        assert_eq!(asked_wait(u64::MAX, 0.0), LONGEST_ASKED_MS);
    }
}

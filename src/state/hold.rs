//! The ten seconds in which an acceptance or a sealed message can still be undone: so long it waits in the outbox, and
//! nothing gives it away.

use crate::domain::time::Millis;

/// How long, in milliseconds (design, section 6).
pub const HOLD: u64 = 10_000;
/// So long before its end nothing is undone any more, in milliseconds: it may be leaving.
const LEAVING: u64 = 250;
/// Before the end of the wait, in the record's mark in the outbox.
const MARK: &str = "hold ";

/// The mark of a record that waits until then.
#[must_use]
pub fn mark(until: Millis) -> String {
    format!("{MARK}{}", until.0)
}

/// Until when the record with this mark waits, or waited.
#[must_use]
pub fn until(mark: &str) -> Option<Millis> {
    mark.strip_prefix(MARK)?.parse().ok().map(Millis)
}

/// Whether the record with this mark must not leave yet. A clock that was set back holds nothing for longer.
#[must_use]
pub fn is_held(mark: &str, now: Millis) -> bool {
    until(mark).is_some_and(|until| is_waiting(until, now))
}

/// Whether what waits until then still does.
#[must_use]
pub fn is_waiting(until: Millis, now: Millis) -> bool {
    now < until && until <= now.plus(HOLD)
}

/// Whether what waits until then can still be undone.
#[must_use]
pub fn may_undo(until: Millis, now: Millis) -> bool {
    is_waiting(until, now) && until.since(now) > LEAVING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_leaves_after_ten_seconds_whatever_the_clock_does() {
        let until = Millis(50_000);
        let held = |now| is_held(&mark(until), Millis(now));
        assert!(held(40_000) && held(49_999));
        assert!(!held(50_000) && !held(90_000));
        // Set back by an hour, or by a second: it is not held longer than it would have been.
        assert!(!held(39_999) && !held(0));
        assert!(!is_held("", Millis(0)) && !is_held("hold x", Millis(0)));
    }

    #[test]
    fn nothing_is_undone_in_the_moment_it_leaves() {
        let until = Millis(50_000);
        assert!(may_undo(until, Millis(40_000)) && may_undo(until, Millis(49_700)));
        assert!(!may_undo(until, Millis(49_900)) && !may_undo(until, Millis(50_000)));
    }
}

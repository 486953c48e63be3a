//! Waves: a request nobody has a hand for yet is shown further and further around. No record moves and nobody is told:
//! each device widens the distance its own person chose, by what everybody knows of the request.

use crate::domain::help::Help;
use crate::domain::request::Urgency;
use crate::domain::time::{HOUR, MINUTE, Millis};

/// After how long the distance doubles, and doubles again, in milliseconds.
fn waits(urgency: Urgency) -> [u64; 2] {
    match urgency {
        Urgency::Urgent => [30 * MINUTE, 2 * HOUR],
        Urgency::Normal => [6 * HOUR, 24 * HOUR],
        Urgency::Calm => [24 * HOUR, 72 * HOUR],
    }
}

/// How many times the chosen distance the request is shown within: 1, 2 or 4. It stays at 1 while enough people have
/// offered, and its age is by its author's claim, which a clock ahead makes zero.
#[must_use]
pub fn reach(help: &Help, now: Millis) -> u16 {
    let needed = usize::from(help.request.helpers).saturating_sub(help.accepted);
    // An accepted helper's offer is no hand more.
    let open = help.offers.saturating_sub(help.accepted);
    if open >= needed {
        return 1;
    }
    let age = now.since(help.id.time);
    let [twice, again] = waits(help.request.urgency);
    1 << (u32::from(age >= twice) + u32::from(age >= again))
}

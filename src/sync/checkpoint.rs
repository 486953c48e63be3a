//! Checkpoints on both sides, and whether they still speak of the same history.
//!
//! Every write of the checkpoint document makes a fresh mark. This device remembers the newest mark it
//! wrote; the document remembers some older ones too. Where ours is not among the document's, one side was lost or
//! restored from a backup: then everything is pulled anew and what the backend lacks is pushed back.

use crate::domain::time::{DAY, Millis};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Older marks kept in the document. More than one, since a write may be lost before it is noted here.
const HISTORY: usize = 8;
/// How often everything is compared although nothing looks wrong.
const COMPARE_EVERY: u64 = 7 * DAY;
const COMPARE_SPREAD: u64 = 3 * DAY;

/// What the document `_local/<id>` holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteCheckpoint {
    /// The mark of this write.
    pub mark: String,
    /// The marks of earlier writes, newest first.
    #[serde(default)]
    pub history: Vec<String>,
    /// The position at this write, as JSON text.
    pub since: Option<String>,
}

/// What this device keeps, as JSON text in the hands of the desk. The default starts from nothing:
/// everything is pulled, and pushed back where it is lacking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalCheckpoint {
    /// Up to where everything was pulled, as JSON text; `None` is the beginning.
    pub since: Option<String>,
    /// The mark of the newest document known to be written.
    pub mark: Option<String>,
    /// When everything is compared next, and what the backend lacks pushed back; zero is at once.
    pub compare_at: Millis,
}

impl LocalCheckpoint {
    /// Reads what the desk kept; whatever is not readable counts as nothing.
    #[must_use]
    pub fn parse(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// The text for the desk.
    #[must_use]
    pub fn to_text(&self) -> String {
        // A struct of strings, a flag and a number always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the document on the backend, and the position it is at, continue what this device knows.
    #[must_use]
    pub fn continues(&self, remote: Option<&RemoteCheckpoint>, update_seq: &str) -> bool {
        let known = match (&self.mark, remote) {
            // Nothing was ever written (a backend that lets us read only): only the position can tell.
            (None, _) => self.since.is_some(),
            (Some(_), None) => false,
            (Some(mark), Some(remote)) => remote.mark == *mark || remote.history.contains(mark),
        };
        known && self.since.as_deref().is_none_or(|since| is_reachable(since, update_seq))
    }

    /// Whether it is time to compare everything again; also after a clock that ran ahead was set back.
    #[must_use]
    pub fn is_comparison_due(&self, now: Millis) -> bool {
        self.compare_at <= now || self.compare_at > now.plus(COMPARE_EVERY + COMPARE_SPREAD)
    }

    /// Everything was compared just now. `random` (0..1) spreads a thousand devices.
    pub fn compared(&mut self, now: Millis, random: f64) {
        self.compare_at = now.plus(COMPARE_EVERY + (COMPARE_SPREAD as f64 * random) as u64);
    }
}

impl RemoteCheckpoint {
    /// The next document after `before`.
    #[must_use]
    pub fn after(before: Option<Self>, mark: String, since: Option<String>) -> Self {
        let history =
            before.into_iter().flat_map(|old| std::iter::once(old.mark).chain(old.history));
        Self { mark, history: history.take(HISTORY).collect(), since }
    }
}

/// The id of the checkpoint document of one device's copy of a community.
#[must_use]
pub fn replication_id(replica: &str) -> String {
    hex(&Sha256::digest(format!("heart2help/replica/1:{replica}"))[..16])
}

/// A fresh mark from 64 random bits (`random` is in 0..1) and the clock.
#[must_use]
pub fn fresh_mark(now: Millis, random: impl Fn() -> f64) -> String {
    let half = || (random() * f64::from(u32::MAX)) as u32;
    format!("{:x}-{:08x}{:08x}", now.0, half(), half())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a database at `update_seq` can ever have handed out `since`. Positions are opaque, but
/// all known servers start them with a count (CouchDB `"12-g1AA…"`, PouchDB `12`), and some answer
/// nothing for ever to a position they have not reached.
fn is_reachable(since: &str, update_seq: &str) -> bool {
    match (leading_count(since), leading_count(update_seq)) {
        (Some(ours), Some(theirs)) => ours.0 <= theirs.0 && ours.1 == theirs.1,
        (None, Some(_)) => false,
        (_, None) => true,
    }
}

/// The count a position starts with, and whether CouchDB's packed part follows it.
fn leading_count(seq: &str) -> Option<(u64, bool)> {
    let text = seq.trim_start_matches(['"', '[']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, rest) = text.split_at(digits);
    Some((count.parse().ok()?, rest.starts_with('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(since: Option<&str>, mark: Option<&str>) -> LocalCheckpoint {
        LocalCheckpoint {
            since: since.map(Into::into),
            mark: mark.map(Into::into),
            ..LocalCheckpoint::default()
        }
    }

    fn remote(marks: &[&str]) -> RemoteCheckpoint {
        marks
            .iter()
            .fold(None, |before, mark| Some(RemoteCheckpoint::after(before, (*mark).into(), None)))
            .unwrap()
    }

    #[test]
    fn a_checkpoint_continues_while_its_mark_is_on_the_backend() {
        let ours = local(Some("5"), Some("b"));
        assert!(ours.continues(Some(&remote(&["a", "b"])), "5"));
        assert!(ours.continues(Some(&remote(&["a", "b", "c"])), "9"), "a write noted only there");
    }

    #[test]
    fn a_lost_or_restored_side_is_noticed() {
        let ours = local(Some("5"), Some("b"));
        assert!(!ours.continues(None, "5"), "the document is gone");
        assert!(!ours.continues(Some(&remote(&["a"])), "5"), "restored from before our last write");
        assert!(!ours.continues(Some(&remote(&["b"])), "4"), "a position not reached yet");
        assert!(
            !local(None, None).continues(Some(&remote(&["b"])), "4"),
            "this device lost its own"
        );
    }

    #[test]
    fn a_position_of_another_server_is_noticed() {
        assert!(is_reachable("\"12-g1AA\"", "\"13-g1AB\""));
        assert!(is_reachable("[12,\"g1AA\"]", "[12,\"g1AB\"]"));
        assert!(!is_reachable("\"12-g1AA\"", "40"));
        assert!(!is_reachable("12", "\"40-g1AA\""));
        assert!(!is_reachable("\"rubbish\"", "40"));
        assert!(is_reachable("\"12\"", "12"), "the same count as text and as number");
        assert!(is_reachable("\"x\"", "\"y\""), "positions without a count cannot be judged");
    }

    #[test]
    fn unreadable_checkpoints_start_from_nothing() {
        for text in [None, Some(""), Some("5"), Some("{\"since\":3}")] {
            assert_eq!(LocalCheckpoint::parse(text), LocalCheckpoint::default(), "{text:?}");
        }
        let ours = local(Some("\"3-x\""), Some("m"));
        assert_eq!(LocalCheckpoint::parse(Some(&ours.to_text())), ours);
    }

    #[test]
    fn the_document_remembers_only_some_marks() {
        let many: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        let marks: Vec<&str> = many.iter().map(String::as_str).collect();
        let document = remote(&marks);
        assert_eq!(document.mark, "19");
        assert_eq!(document.history.len(), HISTORY);
    }

    #[test]
    fn everything_is_compared_about_weekly() {
        let mut ours = local(None, None);
        assert!(ours.is_comparison_due(Millis(1)));
        ours.compared(Millis(DAY), 0.0);
        assert!(!ours.is_comparison_due(Millis(8 * DAY - 1)));
        assert!(ours.is_comparison_due(Millis(8 * DAY)));
        ours.compared(Millis(1000 * DAY), 0.9);
        assert!(ours.is_comparison_due(Millis(2 * DAY)), "the clock was set back");
    }
}

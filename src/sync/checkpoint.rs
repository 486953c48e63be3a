//! Checkpoints on both sides, and whether they still speak of the same history.
//!
//! Every write of the checkpoint document makes a fresh mark. This device remembers the newest mark it
//! wrote; the document remembers some older ones too. Where ours is not among the document's, one side was lost or
//! restored from a backup: then everything is pulled anew and what the backend lacks is pushed back.

use crate::domain::time::{DAY, Millis};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

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
    /// The position at this write, as JSON text.
    pub since: Option<String>,
    /// Earlier writes, newest first.
    #[serde(default)]
    pub history: Vec<Earlier>,
}

/// An earlier write of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its mark.
    pub mark: String,
    /// The position then, as JSON text.
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
    /// This device's clock when it was kept.
    #[serde(default)]
    pub at: Millis,
    /// True records of this device that the backend was seen to hide, until it shows them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden: BTreeSet<String>,
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

    /// From where to go on with a backend that is at `update_seq` and has this document: the position both
    /// sides noted with the newest mark both know. What was pulled after it is pulled again: a backend that was
    /// set back since, and has moved on, has other documents there. `None` where there is nothing in common.
    #[must_use]
    pub fn common(
        &self,
        remote: Option<&RemoteCheckpoint>,
        update_seq: &str,
    ) -> Option<Option<String>> {
        let since = match (&self.mark, remote) {
            // Nothing was ever written (a backend that lets us read only): only the position can tell.
            (None, _) => Some(self.since.clone()).filter(Option::is_some),
            (Some(mark), Some(remote)) => remote.position_at(mark),
            (Some(_), None) => None,
        };
        since.filter(|since| since.as_deref().is_none_or(|since| is_reachable(since, update_seq)))
    }

    /// Whether it is time to compare everything again.
    #[must_use]
    pub fn is_comparison_due(&self, now: Millis) -> bool {
        self.compare_at <= now || self.compare_at > now.plus(COMPARE_EVERY + COMPARE_SPREAD)
    }

    /// Whether it was kept while this device's clock ran far ahead of `now`.
    #[must_use]
    pub fn is_from_later_than(&self, now: Millis) -> bool {
        self.at > now.plus(DAY)
    }

    /// Notes that it is kept at `now`, unless that would hide that the clock was set back.
    #[must_use]
    pub fn kept_at(mut self, now: Millis) -> Self {
        if !self.is_from_later_than(now) {
            self.at = now;
        }
        self
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
        let history = before.into_iter().flat_map(|old| {
            let last = Earlier { mark: old.mark, since: old.since };
            std::iter::once(last).chain(old.history)
        });
        Self { mark, since, history: history.take(HISTORY).collect() }
    }

    fn position_at(&self, mark: &str) -> Option<Option<String>> {
        if self.mark == mark {
            return Some(self.since.clone());
        }
        self.history.iter().find(|past| past.mark == mark).map(|past| past.since.clone())
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

    /// The document after these writes, each at the position of its number.
    fn remote(marks: &[&str]) -> RemoteCheckpoint {
        let writes = marks.iter().zip(1..);
        let write = |before, (mark, at): (&&str, u64)| {
            Some(RemoteCheckpoint::after(before, (*mark).into(), Some(at.to_string())))
        };
        writes.fold(None, write).unwrap()
    }

    #[test]
    fn both_sides_go_on_from_the_newest_mark_they_share() {
        let ours = local(Some("5"), Some("b"));
        let common = |marks: &[&str], seq| ours.common(Some(&remote(marks)), seq);
        assert_eq!(common(&["a", "b"], "5"), Some(Some("2".into())), "not from further on");
        assert_eq!(common(&["a", "b", "c"], "9"), Some(Some("2".into())), "noted only there");
        let reading_only = local(Some("5"), None);
        assert_eq!(reading_only.common(None, "7"), Some(Some("5".into())));
    }

    #[test]
    fn a_lost_or_restored_side_is_noticed() {
        let ours = local(Some("5"), Some("b"));
        assert_eq!(ours.common(None, "5"), None, "the document is gone");
        assert_eq!(ours.common(Some(&remote(&["a"])), "5"), None, "from before our last write");
        assert_eq!(ours.common(Some(&remote(&["a", "b"])), "1"), None, "not reached yet");
        let nothing = local(None, None);
        assert_eq!(nothing.common(Some(&remote(&["b"])), "4"), None, "this device lost its own");
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

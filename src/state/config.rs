//! Which communities this device takes part in, and where their backends are. What a deployer sets is read from
//! `config.json` beside the app at every start, and kept for starts without a network.

use crate::domain::community::CommunityId;
use crate::domain::join::Pass;
use serde::{Deserialize, Serialize};

/// The contents of `config.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// The community's root key, base64url.
    pub community: CommunityId,
    /// The address of the community's database, such as `https://example.org/db/vaduz`; empty where there is none and
    /// everything is carried by hand.
    pub backend: String,
    /// The community's name, until its own record has arrived.
    pub name: String,
}

/// A community on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// Which one, and where.
    #[serde(flatten)]
    pub config: Config,
    /// The site brought it, not a link.
    #[serde(default)]
    pub by_site: bool,
    /// What let one in; kept to say once a year that one is still there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Pass>,
    /// Left, with its data kept: neither shown nor synced.
    #[serde(default)]
    pub left: bool,
}

/// Before the key of a community on the shelf `meta`.
pub(super) const PREFIX: &str = "community ";

impl Joined {
    /// The key on the shelf `meta`.
    #[must_use]
    pub fn key(community: &CommunityId) -> String {
        format!("{PREFIX}{community}")
    }

    /// Reads what lies under a key of the shelf `meta`; `None` where that is no community.
    #[must_use]
    pub fn read(key: &str, text: &str) -> Option<Self> {
        key.strip_prefix(PREFIX).and_then(|_| serde_json::from_str(text).ok())
    }

    /// As the site says it, over what is known of it: a way of one's own, by link, is kept.
    #[must_use]
    pub fn by_site(site: Config, known: Option<&Self>) -> Self {
        match known {
            Some(known) if !known.by_site => known.clone(),
            Some(known) => Self { config: site, left: false, ..known.clone() },
            None => Self { config: site, by_site: true, pass: None, left: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;

    fn config(backend: &str) -> Config {
        Config { community: Bytes([1; 32]), backend: backend.into(), name: "Vaduz".into() }
    }

    #[test]
    fn a_way_that_came_by_link_is_not_changed_by_the_site() {
        let link = Joined { by_site: false, ..Joined::by_site(config("https://a:b@db/x"), None) };
        assert_eq!(Joined::by_site(config("https://db/x"), Some(&link)), link);
        let site = Joined::by_site(config("https://db/x"), None);
        let moved = Joined::by_site(config("https://new/x"), Some(&site));
        assert_eq!(moved.config.backend, "https://new/x");
    }

    #[test]
    fn it_is_read_as_it_was_kept_and_other_settings_are_not_taken_for_one() {
        let joined = Joined::by_site(config(""), None);
        let text = serde_json::to_string(&joined).unwrap();
        let key = Joined::key(&joined.config.community);
        assert_eq!(Joined::read(&key, &text), Some(joined));
        assert_eq!(Joined::read("config", &text), None);
    }
}

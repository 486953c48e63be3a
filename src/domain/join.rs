//! The link by which somebody joins a community. All of it stands behind the `#` of the address, which browsers send to
//! no server.

use super::bytes::{AuthorKey, Bytes, Signature, from_base64, to_base64};
use super::community::CommunityId;
use super::membership::{Grant, Standing};
use super::text::Line;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// The longest text behind the `#`, in characters: what a QR code still holds with ease.
const LONGEST: usize = 2_000;

/// Where a community is, and what lets one in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinLink {
    /// The community's root key.
    #[serde(rename = "c")]
    pub community: CommunityId,
    /// The database's address, with a name and a password where it wants them; empty where everything is carried by
    /// hand.
    #[serde(rename = "b", default)]
    pub backend: String,
    /// The community's name, until its own description has arrived.
    #[serde(rename = "n")]
    pub name: Line,
    /// What lets one in; none for a community that is open to everybody.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Pass>,
}

/// The key of an invitation and a coordinator's word for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// The invitation's secret seed: whoever holds it may join.
    #[serde(rename = "k")]
    pub seed: Bytes<32>,
    /// What it makes of people.
    #[serde(rename = "s")]
    pub standing: Standing,
    /// The coordinator.
    #[serde(rename = "a")]
    pub by: AuthorKey,
    /// Theirs, over the invitation's key and the standing.
    #[serde(rename = "g")]
    pub sig: Signature,
    /// After this no app joins by it.
    #[serde(rename = "u")]
    pub until: Millis,
}

impl std::fmt::Debug for Pass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pass")
            .field("by", &self.by)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

impl Pass {
    /// The coordinator's word, for the invitation with this public key.
    #[must_use]
    pub fn grant(&self, invite: AuthorKey) -> Grant {
        Grant { invite, standing: self.standing, by: self.by, sig: self.sig }
    }
}

/// Why a link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    /// It was cut off, or is no such link.
    #[error("the link is not whole")]
    NotWhole,
    /// The address in it is not one an app should talk to.
    #[error("the link leads to an address that is not safe")]
    NotSafe,
}

impl JoinLink {
    /// What stands behind the `#`.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        // A struct of texts and numbers has nothing serde_json refuses.
        to_base64(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }

    /// Reads what stands behind the `#`, with or without it.
    ///
    /// # Errors
    /// [`BadLink`].
    pub fn parse(fragment: &str) -> Result<Self, BadLink> {
        let text = fragment.trim().trim_start_matches('#');
        if text.len() > LONGEST {
            return Err(BadLink::NotWhole);
        }
        let bytes = from_base64(text).ok_or(BadLink::NotWhole)?;
        let json = std::str::from_utf8(&bytes).map_err(|_| BadLink::NotWhole)?;
        let link: Self = super::record::read_object(json).map_err(|_| BadLink::NotWhole)?;
        if is_safe(&link.backend) { Ok(link) } else { Err(BadLink::NotSafe) }
    }

    /// Finds the link in what somebody pasted: the fragment alone, or a whole address, perhaps among words.
    ///
    /// # Errors
    /// [`BadLink`].
    pub fn find(pasted: &str) -> Result<Self, BadLink> {
        let after = pasted.rsplit_once('#').map_or(pasted, |(_, after)| after);
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        Self::parse(if pasted.contains('#') { &after[..end] } else { after.trim() })
    }
}

/// Whether an app should talk to this address: https, or this very device for trying things out. Nothing at all is
/// safe too: then everything is carried by hand.
#[must_use]
pub fn is_safe(backend: &str) -> bool {
    if backend.is_empty() {
        return true;
    }
    if backend.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return false;
    }
    let Some((scheme, rest)) = backend.split_once("://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match scheme {
        "https" => !host.is_empty(),
        "http" => is_this_device(host),
        _ => false,
    }
}

/// Whether a host, perhaps with a port, is the device itself.
fn is_this_device(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|own| {
        host.strip_prefix(own).is_some_and(|port| {
            port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok())
        })
    })
}

/// An address without name and password: what may be shown and written into records.
#[must_use]
pub fn without_login(backend: &str) -> String {
    let Some((scheme, rest)) = backend.split_once("://") else {
        return backend.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

/// An address with the name and password of another one, where that has them.
#[must_use]
pub fn with_login_of(backend: &str, other: &str) -> String {
    let login = other
        .split_once("://")
        .and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@').map(|(login, _)| login));
    match (login, without_login(backend).split_once("://")) {
        (Some(login), Some((scheme, rest))) => format!("{scheme}://{login}@{rest}"),
        _ => backend.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link(backend: &str) -> JoinLink {
        let pass = Pass {
            seed: Bytes([1; 32]),
            standing: Standing::Member,
            by: Bytes([2; 32]),
            sig: Bytes([3; 64]),
            until: Millis(9),
        };
        let name = Line::parse("Vaduz").unwrap();
        JoinLink { community: Bytes([4; 32]), backend: backend.into(), name, pass: Some(pass) }
    }

    #[test]
    fn a_link_is_read_as_it_was_written_wherever_it_was_pasted_from() {
        let link = link("https://anna:secret@db.example/vaduz");
        let fragment = link.to_fragment();
        assert_eq!(JoinLink::parse(&format!("#{fragment}")), Ok(link.clone()));
        let mail = format!("Come in: https://care.example/join#{fragment} , Anna");
        assert_eq!(JoinLink::find(&mail), Ok(link.clone()));
        assert_eq!(JoinLink::find(&fragment), Ok(link));
    }

    #[test]
    fn a_link_that_was_cut_off_says_so() {
        let fragment = link("").to_fragment();
        for cut in [0, 1, 20, fragment.len() - 1] {
            assert_eq!(JoinLink::parse(&fragment[..cut]), Err(BadLink::NotWhole), "{cut}");
        }
    }

    #[test]
    fn only_safe_addresses_are_followed() {
        for safe in [
            "",
            "https://db.example/vaduz",
            "https://a:b@db.example:6984/x",
            "http://localhost:4461/x",
            "http://127.0.0.1/x",
            "http://[::1]:80/x",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for bad in [
            "javascript:alert(1)",
            "http://db.example/x",
            "http://localhost.evil.example/x",
            "http://localhost:80@evil.example/x",
            "http://127.0.0.1.evil.example",
            "ftp://db.example",
            "https://",
            "https://user@",
            "//db.example",
            "https://db.example\\@localhost/",
            "https://db .example",
        ] {
            assert!(!is_safe(bad), "{bad}");
            assert_eq!(JoinLink::parse(&link(bad).to_fragment()), Err(BadLink::NotSafe), "{bad}");
        }
    }

    #[test]
    fn a_login_is_taken_off_and_put_on() {
        let with = "https://anna:p%40ss@db.example:6984/vaduz";
        assert_eq!(without_login(with), "https://db.example:6984/vaduz");
        assert_eq!(without_login("https://db.example/a@b"), "https://db.example/a@b");
        assert_eq!(
            with_login_of("https://new.example/vaduz", with),
            "https://anna:p%40ss@new.example/vaduz"
        );
        assert_eq!(
            with_login_of("https://new.example/x", "https://db.example/x"),
            "https://new.example/x"
        );
    }

    #[test]
    fn the_secret_of_an_invitation_is_not_printed() {
        let Some(pass) = link("").pass else { return };
        assert!(!format!("{pass:?}").contains(&pass.seed.to_string()));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,300}") {
            let _ = JoinLink::find(&text);
            let _ = JoinLink::parse(&to_base64(text.as_bytes()));
        }

        #[test]
        fn what_is_safe_goes_to_the_host_it_names(text in "[a-z:/@.#?\\[\\]0-9]{0,40}") {
            if is_safe(&text) && !text.is_empty() {
                prop_assert!(text.starts_with("https://") || text.starts_with("http://"));
                prop_assert!(is_safe(&without_login(&text)));
            }
        }
    }
}

//! The address of a server as people type it: with or without `https://`, a slash at its end, `/_utils`, a database.

use super::Login;
use crate::sync::login::decoded;
use reqwest::Url;

/// An address that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `http(s)://host[:port][/path]`, without a slash at its end.
    pub url: String,
    /// The database, where the address of CouchDB's admin page (`/_utils#database/…`) names one. In other addresses
    /// only the server can tell whether the last part of the path is one.
    pub database: Option<String>,
    /// Name and password, where they stood in the address.
    pub login: Option<Login>,
    /// Whether it is `https`.
    pub is_secure: bool,
    /// Whether it is this very computer.
    pub is_local: bool,
}

impl Address {
    /// Reads what somebody typed; `None` where no server can be meant.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let mut url = match typed.split_once("://") {
            Some(_) => Url::parse(typed).ok()?,
            None => {
                let guess = Url::parse(&format!("https://{typed}")).ok()?;
                let scheme = if is_local(guess.host_str()?) { "http" } else { "https" };
                // Parsed anew, since a port that is one scheme's own is not written.
                Url::parse(&format!("{scheme}://{typed}")).ok()?
            }
        };
        let host = url.host_str().filter(|_| matches!(url.scheme(), "http" | "https"))?.to_owned();
        // A word alone is hardly meant as a computer, unless a port says so.
        if !is_local(&host) && !host.contains(['.', ':']) && url.port().is_none() {
            return None;
        }
        let login = (!url.username().is_empty()).then(|| Login {
            name: decoded(url.username()),
            password: decoded(url.password().unwrap_or_default()),
        });
        url.set_username("").and_then(|()| url.set_password(None)).ok()?;
        let mut database = None;
        if let Some((before, _)) = url.path().split_once("/_utils") {
            let before = before.to_owned();
            database = url.fragment().and_then(shown_in_admin_page);
            url.set_path(&before);
        }
        url.set_query(None);
        url.set_fragment(None);
        Some(Self {
            is_secure: url.scheme() == "https",
            is_local: is_local(&host),
            url: url.as_str().trim_end_matches('/').to_owned(),
            database,
            login,
        })
    }

    /// The address without the last part of its path, and that part: a server and perhaps its database.
    pub(super) fn split(&self) -> Option<(&str, &str)> {
        let host = self.url.find("://")? + 3;
        let slash = self.url.rfind('/').filter(|at| *at > host)?;
        Some((&self.url[..slash], &self.url[slash + 1..]))
    }

    /// The same with `https`.
    pub(super) fn secured(&self) -> String {
        self.url.replacen("http://", "https://", 1)
    }
}

/// `database/<name>/…` or `/database/<name>/…`, as CouchDB's admin page writes it.
fn shown_in_admin_page(fragment: &str) -> Option<String> {
    let rest = fragment.trim_start_matches('/').strip_prefix("database/")?;
    let name = rest.split(['/', '?']).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// Names and addresses by which a computer calls itself; browsers take them for safe without https.
fn is_local(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_however_it_is_typed() {
        for (typed, url) in [
            ("couch.example.org", "https://couch.example.org"),
            ("  https://couch.example.org/  ", "https://couch.example.org"),
            ("http://couch.example.org:5984", "http://couch.example.org:5984"),
            ("localhost:5984", "http://localhost:5984"),
            ("127.0.0.1:5984/", "http://127.0.0.1:5984"),
            ("couch:5984", "https://couch:5984"),
            ("couch.example.org:80", "https://couch.example.org:80"),
            ("https://example.org/db/vaduz/", "https://example.org/db/vaduz"),
            ("https://example.org/_utils", "https://example.org"),
            ("https://example.org/couch/_utils/#login", "https://example.org/couch"),
            ("https://example.org/vaduz?x=1#y", "https://example.org/vaduz"),
        ] {
            assert_eq!(Address::parse(typed).map(|a| a.url).as_deref(), Some(url), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_none() {
        for typed in ["", "  ", "hello", "ftp://example.org", "https://", "two words", "://x.org"] {
            assert_eq!(Address::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_login_in_the_address_is_taken_out_of_it() {
        let address = Address::parse("https://anna:p%40ss@example.org/vaduz").unwrap();
        assert_eq!(address.url, "https://example.org/vaduz");
        assert_eq!(address.login, Some(Login { name: "anna".into(), password: "p@ss".into() }));
        assert_eq!(address.split(), Some(("https://example.org", "vaduz")));
    }

    #[test]
    fn the_database_open_in_the_admin_page_is_meant() {
        for typed in [
            "https://example.org/_utils/#database/vaduz/_all_docs",
            "https://example.org/_utils#/database/vaduz",
        ] {
            let address = Address::parse(typed).unwrap();
            assert_eq!(address.url, "https://example.org");
            assert_eq!(address.database.as_deref(), Some("vaduz"));
        }
    }

    #[test]
    fn only_this_computer_is_local() {
        let is_local = |typed| Address::parse(typed).unwrap().is_local;
        assert!(is_local("app.localhost") && is_local("[::1]:5984") && is_local("127.8.0.1"));
        assert!(!is_local("192.168.1.4:5984") && !is_local("localhost.example.org"));
    }
}

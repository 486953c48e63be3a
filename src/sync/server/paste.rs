//! The lines an operator pastes where a browser cannot help itself.

use super::address::Address;
use super::finding::Finding;

/// Commands for bash that make CouchDB 3 allow this website, where that may be what is missing. `origin` is the site's
/// scheme, host and port, as in `https://hearts.example.org`. `None` where they would not help.
#[must_use]
pub fn paste(finding: &Finding, origin: &str) -> Option<String> {
    match finding {
        Finding::Silent { server } => cors_lines(server, origin),
        _ => None,
    }
}

/// Commands for bash that make the CouchDB 3 at `server_url` allow the website `origin`. Each asks for the admin's password, which
/// stands in none of them. `None` where either is no address.
///
/// The options are those of <https://docs.couchdb.org/en/stable/config/http.html>. The switch has moved from `httpd` to `chttpd`
/// between versions, and the old place still counts where the new one says nothing: so both are set.
#[must_use]
pub fn cors_lines(server_url: &str, origin: &str) -> Option<String> {
    let server = Address::parse(server_url)?.url;
    let origin = Address::parse(origin)?.url;
    let settings = [
        ("cors/origins", origin.as_str()),
        ("cors/credentials", "true"),
        ("cors/methods", "GET, PUT, POST, HEAD, DELETE"),
        ("cors/headers", "accept, authorization, content-type, origin, referer"),
        ("httpd/enable_cors", "true"),
        ("chttpd/enable_cors", "true"),
    ];
    let line = |(key, value): (&str, &str)| {
        let url = quoted(&format!("{server}/_node/_local/_config/{key}"));
        format!("curl -u admin -X PUT {url} -d {}\n", quoted(&format!("\"{value}\"")))
    };
    Some(settings.into_iter().map(line).collect())
}

/// One word for bash, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_allow_exactly_this_website_and_hold_no_password() {
        let finding = Finding::Silent { server: "https://couch.example.org".into() };
        let lines = paste(&finding, "https://hearts.example.org/").unwrap();
        assert_eq!(lines.lines().count(), 6);
        for line in lines.lines() {
            let begin = "curl -u admin -X PUT 'https://couch.example.org/_node/_local/_config/";
            assert!(line.starts_with(begin), "{line}");
        }
        assert!(lines.contains("/cors/origins' -d '\"https://hearts.example.org\"'\n"), "{lines}");
        assert!(lines.contains("/httpd/enable_cors' -d '\"true\"'\n"), "{lines}");
    }

    #[test]
    fn nothing_typed_breaks_out_of_the_quotes() {
        let lines = cors_lines("https://x.org/a'$(id)`id`\"", "https://y.org").unwrap();
        let words = std::process::Command::new("bash")
            .args(["-c", &format!("curl() {{ printf '%s\\n' \"$5\"; }}; {lines}")])
            .output()
            .unwrap();
        let said = String::from_utf8(words.stdout).unwrap();
        let first = said.lines().next().unwrap();
        assert!(first.starts_with("https://x.org/a") && first.ends_with("/cors/origins"), "{said}");
        assert!(!said.contains("uid="), "{said}");
        assert_eq!(said.lines().count(), 6);
    }

    #[test]
    fn there_is_nothing_to_paste_where_a_server_answered() {
        let finding = Finding::NotCouch { server: "https://couch.example.org".into() };
        assert_eq!(paste(&finding, "https://hearts.example.org"), None);
    }
}

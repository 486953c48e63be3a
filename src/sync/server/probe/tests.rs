//! What is found where, over servers that answer by heart.

use super::*;
use crate::sync::server::{Answer, Call, fake::admin, paste};
use futures::executor::block_on;

/// What stands at each address; a web server's own page everywhere else on `example.org`, and nothing elsewhere.
struct Web(&'static [(&'static str, u16, &'static str)]);

impl Http for Web {
    async fn call(&self, call: Call) -> Result<Answer, SyncError> {
        assert_eq!(call.method, "GET", "finding out changes nothing");
        let Some(path) = call.url.strip_prefix("https://example.org") else {
            return Err(SyncError::Offline);
        };
        let here = self.0.iter().find(|(at, ..)| *at == path);
        let (status, body) =
            here.map_or((404, "<!doctype html>"), |(_, status, body)| (*status, *body));
        Ok(Answer { status, body: body.into() })
    }
}

const COUCH: &str =
    r#"{"couchdb":"Welcome","version":"3.5.0","vendor":{"name":"The Apache Software Foundation"}}"#;
const STRANGER: &str = r#"{"ok":true,"userCtx":{"name":null,"roles":[]}}"#;
const ADMIN: &str = r#"{"ok":true,"userCtx":{"name":"admin","roles":["_admin"]}}"#;
const REFUSED: &str = r#"{"error":"unauthorized","reason":"Name or password is incorrect."}"#;
const NONE: &str = r#"{"error":"not_found","reason":"no_db_file"}"#;

fn find(
    web: &'static [(&'static str, u16, &'static str)],
    typed: &str,
    login: Option<&Login>,
) -> Finding {
    block_on(probe(&Web(web), typed, login, true))
}

#[test]
fn what_cannot_be_asked_is_said_without_asking() {
    assert_eq!(find(&[], "our server", None), Finding::NotAnAddress);
    let https = "https://example.org:5984".to_owned();
    assert_eq!(find(&[], "http://example.org:5984", None), Finding::NeedsHttps { https });
    // This very computer is safe without.
    assert!(matches!(find(&[], "http://localhost:5984", None), Finding::Silent { .. }));
}

#[test]
fn silence_has_two_reasons_and_lines_to_paste_for_one() {
    let silent = find(&[], "https://nobody.example", None);
    assert_eq!(silent, Finding::Silent { server: "https://nobody.example".into() });
    assert!(silent.words().contains("cannot be reached") && silent.words().contains("CORS"));
    let lines = paste(&silent, "https://hearts.example.org").unwrap();
    assert!(lines.contains("'https://nobody.example/_node/_local/_config/cors/origins'"));
}

#[test]
fn a_web_server_is_no_couch_and_a_broken_one_says_so() {
    assert!(matches!(find(&[], "example.org", None), Finding::NotCouch { .. }));
    assert!(matches!(find(&[], "example.org/vaduz", None), Finding::NotCouch { .. }));
    let broken = find(&[("/", 502, "Bad Gateway")], "example.org", None);
    assert!(matches!(broken, Finding::Trouble { why: SyncError::Server(502), .. }));
}

#[test]
fn a_couch_says_who_may_make_databases() {
    let closed = &[("/", 200, COUCH), ("/_session", 200, STRANGER)];
    let Finding::NeedsAdmin(server) = find(closed, "example.org", None) else { panic!() };
    assert_eq!((server.name().as_str(), server.has_users), ("CouchDB 3.5.0", true));
    assert!(matches!(find(closed, "example.org", Some(&admin())), Finding::NotAdmin(_)));
    let open = &[("/", 200, COUCH), ("/_session", 200, ADMIN)];
    let ready = find(open, "https://example.org/_utils/", Some(&admin()));
    assert!(
        matches!(ready, Finding::Ready { server, database: None } if server.may_create && server.has_users)
    );
    let wrong = &[("/", 401, REFUSED), ("/_session", 401, REFUSED)];
    assert!(matches!(find(wrong, "example.org", Some(&admin())), Finding::LoginRefused { .. }));
    assert!(matches!(find(wrong, "example.org", None), Finding::NeedsLogin { .. }));
}

#[test]
fn the_end_of_a_path_is_a_database_or_leads_to_a_server() {
    let under = &[
        ("/db/", 200, COUCH),
        ("/db/_session", 200, ADMIN),
        ("/db/vaduz/", 404, NONE),
        ("/db/vaduz", 404, NONE),
    ];
    let ready = |typed| match find(under, typed, Some(&admin())) {
        Finding::Ready { server, database } => (server.url, database),
        other => panic!("{other:?}"),
    };
    let server = "https://example.org/db".to_owned();
    assert_eq!(ready("example.org/db"), (server.clone(), None));
    assert_eq!(ready("example.org/db/vaduz/"), (server.clone(), Some("vaduz".into())));
    assert_eq!(ready("example.org/db/_utils/#database/vaduz"), (server, Some("vaduz".into())));
}

#[test]
fn a_database_alone_behind_a_proxy_is_found_too() {
    let info = r#"{"db_name":"vaduz","update_seq":"5-x","doc_count":3}"#;
    let record = r#"{"rows":[{"doc":{"a":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"}}]}"#;
    let range = "/vaduz/_all_docs?include_docs=true&limit=1&startkey=%22a:community:%22&endkey=%22a:community;%22";
    static WEB: std::sync::OnceLock<Vec<(&str, u16, &str)>> = std::sync::OnceLock::new();
    let web = WEB
        .get_or_init(|| vec![("/vaduz/", 200, info), ("/vaduz", 200, info), (range, 200, record)]);
    match find(web, "https://example.org/vaduz", None) {
        Finding::Exists { database, community, documents, .. } => {
            assert_eq!(
                (database.as_str(), community, documents),
                ("vaduz", Some(Bytes([7; 32])), 3)
            );
        }
        other => panic!("{other:?}"),
    }
}

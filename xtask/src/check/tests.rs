//! The check against the embedded server, and against one that only pretends.

use super::*;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

fn verdict<'a>(report: &'a Report, call: &str) -> &'a Verdict {
    &report.lines.iter().find(|line| line.call == call).unwrap().verdict
}

#[test]
fn the_embedded_server_is_compatible_and_nothing_of_the_check_stays() {
    let server = std::env::var("H2H_TEST_BACKEND")
        .expect("H2H_TEST_BACKEND names no server; `cargo xtask test` starts one and runs this");
    let origin = Some("https://hearts.example.org");
    let report = run::wait(check(&server, None, origin)).unwrap().unwrap();
    assert!(report.is_compatible(), "{}", report.words());
    for line in &report.lines {
        assert!(
            !matches!(line.verdict, Verdict::LeftOut(_) | Verdict::Missing(_)),
            "{}",
            report.words()
        );
    }
    assert_eq!(*verdict(&report, "the rules of a design document"), Verdict::Works);
    let left = run::wait(async {
        let server = server.trim_end_matches('/');
        Client::new(server, "_all_dbs", None).get("").await.unwrap().json.to_string()
    });
    assert!(!left.unwrap().contains("h2h-check-"));
}

/// Answers one request after another on a connection, until it is closed.
fn serve(stream: TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let (mut head, mut length) = (String::new(), 0);
        reader.read_line(&mut head).ok().filter(|n| *n > 0)?;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
            let line = line.trim().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let answer = pretended(&head);
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length";
        write!(&stream, "{head}: {}\r\n\r\n{answer}", answer.len()).ok()?;
    }
}

/// A server that greets like CouchDB and gives revisions of its own, so that nothing can be replicated to it.
fn pretended(head: &str) -> &'static str {
    let path = head.split_whitespace().nth(1).unwrap_or_default();
    match path.split('?').next().unwrap_or_default().split('/').nth(2) {
        _ if path == "/" => r#"{"couchdb":"Welcome","version":"0.1"}"#,
        Some("") | None => r#"{"update_seq":"1-x","doc_count":0,"ok":true}"#,
        Some("_bulk_docs") => r#"[{"ok":true,"id":"u0:x","rev":"1-theirs"}]"#,
        Some("_changes") => r#"{"results":[],"last_seq":"1-x"}"#,
        Some(_) => r#"{"ok":true}"#,
    }
}

#[test]
fn a_server_that_only_pretends_is_found_out() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    let report =
        run::wait(check(&address, None, Some("https://hearts.example.org"))).unwrap().unwrap();
    assert!(!report.is_compatible());
    let why = |call| match verdict(&report, call) {
        Verdict::Missing(why) => why.as_str(),
        other => panic!("{call}: {other:?}"),
    };
    assert!(why("_bulk_docs with new_edits:false").contains("revisions of its own"));
    assert!(why("_changes with style and include_docs").contains("not among the changes"));
    assert!(why("_changes, longpoll: ends in time").contains("does not wait"));
    assert!(why("CORS for the app's website").contains("not allowed"));
    assert_eq!(*verdict(&report, "GET /db"), Verdict::Works);
    assert!(report.words().contains("Not compatible: the app needs "), "{}", report.words());
}

#[test]
fn where_nothing_answers_there_is_nothing_to_check() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = run::wait(check(&format!("http://127.0.0.1:{port}"), None, None)).unwrap();
    assert!(matches!(nobody, Err(Problem::Words(_))));
}

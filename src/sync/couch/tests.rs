//! What is made of answers, against a server that says exactly what a test tells it to.

use super::*;
use crate::domain::bytes::Bytes;
use crate::domain::record::Envelope;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{JoinHandle, spawn};

/// Answers one request with these bytes and returns what was asked: the head, and the body.
fn serve(answer: String) -> (String, JoinHandle<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    let asked = spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(&stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).unwrap();
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.map_or(0, |text| text.parse().unwrap())];
        reader.read_exact(&mut body).unwrap();
        (&stream).write_all(answer.as_bytes()).unwrap();
        (head, String::from_utf8(body).unwrap())
    });
    (address, asked)
}

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn at(address: &str) -> CouchDb {
    CouchDb::new(&format!("http://{address}/hearts")).unwrap()
}

async fn info_of(reply: String) -> Result<Info, SyncError> {
    let (address, _) = serve(reply);
    at(&address).info().await
}

async fn changes_of(body: &str) -> Result<Changes, SyncError> {
    let (address, _) = serve(answer("200 OK", body));
    at(&address).changes(None, 10, None).await
}

async fn push_of(status: &str, body: &str) -> Result<Vec<Refusal>, SyncError> {
    let (address, _) = serve(answer(status, body));
    at(&address).push(&[]).await
}

#[tokio::test]
async fn every_status_has_its_reason() {
    let missing = "{\"error\":\"not_found\",\"reason\":\"Database does not exist.\"}";
    let cases = [
        (answer("401 Unauthorized", "{}"), SyncError::Denied),
        (answer("403 Forbidden", "<html>"), SyncError::Denied),
        (answer("404 Object Not Found", missing), SyncError::NotFound),
        (answer("404 Not Found", "<h1>Not here</h1>"), SyncError::NotABackend),
        (answer("413 Too Large", ""), SyncError::TooLarge),
        (answer("429 Too Many", "{}"), SyncError::Busy { retry_after_ms: None }),
        (
            answer("429 Too Many\r\nRetry-After: 7", "{}"),
            SyncError::Busy { retry_after_ms: Some(7_000) },
        ),
        (
            answer("503 Later\r\nRetry-After: 2", "{}"),
            SyncError::Busy { retry_after_ms: Some(2_000) },
        ),
        (
            answer("429 Too Many\r\nRetry-After: soon", "{}"),
            SyncError::Busy { retry_after_ms: None },
        ),
        (answer("502 Bad Gateway", "<html>"), SyncError::Server(502)),
    ];
    for (reply, why) in cases {
        assert_eq!(info_of(reply.clone()).await, Err(why), "{reply}");
    }
}

#[tokio::test]
async fn a_web_page_is_not_a_backend_and_half_an_answer_was_cut() {
    assert_eq!(info_of(answer("200 OK", "<!doctype html>")).await, Err(SyncError::NotABackend));
    assert_eq!(info_of(answer("200 OK", "{\"ok\":true}")).await, Err(SyncError::NotABackend));
    assert_eq!(info_of(answer("200 OK", "")).await, Err(SyncError::NotABackend));
    assert_eq!(info_of(answer("200 OK", "{\"update_seq\":1")).await, Err(SyncError::Cut));
    let short = answer("200 OK", "{\"update_seq\":1}").replace("Length: 16", "Length: 99");
    assert_eq!(info_of(short).await, Err(SyncError::Cut));
    assert_eq!(
        changes_of("{\"results\":[\n{\"seq\":1,\"id\":\"a\"").await.unwrap_err(),
        SyncError::Cut
    );
}

#[tokio::test]
async fn no_server_is_no_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("127.0.0.1:{}", listener.local_addr().unwrap().port());
    drop(listener);
    assert_eq!(at(&address).info().await, Err(SyncError::Offline));
}

#[tokio::test]
async fn positions_stay_as_they_were_sent() {
    for seq in ["12", "\"12-g1AAAA_%\"", "[12,\"g1AAAA\"]"] {
        let page = changes_of(&format!("{{\"results\":[],\"last_seq\":{seq}}}")).await.unwrap();
        assert_eq!(page.last_seq, seq);
        assert_eq!(page.pending, None);
    }
    for (seq, asked) in
        [("12", "12"), ("\"12-g1 A&%\"", "12-g1+A%26%25"), ("[12,\"g\"]", "%5B12%2C%22g%22%5D")]
    {
        let (address, request) = serve(answer("200 OK", "{\"results\":[],\"last_seq\":1}"));
        at(&address).changes(Some(seq), 10, Some(25_000)).await.unwrap();
        let (head, _) = request.join().unwrap();
        assert!(
            head.starts_with("GET /hearts/_changes?style=all_docs&include_docs=true&limit=10&"),
            "{head}"
        );
        assert!(head.contains(&format!("since={asked}&feed=longpoll&timeout=25000 ")), "{head}");
    }
}

#[tokio::test]
async fn rows_are_read_whatever_is_left_out() {
    let page = changes_of(
        "{\"results\":[{\"seq\":null,\"id\":\"a\",\"changes\":[{\"rev\":\"2-b\"},{\"rev\":\"1-a\"}],\"doc\":{\"_id\":\"a\"}},\
         {\"seq\":\"2-x\",\"id\":\"b\",\"changes\":[],\"deleted\":true,\"doc\":null},{\"id\":\"c\"}],\
         \"last_seq\":\"2-x\",\"pending\":3}",
    )
    .await
    .unwrap();
    assert_eq!(page.rows.len(), 3);
    assert_eq!(page.rows[0].revs, ["2-b", "1-a"]);
    assert_eq!(page.rows[0].doc.as_ref().unwrap().get(), "{\"_id\":\"a\"}");
    assert!(page.rows[1].doc.is_none() && page.rows[1].revs.is_empty());
    assert_eq!(page.pending, Some(3));
}

#[tokio::test]
async fn name_and_password_go_into_a_header_and_never_into_the_address() {
    let (address, request) = serve(answer("200 OK", "{\"update_seq\":1,\"doc_count\":2}"));
    let backend =
        CouchDb::new(&format!("http://J%C3%B6rg:a%3Ab%2F%25@{address}/path/hearts/?x=1#y"))
            .unwrap();
    assert_eq!(backend.info().await, Ok(Info { update_seq: "1".into(), doc_count: 2 }));
    let (head, _) = request.join().unwrap();
    assert!(
        head.starts_with("GET /path/hearts HTTP/1.1\r\n")
            || head.starts_with("GET /path/hearts/ HTTP"),
        "{head}"
    );
    // The base64 of "Jörg:a:b/%".
    assert!(head.contains("authorization: Basic SsO2cmc6YTpiLyU=\r\n"), "{head}");
    assert!(!head.contains('@'), "{head}");
}

#[tokio::test]
async fn a_record_is_pushed_under_the_revision_it_is_given() {
    let (address, request) = serve(answer("201 Created", "[]"));
    let record =
        Envelope { id: "a:act:1:x".into(), a: Bytes([0; 32]), p: "{}".into(), s: Bytes([0; 64]) };
    let rev = record.revision(0);
    let out = Outgoing { item: Item::Record(record.clone()), rev: rev.clone(), parent: None };
    assert_eq!(at(&address).push(&[out]).await, Ok(vec![]));
    let (head, body) = request.join().unwrap();
    assert!(
        head.starts_with("POST /hearts/_bulk_docs ")
            && head.contains("content-type: application/json"),
        "{head}"
    );
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    let doc = serde_json::json!({ "_id": record.id, "_rev": rev, "a": record.a, "p": "{}", "s": record.s });
    assert_eq!(body, serde_json::json!({ "new_edits": false, "docs": [doc] }));
}

#[tokio::test]
async fn refusals_are_told_from_successes_and_from_a_failing_server() {
    let refused = |id: &str, why: &str| Refusal { id: id.into(), why: why.into() };
    let lines = "[{\"ok\":true,\"id\":\"a\",\"rev\":\"1-a\"},{\"id\":\"b\",\"error\":\"forbidden\",\"reason\":\"members only\"},{\"id\":\"c\",\"error\":\"forbidden\"}]";
    let expected = vec![refused("b", "members only"), refused("c", "forbidden")];
    assert_eq!(push_of("201 Created", lines).await, Ok(expected));
    let failing = "[{\"id\":\"b\",\"error\":\"internal_server_error\",\"reason\":\"x\"}]";
    assert_eq!(push_of("201 Created", failing).await, Err(SyncError::Server(500)));
    assert_eq!(push_of("200 OK", "{\"ok\":true}").await, Err(SyncError::NotABackend));
}

#[tokio::test]
async fn a_database_that_is_there_already_need_not_be_made() {
    for (status, made) in [
        ("201 Created", Ok(())),
        ("202 Accepted", Ok(())),
        ("412 Precondition Failed", Ok(())),
        ("403 Forbidden", Err(SyncError::Denied)),
    ] {
        let (address, _) = serve(answer(status, "{\"error\":\"x\"}"));
        assert_eq!(at(&address).create().await, made);
    }
}

#[tokio::test]
async fn a_checkpoint_in_another_shape_is_none() {
    for body in ["{\"_id\":\"_local/x\",\"_rev\":\"0-1\"}", "{\"mark\":5}", "[]"] {
        let (address, _) = serve(answer("200 OK", body));
        assert_eq!(at(&address).get_local("x").await, Ok(None), "{body}");
    }
    let (address, request) =
        serve(answer("404 Not Found", "{\"error\":\"not_found\",\"reason\":\"missing\"}"));
    assert_eq!(at(&address).get_local("a/b").await, Ok(None));
    assert!(request.join().unwrap().0.starts_with("GET /hearts/_local/a%2Fb "));
}

#[test]
fn only_the_web_address_of_a_database_is_taken() {
    for text in [
        "",
        "hearts",
        "ftp://example.org/hearts",
        "https://example.org",
        "https://example.org/",
        "mailto:a@b",
    ] {
        assert_eq!(CouchDb::new(text).map(drop), Err(NotAnAddress), "{text}");
    }
    assert!(CouchDb::new(" https://example.org/couch/hearts/ ").is_ok());
}

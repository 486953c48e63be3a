//! A fresh database on the real server for one test, and running devices against it.

use super::device::{Device, now};
use a_heart_2_help::sync::{Backend, CouchDb};
use futures::future::{Either, join, select};
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

pub struct Database {
    pub address: String,
    pub couch: CouchDb,
    http: reqwest::Client,
}

impl Database {
    pub fn new(test: &str) -> Self {
        let Ok(server) = std::env::var("H2H_TEST_BACKEND") else {
            panic!(
                "H2H_TEST_BACKEND names no server; `cargo xtask test` starts one and runs this."
            );
        };
        let address =
            format!("{}/{test}-{}-{}", server.trim_end_matches('/'), std::process::id(), now());
        Self { couch: CouchDb::new(&address).unwrap(), http: reqwest::Client::new(), address }
    }

    pub async fn ask(&self, method: reqwest::Method, path: &str, body: &str) -> (u16, String) {
        let url = format!("{}{path}", self.address);
        let request = self.http.request(method, url).header("content-type", "application/json");
        let answer = request.body(body.to_owned()).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Writes documents past the app, under exactly the revisions they name.
    pub async fn put(&self, docs: serde_json::Value) {
        let body = serde_json::json!({ "docs": docs, "new_edits": false });
        let (status, answer) =
            self.ask(reqwest::Method::POST, "/_bulk_docs", &body.to_string()).await;
        assert!(status == 201 && !answer.contains("error"), "{status} {answer}");
    }

    pub async fn delete(&self) {
        assert_eq!(self.ask(reqwest::Method::DELETE, "", "").await.0, 200);
    }

    /// The ids of our records there; design documents and garbage are left out.
    pub async fn ids(&self) -> BTreeSet<String> {
        let page = self.couch.changes(None, 100_000, None).await.unwrap();
        page.rows.into_iter().map(|row| row.id).filter(|id| id.starts_with("a:act:")).collect()
    }
}

/// Runs the devices' syncs until `scene` ends; a minute is too long.
pub async fn with_sync<T>(
    database: &Database,
    devices: &[&Device],
    scene: impl Future<Output = T>,
) -> T {
    let both = async {
        match devices {
            [one] => one.sync(&database.couch).await,
            [one, other] => {
                join(one.sync(&database.couch), other.sync(&database.couch)).await;
            }
            _ => panic!("one device or two"),
        }
    };
    let scene = tokio::time::timeout(Duration::from_secs(60), scene);
    match select(pin!(scene), pin!(both)).await {
        Either::Left((ended, _)) => ended.expect("the scene ends within a minute"),
        Either::Right(_) => panic!("the sync ended by itself"),
    }
}

/// Waits until it is so.
pub async fn until(is_so: impl AsyncFn() -> bool) {
    while !is_so().await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

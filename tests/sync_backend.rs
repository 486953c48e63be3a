//! The replicator against a real CouchDB-compatible server: two devices, one database, and what can
//! happen to it. The address comes from the command that starts the server.
#![allow(clippy::unwrap_used, clippy::expect_used)] // In a test a panic is the message.
#![cfg(not(target_arch = "wasm32"))]

#[path = "sync_backend/device.rs"]
mod device;

use a_heart_2_help::domain::bytes::Bytes;
use a_heart_2_help::domain::id::{Kind, Place};
use a_heart_2_help::domain::record::{Envelope, content_id, payload_hash};
use a_heart_2_help::domain::time::Millis;
use a_heart_2_help::sync::{Backend, CouchDb, SyncError, run};
use device::Device;
use futures::future::{Either, join, select};
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A fresh database for one test.
struct Database {
    address: String,
    couch: CouchDb,
    http: reqwest::Client,
}

impl Database {
    fn new(test: &str) -> Self {
        let Ok(server) = std::env::var("H2H_TEST_BACKEND") else {
            panic!(
                "H2H_TEST_BACKEND names no server; `cargo xtask test` starts one and runs this."
            );
        };
        let address =
            format!("{}/{test}-{}-{}", server.trim_end_matches('/'), std::process::id(), now());
        Self { couch: CouchDb::new(&address).unwrap(), http: reqwest::Client::new(), address }
    }

    async fn ask(&self, method: reqwest::Method, path: &str, body: &str) -> (u16, String) {
        let url = format!("{}{path}", self.address);
        let request = self.http.request(method, url).header("content-type", "application/json");
        let answer = request.body(body.to_owned()).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    async fn delete(&self) {
        assert_eq!(self.ask(reqwest::Method::DELETE, "", "").await.0, 200);
    }

    /// The ids of our records there; design documents and garbage are left out.
    async fn ids(&self) -> Vec<String> {
        let page = self.couch.changes(None, 100_000, None).await.unwrap();
        let mut ids: Vec<String> =
            page.rows.into_iter().map(|row| row.id).filter(|id| id.starts_with("a:act:")).collect();
        ids.sort_unstable();
        ids
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as u64
}

fn record(n: u64) -> Envelope {
    let payload = format!("{{\"n\":{n},\"text\":\"Grüezi \u{1f49b}\"}}");
    let (community, author) = (Bytes([1; 32]), Bytes([2; 32]));
    let kind = Kind::parse("act").unwrap();
    let id =
        content_id(&community, &author, Place::Anywhere, kind, Millis(n), &payload_hash(&payload));
    Envelope { id: id.to_string(), a: author, p: payload, s: Bytes([3; 64]) }
}

/// Runs the devices' syncs until `scene` ends; a minute is too long.
async fn with_sync<T>(
    database: &Database,
    devices: &[&Device],
    scene: impl Future<Output = T>,
) -> T {
    let both = async {
        match devices {
            [one] => drop(run(&database.couch, *one, &one.wake).await),
            [one, other] => {
                join(
                    run(&database.couch, *one, &one.wake),
                    run(&database.couch, *other, &other.wake),
                )
                .await;
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
async fn until(is_so: impl AsyncFn() -> bool) {
    while !is_so().await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn two_devices_converge_and_a_second_sync_moves_nothing() {
    let database = Database::new("converge");
    let (one, other) = (Device::new("one"), Device::new("other"));
    (0..350).for_each(|n| one.write(&record(n)));
    (1_000..1_120).for_each(|n| other.write(&record(n)));
    let all: BTreeSet<String> = (0..350).chain(1_000..1_120).map(|n| record(n).id).collect();
    let all: Vec<String> = all.into_iter().collect();
    with_sync(&database, &[&one, &other], until(async || one.ids() == all && other.ids() == all))
        .await;
    assert_eq!(database.ids().await, all);
    for record in other.records.borrow().values() {
        assert!(one.holds(record), "every byte is the same");
    }
    // Whatever still echoes comes now; then nothing moves any more.
    for device in [&one, &other] {
        let rounds = device.rounds.get();
        with_sync(&database, &[device], until(async || device.rounds.get() > rounds)).await;
    }
    let before = (one.came.get(), database.couch.info().await.unwrap());
    let rounds = one.rounds.get();
    with_sync(&database, &[&one], until(async || one.rounds.get() > rounds)).await;
    assert_eq!((one.came.get(), database.couch.info().await.unwrap()), before);
    assert!(one.refused.borrow().is_empty() && other.refused.borrow().is_empty());
}

#[tokio::test]
async fn a_new_record_is_on_the_other_device_within_two_seconds() {
    let database = Database::new("longpoll");
    let (one, other) = (Device::new("one"), Device::new("other"));
    with_sync(&database, &[&one, &other], async {
        until(async || one.rounds.get() > 0 && other.rounds.get() > 0).await;
        for n in 0..3 {
            let written = Instant::now();
            one.write(&record(n));
            until(async || other.holds(&record(n))).await;
            assert!(written.elapsed() < Duration::from_secs(2), "{:?}", written.elapsed());
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_database_is_filled_again_by_whoever_still_has_it() {
    let database = Database::new("deleted");
    let device = Device::new("one");
    let all: Vec<String> = (0..250).map(|n| record(n).id).collect();
    (0..250).for_each(|n| device.write(&record(n)));
    let whole = async || database.couch.info().await.is_ok() && database.ids().await == all;
    with_sync(&database, &[&device], async {
        until(whole).await;
        until(async || device.outbox.borrow().is_empty()).await;
        // Under the open longpoll.
        database.delete().await;
        device.wake.ring();
        until(whole).await;
    })
    .await;
    // And while the app was closed.
    database.delete().await;
    with_sync(&database, &[&device], until(whole)).await;
    assert_eq!(device.ids(), all);
}

#[tokio::test]
async fn garbage_in_the_database_stops_nobody() {
    let database = Database::new("garbage");
    database.couch.create().await.unwrap();
    let garbage = serde_json::json!({ "docs": [
        { "_id": "_design/guard", "language": "javascript" },
        { "_id": "note", "text": "not ours" },
        { "_id": record(1).id, "a": 5, "p": [], "s": null },
        { "_id": "a:act:0000000000002:AAAAAAAAAAAAAAAAAAAAAA", "a": "x", "p": "{", "s": "y" },
        { "_id": "a:act:0000000000003:AAAAAAAAAAAAAAAAAAAAAA", "_deleted": true },
        { "_id": "big", "text": "x".repeat(1_000_000) },
    ] });
    assert_eq!(
        database.ask(reqwest::Method::POST, "/_bulk_docs", &garbage.to_string()).await.0,
        201
    );
    let (one, other) = (Device::new("one"), Device::new("other"));
    one.write(&record(7));
    with_sync(&database, &[&one, &other], until(async || other.holds(&record(7)))).await;
    assert_eq!(other.ids(), [record(7).id]);
    assert_eq!(*other.troubles.borrow(), []);
}

#[tokio::test]
async fn a_position_of_another_server_does_not_stop_the_sync() {
    let database = Database::new("foreign");
    let device = Device::new("one");
    (0..5).for_each(|n| device.write(&record(n)));
    with_sync(&database, &[&device], until(async || device.rounds.get() > 0)).await;
    for since in ["\"rubbish\"", "99999", "\"12-g1AAAACheJzLYWBgYM5gTmHQ\"", "[1,\"x\"]"] {
        let mut checkpoint: serde_json::Value =
            serde_json::from_str(device.checkpoint.borrow().as_deref().unwrap()).unwrap();
        checkpoint["since"] = since.into();
        device.checkpoint.replace(Some(checkpoint.to_string()));
        device.records.borrow_mut().clear();
        with_sync(&database, &[&device], until(async || device.ids().len() == 5)).await;
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_waited_for() {
    let nobody = CouchDb::new("http://127.0.0.1:9/hearts").unwrap();
    let device = Device::new("one");
    device.write(&record(1));
    let scene = until(async || device.troubles.borrow().len() > 1);
    select(pin!(run(&nobody, &device, &device.wake)), pin!(scene)).await;
    assert_eq!(device.troubles.borrow()[0], SyncError::Offline);
    assert_eq!(device.outbox.borrow().len(), 1, "nothing is lost meanwhile");
}

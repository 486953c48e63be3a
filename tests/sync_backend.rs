//! The sync against a real CouchDB-compatible server: two devices, one database, and what can
//! happen to it. The address comes from the command that starts the server.
#![allow(clippy::unwrap_used, clippy::expect_used)] // In a test a panic is the message.
#![cfg(not(target_arch = "wasm32"))]

#[path = "sync_backend/attacks.rs"]
mod attacks;
#[path = "sync_backend/database.rs"]
mod database;
#[path = "sync_backend/device.rs"]
mod device;

use a_heart_2_help::store::{Change, Durability, Shelf, Store};
use a_heart_2_help::sync::{Backend, CouchDb, SyncError};
use database::{Database, until, with_sync};
use device::{Device, record};
use futures::future::select;
use std::collections::BTreeSet;
use std::pin::pin;
use std::time::{Duration, Instant};

async fn write_all(device: &Device, numbers: std::ops::Range<u64>) {
    for n in numbers {
        device.write(&record(n)).await;
    }
}

#[tokio::test]
async fn two_devices_converge_and_a_second_sync_moves_nothing() {
    let database = Database::new("converge");
    let (one, other) = (Device::new("one"), Device::new("other"));
    write_all(&one, 0..350).await;
    write_all(&other, 1_000..1_120).await;
    let all: BTreeSet<String> = (0..350).chain(1_000..1_120).map(|n| record(n).id).collect();
    let both = async || one.ids().await == all && other.ids().await == all;
    with_sync(&database, &[&one, &other], until(both)).await;
    assert_eq!(database.ids().await, all);
    assert_eq!(one.records().await, other.records().await, "every byte is the same");
    // Whatever still echoes comes now; then nothing moves any more.
    let round = async |device: &Device| {
        let rounds = device.said.rounds.get();
        let again = until(async || device.said.rounds.get() > rounds);
        with_sync(&database, &[device], again).await;
    };
    round(&one).await;
    round(&other).await;
    let before = (one.said.came.get(), database.couch.info().await.unwrap());
    round(&one).await;
    assert_eq!((one.said.came.get(), database.couch.info().await.unwrap()), before);
    assert!(one.said.refused.borrow().is_empty() && other.said.refused.borrow().is_empty());
}

#[tokio::test]
async fn a_new_record_is_on_the_other_device_within_two_seconds() {
    let database = Database::new("longpoll");
    let (one, other) = (Device::new("one"), Device::new("other"));
    with_sync(&database, &[&one, &other], async {
        until(async || one.said.rounds.get() > 0 && other.said.rounds.get() > 0).await;
        for n in 2_000..2_003 {
            let written = Instant::now();
            one.write(&record(n)).await;
            until(async || other.holds(&record(n)).await).await;
            assert!(written.elapsed() < Duration::from_secs(2), "{:?}", written.elapsed());
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_database_is_filled_again_by_whoever_still_has_it() {
    let database = Database::new("deleted");
    let device = Device::new("one");
    let all: BTreeSet<String> = (0..250).map(|n| record(n).id).collect();
    write_all(&device, 0..250).await;
    let whole = async || database.couch.info().await.is_ok() && database.ids().await == all;
    with_sync(&database, &[&device], async {
        until(whole).await;
        until(async || device.outbox().await == 0).await;
        // Under the open longpoll.
        database.delete().await;
        device.wake.ring();
        until(whole).await;
    })
    .await;
    // And while the app was closed.
    database.delete().await;
    with_sync(&database, &[&device], until(whole)).await;
    assert_eq!(device.ids().await, all);
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
    let (status, _) =
        database.ask(reqwest::Method::POST, "/_bulk_docs", &garbage.to_string()).await;
    assert_eq!(status, 201);
    let (one, other) = (Device::new("one"), Device::new("other"));
    one.write(&record(7)).await;
    let came = async || other.holds(&record(7)).await;
    with_sync(&database, &[&one, &other], until(came)).await;
    assert_eq!(other.ids().await, BTreeSet::from([record(7).id]));
    assert_eq!(*other.said.troubles.borrow(), []);
}

#[tokio::test]
async fn a_position_of_another_server_does_not_stop_the_sync() {
    let database = Database::new("foreign");
    let device = Device::new("one");
    write_all(&device, 0..5).await;
    with_sync(&database, &[&device], until(async || device.said.rounds.get() > 0)).await;
    for since in ["\"rubbish\"", "99999", "\"12-g1AAAACheJzLYWBgYM5gTmHQ\"", "[1,\"x\"]"] {
        let key = "checkpoint backend";
        let kept = device.store.get(Shelf::Meta, key).await.unwrap().unwrap();
        let mut checkpoint: serde_json::Value = serde_json::from_str(&kept).unwrap();
        checkpoint["since"] = since.into();
        // With a mark in common the position noted with it would count, not this one.
        checkpoint["mark"] = serde_json::Value::Null;
        device.lose_records().await;
        let change = Change::put(Shelf::Meta, key, checkpoint.to_string());
        device.store.commit(vec![change], Durability::Strict).await.unwrap();
        let back = async || device.ids().await.len() == 5;
        with_sync(&database, &[&device], until(back)).await;
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_waited_for() {
    let nobody = CouchDb::new("http://127.0.0.1:9/hearts").unwrap();
    let device = Device::new("one");
    device.write(&record(1)).await;
    let scene = until(async || device.said.troubles.borrow().len() > 1);
    select(pin!(device.sync(&nobody)), pin!(scene)).await;
    assert_eq!(device.said.troubles.borrow()[0], SyncError::Offline);
    assert_eq!(device.outbox().await, 1, "nothing is lost meanwhile");
}

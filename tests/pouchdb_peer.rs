//! A device of ours and a peer that runs PouchDB, on one server. Both write at random, PouchDB also into the records
//! of ours, and replicate in any order. In the end PouchDB and the server have the same leaves, and the device has
//! every record that was written on it, readable for everybody, whatever PouchDB put in its place.
//!
//! A seed that failed runs again alone with `H2H_SEED=<seed>`. What follows from it are the orders and their targets;
//! records are signed anew each time, so their revisions, and with them the winners of conflicts between roots,
//! may differ.
#![allow(clippy::unwrap_used, clippy::expect_used)] // In a test a panic is the message.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)] // Shared with sync_backend.rs, which uses all of it.
#[path = "sync_backend/database.rs"]
mod database;
#[allow(dead_code)] // As above.
#[path = "sync_backend/device.rs"]
mod device;
#[path = "pouchdb_peer/peer.rs"]
mod peer;
#[path = "pouchdb_peer/town.rs"]
mod town;

use futures::future::join_all;
use std::ops::Range;
use town::Town;

const SEEDS: u64 = 12;

async fn run(seed: u64) {
    let mut town = Town::new(seed).await;
    town.live().await;
    town.come_to_rest().await;
    town.assert_pouchdb_and_the_server_have_the_same_leaves().await;
    town.assert_every_record_is_here_and_readable_there().await;
    town.assert_a_newcomer_gets_every_record().await;
    town.assert_another_sync_moves_nothing().await;
}

async fn run_all(seeds: Range<u64>) {
    match std::env::var("H2H_SEED").ok().and_then(|text| text.parse().ok()) {
        // Any number may be asked for; the first half takes those that are in neither.
        Some(seed) if seeds.contains(&seed) || (seeds.start == 0 && seed >= SEEDS) => {
            run(seed).await
        }
        Some(_) => {}
        // Together, since most of the time is waiting.
        None => drop(join_all(seeds.map(run)).await),
    }
}

#[tokio::test]
async fn both_end_with_the_same_leaves_first_half() {
    run_all(0..SEEDS / 2).await;
}

#[tokio::test]
async fn both_end_with_the_same_leaves_second_half() {
    run_all(SEEDS / 2..SEEDS).await;
}

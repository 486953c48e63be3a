//! IndexedDB in a real browser: the conformance suite, and what only a browser does to a database.
#![allow(clippy::unwrap_used, clippy::expect_used)] // In a test a panic is the message.
#![cfg(target_arch = "wasm32")]

use a_heart_2_help::platform::idb;
use a_heart_2_help::store::indexed_db::IndexedDb;
use a_heart_2_help::store::migrations::{VERSION, v1};
use a_heart_2_help::store::{Change, Durability, SHELVES, Shelf, Store, StoreError, conformance};
use std::cell::Cell;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A name nobody used before, in this run or an earlier one.
fn fresh_name() -> String {
    thread_local!(static LAST: Cell<u32> = const { Cell::new(0) });
    LAST.set(LAST.get() + 1);
    format!("test-{}-{}", js_sys::Date::now(), LAST.get())
}

async fn fresh() -> (String, IndexedDb) {
    let name = fresh_name();
    let store = IndexedDb::open(&name).await.unwrap();
    (name, store)
}

fn script(code: &str) {
    js_sys::Function::new_no_args(code).call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

async fn put(store: &IndexedDb, key: &str) -> Result<(), StoreError> {
    store.commit(vec![Change::put(Shelf::Records, key, "text")], Durability::Strict).await
}

#[wasm_bindgen_test]
async fn indexed_db_behaves_like_every_store() {
    conformance::run(&fresh().await.1).await;
}

/// The browser's `put` as it was, kept once.
const KEEP_PUT: &str = "globalThis.keptPut ??= IDBObjectStore.prototype.put;";

#[wasm_bindgen_test]
async fn a_put_refused_for_room_leaves_nothing() {
    let (_, store) = fresh().await;
    conformance::a_failed_commit_leaves_nothing(&store, |full| {
        script(&format!(
            "{KEEP_PUT} let left = 1; const put = globalThis.keptPut;
             IDBObjectStore.prototype.put = {full} ? function (...given) {{
               if (left-- > 0) return put.apply(this, given);
               throw new DOMException('no room', 'QuotaExceededError');
             }} : put;"
        ));
    })
    .await;
}

/// Browsers tell a full disk at the end, when the transaction is aborted.
#[wasm_bindgen_test]
async fn an_abort_for_room_leaves_nothing() {
    let (_, store) = fresh().await;
    conformance::a_failed_commit_leaves_nothing(&store, |full| {
        script(&format!(
            "globalThis.keptError ??= Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error');
             {KEEP_PUT} const put = globalThis.keptPut;
             IDBObjectStore.prototype.put = {full} ? function (...given) {{
               const request = put.apply(this, given);
               const transaction = this.transaction;
               request.addEventListener('success', () => transaction.abort());
               return request;
             }} : put;
             Object.defineProperty(IDBTransaction.prototype, 'error', {full}
               ? {{ get: () => new DOMException('no room', 'QuotaExceededError'), configurable: true }}
               : globalThis.keptError);"
        ));
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_was_kept_is_there_when_it_is_opened_again() {
    let (name, store) = fresh().await;
    put(&store, "a").await.unwrap();
    drop(store);
    let store = IndexedDb::open(&name).await.unwrap();
    assert_eq!(store.get(Shelf::Records, "a").await, Ok(Some("text".into())));
}

#[wasm_bindgen_test]
async fn after_a_lost_connection_the_next_use_succeeds() {
    let (_, store) = fresh().await;
    for round in 0..3 {
        store.close();
        assert_eq!(put(&store, &round.to_string()).await, Ok(()));
        store.close();
        assert_eq!(store.get(Shelf::Records, &round.to_string()).await, Ok(Some("text".into())));
        store.close();
        assert_eq!(store.all(Shelf::Records).await.unwrap().len(), round + 1);
    }
}

#[wasm_bindgen_test]
async fn many_writes_on_a_lost_connection_all_succeed() {
    let (_, store) = fresh().await;
    store.close();
    let keys: Vec<String> = (0..10).map(|n| n.to_string()).collect();
    let done = futures::future::join_all(keys.iter().map(|key| put(&store, key))).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_eq!(store.all(Shelf::Records).await.unwrap().len(), 10);
}

#[wasm_bindgen_test]
async fn a_database_of_version_1_is_opened_with_what_it_holds() {
    let name = fresh_name();
    let older = idb::open(&name, 1, |_| v1::ADDS.to_vec()).await.unwrap();
    let write = idb::Write { store: "records", key: "a", value: Some("text") };
    older.write(&["records"], &[write], true).await.unwrap();
    drop(older);
    let store = IndexedDb::open(&name).await.unwrap();
    assert_eq!(store.get(Shelf::Records, "a").await, Ok(Some("text".into())));
    assert_eq!(store.keys(Shelf::Segments).await, Ok(vec![]), "what came later is there");
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_says_so() {
    let name = fresh_name();
    drop(idb::open(&name, VERSION + 1, |_| SHELVES.map(Shelf::name).to_vec()).await.unwrap());
    assert_eq!(IndexedDb::open(&name).await.map(drop), Err(StoreError::TooNew));
}

#[wasm_bindgen_test]
async fn an_upgrade_by_a_newer_tab_is_let_through_and_told() {
    let (name, store) = fresh().await;
    put(&store, "a").await.unwrap();
    let newer = idb::open(&name, VERSION + 1, |_| vec!["something-new"]).await.unwrap();
    assert_eq!(newer.get("records", "a").await, Ok(Some("text".into())));
    assert_eq!(put(&store, "b").await, Err(StoreError::TooNew));
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_blocks_an_upgrade_and_that_is_told() {
    let (name, _store) = fresh().await;
    script(&format!(
        "globalThis.stubborn = indexedDB.open('{name}');
         globalThis.stubborn.onsuccess = () => {{ globalThis.stubbornDb = globalThis.stubborn.result; }};"
    ));
    // Requests for one database are answered in order: once this is open, the stubborn one is.
    drop(IndexedDb::open(&name).await.unwrap());
    let blocked = idb::open(&name, VERSION + 1, |_| vec!["something-new"]).await;
    assert_eq!(blocked.map(drop), Err(idb::Fault::Blocked));
    script("globalThis.stubbornDb.close();");
    let later = idb::open(&name, VERSION + 1, |_| Vec::new()).await.unwrap();
    assert_eq!(later.get("something-new", "a").await, Ok(None), "the late upgrade was whole");
}

#[wasm_bindgen_test]
async fn ten_thousand_records_are_written_and_read_in_seconds() {
    let (_, store) = fresh().await;
    let text = "x".repeat(620);
    let changes = (0..10_000).map(|n| Change::put(Shelf::Records, n, text.as_str())).collect();
    let begun = js_sys::Date::now();
    store.commit(changes, Durability::Relaxed).await.unwrap();
    let written = js_sys::Date::now();
    assert_eq!(store.all(Shelf::Records).await.unwrap().len(), 10_000);
    let (writing, reading) = (written - begun, js_sys::Date::now() - written);
    wasm_bindgen_test::console_log!("10,000 records: {writing} ms to write, {reading} ms to read");
    assert!(writing < 10_000.0 && reading < 10_000.0);
}

#[wasm_bindgen_test]
async fn what_a_person_wrote_is_asked_to_be_on_the_disk() {
    let (_, store) = fresh().await;
    script(
        "const kept = IDBDatabase.prototype.transaction; globalThis.durabilities = [];
         IDBDatabase.prototype.transaction = function (...given) {
           const transaction = kept.apply(this, given);
           if (transaction.mode === 'readwrite') globalThis.durabilities.push(transaction.durability);
           return transaction;
         };
         globalThis.restore = () => { IDBDatabase.prototype.transaction = kept; };",
    );
    for durability in [Durability::Strict, Durability::Relaxed] {
        store.commit(vec![Change::put(Shelf::Meta, "a", "1")], durability).await.unwrap();
    }
    script(
        "globalThis.restore(); const asked = globalThis.durabilities.join();
         if (asked !== 'strict,relaxed') throw new Error(asked);",
    );
}

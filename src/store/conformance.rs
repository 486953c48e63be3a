//! What every store must do, as assertions that each implementation's tests run on a fresh, empty store.
//!
//! They panic where a store behaves otherwise; nothing but tests calls them.

use super::{Change, Durability, SHELVES, Shelf, Store, StoreError};

/// Everything that needs no failure.
///
/// # Panics
/// Where the store does not behave.
pub async fn run<S: Store>(store: &S) {
    nothing_is_there_at_first(store).await;
    what_is_put_is_there_and_only_there(store).await;
    the_last_change_of_a_key_counts(store).await;
    what_is_taken_away_is_gone(store).await;
    one_commit_reaches_many_shelves(store).await;
    any_text_is_kept_as_it_is(store).await;
    keys_come_in_their_order(store).await;
    many_texts_fit(store).await;
    an_empty_commit_is_no_error(store).await;
}

async fn put<S: Store>(store: &S, shelf: Shelf, pairs: &[(&str, &str)]) {
    let changes = pairs.iter().map(|(key, value)| Change::put(shelf, key, *value)).collect();
    assert_eq!(store.commit(changes, Durability::Strict).await, Ok(()));
}

async fn assert_shelf<S: Store>(store: &S, shelf: Shelf, expected: &[(&str, &str)]) {
    let owned: Vec<_> =
        expected.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    let keys = owned.iter().map(|(key, _)| key.clone()).collect();
    assert_eq!(store.keys(shelf).await, Ok(keys));
    assert_eq!(store.all(shelf).await, Ok(owned));
}

async fn clear<S: Store>(store: &S, shelf: Shelf) {
    let all = store.all(shelf).await.unwrap_or_default();
    let changes = all.into_iter().map(|(key, _)| Change::remove(shelf, key)).collect();
    assert_eq!(store.commit(changes, Durability::Relaxed).await, Ok(()));
    assert_shelf(store, shelf, &[]).await;
}

async fn nothing_is_there_at_first<S: Store>(store: &S) {
    for shelf in SHELVES {
        assert_shelf(store, shelf, &[]).await;
        assert_eq!(store.get(shelf, "a").await, Ok(None));
    }
}

async fn what_is_put_is_there_and_only_there<S: Store>(store: &S) {
    put(store, Shelf::Meta, &[("a", "1")]).await;
    assert_eq!(store.get(Shelf::Meta, "a").await, Ok(Some("1".into())));
    assert_eq!(store.get(Shelf::Meta, "A").await, Ok(None));
    assert_eq!(store.get(Shelf::Drafts, "a").await, Ok(None));
    clear(store, Shelf::Meta).await;
}

async fn the_last_change_of_a_key_counts<S: Store>(store: &S) {
    put(store, Shelf::Meta, &[("a", "1"), ("a", "2")]).await;
    assert_shelf(store, Shelf::Meta, &[("a", "2")]).await;
    put(store, Shelf::Meta, &[("a", "")]).await;
    assert_shelf(store, Shelf::Meta, &[("a", "")]).await;
    clear(store, Shelf::Meta).await;
}

async fn what_is_taken_away_is_gone<S: Store>(store: &S) {
    put(store, Shelf::Outbox, &[("a", "1"), ("b", "2")]).await;
    let changes =
        vec![Change::remove(Shelf::Outbox, "a"), Change::remove(Shelf::Outbox, "never there")];
    assert_eq!(store.commit(changes, Durability::Strict).await, Ok(()));
    assert_shelf(store, Shelf::Outbox, &[("b", "2")]).await;
    clear(store, Shelf::Outbox).await;
}

async fn one_commit_reaches_many_shelves<S: Store>(store: &S) {
    let changes = SHELVES.map(|shelf| Change::put(shelf, "key", shelf.name())).to_vec();
    assert_eq!(store.commit(changes, Durability::Relaxed).await, Ok(()));
    for shelf in SHELVES {
        assert_shelf(store, shelf, &[("key", shelf.name())]).await;
        clear(store, shelf).await;
    }
}

async fn any_text_is_kept_as_it_is<S: Store>(store: &S) {
    let texts = [
        "",
        " ",
        "ä ß 你好 שלום \u{1f49b}",
        "\0\u{7}\n\"\\",
        "e\u{301}",
        "\u{feff}\u{fffd}\u{10ffff}",
    ];
    for text in texts {
        put(store, Shelf::Journal, &[(text, text)]).await;
        assert_eq!(store.get(Shelf::Journal, text).await, Ok(Some(text.into())));
    }
    clear(store, Shelf::Journal).await;
}

async fn keys_come_in_their_order<S: Store>(store: &S) {
    // By code point: U+FF5E comes before U+1F49B, although its first UTF-16 unit does not.
    let keys = ["", "A", "a", "a:1", "aa", "b", "é", "\u{ff5e}", "\u{1f49b}"];
    let mut mixed: Vec<(&str, &str)> = keys.map(|key| (key, "x")).to_vec();
    mixed.reverse();
    mixed.swap(1, 4);
    put(store, Shelf::Keys, &mixed).await;
    assert_shelf(store, Shelf::Keys, &keys.map(|key| (key, "x"))).await;
    clear(store, Shelf::Keys).await;
}

async fn many_texts_fit<S: Store>(store: &S) {
    let text = "x".repeat(600);
    let changes =
        (0..5_000).map(|n| Change::put(Shelf::Records, format!("{n:05}"), text.as_str())).collect();
    assert_eq!(store.commit(changes, Durability::Relaxed).await, Ok(()));
    let all = store.all(Shelf::Records).await.unwrap_or_default();
    assert_eq!(all.len(), 5_000);
    assert!(
        all.iter().enumerate().all(|(n, (key, value))| *key == format!("{n:05}") && *value == text)
    );
    clear(store, Shelf::Records).await;
}

async fn an_empty_commit_is_no_error<S: Store>(store: &S) {
    assert_eq!(store.commit(Vec::new(), Durability::Strict).await, Ok(()));
}

/// A commit that finds no room leaves everything as it was. `set_full` makes later commits of this
/// store fail for want of room, at their second text at the latest, or stops doing so.
///
/// # Panics
/// Where the store does not behave.
pub async fn a_failed_commit_leaves_nothing<S: Store>(store: &S, set_full: impl Fn(bool)) {
    put(store, Shelf::Records, &[("old", "1")]).await;
    set_full(true);
    let changes = vec![
        Change::remove(Shelf::Records, "old"),
        Change::put(Shelf::Records, "new", "2"),
        Change::put(Shelf::Outbox, "new", "3"),
    ];
    let failed = store.commit(changes.clone(), Durability::Strict).await;
    set_full(false);
    assert_eq!(failed, Err(StoreError::Full));
    assert_shelf(store, Shelf::Records, &[("old", "1")]).await;
    assert_shelf(store, Shelf::Outbox, &[]).await;
    assert_eq!(
        store.commit(changes, Durability::Strict).await,
        Ok(()),
        "with room again it goes through"
    );
    assert_shelf(store, Shelf::Records, &[("new", "2")]).await;
    assert_shelf(store, Shelf::Outbox, &[("new", "3")]).await;
    clear(store, Shelf::Records).await;
    clear(store, Shelf::Outbox).await;
}

//! The arrows between the rooms, asserted from the sources: who may call whom (see `src/lib.rs`).
#![allow(clippy::unwrap_used, clippy::expect_used)] // In a test a panic is the message.

use std::fs;
use std::path::{Path, PathBuf};

/// Every room with the rooms it may name.
const ARROWS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("i18n", &[]),
    ("platform", &[]),
    ("crypto", &["domain"]),
    ("store", &["domain", "platform"]),
    ("sync", &["domain"]),
    ("state", &["domain", "crypto", "store", "sync", "platform"]),
    ("ui", &["domain", "state", "platform", "i18n", "store", "sync"]),
];

/// What only `platform` may touch: the browser itself.
const BROWSER: [&str; 3] = ["web_sys", "js_sys", "wasm_bindgen::"];

fn sources(under: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(under).unwrap().map(|e| e.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => sources(&path),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

fn room_files(room: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let beside = src.join(format!("{room}.rs"));
    let inside = src.join(room);
    let mut files = if inside.is_dir() { sources(&inside) } else { vec![] };
    files.extend(beside.exists().then_some(beside));
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The code of a file without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

#[test]
fn every_room_is_drawn() {
    for (room, _) in ARROWS.iter().filter(|(room, _)| *room != "i18n") {
        assert!(!room_files(room).is_empty(), "no sources in src/{room}");
    }
}

#[test]
fn rooms_call_only_whom_they_may() {
    for (room, may) in ARROWS {
        for (path, text) in room_files(room) {
            for (other, _) in ARROWS.iter().filter(|(o, _)| *o != room && !may.contains(o)) {
                for line in code(&text) {
                    assert!(
                        !line.contains(&format!("crate::{other}")),
                        "{}: {room} must not call {other}: {line}",
                        path.display()
                    );
                }
            }
        }
    }
}

/// Rooms are named one by one, so that the check above sees each of them.
#[test]
fn no_room_hides_in_a_group() {
    for (room, _) in ARROWS {
        for (path, text) in room_files(room) {
            let hidden = code(&text).find(|line| line.contains("crate::{"));
            assert_eq!(hidden, None, "{}", path.display());
        }
    }
}

#[test]
fn the_domain_knows_no_browser_no_clock_no_network_no_leptos() {
    for (path, text) in room_files("domain") {
        for line in code(&text) {
            for banned in
                ["leptos", "web_sys", "js_sys", "reqwest", "SystemTime", "Instant", "getrandom"]
            {
                assert!(!line.contains(banned), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn only_platform_touches_the_browser() {
    for room in ["domain", "crypto", "store", "sync", "state", "ui"] {
        for (path, text) in room_files(room) {
            for line in code(&text) {
                for banned in BROWSER {
                    assert!(!line.contains(banned), "{}: {line}", path.display());
                }
            }
        }
    }
}

#[test]
fn typed_html_is_never_put_into_a_page() {
    for (path, text) in room_files("ui") {
        assert!(!text.contains("inner_html"), "{}", path.display());
    }
}

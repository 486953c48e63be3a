//! The other side: a Node process with PouchDB in it (peer.mjs), spoken to in lines of JSON.

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

/// One leaf of a document: whether it is deleted, and its body.
pub type Leaves = BTreeMap<(String, String), (bool, Value)>;

pub struct Peer {
    child: Child,
    stdin: RefCell<Option<ChildStdin>>,
    lines: RefCell<UnboundedReceiver<String>>,
}

impl Peer {
    /// Starts it with an empty database that follows the one at `address`.
    pub async fn start(address: &str, seed: u64) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pouchdb_peer/peer.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is on the PATH");
        let stdin = RefCell::new(child.stdin.take());
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = unbounded();
        // Read in a thread, so that a device goes on syncing while PouchDB is at work.
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                sender.unbounded_send(line).ok();
            }
        });
        let peer = Self { child, stdin, lines: RefCell::new(lines) };
        peer.ask(json!({ "do": "open", "address": address, "seed": seed as u32 })).await;
        peer
    }

    /// Gives one order and waits for the answer.
    #[allow(clippy::await_holding_refcell_ref)] // One order at a time: a second one panics.
    pub async fn ask(&self, order: Value) -> Value {
        let mut lines = self.lines.borrow_mut();
        writeln!(self.stdin.borrow_mut().as_mut().unwrap(), "{order}").expect("the peer lives");
        let line = lines.next().await.expect("the peer lives");
        let mut answer: Value = serde_json::from_str(&line).unwrap();
        assert!(answer["error"].is_null(), "{}", answer["error"].as_str().unwrap());
        answer["ok"].take()
    }

    /// Replicates both ways; how many documents moved.
    pub async fn replicate(&self) -> u64 {
        self.ask(json!({ "do": "replicate" })).await.as_u64().unwrap()
    }

    /// All leaves of the peer's own database (`local`) or of the one on the server (`server`), those of deleted
    /// documents too.
    pub async fn leaves(&self, of: &str) -> Leaves {
        let all = self.ask(json!({ "do": "leaves", "of": of })).await;
        let all: Vec<(String, String, bool, Value)> = serde_json::from_value(all).unwrap();
        all.into_iter().map(|(id, rev, gone, body)| ((id, rev), (gone, body))).collect()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // The end of its input asks it to remove its folder and go.
        self.stdin.borrow_mut().take();
        self.child.wait().ok();
    }
}

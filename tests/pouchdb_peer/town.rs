//! One seed: a server, a device, a peer, what they do, and what must be so in the end.

use super::database::{Database, until, with_sync};
use super::device::{Device, record};
use super::peer::Peer;
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::sync::Backend;
use futures::future::join;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Rounds in which everybody may still have something to say to another; more are no rest.
const ROUNDS_TO_REST: usize = 12;

pub struct Town {
    seed: u64,
    dice: u64,
    database: Database,
    device: Device,
    peer: Peer,
    written: Vec<Envelope>,
    /// How often which order was given, to be read where a seed fails.
    done: Vec<String>,
}

impl Town {
    pub async fn new(seed: u64) -> Self {
        let database = Database::new(&format!("pouchdb-{seed}"));
        database.couch.create().await.unwrap();
        let peer = Peer::start(&database.address, seed).await;
        let device = Device::new("ours");
        Self { seed, dice: seed, database, device, peer, written: Vec::new(), done: Vec::new() }
    }

    /// A number below `end` (splitmix64).
    fn below(&mut self, end: u64) -> u64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.dice ^ (self.dice >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    pub async fn live(&mut self) {
        self.write_here().await;
        for _ in 0..18 {
            match self.below(6) {
                0 => self.write_here().await,
                1 | 2 => self.write_there().await,
                3 => self.sync().await,
                4 => drop(self.peer.replicate().await),
                // At once: each sees what the other is doing in the middle of it.
                _ => drop(join(self.sync(), self.peer.replicate()).await),
            }
        }
        self.write_here().await;
        self.write_there().await;
    }

    async fn write_here(&mut self) {
        for _ in 0..2 + self.below(4) {
            let record = record(self.seed * 1_000 + self.written.len() as u64);
            self.device.write(&record).await;
            self.written.push(record);
        }
        self.done.push(format!("{} written here", self.written.len()));
    }

    async fn write_there(&mut self) {
        let ours: Vec<Value> = self.written.iter().map(as_target).collect();
        let count = 6 + self.below(8);
        let done = self.peer.ask(json!({ "do": "write", "count": count, "ours": ours })).await;
        self.done.push(format!("there {done}"));
    }

    /// Opens the app until it says that both sides hold the same.
    async fn sync(&self) {
        sync(&self.database, &self.device).await;
    }

    async fn position(&self) -> String {
        self.database.couch.info().await.unwrap().update_seq
    }

    pub async fn come_to_rest(&mut self) {
        for _ in 0..ROUNDS_TO_REST {
            let before = self.position().await;
            self.sync().await;
            let moved = self.peer.replicate().await;
            if moved == 0 && self.position().await == before {
                return;
            }
        }
        panic!("{}: no rest after {ROUNDS_TO_REST} rounds", self.name());
    }

    /// What to say where something is not as it must be.
    fn name(&self) -> String {
        let seed = self.seed;
        let done = self.done.join("\n  ");
        format!(
            "seed {seed}; again: H2H_SEED={seed} cargo xtask test --only native\n  {done}\nthen"
        )
    }

    /// Both lists come from `_changes` with `style=all_docs`.
    pub async fn assert_pouchdb_and_the_server_have_the_same_leaves(&self) {
        let (here, there) = (self.peer.leaves("local").await, self.peer.leaves("server").await);
        let lacking: Vec<_> = there.iter().filter(|(leaf, _)| !here.contains_key(*leaf)).collect();
        let more: Vec<_> = here.iter().filter(|(leaf, _)| !there.contains_key(*leaf)).collect();
        assert!(
            lacking.is_empty() && more.is_empty(),
            "{} PouchDB lacks {lacking:#?} and has {more:#?}",
            self.name()
        );
        let differ = |(leaf, body): &(_, &(bool, Value))| there.get(*leaf) != Some(body);
        let differing: Vec<_> = here.iter().filter(differ).collect();
        assert!(differing.is_empty(), "{} contents differ: {differing:#?}", self.name());
    }

    pub async fn assert_every_record_is_here_and_readable_there(&self) {
        self.assert_holds_all(&self.device, "the device").await;
        let said = &self.device.said;
        assert_eq!(*said.troubles.borrow(), [], "{} the device had trouble", self.name());
        assert_eq!(*said.refused.borrow(), [], "{} the server refused", self.name());
        assert_eq!(self.device.outbox().await, 0, "{} not all was sent", self.name());
        let leaves = self.peer.leaves("local").await;
        for record in &self.written {
            let wanted = json!({ "a": record.a, "p": record.p, "s": record.s });
            let stands = |((id, _), leaf): (&(String, String), &(bool, Value))| {
                *id == record.id && *leaf == (false, wanted.clone())
            };
            assert!(
                leaves.iter().any(stands),
                "{} PouchDB shows no true leaf of {}",
                self.name(),
                record.id
            );
        }
    }

    pub async fn assert_a_newcomer_gets_every_record(&self) {
        let newcomer = Device::new("newcomer");
        sync(&self.database, &newcomer).await;
        self.assert_holds_all(&newcomer, "a newcomer").await;
    }

    async fn assert_holds_all(&self, device: &Device, who: &str) {
        let map = |records: &[Envelope]| -> BTreeMap<String, Envelope> {
            records.iter().map(|record| (record.id.clone(), record.clone())).collect()
        };
        let (held, written) = (map(&device.records().await), map(&self.written));
        let lost: Vec<_> = written.iter().filter(|(id, r)| held.get(*id) != Some(r)).collect();
        let foreign: Vec<_> = held.keys().filter(|id| !written.contains_key(*id)).collect();
        assert!(
            lost.is_empty() && foreign.is_empty(),
            "{} {who} lacks {lost:#?} and holds {foreign:#?}",
            self.name()
        );
    }

    pub async fn assert_another_sync_moves_nothing(&self) {
        let before = (self.position().await, self.device.said.came.get());
        self.sync().await;
        let moved = self.peer.replicate().await;
        let after = (self.position().await, self.device.said.came.get());
        assert_eq!((after, moved), (before, 0), "{} something moved", self.name());
    }
}

async fn sync(database: &Database, device: &Device) {
    let rounds = device.said.rounds.get();
    with_sync(database, &[device], until(async || device.said.rounds.get() > rounds)).await;
}

fn as_target(record: &Envelope) -> Value {
    let (id, rev) = (&record.id, record.revision(0));
    json!({ "id": id, "rev": rev, "a": record.a, "p": record.p, "s": record.s })
}

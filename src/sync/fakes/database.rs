//! A CouchDB database in memory: revision trees, winners, positions. What the protocol promises, and no more.

use crate::domain::record::Envelope;
use crate::sync::backend::{Item, Leaf, Outgoing, Row};
use crate::sync::checkpoint::RemoteCheckpoint;
use serde_json::value::{RawValue, to_raw_value};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone)]
struct Node {
    parent: Option<String>,
    deleted: bool,
    body: Box<RawValue>,
}

/// The revision tree of one document.
#[derive(Clone, Default)]
pub struct Tree {
    nodes: BTreeMap<String, Node>,
    /// The position of its newest change.
    seq: u64,
}

/// One database.
#[derive(Clone, Default)]
pub struct Database {
    pub trees: BTreeMap<String, Tree>,
    pub locals: BTreeMap<String, RemoteCheckpoint>,
    pub seq: u64,
}

fn generation(rev: &str) -> u64 {
    rev.split('-').next().and_then(|text| text.parse().ok()).unwrap_or_default()
}

impl Tree {
    /// Its leaves, the winner first: living ones before tombstones, then by generation and hash.
    fn leaves(&self) -> Vec<(&String, &Node)> {
        let parents: BTreeSet<&String> =
            self.nodes.values().filter_map(|node| node.parent.as_ref()).collect();
        let mut leaves: Vec<_> =
            self.nodes.iter().filter(|(rev, _)| !parents.contains(rev)).collect();
        leaves.sort_by_key(|(rev, node)| {
            (node.deleted, std::cmp::Reverse((generation(rev), rev.to_string())))
        });
        leaves
    }

    fn winner(&self) -> Option<(&String, &Node)> {
        self.leaves().into_iter().next()
    }
}

impl Database {
    /// Writes one revision as replication does: what is there already stays as it is.
    pub fn write(
        &mut self,
        id: &str,
        rev: &str,
        parent: Option<&str>,
        deleted: bool,
        body: Box<RawValue>,
    ) {
        let tree = self.trees.entry(id.into()).or_default();
        if tree.nodes.contains_key(rev) {
            return;
        }
        // A parent this server has never seen makes the revision a root of its own.
        let parent = parent.filter(|parent| tree.nodes.contains_key(*parent)).map(Into::into);
        self.seq += 1;
        tree.seq = self.seq;
        tree.nodes.insert(rev.into(), Node { parent, deleted, body });
    }

    /// Writes something of whatever shape.
    pub fn put_raw(&mut self, id: &str, rev: &str, body: &str) {
        self.write(id, rev, None, false, RawValue::from_string(body.into()).unwrap());
    }

    /// Writes a record as its author's device does.
    pub fn put(&mut self, record: &Envelope) {
        self.put_as(record, &record.revision(0), None);
    }

    /// Writes a record under any revision.
    pub fn put_as(&mut self, record: &Envelope, rev: &str, parent: Option<&str>) {
        self.write(&record.id, rev, parent, false, to_raw_value(record).unwrap());
    }

    /// Puts a tombstone nobody signed on top of a revision.
    pub fn delete(&mut self, id: &str, parent: &str) {
        let body = format!("{{\"_id\":\"{id}\",\"_deleted\":true}}");
        let rev = format!("{}-{:032x}", generation(parent) + 1, self.seq + 77);
        self.write(id, &rev, Some(parent), true, RawValue::from_string(body).unwrap());
    }

    pub fn push(&mut self, out: &Outgoing) {
        let (body, deleted) = match &out.item {
            Item::Record(record) => (to_raw_value(record).unwrap(), false),
            Item::Tombstone(tombstone) => (to_raw_value(tombstone).unwrap(), true),
        };
        self.write(out.item.id(), &out.rev, out.parent.as_deref(), deleted, body);
    }

    pub fn holds(&self, id: &str, rev: &str) -> bool {
        self.trees.get(id).is_some_and(|tree| tree.nodes.contains_key(rev))
    }

    /// Loses one document without a word.
    pub fn lose(&mut self, id: &str) {
        self.trees.remove(id).expect("it is there");
    }

    /// The ids of the documents whose winner is no tombstone.
    pub fn ids(&self) -> Vec<String> {
        let lives = |tree: &Tree| tree.winner().is_some_and(|(_, node)| !node.deleted);
        self.trees.iter().filter(|(_, tree)| lives(tree)).map(|(id, _)| id.clone()).collect()
    }

    pub fn leaves(&self, id: &str) -> Vec<Leaf> {
        let leaves = self.trees.get(id).map(Tree::leaves).unwrap_or_default();
        leaves
            .into_iter()
            .map(|(rev, node)| Leaf { rev: rev.clone(), doc: with_rev(&node.body, rev) })
            .collect()
    }

    pub fn winner(&self, id: &str) -> Option<Box<RawValue>> {
        let (rev, node) = self.trees.get(id)?.winner()?;
        (!node.deleted).then(|| with_rev(&node.body, rev))
    }

    /// The documents that changed after `since`, oldest change first, with their positions.
    pub fn after(&self, since: u64) -> Vec<(u64, Row)> {
        let mut rows: Vec<(u64, Row)> = self
            .trees
            .iter()
            .filter(|(_, tree)| tree.seq > since)
            .map(|(id, tree)| (tree.seq, self.row(id, tree)))
            .collect();
        rows.sort_by_key(|(seq, _)| *seq);
        rows
    }

    pub fn row(&self, id: &str, tree: &Tree) -> Row {
        let leaves = tree.leaves();
        let doc = leaves.first().map(|(rev, node)| with_rev(&node.body, rev));
        Row { id: id.into(), revs: leaves.iter().map(|(rev, _)| rev.to_string()).collect(), doc }
    }
}

/// A body as servers send it.
fn with_rev(body: &RawValue, rev: &str) -> Box<RawValue> {
    match serde_json::from_str::<serde_json::Value>(body.get()) {
        Ok(serde_json::Value::Object(mut fields)) => {
            fields.insert("_rev".into(), rev.into());
            to_raw_value(&fields).unwrap()
        }
        _ => body.to_owned(),
    }
}

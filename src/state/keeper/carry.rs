//! Carried by hand: what pages want done with bundles. Records that come this way are judged and kept as if a backend
//! had shown them, and wait to be offered to the backend, which may lack them.
//!
//! The keeper does it, not the page: it alone writes segments, and its program can be larger than the page's.

use super::index::{Grave, print};
use super::{Keeper, World};
use crate::crypto::sign::{verify, verify_tombstone};
use crate::domain::body::LONGEST_LIFE;
use crate::domain::bundle::{self, Line, needed};
use crate::domain::bytes::{AuthorKey, from_base64, to_base64};
use crate::domain::fact::Fact;
use crate::domain::frames;
use crate::domain::id::RecordId;
use crate::domain::record::Envelope;
use crate::state::book::{BURY, trusted};
use crate::store::{Change, Shelf, Store, StoreError};
use crate::sync::{Cursor, Desk, Item, Pulled};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What came by hand waits in the outbox under its community with this before it, some records to a text.
pub(in crate::state) const BROUGHT: char = '+';

/// What of everything is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// All that lives.
    Everything,
    /// Requests that are not over, and what concerns the person (`domain::bundle::needed`).
    Needed,
}

/// What a page wants done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Carry {
    /// Lines for a bundle: those after the cursor.
    Give {
        /// What of everything.
        choice: Choice,
        /// The person's own key in this community.
        me: AuthorKey,
        /// Where it goes on; `None` at the beginning.
        after: Option<Cursor>,
        /// The most bytes, where there is little room.
        limit: Option<usize>,
    },
    /// These lines of a bundle, to be judged and kept.
    Take(String),
    /// A whole bundle, to be made small.
    Pack(String),
    /// The same the other way round, in base64url.
    Unpack(String),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Carried {
    /// Lines.
    Given(Given),
    /// What became of the lines.
    Taken(Taken),
    /// In base64url.
    Packed(String),
    /// The bundle; `None` where there was none in it.
    Unpacked(Option<String>),
    /// The device could not, in the store's words.
    Failed(String),
}

/// Some lines of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The lines, each with its end.
    pub lines: String,
    /// How many these are.
    pub count: usize,
    /// How many there are in all, about.
    pub all: usize,
    /// How many found no room.
    pub left_out: usize,
    /// Where it goes on; `None` at the end.
    pub next: Option<Cursor>,
}

/// What became of records taken in by hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Not here before.
    pub new: usize,
    /// Here already.
    pub known: usize,
    /// Expired, or taken back by their authors.
    pub over: usize,
    /// Not signed by whom they say, or no records at all.
    pub untrue: usize,
}

impl Taken {
    /// Both together.
    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self {
            new: self.new + more.new,
            known: self.known + more.known,
            over: self.over + more.over,
            untrue: self.untrue + more.untrue,
        }
    }
}

impl<S: Store, W: World> Keeper<S, W> {
    /// Does what a page wants done.
    pub async fn carry(&self, wish: Carry) -> Carried {
        let done = match wish {
            Carry::Give { choice: Choice::Everything, after, .. } => {
                self.give_everything(after).await.map(Carried::Given)
            }
            Carry::Give { me, limit, .. } => self.give_needed(me, limit).await.map(Carried::Given),
            Carry::Take(lines) => {
                self.bring(&lines).await.map(Carried::Taken).map_err(|error| error.to_string())
            }
            Carry::Pack(bundle) => Ok(Carried::Packed(to_base64(&frames::pack(&bundle)))),
            Carry::Unpack(packed) => {
                let bundle = from_base64(&packed).and_then(|packed| frames::unpack(&packed));
                Ok(Carried::Unpacked(bundle))
            }
        };
        done.unwrap_or_else(Carried::Failed)
    }

    /// Judges lines of a bundle and keeps what is true and lives. A line that is here already changes nothing.
    async fn bring(&self, lines: &str) -> Result<Taken, StoreError> {
        // What a page wrote meanwhile is here already.
        self.waiting(0).await?;
        let mut taken = Taken::default();
        let mut items: Vec<(Item, bool)> = Vec::new();
        for line in bundle::lines(lines) {
            let item = match Line::read(line) {
                Some(Line::Record(record)) => Item::Record(record),
                Some(Line::Tombstone(tombstone)) => Item::Tombstone(tombstone),
                None => {
                    taken.untrue += 1;
                    continue;
                }
            };
            let twice = items.iter().any(|(before, _)| *before == item);
            let here = twice || self.knows(&item);
            items.push((item, here));
        }
        let pulled = items
            .iter()
            .map(|(item, _)| Pulled { id: item.id().into(), leaves: vec![item.clone()] });
        self.take(pulled.collect(), |verdict| {
            let mut changes = Vec::new();
            let ids: Vec<&str> = verdict.fresh.keys().map(String::as_str).collect();
            if let Some(first) = ids.first() {
                let name = format!("{BROUGHT}{}/{first}", self.community);
                changes.push(Change::put(Shelf::Outbox, name, ids.join("\n")));
            }
            for tombstone in &verdict.tombstones {
                let text = super::judge::json(tombstone)?;
                changes.push(Change::put(Shelf::Outbox, format!("{BURY}{}", tombstone.id), text));
            }
            Ok(changes)
        })
        .await?;
        for (item, here) in &items {
            self.count(item, *here, &mut taken);
        }
        Ok(taken)
    }

    fn knows(&self, item: &Item) -> bool {
        let index = self.index.borrow();
        match item {
            Item::Record(record) => index.held.contains_key(&record.id),
            Item::Tombstone(stone) => index.gone.get(&stone.id) == Some(&Grave::Tombstone),
        }
    }

    /// Counts what became of one item.
    fn count(&self, item: &Item, here: bool, taken: &mut Taken) {
        let held = match item {
            Item::Record(record) => {
                let index = self.index.borrow();
                index.held.get(&record.id).is_some_and(|held| held.print == print(record))
            }
            Item::Tombstone(_) => false,
        };
        let is_true = || match item {
            Item::Record(record) => verify(&self.community, record).is_ok(),
            Item::Tombstone(stone) => verify_tombstone(&self.community, stone).is_ok(),
        };
        let counted = match item {
            _ if !held && !is_true() => &mut taken.untrue,
            _ if here => &mut taken.known,
            Item::Record(_) if !held => &mut taken.over,
            _ => &mut taken.new,
        };
        *counted += 1;
    }

    /// All that lives, a shelf's text at a time; the tombstones of what may still live elsewhere come first.
    async fn give_everything(&self, after: Option<Cursor>) -> Result<Given, String> {
        let now = self.world.now();
        let mut lines = Vec::new();
        if after.is_none() {
            self.waiting(0).await.map_err(|error| error.to_string())?;
            let lives =
                |id: &str| RecordId::parse(id).is_ok_and(|id| id.time.plus(LONGEST_LIFE) > now);
            let tombstones = self.tombstones().await?.into_iter().filter(|t| lives(&t.id));
            lines.extend(tombstones.map(|t| Line::Tombstone(t).write()));
        }
        let (records, next) = self.everything(after).await?;
        lines.extend(records.into_iter().map(|record| Line::Record(record).write()));
        let all = self.len();
        Ok(Given { count: lines.len(), lines: lines.concat(), all, left_out: 0, next })
    }

    /// What is needed most, as far as there is room.
    async fn give_needed(&self, me: AuthorKey, limit: Option<usize>) -> Result<Given, String> {
        let mut mine = BTreeSet::from([me]);
        let keys = self.store.keys(Shelf::Keys).await.map_err(|error| error.to_string())?;
        mine.extend(keys.iter().filter_map(|key| AuthorKey::parse(key).ok()));
        self.waiting(0).await.map_err(|error| error.to_string())?;
        let (mut facts, mut texts) = (Vec::<Fact>::new(), BTreeMap::<RecordId, Envelope>::new());
        let mut after = None;
        loop {
            let (records, next) = self.everything(after).await?;
            for record in records {
                if let Some(fact) = trusted(&self.community, &record) {
                    texts.insert(fact.id.clone(), record);
                    facts.push(fact);
                }
            }
            self.world.breathe().await;
            after = next;
            if after.is_none() {
                break;
            }
        }
        let ids = needed(&facts, &mine, self.world.now());
        let mut given = Given { all: ids.len(), ..Given::default() };
        for record in ids.iter().filter_map(|id| texts.remove(id)) {
            let line = Line::Record(record).write();
            if limit.is_some_and(|limit| given.lines.len() + line.len() > limit) {
                given.left_out += 1;
                continue;
            }
            given.lines += &line;
            given.count += 1;
        }
        Ok(given)
    }

    /// Some records that came by hand and that the backend may lack, and what their text in the outbox is called.
    pub(super) async fn waiting_by_hand(
        &self,
    ) -> Result<Option<(String, Vec<Envelope>)>, StoreError> {
        let prefix = format!("{BROUGHT}{}/", self.community);
        let keys = self.store.keys(Shelf::Outbox).await?;
        let Some(key) = keys.into_iter().find(|key| key.starts_with(&prefix)) else {
            return Ok(None);
        };
        let text = self.store.get(Shelf::Outbox, &key).await?.unwrap_or_default();
        let ids: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
        Ok(Some((key, self.texts(&ids).await?)))
    }
}

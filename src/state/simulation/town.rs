//! The world of one seed: three people, one server, and everything that goes wrong.

use super::device::{Around, Device, Dice};
use super::person::Deed;
use crate::crypto::identity::Signer;
use crate::crypto::sign::verify;
use crate::domain::community::CommunityId;
use crate::domain::record::Envelope;
use crate::domain::time::{DAY, MINUTE, Millis};
use crate::domain::tombstone::Tombstone;
use crate::state::keeper::segments;
use crate::store::{Shelf, Store};
use crate::sync::Item;
use crate::sync::fakes::{Clock, Database, START, Server};
use futures::executor::block_on;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Rounds in which things go wrong.
const ROUNDS: u64 = 500;
/// What passes in a round, in milliseconds.
const ROUND_MS: u64 = 25;
/// Stands in everything forged.
const FORGED: &str = "FORGED";

pub struct Town {
    community: CommunityId,
    around: Rc<Around>,
    devices: Vec<Device>,
    backup: Option<Database>,
}

impl Town {
    pub fn new(seed: u64) -> Self {
        let clock = Rc::new(Clock::default());
        clock.now.set(START);
        let server = Server::new(&clock);
        let dice = Dice::new(seed);
        let (faults, down_until, outages) = (Cell::new(0), Cell::new(0), Cell::new(0));
        let busy = Cell::new(false);
        let around = Rc::new(Around { clock, server, dice, faults, down_until, outages, busy });
        let community = Signer::generate().public();
        let devices = ["anna", "ben", "cleo"].map(|name| Device::new(name, community, &around));
        Self { community, around, devices: devices.into(), backup: None }
    }

    fn dice(&self) -> &Dice {
        &self.around.dice
    }

    /// The time of trouble.
    pub fn live(&mut self) {
        self.around.faults.set([0, 4, 15][self.dice().below(3) as usize]);
        for round in 0..ROUNDS {
            if round % 12 == 0 {
                let who = self.dice().below(3) as usize;
                self.devices[who].wants(Deed(self.dice().throw()));
            }
            if self.dice().one_in(25) {
                self.mishap();
            }
            self.round();
            let now = self.around.clock.now();
            self.around.clock.next_alarm();
            self.around.clock.now.set(now + ROUND_MS);
        }
    }

    /// Everybody's app makes one step, in any order; dead ones are started again some time.
    fn round(&mut self) {
        let first = self.dice().below(3) as usize;
        for turn in 0..3 {
            let who = (first + turn) % 3;
            if self.devices[who].app.is_none() {
                if self.dice().one_in(8) || self.around.faults.get() == 0 {
                    self.devices[who].start();
                }
                continue;
            }
            let busy = self.around.busy.replace(false);
            self.devices[who].step();
            if self.around.busy.get() {
                self.assert_promises(who);
            }
            self.around.busy.set(busy || self.around.busy.get());
        }
    }

    fn mishap(&mut self) {
        let who = self.dice().below(3) as usize;
        let mishap = self.dice().below(12);
        self.around.note("mishap", &(mishap, who));
        let (year, hour) = (365 * DAY as i64, 60 * MINUTE as i64);
        match mishap {
            0..=2 => self.devices[who].app = None,
            3 => self.devices[who].offline.set(!self.devices[who].offline.get()),
            4 => self.devices[who].disk.memory.set_full(self.dice().one_in(2)),
            5 => {
                let skews = [0, 0, hour, -hour, year, -year];
                self.devices[who].skew.set(*self.dice().pick(&skews).unwrap());
            }
            6 if self.dice().one_in(3) => self.set_back(None),
            6 => self.backup = self.around.server.database.borrow().clone(),
            7 if self.backup.is_some() => self.set_back(self.backup.clone()),
            8 => self.around.server.most_docs.set(1 + self.dice().below(4) as usize),
            9 => self.lose_one(),
            _ => self.forge(),
        }
    }

    fn ids_on_server(&self) -> Vec<String> {
        let database = self.around.server.database.borrow();
        database.as_ref().map(|db| db.trees.keys().cloned().collect()).unwrap_or_default()
    }

    /// The server goes down, and comes back with other data.
    fn set_back(&self, to: Option<Database>) {
        self.around.server.database.replace(to);
        self.around.outages.set(self.around.outages.get() + 1);
        self.around.down_until.set(self.around.clock.now() + 1_000);
    }

    /// The server loses a document without a word.
    fn lose_one(&self) {
        if let Some(id) = self.dice().pick(&self.ids_on_server()) {
            self.around.server.with(|db| db.lose(id));
        }
    }

    /// Somebody with the password writes what is not true, or buries what is.
    fn forge(&self) {
        let ids = self.ids_on_server();
        let Some(id) = self.dice().pick(&ids).cloned() else {
            return;
        };
        let dice = self.dice();
        self.around.server.with(|db| {
            let leaves = db.leaves(&id);
            let Some(leaf) = dice.pick(&leaves) else {
                return;
            };
            let Some(Item::Record(truth)) = Item::read(&leaf.doc) else {
                return;
            };
            let lie = Envelope { p: truth.p.replace("true", FORGED), ..truth.clone() };
            let rev = format!("{:032x}", dice.throw());
            match dice.below(5) {
                0 => db.put_as(&lie, &format!("9-{rev}"), None),
                1 => db.put_as(&lie, &format!("2-{rev}"), Some(&leaf.rev)),
                2 => db.delete(&id, &leaf.rev),
                3 => (1..4).for_each(|root| db.put_as(&lie, &truth.revision(root), None)),
                _ => db.put_raw(&id, &format!("1-{rev}"), "[\"garbage\"]"),
            }
        });
    }

    /// What must hold after every step.
    fn assert_promises(&self, who: usize) {
        let device = &self.devices[who];
        let Some(book) = device.book() else {
            return;
        };
        let now = Millis(self.around.clock.now());
        let shelf = |id: &str| block_on(device.disk.memory.get(Shelf::Records, id)).unwrap();
        for (id, expires) in device.person.saved.borrow().iter() {
            // The record, or the tombstone only this person could have signed.
            let here = shelf(&id.to_string()).is_some() || *expires <= now;
            assert!(here, "{id} was said to be saved");
        }
        for id in book.outbox() {
            assert!(shelf(&id).is_some(), "{id} is shown as waiting");
        }
        for help in book.requests() {
            assert!(!help.request.title.as_str().contains(FORGED), "{}", help.id);
        }
        for told in book.acts() {
            assert!(!told.act.words.as_str().contains(FORGED), "{}", told.id);
        }
    }

    /// Steps until nothing has happened for `ms`, jumping from one alarm to the next.
    fn run_for(&mut self, ms: u64) {
        let end = self.around.clock.now() + ms;
        while self.around.clock.now() < end {
            self.around.busy.set(false);
            self.round();
            let alarm = self.around.clock.next_alarm().unwrap_or(end);
            if !self.around.busy.get() {
                self.around.clock.now.set(alarm.clamp(self.around.clock.now() + 1, end));
            }
        }
    }

    /// The trouble ends: everything works, the clocks are right, the week of the comparison passes.
    pub fn come_to_rest(&mut self) {
        self.around.faults.set(0);
        self.around.server.most_docs.set(usize::MAX);
        for device in &mut self.devices {
            device.offline.set(false);
            device.skew.set(0);
            device.disk.memory.set_full(false);
            device.app = None;
        }
        self.run_for(MINUTE);
        self.around.clock.now.set(self.around.clock.now() + 11 * DAY);
        self.devices.iter_mut().for_each(|device| device.app = None);
        self.run_for(2 * MINUTE);
    }

    /// The living records on a device's shelves.
    fn held(&self, who: usize) -> BTreeMap<String, Envelope> {
        let memory = &self.devices[who].disk.memory;
        let texts = [Shelf::Records, Shelf::Segments].map(|s| block_on(memory.all(s)).unwrap());
        let lines = texts.iter().flatten().flat_map(|(_, text)| segments::lines(text));
        let records = lines.filter_map(|line| serde_json::from_str::<Envelope>(line).ok());
        records
            .filter(|record| self.lives(record))
            .map(|record| (record.id.clone(), record))
            .collect()
    }

    fn lives(&self, record: &Envelope) -> bool {
        let now = Millis(self.around.clock.now());
        verify(&self.community, record).is_ok_and(|fact| !fact.is_expired(now))
    }

    /// The living true records that the server shows to whoever reads all leaves.
    fn on_server(&self) -> BTreeMap<String, Envelope> {
        let ids = self.ids_on_server();
        let leaves = ids.iter().flat_map(|id| self.around.server.with(|db| db.leaves(id)));
        let items = leaves.filter_map(|leaf| Item::read(&leaf.doc));
        let records = items.filter_map(|item| match item {
            Item::Record(record) if self.lives(&record) => Some(record),
            _ => None,
        });
        records.map(|record| (record.id.clone(), record)).collect()
    }

    fn buried(&self, who: usize) -> BTreeSet<String> {
        let all = block_on(self.devices[who].disk.memory.all(Shelf::Records)).unwrap();
        let stones = all.iter().filter(|(_, text)| serde_json::from_str::<Tombstone>(text).is_ok());
        stones.map(|(id, _)| id.clone()).collect()
    }

    pub fn assert_one_truth(&self) {
        let truth = self.on_server();
        for who in 0..3 {
            let held = self.held(who);
            for id in truth.keys().filter(|id| !held.contains_key(*id)) {
                self.around
                    .note("only there", &(who, id, self.around.server.with(|db| db.leaves(id))));
            }
            assert_eq!(
                held.keys().collect::<Vec<_>>(),
                truth.keys().collect::<Vec<_>>(),
                "device {who} and the server"
            );
            assert_eq!(held, truth, "device {who} and the server");
            assert_eq!(
                block_on(self.devices[who].disk.memory.keys(Shelf::Outbox)).unwrap(),
                [""; 0]
            );
        }
        let now = Millis(self.around.clock.now());
        for device in &self.devices {
            let taken_back = device.person.taken_back.borrow();
            for (id, expires) in device.person.saved.borrow().iter() {
                let here = truth.contains_key(&id.to_string());
                if taken_back.contains(id) {
                    assert!(!here, "{id} was taken back");
                } else if !here && *expires > now {
                    // Its author's device had written down that it goes, and died before it said so.
                    let id = id.to_string();
                    assert!((0..3).any(|who| self.buried(who).contains(&id)), "{id} is lost");
                }
            }
        }
        self.assert_same_story(now);
    }

    /// Everybody tells the same story of every request and act, as far as it is public.
    fn assert_same_story(&self, now: Millis) {
        let story = |device: &Device| {
            let book = device.book().expect("the app is open");
            let requests: Vec<String> = book
                .requests()
                .iter()
                .filter(|help| help.expires > now)
                .map(|help| format!("{} {:?} {} {}", help.id, help.end, help.offers, help.accepted))
                .collect();
            let acts: Vec<String> =
                book.acts().iter().map(|told| format!("{} {}", told.id, told.act.words)).collect();
            (requests, acts)
        };
        let first = story(&self.devices[0]);
        assert_eq!(story(&self.devices[1]), first);
        assert_eq!(story(&self.devices[2]), first);
        // And the two of a thread see the same steps of it.
        let steps = |device: &Device| {
            let book = device.book().expect("the app is open");
            let mut steps = BTreeMap::new();
            for help in book.requests() {
                for thread in help.threads.iter().filter(|t| help.mine || t.mine) {
                    steps.insert(thread.offer.clone(), help.step(thread));
                }
            }
            steps
        };
        let all = self.devices.iter().map(steps).collect::<Vec<_>>();
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            for (offer, step) in &all[one] {
                assert!(all[other].get(offer).is_none_or(|theirs| theirs == step), "{offer}");
            }
        }
    }

    pub fn assert_a_second_sync_moves_nothing(&mut self) {
        let held: Vec<_> = (0..3).map(|who| self.held(who)).collect();
        let (seq, _) = (self.around.server.with(|db| db.seq), self.around.server.log.take());
        self.devices.iter_mut().for_each(|device| device.app = None);
        self.run_for(2 * MINUTE);
        assert_eq!(self.around.server.with(|db| db.seq), seq, "nothing was written");
        assert_eq!(self.around.server.calls(&["push", "leaves", "winners"]), [""; 0]);
        assert!((0..3).all(|who| self.held(who) == held[who]));
    }
}

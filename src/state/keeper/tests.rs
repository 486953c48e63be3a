//! A keeper over a store in memory, and what a backend may show it.

mod hold;
mod vault;

use super::*;
use crate::crypto::identity::{Secret, Signer};
use crate::crypto::sign::sign;
use crate::domain::act::{Act, Role};
use crate::domain::body::{Body, Retract};
use crate::domain::id::{Place, RecordId};
use crate::domain::record::{Envelope, payload_hash};
use crate::domain::text::Words;
use crate::domain::time::DAY;
use crate::domain::tombstone::{Tombstone, deletion_bytes};
use crate::state::book::Book;
use crate::store::memory::Memory;
use crate::store::{Change, Durability, Shelf};
use crate::sync::{Desk, Item, Kept, Pulled};
use futures::executor::block_on;
use std::cell::Cell;

mod carry;

const NOW: Millis = Millis(1_795_000_000_000);

#[derive(Default)]
struct Quiet {
    now: Cell<u64>,
    news: RefCell<Vec<News>>,
}

impl World for Rc<Quiet> {
    fn now(&self) -> Millis {
        NOW.plus(self.now.get())
    }
    async fn sleep(&self, _ms: u64) {}
    async fn breathe(&self) {}
    fn random(&self) -> f64 {
        0.5
    }
    fn status(&self, _status: Status) {}
    fn news(&self, news: News) {
        self.news.borrow_mut().push(news);
    }
}

struct Device {
    store: Rc<Memory>,
    here: CommunityId,
    quiet: Rc<Quiet>,
}

impl Device {
    fn new() -> Self {
        Self { store: Rc::default(), here: Signer::generate().public(), quiet: Rc::default() }
    }

    /// A keeper as after a start of the app.
    fn keeper(&self) -> Keeper<Memory, Rc<Quiet>> {
        let (store, world) = (self.store.clone(), self.quiet.clone());
        block_on(Keeper::open(store, self.here, "this copy", "https://example.org/b", world))
            .unwrap()
    }

    fn act(&self, author: &Signer, words: &str) -> Envelope {
        let act = Act { words: Words::parse(words).unwrap(), ..some_act() };
        let body = Body::Act(Box::new(act));
        sign(author, &self.here, Place::Anywhere, NOW, NOW.plus(DAY), body).unwrap().0
    }

    fn retraction(&self, author: &Signer, of: &Envelope) -> Envelope {
        let body = Body::Retract(Retract { re: RecordId::parse(&of.id).unwrap() });
        sign(author, &self.here, Place::Anywhere, NOW, NOW.plus(DAY), body).unwrap().0
    }

    fn tombstone(&self, author: &Signer, of: &Envelope) -> Tombstone {
        let (id, h) = (RecordId::parse(&of.id).unwrap(), payload_hash(&of.p));
        let s = author.sign(&deletion_bytes(&self.here, &id));
        Tombstone { id: of.id.clone(), a: author.public(), h, s }
    }

    /// Everything a start of the page shows.
    fn words(&self) -> Vec<String> {
        let secret = Secret::generate();
        let book = block_on(Book::open(self.store.clone(), self.here, &secret, self.quiet.now()));
        book.unwrap().acts().iter().map(|told| told.act.words.to_string()).collect()
    }

    fn bytes(&self) -> String {
        let all = [Shelf::Records, Shelf::Segments].map(|s| block_on(self.store.all(s)).unwrap());
        format!("{all:?}")
    }
}

fn some_act() -> Act {
    Act {
        role: Role::Did,
        category: None,
        words: Words::parse("x").unwrap(),
        lang: None,
        name: None,
        inspired_by: None,
        of_request: None,
        photo: None,
    }
}

fn keep(keeper: &Keeper<Memory, Rc<Quiet>>, leaves: &[&[Item]]) -> Kept {
    let pulled = leaves.iter().map(|leaves| Pulled {
        id: leaves.first().map_or_else(String::new, |leaf| leaf.id().to_owned()),
        leaves: leaves.to_vec(),
    });
    block_on(keeper.keep(pulled.collect(), |_| "{\"since\":\"1\"}".into())).unwrap()
}

fn item(record: &Envelope) -> Item {
    Item::Record(record.clone())
}

fn forged(record: &Envelope) -> Envelope {
    Envelope { p: record.p.replace("true", "false"), ..record.clone() }
}

#[test]
fn what_is_true_is_kept_with_the_checkpoint_and_shown_after_a_restart() {
    let (device, anna) = (Device::new(), Signer::generate());
    let acts: Vec<Envelope> = (0..1_100).map(|n| device.act(&anna, &format!("act {n}"))).collect();
    let keeper = device.keeper();
    for page in acts.chunks(300) {
        let items: Vec<[Item; 1]> = page.iter().map(|act| [item(act)]).collect();
        let kept = keep(&keeper, &items.iter().map(<[Item; 1]>::as_slice).collect::<Vec<_>>());
        assert_eq!(kept.shown.len(), page.len());
    }
    assert_eq!(device.words().len(), 1_100);
    let again = device.keeper();
    assert_eq!(again.len(), 1_100);
    assert_eq!(block_on(again.checkpoint()), Ok(Some("{\"since\":\"1\"}".into())));
    // Full segments but the last, however the pages were cut.
    let lines = |text: &String| segments::lines(text).count();
    let all = block_on(device.store.all(Shelf::Segments)).unwrap();
    assert_eq!(all.iter().map(|(_, text)| lines(text)).collect::<Vec<_>>(), [512, 512, 76]);
}

#[test]
fn a_page_that_finds_no_room_leaves_nothing_and_can_come_again() {
    let (device, anna) = (Device::new(), Signer::generate());
    let act = device.act(&anna, "a true act");
    let keeper = device.keeper();
    device.store.set_full(true);
    let pulled = vec![Pulled { id: act.id.clone(), leaves: vec![item(&act)] }];
    assert!(block_on(keeper.keep(pulled, |_| "{}".into())).is_err());
    assert!(keeper.is_empty() && device.quiet.news.borrow().is_empty());
    assert_eq!(block_on(keeper.checkpoint()), Ok(None));
    device.store.set_full(false);
    keep(&keeper, &[&[item(&act)]]);
    assert_eq!(device.words(), ["a true act"]);
}

#[test]
fn nothing_false_is_ever_kept_and_a_true_leaf_is_found_beside_it() {
    let (device, anna) = (Device::new(), Signer::generate());
    let act = device.act(&anna, "a true act");
    let lonely = device.act(&anna, "another true act");
    let keeper = device.keeper();
    let kept = keep(&keeper, &[&[item(&forged(&act)), item(&act)], &[item(&forged(&lonely))]]);
    assert_eq!(kept, Kept { shown: vec![act.id.clone()], ..Kept::default() });
    assert_eq!(device.words(), ["a true act"]);
    assert!(!device.bytes().contains("false"));
}

#[test]
fn a_true_record_behind_a_forgery_is_told_as_hidden() {
    let (device, anna) = (Device::new(), Signer::generate());
    let act = device.act(&anna, "a true act");
    let keeper = device.keeper();
    keep(&keeper, &[&[item(&act)]]);
    let with_bent_signature = Envelope { s: anna.sign(b"other"), ..act.clone() };
    for lie in [forged(&act), with_bent_signature] {
        assert_eq!(keep(&keeper, &[&[item(&lie)]]).hidden, std::slice::from_ref(&act.id));
    }
    let nothing = vec![Pulled { id: act.id.clone(), leaves: vec![] }];
    assert_eq!(
        block_on(keeper.keep(nothing, |_| "{}".into())).unwrap().hidden,
        std::slice::from_ref(&act.id)
    );
    assert_eq!(block_on(keeper.held(std::slice::from_ref(&act.id))), Ok(vec![act.clone()]));
    let expired = device.quiet.now.replace(2 * DAY);
    assert_eq!(keep(&keeper, &[&[item(&forged(&act))]]), Kept::default(), "its time has passed");
    device.quiet.now.set(expired);
}

#[test]
fn a_retraction_drops_the_content_whichever_comes_first() {
    let anna = Signer::generate();
    for swapped in [false, true] {
        let device = Device::new();
        let act = device.act(&anna, "a secret after all");
        let other = device.act(&anna, "stays");
        let retraction = device.retraction(&anna, &act);
        let keeper = device.keeper();
        let mut pages = [vec![act.clone(), other], vec![retraction]];
        if swapped {
            pages.reverse();
        }
        for page in &pages {
            page.iter().for_each(|record| drop(keep(&keeper, &[&[item(record)]])));
        }
        assert_eq!(device.words(), ["stays"]);
        assert!(!device.bytes().contains("a secret"), "the content is gone");
        // And it does not come back.
        for keeper in [keeper, device.keeper()] {
            keep(&keeper, &[&[item(&act)]]);
            assert!(!device.bytes().contains("a secret"));
        }
    }
}

#[test]
fn nobody_takes_back_what_another_wrote() {
    let (device, anna, mallory) = (Device::new(), Signer::generate(), Signer::generate());
    let act = device.act(&anna, "a true act");
    let keeper = device.keeper();
    let theirs = device.retraction(&mallory, &act);
    keep(&keeper, &[&[item(&theirs)], &[item(&act)]]);
    keep(&keeper, &[&[Item::Tombstone(device.tombstone(&mallory, &act)), item(&act)]]);
    assert_eq!(device.words(), ["a true act"]);
    assert_eq!(device.keeper().len(), 2);
}

#[test]
fn a_tombstone_of_its_author_takes_a_record_away_for_good() {
    let (device, anna) = (Device::new(), Signer::generate());
    let act = device.act(&anna, "a secret after all");
    let keeper = device.keeper();
    keep(&keeper, &[&[item(&act)]]);
    let kept = keep(&keeper, &[&[Item::Tombstone(device.tombstone(&anna, &act))]]);
    assert_eq!(kept, Kept::default(), "nothing is hidden by it");
    assert_eq!(device.quiet.news.borrow().last().unwrap().gone, std::slice::from_ref(&act.id));
    for keeper in [keeper, device.keeper()] {
        keep(&keeper, &[&[item(&act)]]);
        assert!(device.words().is_empty() && !device.bytes().contains("a secret"));
    }
}

#[test]
fn expired_records_are_dropped_and_never_offered() {
    let (device, anna) = (Device::new(), Signer::generate());
    let keeper = device.keeper();
    keep(&keeper, &[&[item(&device.act(&anna, "a true act"))]]);
    let everything = |keeper: &Keeper<Memory, Rc<Quiet>>| {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let (page, next) = block_on(keeper.everything(cursor)).unwrap();
            all.extend(page);
            cursor = next;
            if cursor.is_none() {
                return all;
            }
        }
    };
    assert_eq!(everything(&keeper).len(), 1);
    device.quiet.now.set(2 * DAY);
    assert!(everything(&keeper).is_empty() && everything(&device.keeper()).is_empty());
    assert!(device.words().is_empty(), "it is not shown");
    device.quiet.now.set(4 * DAY);
    assert!(device.keeper().is_empty(), "two starts of the app agree");
    assert!(block_on(device.store.all(Shelf::Segments)).unwrap().is_empty());
}

#[test]
fn what_version_1_had_not_checked_yet_is_checked_and_kept_or_dropped() {
    let (device, anna) = (Device::new(), Signer::generate());
    let act = device.act(&anna, "a true act");
    let lie = forged(&device.act(&anna, "another true act"));
    let unseen = [&act, &lie].map(|record| {
        let text = serde_json::to_string(record).unwrap();
        Change::put(Shelf::Records, format!("?{}", record.id), text)
    });
    block_on(device.store.commit(unseen.to_vec(), Durability::Strict)).unwrap();
    assert_eq!(device.keeper().len(), 1);
    assert_eq!(device.words(), ["a true act"]);
    assert_eq!(block_on(device.store.keys(Shelf::Records)).unwrap(), [act.id]);
}

#[test]
fn two_communities_on_one_device_do_not_mix() {
    let (here, anna) = (Device::new(), Signer::generate());
    let there = Device { store: here.store.clone(), ..Device::new() };
    let act = here.act(&anna, "a true act");
    keep(&here.keeper(), &[&[item(&act)]]);
    assert!(there.keeper().is_empty() && there.words().is_empty());
    let own = serde_json::to_string(&here.act(&anna, "an own act")).unwrap();
    let id = segments::id_of(&own).unwrap().to_owned();
    let changes = vec![Change::put(Shelf::Records, &id, own), Change::put(Shelf::Outbox, &id, "")];
    block_on(here.store.commit(changes, Durability::Strict)).unwrap();
    assert_eq!(block_on(there.keeper().outbox(10)), Ok(vec![]));
    assert_eq!(block_on(here.keeper().outbox(10)).unwrap().len(), 1);
    assert_eq!(keep(&there.keeper(), &[&[item(&act)]]), Kept::default(), "replayed elsewhere");
    assert!(there.keeper().is_empty());
}

#[test]
fn what_a_person_takes_back_here_leaves_as_a_tombstone() {
    let (device, secret) = (Device::new(), Secret::generate());
    let book = block_on(Book::open(device.store.clone(), device.here, &secret, NOW)).unwrap();
    let keeper = device.keeper();
    let act = Act { words: Words::parse("a secret after all").unwrap(), ..some_act() };
    let id = block_on(book.tell(act, Place::Anywhere, NOW)).unwrap();
    let Item::Record(record) = block_on(keeper.outbox(10)).unwrap().remove(0) else {
        panic!("a record")
    };
    block_on(book.retract(&id, NOW)).unwrap();
    assert!(book.acts().is_empty() && !device.bytes().contains("a secret"));
    let waiting = block_on(keeper.outbox(10)).unwrap();
    let [Item::Record(retraction), Item::Tombstone(tombstone)] = waiting.as_slice() else {
        panic!("{waiting:?}")
    };
    assert_eq!(tombstone.id, record.id);
    // Another device believes either of them.
    for left in [item(retraction), Item::Tombstone(tombstone.clone())] {
        let other = Device { here: device.here, ..Device::new() };
        let theirs = other.keeper();
        keep(&theirs, &[&[item(&record)]]);
        assert_eq!(other.words(), ["a secret after all"]);
        keep(&theirs, &[&[left]]);
        assert!(other.words().is_empty());
    }
    block_on(keeper.buried(&record.id, None)).unwrap();
    block_on(keeper.sent(std::slice::from_ref(&retraction.id), &[])).unwrap();
    assert!(block_on(device.store.keys(Shelf::Outbox)).unwrap().is_empty());
}

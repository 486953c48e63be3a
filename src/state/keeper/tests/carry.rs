//! Bundles from one device to another, and from there to a backend.

use super::*;
use crate::domain::bundle::{self, Line};
use crate::state::keeper::carry::{Carried, Carry, Choice, Given, Taken};
use crate::sync::fakes::{Clock, START, Server};
use crate::sync::{Wake, run};
use std::pin::pin;

type Here = Keeper<Memory, Rc<Quiet>>;

fn take(keeper: &Here, lines: &str) -> Taken {
    match block_on(keeper.carry(Carry::Take(lines.into()))) {
        Carried::Taken(taken) => taken,
        other => panic!("{other:?}"),
    }
}

fn give<W: World>(
    keeper: &Keeper<Memory, W>,
    choice: Choice,
    me: &Signer,
    limit: Option<usize>,
) -> (String, Given) {
    let (mut lines, mut after) = (String::new(), None);
    loop {
        let wish = Carry::Give { choice, me: me.public(), after, limit };
        let Carried::Given(given) = block_on(keeper.carry(wish)) else { panic!("given") };
        lines += &given.lines;
        after = given.next.clone();
        if after.is_none() {
            return (lines, given);
        }
    }
}

fn line(record: &Envelope) -> String {
    Line::Record(record.clone()).write()
}

fn acts(device: &Device, author: &Signer, n: usize) -> Vec<Envelope> {
    (0..n).map(|n| device.act(author, &format!("true act {n}"))).collect()
}

#[test]
fn what_is_true_is_taken_in_and_told_the_rest_is_left_out_and_counted() {
    let (device, anna) = (Device::new(), Signer::generate());
    let all = acts(&device, &anna, 5);
    let elsewhere = Device::new().act(&anna, "of another community");
    let keeper = device.keeper();
    keep(&keeper, &[&[item(&all[0])]]);
    let dead = {
        let body = Body::Act(Box::new(some_act()));
        sign(&anna, &device.here, Place::Anywhere, Millis(NOW.0 - DAY), Millis(NOW.0 - 1), body)
            .unwrap()
            .0
    };
    let mut lines: String = all[..4].iter().map(line).collect();
    for other in [&all[1], &forged(&all[4]), &forged(&all[0]), &elsewhere, &dead] {
        lines += &line(other);
    }
    lines += "{\"of\":\"a newer version\"}\n";
    let news = device.quiet.news.take().len();
    assert_eq!(take(&keeper, &lines), Taken { new: 3, known: 2, over: 1, untrue: 4 });
    assert_eq!(device.quiet.news.borrow().len(), news, "the pages hear of it once");
    assert_eq!(device.words().len(), 4);
    assert!(!device.bytes().contains("false"));
    assert_eq!(take(&keeper, &lines), Taken { new: 0, known: 5, over: 1, untrue: 4 });
}

#[test]
fn what_was_taken_back_does_not_rise_and_is_never_given() {
    let (device, other, anna) = (Device::new(), Device::new(), Signer::generate());
    let other = Device { here: device.here, ..other };
    let (act, stays) = (device.act(&anna, "a secret after all"), device.act(&anna, "stays"));
    let keeper = device.keeper();
    keep(&keeper, &[&[item(&act)], &[item(&stays)]]);
    let (old, _) = give(&keeper, Choice::Everything, &anna, None);
    assert!(old.contains("a secret"));
    keep(&keeper, &[&[Item::Tombstone(device.tombstone(&anna, &act))]]);
    // An old file brings it back to somebody who knows better.
    assert_eq!(take(&keeper, &old), Taken { known: 1, over: 1, ..Taken::default() });
    assert_eq!(device.words(), ["stays"]);
    let (new, _) = give(&keeper, Choice::Everything, &anna, None);
    assert!(!new.contains("a secret"));
    // The tombstone travels along, and does its work there.
    let theirs = other.keeper();
    assert_eq!(take(&theirs, &old).new, 2);
    assert_eq!(take(&theirs, &new), Taken { new: 1, known: 1, ..Taken::default() });
    assert_eq!(other.words(), ["stays"]);
    assert_eq!(take(&other.keeper(), &new).known, 2);
}

#[test]
fn nobody_elses_tombstone_is_taken_in() {
    let (device, anna, mallory) = (Device::new(), Signer::generate(), Signer::generate());
    let act = device.act(&anna, "a true act");
    let keeper = device.keeper();
    take(&keeper, &line(&act));
    let false_stone = Tombstone { a: anna.public(), ..device.tombstone(&mallory, &act) };
    let lines = Line::Tombstone(device.tombstone(&mallory, &act)).write()
        + &Line::Tombstone(false_stone).write();
    assert_eq!(take(&keeper, &lines), Taken { untrue: 2, ..Taken::default() });
    assert_eq!(device.words(), ["a true act"]);
}

#[test]
fn everything_goes_from_one_device_to_another_but_what_expired() {
    let (device, anna) = (Device::new(), Signer::generate());
    let keeper = device.keeper();
    let items: Vec<Item> = acts(&device, &anna, 1_200).iter().map(item).collect();
    keep(&keeper, &items.iter().map(std::slice::from_ref).collect::<Vec<_>>());
    let (lines, last) = give(&keeper, Choice::Everything, &anna, None);
    assert_eq!((bundle::lines(&lines).count(), last.all), (1_200, 1_200));
    let other = Device { here: device.here, ..Device::new() };
    assert_eq!(take(&other.keeper(), &lines).new, 1_200);
    assert_eq!(other.words().len(), 1_200);
    device.quiet.now.set(2 * DAY);
    assert_eq!(give(&keeper, Choice::Everything, &anna, None).0, "");
}

#[test]
fn where_there_is_little_room_what_is_left_out_is_counted() {
    let (device, anna) = (Device::new(), Signer::generate());
    let keeper = device.keeper();
    let all = acts(&device, &anna, 10);
    all.iter().for_each(|act| drop(keep(&keeper, &[&[item(act)]])));
    let room = line(&all[0]).len() * 4;
    let (lines, given) = give(&keeper, Choice::Needed, &anna, Some(room));
    assert_eq!((given.count, given.left_out, given.all), (4, 6, 10));
    assert!(lines.len() <= room);
    let stranger = Signer::generate();
    assert_eq!(
        give(&keeper, Choice::Needed, &stranger, None).1.count,
        0,
        "others' stories can wait"
    );
}

#[test]
fn what_a_page_has_just_written_is_given_and_known() {
    let (device, secret) = (Device::new(), Secret::generate());
    let keeper = device.keeper();
    let book = block_on(Book::open(device.store.clone(), device.here, &secret, NOW)).unwrap();
    block_on(book.tell(some_act(), Place::Anywhere, NOW)).unwrap();
    let (lines, given) = give(&keeper, Choice::Needed, &secret.in_community(&device.here), None);
    assert_eq!(given.count, 1);
    assert_eq!(take(&keeper, &lines), Taken { known: 1, ..Taken::default() });
    assert!(block_on(device.store.keys(Shelf::Segments)).unwrap().is_empty(), "it is kept once");
}

#[test]
fn a_bundle_is_packed_and_unpacked() {
    let keeper = Device::new().keeper();
    let Carried::Packed(packed) = block_on(keeper.carry(Carry::Pack("a bundle".into()))) else {
        panic!("packed")
    };
    let unpacked = block_on(keeper.carry(Carry::Unpack(packed)));
    assert_eq!(unpacked, Carried::Unpacked(Some("a bundle".into())));
    assert_eq!(block_on(keeper.carry(Carry::Unpack("?".into()))), Carried::Unpacked(None));
}

#[test]
fn a_full_device_says_so_and_keeps_nothing() {
    let (device, anna) = (Device::new(), Signer::generate());
    let keeper = device.keeper();
    device.store.set_full(true);
    let lines = line(&device.act(&anna, "a true act"));
    assert!(matches!(block_on(keeper.carry(Carry::Take(lines.clone()))), Carried::Failed(_)));
    device.store.set_full(false);
    assert_eq!(take(&keeper, &lines).new, 1);
}

/// The clock of the replicator's tests, around a keeper.
struct Timed(Rc<Clock>);

impl World for Timed {
    fn now(&self) -> Millis {
        Millis(self.0.now())
    }
    async fn sleep(&self, ms: u64) {
        self.0.until(self.0.now().saturating_add(ms)).await;
    }
    async fn breathe(&self) {}
    fn random(&self) -> f64 {
        0.5
    }
    fn status(&self, _status: Status) {}
    fn news(&self, _news: News) {}
}

/// A keeper over the device's store that syncs with `server`; `act` is called once both are at rest.
fn synced(
    device: &Device,
    clock: &Rc<Clock>,
    server: &Server,
    act: impl FnOnce(&Keeper<Memory, Timed>, &Wake),
) {
    let world = Timed(clock.clone());
    let keeper =
        Keeper::open(device.store.clone(), device.here, "copy", "https://example.org/b", world);
    let (keeper, wake) = (block_on(keeper).unwrap(), Wake::default());
    let mut sync = pin!(run(server, &keeper, &wake));
    clock.pass(60_000, sync.as_mut());
    act(&keeper, &wake);
    clock.pass(60_000, sync.as_mut());
}

#[test]
fn what_came_by_hand_reaches_the_backend_that_lacks_it() {
    let (device, anna) = (Device::new(), Signer::generate());
    let clock = Rc::new(Clock::default());
    clock.now.set(START);
    let server = Server::new(&clock);
    let all = acts(&device, &anna, 8);
    let ids = |some: &[Envelope]| {
        let mut ids: Vec<String> = some.iter().map(|act| act.id.clone()).collect();
        ids.sort_unstable();
        ids
    };
    let bring = |keeper: &Keeper<Memory, Timed>, some: &[Envelope]| {
        let lines: String = some.iter().map(line).collect();
        assert!(
            matches!(block_on(keeper.carry(Carry::Take(lines))), Carried::Taken(taken) if taken.new > 0)
        );
    };
    // The backend has two of them already, and a forgery in the place of a third.
    server.with(|db| all[..2].iter().for_each(|act| db.put(act)));
    synced(&device, &clock, &server, |keeper, wake| {
        let lie = Envelope { s: anna.sign(b"other"), ..all[2].clone() };
        server.with(|db| db.put_as(&lie, &all[2].revision(0), None));
        bring(keeper, &all[..4]);
        wake.ring();
    });
    assert_eq!(server.with(|db| db.ids()), ids(&all[..4]));
    let shown = server
        .with(|db| db.leaves(&all[2].id))
        .iter()
        .filter_map(|leaf| Item::read(&leaf.doc))
        .any(|leaf| leaf == item(&all[2]));
    assert!(shown, "it is put beside the forgery");
    // While it cannot be reached, and the app is closed before it comes back.
    let database = server.database.take();
    server.log.borrow_mut().clear();
    bring(
        &{
            let world = Timed(clock.clone());
            let keeper = Keeper::open(
                device.store.clone(),
                device.here,
                "copy",
                "https://example.org/b",
                world,
            );
            block_on(keeper).unwrap()
        },
        &all[4..],
    );
    server.database.replace(database);
    synced(&device, &clock, &server, |_, _| {});
    assert_eq!(server.with(|db| db.ids()), ids(&all));
    assert!(
        block_on(device.store.keys(Shelf::Outbox)).unwrap().is_empty(),
        "nothing waits any more"
    );
    assert_eq!(server.calls(&["missing"]), [] as [&str; 0], "it was not found by a comparison");
}

#[test]
fn a_tombstone_that_came_by_hand_buries_on_the_backend() {
    let (device, anna) = (Device::new(), Signer::generate());
    let clock = Rc::new(Clock::default());
    clock.now.set(START);
    let server = Server::new(&clock);
    let act = device.act(&anna, "a secret after all");
    server.with(|db| db.put(&act));
    synced(&device, &clock, &server, |keeper, wake| {
        let lines = Line::Tombstone(device.tombstone(&anna, &act)).write();
        block_on(keeper.carry(Carry::Take(lines)));
        wake.ring();
    });
    assert!(server.with(|db| db.winner(&act.id)).is_none_or(|doc| !doc.get().contains("a secret")));
}

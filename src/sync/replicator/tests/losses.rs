//! Databases and devices that lose what they had: both sides end complete.

use super::*;
use crate::domain::record::Envelope;
use fakes::Server;
use std::cell::RefCell;

fn synced(n: u64) -> (World, Vec<Envelope>) {
    let world = World::new();
    let (theirs, ours) = (0..n, 1_000..1_000 + n);
    world.server.with(|db| theirs.clone().for_each(|n| db.put(&record(n))));
    ours.clone().for_each(|n| world.device.write(&record(n)));
    world.run(60_000);
    world.server.log.borrow_mut().clear();
    (world, theirs.chain(ours).map(record).collect())
}

#[test]
fn a_database_that_is_gone_is_made_anew_and_filled() {
    let (world, all) = synced(150);
    world.server.database.replace(None);
    world.run(10_000);
    world.both_hold(&all);
    assert_eq!(world.server.calls(&["create"]).len(), 1);
}

#[test]
fn a_database_that_vanishes_under_the_longpoll_is_filled_too() {
    let (world, all) = synced(5);
    world.act(|_| drop(world.server.database.replace(None)), &[1_000, 30_000]);
    world.both_hold(&all);
}

#[test]
fn an_emptied_database_is_filled() {
    let (world, all) = synced(150);
    world.server.database.replace(Some(Default::default()));
    world.run(10_000);
    world.both_hold(&all);
}

#[test]
fn a_database_restored_from_a_backup_gets_what_it_lacks_and_gives_what_is_new() {
    let world = World::new();
    world.server.with(|db| (0..5).for_each(|n| db.put(&record(n))));
    world.run(60_000);
    let backup = world.server.with(|db| db.clone());
    world.server.with(|db| (5..9).for_each(|n| db.put(&record(n))));
    world.run(60_000);
    world.server.database.replace(Some(backup));
    // Others write on; the position passes the one this device was at.
    world.server.with(|db| (20..40).for_each(|n| db.put(&record(n))));
    world.server.log.borrow_mut().clear();
    world.run(60_000);
    world.both_hold(&(0..9).chain(20..40).map(record).collect::<Vec<_>>());
    assert_eq!(world.server.calls(&["missing", "push"]), ["missing 4", "push 4"]);
}

#[test]
fn a_device_that_lost_everything_gets_it_back() {
    let (mut world, all) = synced(150);
    world.device = fakes::Device::new(&world.clock);
    world.run(10_000);
    world.both_hold(&all);
    assert_eq!(world.server.calls(&["push"]), [] as [&str; 0]);
}

#[test]
fn a_lost_checkpoint_document_costs_a_comparison_and_nothing_else() {
    let (world, all) = synced(150);
    world.server.with(|db| db.locals.clear());
    world.run(10_000);
    world.both_hold(&all);
    assert_eq!(world.server.calls(&["push"]), [] as [&str; 0]);
    world.server.log.borrow_mut().clear();
    world.run(10_000);
    assert_eq!(world.server.calls(&["changes -", "missing", "put_local"]), [] as [&str; 0]);
}

#[test]
fn a_position_the_server_does_not_understand_means_starting_over() {
    let (world, all) = synced(5);
    let mut local = LocalCheckpoint::parse(world.device.checkpoint.borrow().as_deref());
    local.since = Some("\"12-g1AAAA\"".into());
    world.device.checkpoint.replace(Some(local.to_text()));
    world.run(10_000);
    world.both_hold(&all);
    assert_eq!(world.device.troubles(), []);
}

#[test]
fn a_position_refused_in_the_middle_means_starting_over() {
    let (world, all) = synced(5);
    world.server.fail("changes", 0, SyncError::Server(400));
    world.run(10_000);
    world.both_hold(&all);
    assert_eq!(world.device.troubles(), []);
    assert_eq!(world.server.calls(&["changes"])[1..], ["changes -"]);
}

#[test]
fn another_server_at_the_same_address_gets_everything() {
    let (mut world, mut all) = synced(20);
    world.server = Server::new(&world.clock);
    world.server.with(|db| (500..600).for_each(|n| db.put(&record(n))));
    all.extend((500..600).map(record));
    world.run(10_000);
    world.both_hold(&all);
}

#[test]
fn a_first_pull_goes_on_after_a_failure_where_both_sides_noted_it() {
    let world = World::new();
    world.server.with(|db| (0..3_000).for_each(|n| db.put(&record(n))));
    world.server.slow_ms.set(2_000);
    world.server.fail_after("changes", 3, SyncError::Cut);
    world.run(60_000);
    assert_eq!(world.device.troubles(), [SyncError::Cut]);
    let asked = world.server.calls(&["changes"]);
    let expected = ["changes -", "changes 200", "changes 600", "changes 1400", "changes 600"];
    assert_eq!(asked[..5], expected);
    world.both_hold(&(0..3_000).map(record).collect::<Vec<_>>());
}

#[test]
fn a_database_set_back_that_moved_on_is_pulled_from_where_both_sides_agree() {
    let world = World::new();
    world.server.with(|db| (0..5).for_each(|n| db.put(&record(n))));
    let backup = RefCell::new(None);
    let act = |number| match number {
        1 => drop(backup.replace(Some(world.server.with(|db| db.clone())))),
        // These come within the half minute in which no checkpoint is written.
        2 => world.server.with(|db| (10..13).for_each(|n| db.put(&record(n)))),
        _ => {
            world.server.database.replace(backup.take());
            world.server.with(|db| (20..30).for_each(|n| db.put(&record(n))));
        }
    };
    world.act(act, &[1_000, 1_000, 1_000, 0]);
    world.run(8 * crate::domain::time::DAY);
    world.run(4 * crate::domain::time::DAY);
    world.both_hold(&(0..5).chain(10..13).chain(20..30).map(record).collect::<Vec<_>>());
}

#[test]
fn a_database_exchanged_in_the_middle_of_a_first_pull_is_noticed() {
    let world = World::new();
    world.server.with(|db| (0..1_000).for_each(|n| db.put(&record(n))));
    world.server.fail_after("changes", 2, SyncError::Cut);
    let exchange = |_| {
        world.server.database.replace(Some(Default::default()));
        world.server.with(|db| (2_000..3_000).for_each(|n| db.put(&record(n))));
    };
    world.act(exchange, &[0, 30_000]);
    let pulled_before = 0..600;
    world.both_hold(&pulled_before.chain(2_000..3_000).map(record).collect::<Vec<_>>());
}

#[test]
fn who_may_only_read_can_follow() {
    let world = World::new();
    world.server.read_only.set(true);
    world.server.with(|db| db.put(&record(1)));
    world.act(|_| world.server.with(|db| db.put(&record(2))), &[5_000, 60_000]);
    world.both_hold(&[record(1), record(2)]);
    assert_eq!(world.device.troubles(), []);
    world.server.log.borrow_mut().clear();
    world.run(5_000);
    assert_eq!(world.server.calls(&["changes"]), ["changes 2"]);
}

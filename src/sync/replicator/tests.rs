//! The loop against a server, a device and a clock that can be made to misbehave.

mod fakes;
mod losses;
mod trouble;

use super::*;
use fakes::{World, record};

#[test]
fn both_sides_end_with_everything() {
    let world = World::new();
    world.server.with(|db| (0..450).for_each(|n| db.put(&record(n))));
    (1_000..1_230).for_each(|n| world.device.write(&record(n)));
    world.run(5_000);
    let all: Vec<_> = (0..450).chain(1_000..1_230).map(record).collect();
    world.both_hold(&all);
    assert_eq!(world.server.calls(&["push"]), ["push 100", "push 100", "push 30"]);
    assert!(world.device.outbox.borrow().is_empty());
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
    assert_eq!(world.device.troubles(), []);
}

#[test]
fn a_second_sync_moves_nothing() {
    let world = World::new();
    world.server.with(|db| (0..300).for_each(|n| db.put(&record(n))));
    (1_000..1_010).for_each(|n| world.device.write(&record(n)));
    world.run(90_000);
    let came = world.device.came.get();
    world.server.log.borrow_mut().clear();
    world.run(90_000);
    assert_eq!(world.server.calls(&["push", "missing", "put_local", "create"]), [] as [&str; 0]);
    assert_eq!(world.server.calls(&["info", "get_local", "changes"]).len(), 3);
    assert_eq!(world.device.came.get(), came);
}

#[test]
fn a_first_pull_asks_nothing_about_what_it_has_just_seen() {
    let world = World::new();
    world.server.with(|db| (0..3_000).for_each(|n| db.put(&record(n))));
    world.run(5_000);
    assert_eq!(world.device.ids().len(), 3_000);
    assert_eq!(world.server.calls(&["missing", "push"]), [] as [&str; 0]);
}

#[test]
fn what_changes_there_comes_at_once() {
    let world = World::new();
    world.act(|_| world.server.with(|db| db.put(&record(7))), &[3_000, 1]);
    world.both_hold(&[record(7)]);
}

#[test]
fn a_new_record_leaves_while_the_longpoll_waits() {
    let world = World::new();
    world.act(|_| world.device.write(&record(7)), &[3_000, 1]);
    world.both_hold(&[record(7)]);
    assert_eq!(world.server.times("push"), [3_000]);
    assert_eq!(world.server.times("changes"), [0], "nothing is asked anew for it");
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
}

#[test]
fn a_network_that_comes_back_ends_a_longpoll_that_may_be_dead() {
    let world = World::new();
    world.server.fail("longpoll", u64::MAX, SyncError::Offline);
    let act = |_| {
        world.server.with(|db| db.put(&record(7)));
        world.device.wake.ring();
    };
    world.act(act, &[3_000, 1]);
    world.both_hold(&[record(7)]);
}

#[test]
fn the_longpoll_is_asked_again_for_as_long_as_the_app_is_open() {
    let world = World::new();
    world.run(26 * 60_000);
    let polls = world.server.times("longpoll");
    assert!((60..=64).contains(&polls.len()), "{}", polls.len());
    assert_eq!(world.device.troubles(), []);
}

#[test]
fn the_checkpoint_is_written_on_both_sides_but_there_not_more_often_than_every_30_seconds() {
    let world = World::new();
    let times = [1_000; 121];
    world.act(|number| world.server.with(|db| db.put(&record(number as u64))), &times);
    let writes = world.server.times("put_local");
    // The one before the first pull, then one each half minute.
    assert!((4..=6).contains(&writes.len()), "{writes:?}");
    assert!(writes.windows(2).all(|pair| pair[1] - pair[0] >= CHECKPOINT_EVERY_MS), "{writes:?}");
    let local = LocalCheckpoint::parse(world.device.checkpoint.borrow().as_deref());
    assert_eq!(local.since.as_deref(), Some("120"));
}

#[test]
fn documents_that_are_not_ours_are_passed_over() {
    let world = World::new();
    let stolen = serde_json::to_string(&record(1)).unwrap();
    world.server.with(|db| {
        db.put_raw("_design/guard", "1-a", "{\"_id\":\"_design/guard\",\"views\":{}}");
        db.put_raw("note", "1-b", "{\"_id\":\"note\",\"text\":\"\\ud800\"}");
        db.put_raw("list", "1-c", "[]");
        db.put_raw(&record(3).id, "1-e", "null");
        db.put_raw("other id", "1-f", &stolen);
        db.delete(&record(2).id, "1-d");
        let mut huge = record(4);
        huge.p = "x".repeat(crate::domain::body::LONGEST_PAYLOAD + 1);
        db.put(&huge);
        db.put(&record(5));
    });
    world.run(5_000);
    assert_eq!(world.device.ids(), [record(5).id]);
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
}

#[test]
fn a_weekly_comparison_pushes_back_what_was_lost_unnoticed() {
    let world = World::new();
    world.server.with(|db| (0..5).for_each(|n| db.put(&record(n))));
    let act = |_| world.server.with(|db| db.lose(&record(2).id));
    world.act(act, &[60_000, 11 * crate::domain::time::DAY]);
    world.both_hold(&(0..5).map(record).collect::<Vec<_>>());
    let asked = world.server.times("missing");
    assert_eq!(asked.len(), 1, "{asked:?}");
}

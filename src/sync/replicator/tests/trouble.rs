//! Servers and networks that fail, and what a person is told meanwhile.

use super::*;

#[test]
fn failures_are_waited_out_longer_and_longer_with_jitter() {
    let world = World::new();
    (0..400).for_each(|_| world.server.fail("info", 0, SyncError::Offline));
    world.run(10 * 60_000);
    let times = world.server.times("info");
    let waits: Vec<u64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(waits[0] <= 1_000 && waits[1] <= 2_000 && waits[2] <= 4_000, "{waits:?}");
    assert!(waits.iter().all(|wait| (250..=60_000).contains(wait)), "{waits:?}");
    assert!(waits.iter().any(|wait| *wait > 20_000), "{waits:?}");
    let Status::Waiting { why, retry_at } = world.device.last_status() else { panic!("it waits") };
    assert_eq!(why, SyncError::Offline);
    assert!(retry_at.0 >= world.clock.now());
}

#[test]
fn a_ring_ends_the_wait() {
    let world = World::new();
    (0..12).for_each(|_| world.server.fail("info", 0, SyncError::Offline));
    let act = |_| world.device.wake.ring();
    world.act(act, &[1; 14]);
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
}

#[test]
fn a_busy_server_is_left_in_peace_for_the_time_it_asks() {
    let world = World::new();
    world.server.fail("changes", 0, SyncError::Busy { retry_after_ms: Some(7_000) });
    world.act(|_| world.device.wake.ring(), &[1_000, 20_000]);
    let times = world.server.times("changes");
    assert!((7_000..=8_000).contains(&times[1]), "{times:?}");
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
}

#[test]
fn a_busy_server_that_says_no_time_gets_the_usual_wait() {
    let world = World::new();
    world.server.fail("info", 0, SyncError::Busy { retry_after_ms: None });
    world.run(1_500);
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
}

#[test]
fn each_trouble_is_shown_and_none_is_the_end() {
    let troubles = [
        SyncError::Denied,
        SyncError::Server(502),
        SyncError::NotABackend,
        SyncError::Cut,
        SyncError::TooLarge,
        SyncError::Server(400),
    ];
    let world = World::new();
    world.server.with(|db| db.put(&record(1)));
    for trouble in &troubles {
        world.server.fail("changes", 0, trouble.clone());
    }
    world.run(5 * 60_000);
    assert_eq!(world.device.troubles(), troubles);
    world.both_hold(&[record(1)]);
}

#[test]
fn an_answer_that_never_comes_is_no_answer() {
    let world = World::new();
    world.server.fail("info", 1_000_000_000, SyncError::Cut);
    world.run(ANSWER_MS + 2_000);
    assert_eq!(world.device.troubles(), [SyncError::Offline]);
    assert!(matches!(world.device.last_status(), Status::UpToDate { .. }));
}

#[test]
fn a_longpoll_cut_by_a_proxy_is_no_trouble() {
    let world = World::new();
    world.server.fail("longpoll", 20_000, SyncError::Cut);
    world.run(30_000);
    assert_eq!(world.device.troubles(), []);
    assert_eq!(world.server.times("longpoll"), [0, 20_000]);
}

#[test]
fn a_longpoll_that_fails_at_once_every_time_is_asked_less_and_less() {
    let world = World::new();
    (0..400).for_each(|_| world.server.fail("longpoll", 0, SyncError::Cut));
    world.run(10 * 60_000);
    let asked = world.server.times("longpoll").len();
    assert!(asked < 60, "{asked}");
}

#[test]
fn a_server_without_longpoll_is_not_hammered() {
    let world = World::new();
    world.server.has_longpoll.set(false);
    world.act(|_| world.server.with(|db| db.put(&record(1))), &[30_000, 6_000]);
    assert!(world.server.times("longpoll").len() <= 8);
    world.both_hold(&[record(1)]);
}

#[test]
fn a_server_that_repeats_itself_is_not_hammered_either() {
    let world = World::new();
    world.server.with(|db| (0..3).for_each(|n| db.put(&record(n))));
    world.server.repeats.set(true);
    world.run(60_000);
    assert!(world.server.log.borrow().len() < 60, "{}", world.server.log.borrow().len());
    world.both_hold(&(0..3).map(record).collect::<Vec<_>>());
}

#[test]
fn after_a_while_of_peace_a_failure_is_waited_out_briefly_again() {
    let world = World::new();
    (0..8).for_each(|_| world.server.fail("info", 0, SyncError::Offline));
    world.server.fail_after("longpoll", 1, SyncError::Server(500));
    world.run(10 * 60_000);
    let failed = world.server.times("longpoll")[1];
    let again = *world.server.times("info").last().expect("it was asked");
    assert!((250..=1_000).contains(&(again - failed)), "{failed} {again}");
}

#[test]
fn a_batch_too_large_is_halved_and_nothing_is_sent_twice() {
    let world = World::new();
    (0..10).for_each(|n| world.device.write(&record(n)));
    world.server.most_docs.set(3);
    world.run(5_000);
    world.both_hold(&(0..10).map(record).collect::<Vec<_>>());
    let pushes = world.server.calls(&["push"]);
    assert_eq!(pushes, ["push 10", "push 5", "push 2", "push 3", "push 5", "push 2", "push 3"]);
}

#[test]
fn a_single_record_too_large_is_refused_and_the_others_leave() {
    let world = World::new();
    (0..10).for_each(|n| world.device.write(&record(n)));
    world.server.too_large.borrow_mut().push(record(4).id);
    world.run(5_000);
    assert_eq!(world.server.with(|db| db.trees.len()), 9);
    assert_eq!(*world.device.refused.borrow(), [(record(4).id, SyncError::TooLarge.to_string())]);
    assert!(world.device.outbox.borrow().is_empty());
}

#[test]
fn a_refused_record_is_told_apart_from_those_that_were_taken() {
    let world = World::new();
    (0..3).for_each(|n| world.device.write(&record(n)));
    world.server.refused.borrow_mut().push(record(1).id);
    world.run(5_000);
    assert_eq!(world.server.with(|db| db.trees.len()), 2);
    assert_eq!(*world.device.refused.borrow(), [(record(1).id, "forbidden".to_string())]);
    assert_eq!(world.device.troubles(), []);
}

#[test]
fn a_failed_push_is_tried_again() {
    let world = World::new();
    (0..3).for_each(|n| world.device.write(&record(n)));
    world.server.fail("push", 0, SyncError::Cut);
    world.server.fail("push", 0, SyncError::Server(503));
    world.run(20_000);
    world.both_hold(&(0..3).map(record).collect::<Vec<_>>());
}

#[test]
fn a_full_device_says_so_and_goes_on_where_it_was() {
    let world = World::new();
    world.run(1_000);
    world.device.full.set(true);
    world.server.with(|db| (0..3).for_each(|n| db.put(&record(n))));
    world.act(|_| world.device.full.set(false), &[1_000, 60_000]);
    assert!(world.device.troubles().contains(&SyncError::Desk("no room".into())));
    world.both_hold(&(0..3).map(record).collect::<Vec<_>>());
}

#[test]
fn after_failures_pages_get_smaller_and_grow_again() {
    let world = World::new();
    world.server.with(|db| (0..5_000).for_each(|n| db.put(&record(n))));
    (0..2).for_each(|_| world.server.fail("changes", 0, SyncError::Cut));
    world.run(30_000);
    let asked = world.server.calls(&["changes"]);
    assert_eq!(asked[..5], ["changes -", "changes -", "changes -", "changes 50", "changes 150"]);
    assert_eq!(world.device.ids().len(), 5_000);
}

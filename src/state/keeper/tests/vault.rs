//! A person's vault is carried as every community is: pulled into segments, pushed from the outbox, buried.

use super::*;
use crate::domain::bytes::Bytes;
use crate::state::vault::{Device as Own, Vault};

fn device(secret: &Secret) -> Device {
    Device { here: secret.vault().public(), ..Device::new() }
}

fn reconcile(device: &Device, vault: &Vault<Memory>) {
    let own = Own { name: "x".into(), seen: Millis(0) };
    block_on(vault.reconcile(&own, device.quiet.now())).unwrap();
}

fn open(device: &Device, secret: &Secret, replica: &str) -> Vault<Memory> {
    block_on(Vault::open(device.store.clone(), secret, replica)).unwrap()
}

fn name(device: &Device) -> Option<String> {
    block_on(device.store.get(Shelf::Meta, "name")).unwrap()
}

fn call(device: &Device, name: &str) {
    let changes = vec![Change::put(Shelf::Meta, "name", name)];
    block_on(device.store.commit(changes, Durability::Strict)).unwrap();
}

/// What leaves one device is shown to another.
fn carry(from: &Device, to: &Device) {
    let keeper = from.keeper();
    let waiting = block_on(keeper.outbox(1_000)).unwrap();
    let leaves: Vec<[Item; 1]> = waiting.into_iter().map(|item| [item]).collect();
    keep(&to.keeper(), &leaves.iter().map(<[Item; 1]>::as_slice).collect::<Vec<_>>());
    for [item] in &leaves {
        match item {
            Item::Record(record) => {
                block_on(keeper.sent(std::slice::from_ref(&record.id), &[])).unwrap();
            }
            Item::Tombstone(tombstone) => block_on(keeper.buried(&tombstone.id, None)).unwrap(),
        }
    }
}

#[test]
fn what_is_buried_on_one_device_goes_from_the_other_and_is_offered_to_nobody() {
    let secret = Secret::generate();
    let (one, two) = (device(&secret), device(&secret));
    call(&one, "Anna");
    reconcile(&one, &open(&one, &secret, "one"));
    carry(&one, &two);
    reconcile(&two, &open(&two, &secret, "two"));
    assert_eq!(name(&two).as_deref(), Some("Anna"));
    let first = block_on(open(&one, &secret, "one").envelopes()).unwrap();

    // The second device writes over what it pulled, and a month later buries it, though it lies in a segment.
    call(&two, "Anni");
    reconcile(&two, &open(&two, &secret, "two"));
    two.quiet.now.set(31 * DAY);
    reconcile(&two, &open(&two, &secret, "two"));
    let keeper = two.keeper();
    let waiting = block_on(keeper.outbox(1_000)).unwrap();
    let buried: Vec<&str> = waiting
        .iter()
        .filter_map(|item| match item {
            Item::Tombstone(tombstone) => Some(tombstone.id.as_str()),
            Item::Record(_) => None,
        })
        .collect();
    let [id] = buried[..] else { panic!("one was taken the place of: {buried:?}") };
    let content = &first.iter().find(|record| record.id == id).unwrap().p;
    let offered = block_on(keeper.everything(Some("alone".into()))).unwrap().0;
    assert!(offered.iter().all(|record| record.id != id));
    assert!(!two.bytes().contains(content.as_str()), "its content is gone from the segment");
    carry(&two, &one);
    let vault = open(&one, &secret, "one");
    reconcile(&one, &vault);
    assert_eq!(name(&one).as_deref(), Some("Anni"));
    assert!(block_on(vault.envelopes()).unwrap().iter().all(|record| record.id != id));
}

#[test]
fn a_vault_is_nothing_to_a_community_on_the_same_device() {
    let secret = Secret::generate();
    let vaulted = device(&secret);
    call(&vaulted, "Anna");
    reconcile(&vaulted, &open(&vaulted, &secret, "one"));
    let community = Device { here: Bytes([5; 32]), store: vaulted.store.clone(), ..Device::new() };
    assert!(community.keeper().is_empty());
    assert_eq!(block_on(community.keeper().outbox(100)), Ok(vec![]));
    let book = block_on(Book::open(community.store.clone(), community.here, &secret, NOW)).unwrap();
    assert!(book.is_empty() && book.outbox().is_empty());
}

//! Two or three devices of one person, whose records are carried by hand.

mod crowd;

use super::*;
use crate::domain::bytes::Bytes;
use crate::domain::journal::{Entry, EntryId, EntryWords};
use crate::domain::time::{DAY, LocalDay};
use crate::state::book::BLOCKED;
use crate::state::config::{Config, Joined};
use crate::store::memory::Memory;
use futures::executor::block_on;

const NOW: Millis = Millis(1_795_000_000_000);
const CANARY: &str = "Lunch with Quirin under the chestnut tree";

/// One device, and its clock.
struct Own {
    store: Rc<Memory>,
    secret: Secret,
    replica: String,
    vault: Vault<Memory>,
    now: std::cell::Cell<u64>,
}

impl Own {
    fn new(secret: &Secret, replica: &str) -> Self {
        let store: Rc<Memory> = Rc::default();
        let vault = block_on(Vault::open(store.clone(), secret, replica)).unwrap();
        let (secret, replica) = (secret.clone(), replica.to_owned());
        Self { store, secret, replica, vault, now: std::cell::Cell::new(NOW.0) }
    }

    /// The app is closed and opened again.
    fn restart(&mut self) {
        let vault = Vault::open(self.store.clone(), &self.secret, &self.replica);
        self.vault = block_on(vault).unwrap();
    }

    fn now(&self) -> Millis {
        self.now.set(self.now.get() + 1_000);
        Millis(self.now.get())
    }

    fn put(&self, shelf: Shelf, key: impl ToString, text: &str) {
        block_on(self.store.commit(vec![Change::put(shelf, key, text)], Durability::Strict))
            .unwrap();
    }

    fn remove(&self, shelf: Shelf, key: impl ToString) {
        block_on(self.store.commit(vec![Change::remove(shelf, key)], Durability::Strict)).unwrap();
    }

    fn get(&self, shelf: Shelf, key: impl ToString) -> Option<String> {
        block_on(self.store.get(shelf, &key.to_string())).unwrap()
    }

    fn write(&self, id: u8, words: &str) {
        let entry = Entry {
            id: Bytes([id; 16]),
            written: NOW,
            day: LocalDay(20_000),
            role: None,
            mood: None,
            words: EntryWords::parse(words).unwrap(),
            about: None,
        };
        self.put(Shelf::Journal, entry.id, &serde_json::to_string(&entry).unwrap());
    }

    /// What the journal says, sorted.
    fn words(&self) -> Vec<String> {
        let all = block_on(self.store.all(Shelf::Journal)).unwrap();
        let mut words: Vec<_> = all
            .iter()
            .map(|(key, text)| {
                let entry: Entry = serde_json::from_str(text).unwrap();
                assert_eq!(entry.id.to_string(), *key);
                entry.words.to_string()
            })
            .collect();
        words.sort();
        words
    }

    fn reconcile(&self) -> Reconciled {
        let now = self.now();
        let seen = Millis(now.0 / DAY * DAY);
        let me = Device { name: format!("the {}", self.replica), seen };
        block_on(self.vault.reconcile(&me, now)).unwrap()
    }

    /// Everything this device has is carried to another one, which takes it in.
    fn to(&self, other: &Self) {
        let envelopes = block_on(self.vault.envelopes()).unwrap();
        block_on(other.vault.receive(&envelopes, other.now())).unwrap();
        other.reconcile();
    }
}

fn pair() -> (Own, Own) {
    let secret = Secret::generate();
    (Own::new(&secret, "one"), Own::new(&secret, "two"))
}

/// Carries everything to and fro until nobody has anything to say.
fn meet(devices: &[&Own]) {
    for _ in 0..6 {
        for one in devices {
            one.reconcile();
        }
        let before: usize = devices.iter().map(|d| d.vault.len()).sum();
        for (one, other) in devices.iter().flat_map(|a| devices.iter().map(move |b| (a, b))) {
            if one.replica != other.replica {
                one.to(other);
            }
        }
        if devices.iter().map(|d| d.vault.len()).sum::<usize>() == before {
            return;
        }
    }
    panic!("the devices never come to rest");
}

fn entry_id(id: u8) -> EntryId {
    Bytes([id; 16])
}

#[test]
fn what_one_device_has_is_on_the_other_and_nothing_is_written_twice() {
    let (one, two) = pair();
    one.write(1, "tea with Ida");
    one.put(Shelf::Meta, "name", "Anna");
    assert!(one.reconcile().wrote);
    one.to(&two);
    assert_eq!(two.words(), ["tea with Ida"]);
    assert_eq!(two.get(Shelf::Meta, "name").as_deref(), Some("Anna"));
    meet(&[&one, &two]);
    assert_eq!(one.reconcile(), Reconciled::default(), "an agreed pass does nothing");
    assert_eq!(two.reconcile(), Reconciled::default());
}

#[test]
fn an_entry_changed_on_both_keeps_both_texts_on_both() {
    let (one, two) = pair();
    one.write(1, "soup");
    meet(&[&one, &two]);
    one.write(1, "soup with Ida");
    two.write(1, "soup with Jonas");
    one.reconcile();
    two.reconcile();
    meet(&[&one, &two]);
    assert_eq!(one.words(), ["soup with Ida", "soup with Jonas"]);
    assert_eq!(two.words(), one.words());
}

#[test]
fn both_texts_are_kept_when_the_others_comes_before_ones_own_was_written_down() {
    let (one, two) = pair();
    one.write(1, "soup");
    meet(&[&one, &two]);
    one.write(1, "soup with Ida");
    one.reconcile();
    two.write(1, "soup with Jonas");
    one.to(&two);
    meet(&[&one, &two]);
    assert_eq!(one.words(), ["soup with Ida", "soup with Jonas"]);
    assert_eq!(two.words(), one.words());
}

#[test]
fn taking_an_entry_out_travels_and_an_edit_elsewhere_wins_over_it() {
    let (one, two) = pair();
    one.write(1, "soup");
    one.write(2, "bread");
    meet(&[&one, &two]);
    one.remove(Shelf::Journal, entry_id(1));
    one.remove(Shelf::Journal, entry_id(2));
    two.write(2, "warm bread");
    meet(&[&one, &two]);
    assert_eq!(one.words(), ["warm bread"]);
    assert_eq!(two.words(), ["warm bread"]);
}

#[test]
fn a_device_that_was_away_for_months_finds_everything_and_loses_nothing_of_its_own() {
    let secret = Secret::generate();
    let [one, two, mut away] = ["one", "two", "away"].map(|name| Own::new(&secret, name));
    one.write(1, "soup");
    meet(&[&one, &two, &away]);
    away.write(1, "soup, as I remember it");
    for round in 0..5 {
        let later = NOW.0 + (round + 1) * 20 * DAY;
        one.now.set(later);
        two.now.set(later);
        one.write(1, &format!("soup {round}"));
        meet(&[&one, &two]);
    }
    away.now.set(one.now.get());
    away.restart();
    meet(&[&one, &two, &away]);
    assert_eq!(away.words(), ["soup 4", "soup, as I remember it"]);
    assert_eq!(one.words(), away.words());
}

#[test]
fn an_empty_device_gets_journal_keys_letters_name_and_communities() {
    let secret = Secret::generate();
    let one = Own::new(&secret, "one");
    let community: CommunityId = Bytes([7; 32]);
    let config =
        |backend: &str| Config { community, backend: backend.into(), name: "Vaduz".into() };
    let joined = Joined {
        config: config("https://anna:pw@db.example/vaduz"),
        by_site: false,
        pass: None,
        left: false,
    };
    let text = serde_json::to_string(&joined).unwrap();
    one.write(1, CANARY);
    one.put(Shelf::Keys, Bytes([1; 32]), r#"{"sign":"x"}"#);
    one.put(Shelf::Letters, "a:offer:0000000000001:AAAAAAAAAAAAAAAAAAAAAA", "{}");
    one.put(Shelf::Meta, "name", "Anna");
    one.put(Shelf::Meta, Joined::key(&community), &text);
    one.reconcile();
    // By the words, and with what the site had put there meanwhile.
    let words = Secret::from_words(&secret.words()).unwrap();
    let two = Own::new(&words, "two");
    let site = serde_json::to_string(&Joined::by_site(config("https://db.example/vaduz"), None));
    two.put(Shelf::Meta, Joined::key(&community), &site.unwrap());
    one.to(&two);
    assert_eq!(two.words(), [CANARY]);
    assert!(two.get(Shelf::Keys, Bytes([1; 32])).is_some());
    assert!(two.get(Shelf::Letters, "a:offer:0000000000001:AAAAAAAAAAAAAAAAAAAAAA").is_some());
    assert_eq!(two.get(Shelf::Meta, "name").as_deref(), Some("Anna"));
    assert_eq!(two.get(Shelf::Meta, Joined::key(&community)), Some(text));
    let names: Vec<_> = two.vault.devices().into_values().map(|d| d.name).collect();
    assert_eq!(names, ["the one", "the two"]);
}

#[test]
fn keys_erased_on_one_device_stay_on_the_other_and_do_not_come_back() {
    let (one, two) = pair();
    one.put(Shelf::Keys, "k", "{}");
    meet(&[&one, &two]);
    one.remove(Shelf::Keys, "k");
    meet(&[&one, &two]);
    assert_eq!(one.get(Shelf::Keys, "k"), None);
    assert_eq!(two.get(Shelf::Keys, "k").as_deref(), Some("{}"));
}

#[test]
fn of_two_names_one_is_chosen_alike_and_an_emptied_one_is_empty_everywhere() {
    let (one, two) = pair();
    one.put(Shelf::Meta, "name", "Anna");
    meet(&[&one, &two]);
    one.put(Shelf::Meta, "name", "Anni");
    two.put(Shelf::Meta, "name", "Anuschka");
    one.reconcile();
    two.reconcile();
    meet(&[&one, &two]);
    assert_eq!(one.get(Shelf::Meta, "name"), two.get(Shelf::Meta, "name"));
    two.remove(Shelf::Meta, "name");
    meet(&[&one, &two]);
    assert_eq!(one.get(Shelf::Meta, "name"), None);
}

#[test]
fn whom_one_does_not_want_to_see_is_seen_on_no_device_until_one_wants_to() {
    let (one, two) = pair();
    let key = format!("{BLOCKED}{}", Bytes([7; 32]));
    one.put(Shelf::Meta, &key, "Eve");
    meet(&[&one, &two]);
    assert_eq!(two.get(Shelf::Meta, &key).as_deref(), Some("Eve"));
    two.remove(Shelf::Meta, &key);
    meet(&[&one, &two]);
    assert_eq!(one.get(Shelf::Meta, &key), None);
}

#[test]
fn nothing_in_a_record_can_be_read_and_equal_texts_look_different() {
    let secret = Secret::generate();
    let (one, two) = (Own::new(&secret, "one"), Own::new(&secret, "two"));
    for device in [&one, &two] {
        device.write(1, CANARY);
        device.put(Shelf::Meta, "name", "Annegret");
        device.reconcile();
    }
    let all = [block_on(one.vault.envelopes()).unwrap(), block_on(two.vault.envelopes()).unwrap()];
    let ids: BTreeSet<_> = all.iter().flatten().map(|e| e.id.clone()).collect();
    assert_eq!(ids.len(), 6, "three slots on each, no two under one id");
    for envelope in all.iter().flatten() {
        let text = serde_json::to_string(envelope).unwrap();
        for canary in [CANARY, "Quirin", "Annegret", "journal", "name", "the one"] {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
        let fact = verify(&one.vault.id(), envelope).unwrap();
        let Body::Kept(kept) = fact.body else { panic!("{}", envelope.id) };
        assert_eq!((kept.c.0.len() - 12 - 16) % 256, 0);
        assert_eq!(fact.id.time.0 % WEEK, 0, "the id tells the week alone");
    }
}

#[test]
fn the_longest_entry_travels_in_whatever_script_and_a_part_that_is_late_is_waited_for() {
    let (one, two) = pair();
    let long: String = "\"慈\\ü".chars().cycle().take(20_000).collect();
    one.write(1, &long);
    one.reconcile();
    let envelopes = block_on(one.vault.envelopes()).unwrap();
    assert!(envelopes.len() > 4);
    for (count, envelope) in envelopes.iter().enumerate() {
        assert!(envelope.p.len() <= crate::domain::body::LONGEST_PAYLOAD);
        block_on(two.vault.receive(std::slice::from_ref(envelope), NOW)).unwrap();
        two.reconcile();
        assert!(count + 1 == envelopes.len() || two.words().iter().all(|words| *words == long));
    }
    assert_eq!(two.words(), [long]);
}

#[test]
fn a_stranger_with_the_database_changes_nothing() {
    let (one, two) = pair();
    one.write(1, "soup");
    meet(&[&one, &two]);
    let stranger = Own::new(&Secret::generate(), "stranger");
    let plain = Plain::Version(Version {
        slot: slots::of_entry(&entry_id(1)),
        value: None,
        rest: Vec::new(),
        over: one.vault.known.borrow().versions.keys().cloned().collect(),
        at: NOW.plus(DAY),
        device: "stranger".into(),
    });
    let c = lock(&stranger.secret, &serde_json::to_vec(&plain).unwrap()).unwrap();
    let body = Body::Kept(Kept { c });
    let time = Millis(NOW.0 / WEEK * WEEK);
    let signer = Signer::generate();
    let forged =
        sign(&signer, &one.vault.id(), Place::Anywhere, time, time.plus(DAY * 9), body).unwrap().0;
    assert_eq!(block_on(one.vault.receive(&[forged], NOW)), Ok(0));
    one.reconcile();
    assert_eq!(one.words(), ["soup"]);
}

#[test]
fn a_pass_that_finds_no_room_changes_nothing_and_the_next_one_does_it() {
    let (one, two) = pair();
    one.write(1, "soup");
    one.store.set_full(true);
    let me = Device { name: "x".into(), seen: NOW };
    assert_eq!(block_on(one.vault.reconcile(&me, NOW)), Err(StoreError::Full));
    assert!(one.vault.is_empty());
    one.store.set_full(false);
    one.reconcile();
    one.to(&two);
    assert_eq!(two.words(), ["soup"]);
}

#[test]
fn what_was_taken_the_place_of_is_buried_after_a_month_and_stays_buried() {
    let (mut one, two) = pair();
    one.write(1, "soup");
    meet(&[&one, &two]);
    let old = block_on(one.vault.envelopes()).unwrap();
    one.write(1, "stew");
    one.reconcile();
    let many = one.vault.len();
    one.now.set(NOW.0 + 31 * DAY);
    one.reconcile();
    one.reconcile();
    assert!(
        one.vault.len() <= many,
        "the new sign of life takes one place, the old entry gives one back"
    );
    one.restart();
    let sent = block_on(one.store.keys(Shelf::Outbox)).unwrap();
    assert!(sent.iter().any(|key| key.starts_with(crate::state::book::BURY)));
    block_on(one.vault.receive(&old, one.now())).unwrap();
    one.reconcile();
    assert_eq!(one.words(), ["stew"]);
}

#[test]
fn a_file_brings_everything_and_other_files_say_what_they_are() {
    let secret = Secret::generate();
    let (one, two) = (Own::new(&secret, "one"), Own::new(&secret, "two"));
    one.write(1, "soup");
    one.reconcile();
    let file = block_on(one.vault.to_file()).unwrap();
    assert!(!file.contains("soup"));
    assert_eq!(block_on(two.vault.take_file(&file, NOW)), Ok(2));
    assert_eq!(block_on(two.vault.take_file(&file, NOW)), Ok(2), "a second time is no mistake");
    two.reconcile();
    assert_eq!(two.words(), ["soup"]);
    let stranger = Own::new(&Secret::generate(), "stranger");
    assert_eq!(block_on(stranger.vault.take_file(&file, NOW)), Err(BadFile::NotYours));
    assert_eq!(block_on(two.vault.take_file("{}", NOW)), Err(BadFile::NotAVault));
}

#[test]
fn a_device_taken_off_the_list_is_off_it_everywhere() {
    let (one, two) = pair();
    meet(&[&one, &two]);
    assert_eq!(one.vault.devices().len(), 2);
    block_on(one.vault.drop_device("two", one.now())).unwrap();
    assert_eq!(one.vault.devices().into_keys().collect::<Vec<_>>(), ["one"]);
}

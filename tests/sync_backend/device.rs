//! A device: a store in memory, the keeper over it, and a clock that is the real one.

use a_heart_2_help::crypto::identity::Signer;
use a_heart_2_help::crypto::sign::sign;
use a_heart_2_help::domain::act::{Act, Role};
use a_heart_2_help::domain::body::Body;
use a_heart_2_help::domain::bytes::Bytes;
use a_heart_2_help::domain::community::CommunityId;
use a_heart_2_help::domain::id::Place;
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::domain::text::Words;
use a_heart_2_help::domain::time::{DAY, Millis};
use a_heart_2_help::state::keeper::{Keeper, News, World, segments};
use a_heart_2_help::store::memory::Memory;
use a_heart_2_help::store::{Change, Durability, Shelf, Store};
use a_heart_2_help::sync::{Backend, Refused, Status, SyncError, Wake, run};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub const HERE: CommunityId = Bytes([1; 32]);

/// What a device says while it syncs.
#[derive(Default)]
pub struct Said {
    pub refused: RefCell<Vec<Refused>>,
    pub troubles: RefCell<Vec<SyncError>>,
    pub rounds: Cell<usize>,
    /// How many pages brought something new.
    pub came: Cell<usize>,
}

pub struct Device {
    name: &'static str,
    pub store: Rc<Memory>,
    pub wake: Wake,
    pub said: Rc<Said>,
}

struct Here(Rc<Said>);

pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as u64
}

/// A true record, the same one for the same number.
pub fn record(n: u64) -> Envelope {
    static ALL: LazyLock<Mutex<BTreeMap<u64, Envelope>>> = LazyLock::new(Mutex::default);
    static AUTHOR: LazyLock<Bytes<32>> = LazyLock::new(|| Signer::generate().seed());
    let made = || {
        let act = Act {
            role: Role::Did,
            category: None,
            words: Words::parse(&format!("Grüezi \u{1f49b}, number {n}")).unwrap(),
            lang: None,
            name: None,
            inspired_by: None,
            of_request: None,
            photo: None,
        };
        let (at, body) = (now(), Body::Act(Box::new(act)));
        let (time, dies) = (Millis(at), Millis(at + DAY));
        sign(&Signer::from_seed(&AUTHOR), &HERE, Place::Anywhere, time, dies, body).unwrap().0
    };
    ALL.lock().unwrap().entry(n).or_insert_with(made).clone()
}

impl Device {
    pub fn new(name: &'static str) -> Self {
        Self { name, store: Rc::default(), wake: Wake::default(), said: Rc::default() }
    }

    /// Opens the app and keeps it open.
    pub async fn sync(&self, backend: &impl Backend) {
        let here = Here(Rc::clone(&self.said));
        let store = Rc::clone(&self.store);
        let keeper = Keeper::open(store, HERE, self.name, "backend", here).await.unwrap();
        run(backend, &keeper, &self.wake).await;
    }

    pub async fn write(&self, record: &Envelope) {
        let text = serde_json::to_string(record).unwrap();
        let changes = vec![
            Change::put(Shelf::Records, &record.id, text),
            Change::put(Shelf::Outbox, &record.id, ""),
        ];
        self.store.commit(changes, Durability::Strict).await.unwrap();
        self.wake.ring();
    }

    /// Everything on the shelves.
    pub async fn records(&self) -> Vec<Envelope> {
        let mut all = BTreeMap::new();
        let shelf = async |shelf| self.store.all(shelf).await.unwrap();
        let texts = shelf(Shelf::Records).await.into_iter().chain(shelf(Shelf::Segments).await);
        for line in texts
            .flat_map(|(_, text)| segments::lines(&text).map(ToOwned::to_owned).collect::<Vec<_>>())
        {
            if let Ok(record) = serde_json::from_str::<Envelope>(&line) {
                all.insert(record.id.clone(), record);
            }
        }
        all.into_values().collect()
    }

    pub async fn ids(&self) -> BTreeSet<String> {
        self.records().await.into_iter().map(|record| record.id).collect()
    }

    pub async fn holds(&self, record: &Envelope) -> bool {
        self.records().await.contains(record)
    }

    pub async fn outbox(&self) -> usize {
        self.store.keys(Shelf::Outbox).await.unwrap().len()
    }

    /// The device forgets what it pulled and wrote, but not how far it was.
    pub async fn lose_records(&self) {
        for shelf in [Shelf::Records, Shelf::Segments, Shelf::Outbox] {
            let keys = self.store.keys(shelf).await.unwrap();
            let changes = keys.into_iter().map(|key| Change::remove(shelf, key)).collect();
            self.store.commit(changes, Durability::Strict).await.unwrap();
        }
    }
}

impl World for Here {
    fn now(&self) -> Millis {
        Millis(now())
    }

    async fn sleep(&self, ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }

    async fn breathe(&self) {
        tokio::task::yield_now().await;
    }

    fn random(&self) -> f64 {
        f64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos() % 1_000)
            / 1_000.0
    }

    fn status(&self, status: Status) {
        match status {
            Status::Waiting { why, .. } => self.0.troubles.borrow_mut().push(why),
            Status::UpToDate { .. } => self.0.rounds.set(self.0.rounds.get() + 1),
            _ => {}
        }
    }

    fn news(&self, news: News) {
        self.0.refused.borrow_mut().extend(news.refused);
        self.0.came.set(self.0.came.get() + usize::from(!news.segments.is_empty()));
    }
}

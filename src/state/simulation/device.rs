//! One person's device: its disk stays, its app may die at any step and be started again.

use super::disk::{Disk, turn};
use super::person::{Deed, Person};
use crate::crypto::identity::Secret;
use crate::domain::community::CommunityId;
use crate::domain::time::Millis;
use crate::state::book::Book;
use crate::state::keeper::{Keeper, News, World};
use crate::sync::backend::{Changes, Info, Leaf, Refusal};
use crate::sync::checkpoint::RemoteCheckpoint;
use crate::sync::fakes::{Clock, Server};
use crate::sync::{Backend, Outgoing, Status, SyncError, Wake, run};
use futures::future::{Either, join, select};
use serde_json::value::RawValue;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// Dice that fall alike for the same seed.
pub struct Dice(Cell<u64>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995))
    }

    pub fn throw(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&self, n: u64) -> u64 {
        self.throw() % n
    }

    pub fn one_in(&self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        (!all.is_empty()).then(|| &all[self.below(all.len() as u64) as usize])
    }
}

/// What devices share.
pub struct Around {
    pub clock: Rc<Clock>,
    pub server: Server,
    pub dice: Dice,
    /// One in so many calls fails; zero is none.
    pub faults: Cell<u64>,
    /// The server is down until then; setting it back to a backup takes it down.
    pub down_until: Cell<u64>,
    /// How often it went down: whoever was connected is not any more.
    pub outages: Cell<u64>,
    /// Something happened since this was last set to false.
    pub busy: Cell<bool>,
}

impl Around {
    /// Tells of what happens, where one seed is looked at alone.
    pub fn note(&self, who: &str, what: &impl std::fmt::Debug) {
        if std::env::var_os("H2H_SEED").is_some() {
            eprintln!("{:>9} {who} {what:?}", self.clock.now() - crate::sync::fakes::START);
        }
    }
}

/// The line from one device to the server.
struct Line {
    around: Rc<Around>,
    offline: Rc<Cell<bool>>,
}

impl Line {
    async fn call<T>(
        &self,
        call: impl Future<Output = Result<T, SyncError>>,
    ) -> Result<T, SyncError> {
        let around = &self.around;
        around.busy.set(true);
        let fails = || around.faults.get() > 0 && around.dice.one_in(around.faults.get());
        around.clock.until(around.clock.now() + around.dice.below(120)).await;
        if self.offline.get() || around.clock.now() < around.down_until.get() {
            return Err(SyncError::Offline);
        }
        if fails() {
            let errors = [
                SyncError::Offline,
                SyncError::Server(500),
                SyncError::Denied,
                SyncError::NotABackend,
                SyncError::Busy { retry_after_ms: Some(300) },
            ];
            return Err(around.dice.pick(&errors).cloned().unwrap_or(SyncError::Cut));
        }
        let outages = around.outages.get();
        let broken = poll_fn(|context| {
            context.waker().wake_by_ref();
            if around.outages.get() == outages { Poll::Pending } else { Poll::Ready(()) }
        });
        let answer = match select(pin!(call), broken).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(SyncError::Cut),
        };
        around.busy.set(true);
        // The server did it, and the answer is lost on its way.
        if fails() { Err(SyncError::Cut) } else { answer }
    }
}

impl Backend for Line {
    async fn info(&self) -> Result<Info, SyncError> {
        self.call(self.around.server.info()).await
    }
    async fn create(&self) -> Result<(), SyncError> {
        self.call(self.around.server.create()).await
    }
    async fn changes(
        &self,
        since: Option<&str>,
        limit: u32,
        wait: Option<u64>,
    ) -> Result<Changes, SyncError> {
        // Small pages, so that there is something between two of them.
        self.call(self.around.server.changes(since, limit.min(5), wait)).await
    }
    async fn leaves(&self, id: &str) -> Result<Vec<Leaf>, SyncError> {
        self.call(self.around.server.leaves(id)).await
    }
    async fn winners(&self, ids: &[&str]) -> Result<Vec<Box<RawValue>>, SyncError> {
        self.call(self.around.server.winners(ids)).await
    }
    async fn push(&self, docs: &[Outgoing]) -> Result<Vec<Refusal>, SyncError> {
        self.call(self.around.server.push(docs)).await
    }
    async fn missing(&self, revisions: &[(String, String)]) -> Result<Vec<String>, SyncError> {
        self.call(self.around.server.missing(revisions)).await
    }
    async fn get_local(&self, id: &str) -> Result<Option<RemoteCheckpoint>, SyncError> {
        self.call(self.around.server.get_local(id)).await
    }
    async fn put_local(&self, id: &str, checkpoint: &RemoteCheckpoint) -> Result<(), SyncError> {
        self.call(self.around.server.put_local(id, checkpoint)).await
    }
}

/// The keeper's world on one device.
struct Here {
    name: &'static str,
    around: Rc<Around>,
    skew: Rc<Cell<i64>>,
    news: Rc<RefCell<VecDeque<News>>>,
}

impl World for Here {
    fn now(&self) -> Millis {
        now(&self.around, &self.skew)
    }
    async fn sleep(&self, ms: u64) {
        self.around.clock.until(self.around.clock.now().saturating_add(ms)).await;
    }
    async fn breathe(&self) {
        self.around.busy.set(true);
        turn().await;
    }
    fn random(&self) -> f64 {
        (self.around.dice.throw() >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn status(&self, status: Status) {
        self.around.note(self.name, &status);
    }
    fn news(&self, news: News) {
        self.around.busy.set(true);
        self.news.borrow_mut().push_back(news);
    }
}

fn now(around: &Around, skew: &Cell<i64>) -> Millis {
    Millis(around.clock.now().saturating_add_signed(skew.get()))
}

/// The running app.
pub struct App {
    future: Pin<Box<dyn Future<Output = ()>>>,
    pub book: Rc<RefCell<Option<Rc<Book<Disk>>>>>,
}

pub struct Device {
    pub disk: Rc<Disk>,
    pub person: Rc<Person>,
    pub offline: Rc<Cell<bool>>,
    /// How far its clock is off, in milliseconds.
    pub skew: Rc<Cell<i64>>,
    pub app: Option<App>,
    name: &'static str,
    secret: Secret,
    community: CommunityId,
    around: Rc<Around>,
}

impl Device {
    pub fn new(name: &'static str, community: CommunityId, around: &Rc<Around>) -> Self {
        Self {
            disk: Rc::new(Disk::new(around)),
            person: Rc::default(),
            offline: Rc::default(),
            skew: Rc::default(),
            app: None,
            name,
            secret: Secret::generate(),
            community,
            around: Rc::clone(around),
        }
    }

    pub fn start(&mut self) {
        self.around.busy.set(true);
        let (around, disk, person) = (self.around.clone(), self.disk.clone(), self.person.clone());
        let (skew, offline, secret) =
            (self.skew.clone(), self.offline.clone(), self.secret.clone());
        let (name, community) = (self.name, self.community);
        let book: Rc<RefCell<Option<Rc<Book<Disk>>>>> = Rc::default();
        let (opened, bell) = (book.clone(), Wake::default());
        let future = async move {
            let news: Rc<RefCell<VecDeque<News>>> = Rc::default();
            let time = || now(&around, &skew);
            let Ok(open) = Book::open(disk.clone(), community, &secret, time()).await else {
                return;
            };
            let open = Rc::new(open);
            *opened.borrow_mut() = Some(open.clone());
            let here =
                Here { name, around: around.clone(), skew: skew.clone(), news: news.clone() };
            let line = Line { around: around.clone(), offline };
            let sync = async {
                if let Ok(keeper) = Keeper::open(disk.clone(), community, name, "b", here).await {
                    run(&line, &keeper, &bell).await;
                }
            };
            let page = async {
                let mut waits = None;
                loop {
                    // As the page does when what could be undone may leave.
                    let next = open.held(time()).into_keys().next();
                    let before = std::mem::replace(&mut waits, next);
                    if before.is_some() && before != next {
                        bell.ring();
                        around.busy.set(true);
                    }
                    let heard = news.borrow_mut().pop_front();
                    if let Some(heard) = heard {
                        open.hear(&heard);
                        for number in heard.segments {
                            drop(open.load(number, time()).await);
                        }
                    }
                    let deed = person.to_do.borrow_mut().pop_front();
                    if let Some(deed) = deed {
                        person.act(&open, deed, time()).await;
                        bell.ring();
                        around.busy.set(true);
                    }
                    turn().await;
                }
            };
            join(sync, page).await;
        };
        self.app = Some(App { future: Box::pin(future), book });
    }

    /// One step of the app.
    pub fn step(&mut self) {
        if let Some(app) = &mut self.app
            && app.future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready()
        {
            self.app = None;
        }
    }

    pub fn book(&self) -> Option<Rc<Book<Disk>>> {
        self.app.as_ref()?.book.borrow().clone()
    }

    pub fn wants(&self, deed: Deed) {
        self.person.to_do.borrow_mut().push_back(deed);
        self.around.busy.set(true);
    }
}

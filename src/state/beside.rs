//! The sync's program: the keeper, the replicator, and what is carried by hand, in a worker beside the one page that leads, or within that page
//! where there is no worker to be had. It has no pages and no words of its own; all it knows it says on the channel.

use super::word::{Order, Word};
use crate::domain::time::Millis;
use crate::platform::tabs::Tabs;
use crate::platform::{clock, spawn_local};
use crate::state::keeper::carry::{Carried, Carry};
use crate::state::keeper::{Keeper, News, World};
use crate::store::Store;
use crate::store::either::Either;
use crate::store::indexed_db::{DATABASE, IndexedDb};
use crate::store::lent::Borrowed;
use crate::sync::{CouchDb, Status, SyncError, Wake, run};
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::future::{AbortHandle, Abortable, select};
use futures::stream::StreamExt;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::pin::pin;
use std::rc::Rc;

/// How long a sync that stopped stays stopped, in milliseconds.
pub const AGAIN_MS: u64 = 5_000;

thread_local! {
    static RUNNING: RefCell<Option<AbortHandle>> = const { RefCell::new(None) };
}

/// Around the keeper: the pages, and the clock.
struct Beside {
    tabs: Tabs,
    status: Rc<RefCell<Option<Status>>>,
    shares_thread: bool,
}

/// Begins what the order says, and ends what it said before.
pub fn begin(order: &str) {
    end();
    let Ok(order) = serde_json::from_str::<Order>(order) else {
        return;
    };
    let channel = order.channel.clone();
    std::panic::set_hook(Box::new(move |info| say_failed(&channel, info.to_string())));
    let (handle, registration) = AbortHandle::new_pair();
    RUNNING.set(Some(handle));
    spawn_local(async move {
        let _ = Abortable::new(follow(order), registration).await;
    });
}

/// Ends it.
pub fn end() {
    if let Some(running) = RUNNING.take() {
        running.abort();
    }
}

fn say_failed(channel: &str, why: String) {
    let why = SyncError::Desk(why);
    Word::Status(Status::Waiting { why, retry_at: Millis(u64::MAX) })
        .say(&Tabs::join(channel, |_| {}));
}

/// Syncs for as long as it is polled.
async fn follow(order: Order) {
    let mouth = Rc::new(Tabs::join(&order.channel, |_| {}));
    let wake = Wake::default();
    let status = Rc::new(RefCell::new(None));
    let borrowed = {
        let mouth = Rc::clone(&mouth);
        Borrowed::new(move |number, call| Word::Call(number, call).say(&mouth))
    };
    let (errand, mut errands) = unbounded();
    let tabs = {
        let (wake, status, borrowed) = (wake.clone(), Rc::clone(&status), borrowed.clone());
        Tabs::join(&order.channel, move |text| match Word::parse(&text) {
            Some(Word::Saved | Word::Wake) => wake.ring(),
            Some(Word::WhereIsIt) => {
                let now: Option<Status> = status.borrow().clone();
                if let Some(now) = now {
                    Word::Status(now).say(&mouth);
                }
            }
            Some(Word::Answer(number, answer)) => borrowed.answered(number, answer),
            Some(Word::Carry(number, wish)) => drop(errand.unbounded_send((number, wish))),
            _ => {}
        })
    };
    let world = Rc::new(Beside { tabs, status, shares_thread: order.shares_thread });
    let backend = match order.backend.as_str() {
        "" => None,
        address => match CouchDb::new(address) {
            Ok(backend) => Some(backend),
            // Not an address at all: nothing to try again until the site's settings change.
            Err(_) => {
                let why = SyncError::NotABackend;
                world.status(Status::Waiting { why, retry_at: Millis(u64::MAX) });
                None
            }
        },
    };
    loop {
        let store = match order.lent {
            true => Ok(Either::B(borrowed.clone())),
            false => IndexedDb::open(DATABASE).await.map(Either::A),
        };
        let opened = match store {
            Ok(store) => {
                let (community, world) = (order.community, Rc::clone(&world));
                let (replica, address) = (&order.replica, &order.backend);
                Keeper::open(Rc::new(store), community, replica, address, world).await
            }
            Err(error) => Err(error),
        };
        match opened {
            Ok(keeper) => {
                let carried = pin!(carry(&keeper, &mut errands, &wake, &world));
                match &backend {
                    Some(backend) => {
                        let _ = select(carried, pin!(run(backend, &keeper, &wake))).await;
                    }
                    None => {
                        if order.backend.is_empty() {
                            world.status(Status::ByHand);
                        }
                        carried.await;
                    }
                }
            }
            Err(error) => {
                let retry_at = Millis(clock::now_ms()).plus(AGAIN_MS);
                world.status(Status::Waiting { why: SyncError::Desk(error.to_string()), retry_at });
                clock::sleep(AGAIN_MS).await;
            }
        }
    }
}

/// Does what pages want done with bundles, one thing after the other, for as long as it is polled.
async fn carry<S: Store>(
    keeper: &Keeper<S, Rc<Beside>>,
    errands: &mut UnboundedReceiver<(u32, Carry)>,
    wake: &Wake,
    world: &Beside,
) {
    let mut heard = BTreeSet::new();
    while let Some((number, wish)) = errands.next().await {
        // A page says it again until it is answered.
        if !heard.insert(number) {
            continue;
        }
        let carried = keeper.carry(wish).await;
        if matches!(&carried, Carried::Taken(taken) if taken.new > 0) {
            // The backend may lack it.
            wake.ring();
        }
        Word::Carried(number, carried).say(&world.tabs);
    }
}

impl World for Rc<Beside> {
    fn now(&self) -> Millis {
        Millis(clock::now_ms())
    }

    async fn sleep(&self, ms: u64) {
        clock::sleep(ms).await;
    }

    async fn breathe(&self) {
        if self.shares_thread {
            clock::sleep(0).await;
        }
    }

    fn random(&self) -> f64 {
        clock::random()
    }

    fn status(&self, status: Status) {
        *self.status.borrow_mut() = Some(status.clone());
        Word::Status(status).say(&self.tabs);
    }

    fn news(&self, news: News) {
        Word::News(news).say(&self.tabs);
    }
}

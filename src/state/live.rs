//! Live views for the pages: everything the app knows, as signals, and everything it can do.

mod actions;
mod asking;
mod carry;
mod communities;
mod desk;
mod devices;
mod fetch;
mod follow;
mod lead;
mod people;
mod place;
mod preview;
mod promise;
mod said;
mod server;
mod start;
mod upkeep;
mod vault;

pub use crate::state::book::{ActionError, Ask, AskedBefore, Offering, PrivateAsk};
pub use actions::Problem;
pub use carry::{CarryProblem, Given, Scan};
pub use desk::Decision;
pub use preview::{Invitation, Seen};
pub use vault::{VaultAt, VaultView};

use crate::domain::act::Told;
use crate::domain::authority::Authority;
use crate::domain::bytes::{AuthorKey, Bytes};
use crate::domain::cell::Cell;
use crate::domain::community::Community;
use crate::domain::daily::{Daily, MicroAct};
use crate::domain::help::Help;
use crate::domain::helper::Carded;
use crate::domain::id::RecordId;
use crate::domain::journal::Entry;
use crate::domain::places::NamedPlace;
use crate::domain::text::Name;
use crate::domain::time::{LocalDay, Millis};
use crate::platform::clock;
use crate::platform::tabs::Tabs;
use crate::state::book::Book;
use crate::state::config::{Config, Joined};
use crate::state::word::Word;
use crate::store::StoreError;
use crate::store::either::Either;
use crate::store::indexed_db::IndexedDb;
use crate::store::memory::Memory;
use crate::sync::Status;
use futures::future::AbortHandle;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// The device's own, or memory where the browser gives none: gone with the tab, and the app says so.
pub type AnyStore = Either<IndexedDb, Memory>;

/// Whether the app can be used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ready {
    /// Reading the device.
    Opening,
    /// Everything on the device is here.
    Open,
    /// The device's storage cannot be used at all.
    Failed(StoreError),
}

/// A short message over the page, already in the person's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// Counts up.
    pub number: u32,
    /// The words.
    pub text: String,
    /// Something went wrong.
    pub bad: bool,
}

/// The app: signals for the pages. Copied freely; [`App::here`] finds it in any component.
#[derive(Clone, Copy)]
pub struct App {
    /// Whether the app can be used yet.
    pub ready: RwSignal<Ready>,
    /// The device has no storage: everything is in memory and gone with the tab.
    pub forgetful: RwSignal<bool>,
    /// The clock, moved on every half minute.
    pub now: RwSignal<Millis>,
    /// The name the person wants to be called by.
    pub name: RwSignal<Option<Name>>,
    /// The open community and its backend; none where there is none yet.
    pub config: RwSignal<Option<Config>>,
    /// All communities of this device, those left among them.
    pub communities: RwSignal<Arc<Vec<Joined>>>,
    /// Who counts in the open community.
    pub who: RwSignal<Arc<Authority>>,
    /// The community's own description, once it has arrived.
    pub community: RwSignal<Option<Community>>,
    /// All requests with what became of them, newest first.
    pub requests: RwSignal<Arc<Vec<Help>>>,
    /// The feed, newest first.
    pub acts: RwSignal<Arc<Vec<Told>>>,
    /// Helpers who offered themselves, newest first, those who rest among them.
    pub cards: RwSignal<Arc<Vec<Carded>>>,
    /// Whom this person does not want to see here, with what they were called.
    pub blocked: RwSignal<Arc<BTreeMap<AuthorKey, Option<Name>>>>,
    /// The journal.
    pub entries: RwSignal<Arc<Vec<Entry>>>,
    /// Ids of own records that wait to be sent.
    pub outbox: RwSignal<Arc<BTreeSet<String>>>,
    /// Own records the backend does not take, and why, in the server's words.
    pub refused: RwSignal<Arc<BTreeMap<String, String>>>,
    /// Where the sync is; none before it has begun.
    pub sync: RwSignal<Option<Status>>,
    /// The person's vault.
    pub vault: VaultView,
    /// The area the person looks from, if they said so. Only on this device.
    pub viewer: RwSignal<Option<Cell>>,
    /// Named places of the region.
    pub places: RwSignal<Arc<Vec<NamedPlace>>>,
    /// The library of micro-acts in the person's language.
    pub library: RwSignal<Arc<Vec<MicroAct>>>,
    /// What the person did with today's act.
    pub daily: RwSignal<Daily>,
    /// Counts up when the person chooses light or dark; the map follows.
    pub look: RwSignal<u32>,
    /// When what can still be undone leaves: one moment for each thing that was done.
    pub held: RwSignal<Vec<Millis>>,
    /// Counts up when something was undone: what was typed is a draft again.
    pub undone: RwSignal<u32>,
    /// Messages over the page.
    pub toasts: RwSignal<Vec<Toast>>,
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    store: Option<Rc<AnyStore>>,
    secret: Option<crate::crypto::identity::Secret>,
    book: Option<Rc<Book<AnyStore>>>,
    replica: String,
    /// The channel of all pages, whichever community is open in them.
    everybody: Option<Tabs>,
    /// The channel of the open community.
    tabs: Option<Tabs>,
    /// What sets the channels of a page without storage apart.
    alone: String,
    /// What other pages and the sync said, and nobody has looked at yet.
    heard: VecDeque<Word>,
    /// Somebody is looking.
    listening: bool,
    /// The running syncs, and what ends each.
    syncs: Vec<(Config, AbortHandle)>,
    /// Another app of this page syncs.
    beside: bool,
    /// Who waits for what came of an errand.
    errands: carry::Errands,
    /// The person's vault.
    vault: vault::Open,
}

impl App {
    /// A new app, with nothing opened yet, put where every component finds it.
    #[must_use]
    pub fn provide() -> Self {
        let now = Millis(clock::now_ms());
        let app = Self {
            ready: RwSignal::new(Ready::Opening),
            forgetful: RwSignal::new(false),
            now: RwSignal::new(now),
            name: RwSignal::new(None),
            config: RwSignal::new(None),
            communities: RwSignal::default(),
            who: RwSignal::new(Arc::new(Authority::nothing(Bytes([0; 32])))),
            community: RwSignal::new(None),
            requests: RwSignal::default(),
            acts: RwSignal::default(),
            cards: RwSignal::default(),
            blocked: RwSignal::default(),
            entries: RwSignal::default(),
            outbox: RwSignal::default(),
            refused: RwSignal::default(),
            sync: RwSignal::new(None),
            vault: VaultView::new(),
            viewer: RwSignal::new(None),
            places: RwSignal::default(),
            library: RwSignal::default(),
            daily: RwSignal::new(Daily::new(local_day(now))),
            look: RwSignal::new(0),
            held: RwSignal::default(),
            undone: RwSignal::new(0),
            toasts: RwSignal::new(Vec::new()),
            inner: StoredValue::new_local(Rc::default()),
        };
        provide_context(app);
        app
    }

    /// The app of this page.
    ///
    /// # Panics
    /// Outside the app's component tree, which is a mistake in the code.
    #[must_use]
    pub fn here() -> Self {
        expect_context()
    }

    /// Today, where the person is. Reactive.
    #[must_use]
    pub fn today(self) -> LocalDay {
        local_day(self.now.get())
    }

    /// One request with what became of it. Reactive.
    #[must_use]
    pub fn request(self, id: &RecordId) -> Option<Help> {
        self.requests.with(|all| all.iter().find(|help| help.id == *id).cloned())
    }

    /// Whether an own record still waits to be sent. Reactive.
    #[must_use]
    pub fn is_pending(self, id: &RecordId) -> bool {
        // Without a backend nothing waits to be sent.
        self.sync.with(|sync| *sync != Some(Status::ByHand))
            && self.outbox.with(|waiting| waiting.contains(&id.to_string()))
    }

    /// Why the backend does not take an own record, in the server's words, if so. Reactive.
    #[must_use]
    pub fn refusal(self, id: &RecordId) -> Option<String> {
        self.refused.with(|refused| refused.get(&id.to_string()).cloned())
    }

    /// The community's name. Reactive.
    #[must_use]
    pub fn community_name(self) -> Option<String> {
        let own = self.community.with(|c| c.as_ref().map(|c| c.name.to_string()));
        own.or_else(|| self.config.with(|c| c.as_ref().map(|c| c.name.clone())))
    }

    /// The local emergency number; 112 works in all of Europe and on every GSM phone. Reactive.
    #[must_use]
    pub fn emergency(self) -> String {
        self.community
            .with(|c| c.as_ref().map_or_else(|| "112".into(), |c| c.emergency.to_string()))
    }

    /// Shows a short message over the page.
    pub fn say(self, text: impl Into<String>) {
        self.toast(text.into(), false);
    }

    /// Shows that something went wrong, in words.
    pub fn warn(self, text: impl Into<String>) {
        self.toast(text.into(), true);
    }

    fn toast(self, text: String, bad: bool) {
        let number = self.toasts.with_untracked(|all| all.last().map_or(0, |t| t.number + 1));
        self.toasts.update(|all| all.push(Toast { number, text, bad }));
        leptos::task::spawn_local(async move {
            clock::sleep(if bad { 10_000 } else { 5_000 }).await;
            self.dismiss(number);
        });
    }

    /// Takes a message away.
    pub fn dismiss(self, number: u32) {
        let _ = self.toasts.try_update(|all| all.retain(|t| t.number != number));
    }

    fn inner(self) -> Rc<RefCell<Inner>> {
        self.inner.get_value()
    }

    fn book(self) -> Option<Rc<Book<AnyStore>>> {
        self.inner().borrow().book.clone()
    }

    fn store(self) -> Option<Rc<AnyStore>> {
        self.inner().borrow().store.clone()
    }

    /// Shows what the book now knows.
    fn refresh(self) {
        let Some(book) = self.book() else { return };
        self.requests.set(Arc::new(book.requests()));
        self.acts.set(Arc::new(book.acts()));
        self.refresh_rest(&book);
    }

    /// The same with turns for the page in between, since folding ten thousand records takes a while.
    async fn redraw(self) {
        let Some(book) = self.book() else { return };
        self.requests.set(Arc::new(book.requests()));
        clock::sleep(0).await;
        self.acts.set(Arc::new(book.acts()));
        clock::sleep(0).await;
        self.refresh_rest(&book);
    }

    fn refresh_rest(self, book: &Book<AnyStore>) {
        self.outbox.set(Arc::new(book.outbox()));
        self.watch_held();
        let refused = book.refused();
        if self.refused.with_untracked(|known| **known != refused) {
            self.refused.set(Arc::new(refused));
        }
        let cards = book.cards();
        if self.cards.with_untracked(|known| **known != cards) {
            self.cards.set(Arc::new(cards));
        }
        let blocked = book.blocked();
        if self.blocked.with_untracked(|known| **known != blocked) {
            self.blocked.set(Arc::new(blocked));
        }
        let who = book.authority();
        if self.community.with_untracked(|c| *c != who.community) {
            self.community.set(who.community.clone());
        }
        if self.who.with_untracked(|known| **known != *who) {
            self.who.set(Arc::new((*who).clone()));
        }
    }
}

/// The day at `now` where the person is.
#[must_use]
pub fn local_day(now: Millis) -> LocalDay {
    LocalDay::at(now, clock::offset_minutes(now.0))
}

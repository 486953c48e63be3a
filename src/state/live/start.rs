//! Opening the app: the device first, then the site's files, then the backend.

use super::any_store::AnyStore;
use super::fetch::site_json;
use super::{App, Ready};
use crate::crypto::identity::Secret;
use crate::crypto::random;
use crate::domain::bytes::Bytes;
use crate::domain::cell::Cell;
use crate::domain::daily::Daily;
use crate::domain::places::NamedPlace;
use crate::domain::text::Name;
use crate::domain::time::Millis;
use crate::platform::tabs::Tabs;
use crate::platform::{clock, page};
use crate::state::book::Book;
use crate::state::config::Config;
use crate::state::desk::{BookDesk, World};
use crate::state::diary::Diary;
use crate::store::indexed_db::IndexedDb;
use crate::store::memory::Memory;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use crate::sync::{CouchDb, Status, run};
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// The name of the database on the device.
const DATABASE: &str = "a-heart-2-help";

impl App {
    /// Opens everything, in the background; the pages follow through the signals.
    pub fn open(self) {
        spawn_local(async move {
            match self.open_device().await {
                Ok(()) => self.ready.set(Ready::Open),
                Err(error) => return self.ready.set(Ready::Failed(error)),
            }
            self.follow_site().await;
        });
        spawn_local(async move {
            loop {
                clock::sleep(30_000).await;
                self.tick();
            }
        });
        page::on_return(move || {
            self.tick();
            self.inner().borrow().wake.ring();
        });
    }

    /// Looks at the clock.
    pub(super) fn tick(self) {
        let now = Millis(clock::now_ms());
        self.now.set(now);
        let day = super::local_day(now);
        if self.daily.with_untracked(|d| d.day != day) {
            self.daily.set(Daily::new(day));
        }
    }

    async fn open_device(self) -> Result<(), StoreError> {
        let store = match IndexedDb::open(DATABASE).await {
            Ok(disk) => AnyStore::Disk(disk),
            Err(StoreError::Unavailable) => {
                self.forgetful.set(true);
                AnyStore::Memory(Memory::default())
            }
            Err(other) => return Err(other),
        };
        let store = Rc::new(store);
        let (secret, replica) = who_am_i(&store).await?;
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.store = Some(store.clone());
            inner.secret = Some(secret);
            inner.replica = replica;
            inner.tabs = Some(Tabs::join(move |_| self.reread()));
        }
        let meta = async |key: &str| store.get(Shelf::Meta, key).await;
        self.name.set(meta("name").await?.and_then(|n| Name::parse(&n).ok()));
        self.viewer.set(meta("viewer").await?.and_then(|c| Cell::parse(&c)));
        let daily = meta("daily").await?.and_then(|d| serde_json::from_str(&d).ok());
        self.daily.set(Daily::on(daily, super::local_day(self.now.get_untracked())));
        self.entries.set(Arc::new(Diary::new(store.clone()).entries().await?));
        if let Some(config) = meta("config").await?.and_then(|c| serde_json::from_str(&c).ok()) {
            self.enter(config).await?;
        }
        Ok(())
    }

    /// Reads again what another tab changed.
    fn reread(self) {
        spawn_local(async move {
            let (Some(store), book) = (self.store(), self.book()) else {
                return;
            };
            if let Ok(entries) = Diary::new(store).entries().await {
                self.entries.set(Arc::new(entries));
            }
            if let Some(book) = book
                && book.reread(Millis(clock::now_ms())).await.is_ok()
            {
                self.refresh();
            }
        });
    }

    /// Reads the site's own files. Without a network everything kept on the device stays in use.
    async fn follow_site(self) {
        if let Some(config) = site_json::<Config>("config.json").await {
            let known = self.config.with_untracked(|c| c.as_ref() == Some(&config));
            if !known && let Err(error) = self.enter(config).await {
                self.warn(error.to_string());
            }
        }
        if let Some(mut places) = site_json::<Vec<NamedPlace>>("basemap/places.json").await {
            places.retain(NamedPlace::is_lived_in);
            self.places.set(Arc::new(places));
        }
    }

    /// Reads the library of micro-acts in a language.
    pub fn read_library(self, lang: &'static str) {
        spawn_local(async move {
            if let Some(acts) = site_json(&format!("acts/{lang}.json")).await {
                self.library.set(Arc::new(acts));
            }
        });
    }

    /// Opens the community's book and begins to sync it.
    async fn enter(self, config: Config) -> Result<(), StoreError> {
        let (Some(store), Some(secret)) = (self.store(), self.inner().borrow().secret.clone())
        else {
            return Ok(());
        };
        if let Ok(json) = serde_json::to_string(&config) {
            let change = Change::put(Shelf::Meta, "config", json);
            store.commit(vec![change], Durability::Strict).await?;
        }
        let now = Millis(clock::now_ms());
        let book = Rc::new(Book::open(store.clone(), config.community, &secret, now).await?);
        self.inner().borrow_mut().book = Some(book.clone());
        self.config.set(Some(config.clone()));
        self.refresh();
        self.follow_backend(book, store, config.backend).await
    }

    async fn follow_backend(
        self,
        book: Rc<Book<AnyStore>>,
        store: Rc<AnyStore>,
        address: String,
    ) -> Result<(), StoreError> {
        let (replica, wake) = {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            // Another backend than before: the old sync ends here.
            if let Some(before) = inner.sync.take() {
                before.abort();
            }
            (inner.replica.clone(), inner.wake.clone())
        };
        let browser = Browser { app: self };
        let desk = BookDesk::open(book, store, replica, &address, browser).await?;
        match CouchDb::new(&address) {
            Ok(backend) => {
                let (handle, registration) = AbortHandle::new_pair();
                self.inner().borrow_mut().sync = Some(handle);
                spawn_local(async move {
                    let _ = Abortable::new(run(&backend, &desk, &wake), registration).await;
                });
            }
            // Not an address at all: nothing to try again until the site's settings change.
            Err(_) => {
                let why = crate::sync::SyncError::NotABackend;
                self.sync.set(Some(Status::Waiting { why, retry_at: Millis(u64::MAX) }));
            }
        }
        Ok(())
    }
}

/// The person's secret and the name of this device's copy, made at the first start.
async fn who_am_i(store: &AnyStore) -> Result<(Secret, String), StoreError> {
    let kept = store.get(Shelf::Meta, "secret").await?;
    let replica = store.get(Shelf::Meta, "replica").await?;
    if let (Some(secret), Some(replica)) = (kept.and_then(|s| Bytes::parse(&s).ok()), replica) {
        return Ok((Secret::from_bytes(secret), replica));
    }
    let (secret, replica) = (Secret::generate(), random::<16>().to_string());
    let changes = vec![
        Change::put(Shelf::Meta, "secret", secret.to_bytes().to_string()),
        Change::put(Shelf::Meta, "replica", replica.as_str()),
    ];
    store.commit(changes, Durability::Strict).await?;
    Ok((secret, replica))
}

/// The browser around a desk.
struct Browser {
    app: App,
}

impl World for Browser {
    fn now(&self) -> Millis {
        Millis(clock::now_ms())
    }

    async fn sleep(&self, ms: u64) {
        clock::sleep(ms).await;
    }

    fn random(&self) -> f64 {
        clock::random()
    }

    fn status(&self, status: Status) {
        self.app.sync.set(Some(status));
    }

    fn changed(&self) {
        self.app.refresh();
    }
}

//! Opening the app: the device first, then the site's files, then the backend.

use super::fetch::site_json;
use super::{AnyStore, App, Ready};
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
use crate::state::config::Config;
use crate::state::diary::Diary;
use crate::state::word::{EVERYBODY, Word};
use crate::store::indexed_db::{DATABASE, IndexedDb};
use crate::store::memory::Memory;
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

impl App {
    /// Opens everything, in the background; the pages follow through the signals.
    pub fn open(self) {
        self.read_everything();
        self.keep_time();
    }

    /// The same beside another app of this page, which syncs. It may be done again after [`App::rest`].
    pub fn open_beside(self) {
        let again = std::mem::replace(&mut self.inner().borrow_mut().beside, true);
        self.ready.set(Ready::Opening);
        self.read_everything();
        if !again {
            self.keep_time();
        }
    }

    /// Knows and hears nothing more of the community, until it is opened again: another may be open by then.
    pub fn rest(self) {
        self.close_book();
    }

    fn read_everything(self) {
        spawn_local(async move {
            match self.open_device().await {
                Ok(()) => {
                    self.ready.set(Ready::Open);
                    page::mark("h2h:open");
                }
                Err(error) => return self.ready.set(Ready::Failed(error)),
            }
            self.follow_site().await;
        });
    }

    fn keep_time(self) {
        spawn_local(async move {
            loop {
                clock::sleep(30_000).await;
                self.tick();
            }
        });
        page::on_return(move || {
            self.tick();
            self.announce(&Word::Wake);
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
        let store = match self.store() {
            Some(store) => store,
            None => self.find_store().await?,
        };
        let meta = async |key: &str| store.get(Shelf::Meta, key).await;
        self.name.set(meta("name").await?.and_then(|n| Name::parse(&n).ok()));
        self.viewer.set(meta("viewer").await?.and_then(|c| Cell::parse(&c)));
        let daily = meta("daily").await?.and_then(|d| serde_json::from_str(&d).ok());
        self.daily.set(Daily::on(daily, super::local_day(self.now.get_untracked())));
        self.entries.set(Arc::new(Diary::new(store.clone()).entries().await?));
        self.open_communities(&store).await?;
        self.open_vault().await
    }

    /// The device's store, and who one is there.
    async fn find_store(self) -> Result<Rc<AnyStore>, StoreError> {
        let store = match IndexedDb::open(DATABASE).await {
            Ok(disk) => AnyStore::A(disk),
            Err(StoreError::Unavailable) => {
                self.forgetful.set(true);
                AnyStore::B(Memory::default())
            }
            Err(other) => return Err(other),
        };
        let store = Rc::new(store);
        let (secret, replica) = who_am_i(&store).await?;
        // What one page alone knows is nothing to the others.
        let alone = match *store {
            AnyStore::A(_) => String::new(),
            AnyStore::B(_) => format!(" {}", random::<16>()),
        };
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.store = Some(store.clone());
            inner.secret = Some(secret);
            inner.replica = replica;
            inner.everybody =
                Some(Tabs::join(&format!("{EVERYBODY}{alone}"), move |text| self.hear(&text)));
            inner.alone = alone;
        }
        Ok(store)
    }

    /// Reads the site's own files. Without a network everything kept on the device stays in use.
    async fn follow_site(self) {
        if let Some(config) = site_json::<Config>("config.json").await
            && let Err(error) = self.take_site(config).await
        {
            self.warn(error.to_string());
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

//! The person's vault: opening it, syncing it, and keeping shelves and vault the same.

use super::{AnyStore, App};
use crate::domain::journal::Entry;
use crate::domain::text::Name;
use crate::domain::time::{DAY, Millis};
use crate::platform::tabs::Tabs;
use crate::platform::{clock, lock, page};
use crate::state::config::Joined;
use crate::state::diary::Diary;
use crate::state::keeper::News;
use crate::state::vault::{Device, Reconciled, Vault};
use crate::state::word::{EVERYBODY, Order, Word};
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use crate::sync::Status;
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// Where it is kept that there is a vault, and where.
pub(super) const AT: &str = "vault";
/// The lock of the one page that makes shelves and vault agree.
pub(super) const LOCK: &str = "a-heart-2-help vault";
/// Shelves and vault are made to agree this long after something changed, in milliseconds.
const SOON_MS: u64 = 1_000;

/// Where the vault is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VaultAt {
    /// The database's address with its login; empty where the vault is carried by file alone.
    pub backend: String,
    /// It was pulled once, or there is nothing to pull from: before that nothing is written into it, since what is there
    /// already knows more than a new device.
    pub met: bool,
}

/// What the pages show of the vault.
#[derive(Clone, Copy)]
pub struct VaultView {
    /// Where it is; none where there is no vault on this device.
    pub at: RwSignal<Option<VaultAt>>,
    /// Where its sync is.
    pub sync: RwSignal<Option<Status>>,
    /// The person's devices by the names of their copies.
    pub devices: RwSignal<Arc<BTreeMap<String, Device>>>,
}

impl VaultView {
    pub(super) fn new() -> Self {
        Self { at: RwSignal::new(None), sync: RwSignal::new(None), devices: RwSignal::default() }
    }
}

/// The vault as it is open.
#[derive(Default)]
pub(super) struct Open {
    vault: Option<Rc<Vault<AnyStore>>>,
    pub(super) tabs: Option<Tabs>,
    pub(super) sync: Option<AbortHandle>,
    heard: News,
    /// Shelves and vault will be made to agree.
    due: bool,
}

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    /// Opens the vault, where there is one on this device.
    pub(super) async fn open_vault(self) -> Result<(), StoreError> {
        let (Some(store), Some(secret)) = (self.store(), self.secret()) else {
            return Ok(());
        };
        let at = store.get(Shelf::Meta, AT).await?;
        let Some(at) = at.and_then(|text| serde_json::from_str::<VaultAt>(&text).ok()) else {
            return Ok(());
        };
        let replica = self.replica();
        let vault = Rc::new(Vault::open(store, &secret, &replica).await?);
        self.vault.devices.set(Arc::new(vault.devices()));
        self.inner().borrow_mut().vault.vault = Some(vault);
        self.vault.at.set(Some(at));
        self.follow_vault();
        self.touch_vault();
        Ok(())
    }

    /// Whether there is a vault beyond this device. Reactive.
    #[must_use]
    pub fn has_vault_elsewhere(self) -> bool {
        self.vault.at.with(|at| at.as_ref().is_some_and(|at| !at.backend.is_empty()))
    }

    /// The name of this device's copy.
    #[must_use]
    pub fn replica(self) -> String {
        self.inner().borrow().replica.clone()
    }

    pub(super) fn open_vault_of(self) -> Option<Rc<Vault<AnyStore>>> {
        self.inner().borrow().vault.vault.clone()
    }

    /// Syncs the vault with its database. What one page alone has in memory is not synced.
    fn follow_vault(self) {
        let inner = self.inner();
        if let Some(running) = inner.borrow_mut().vault.sync.take() {
            running.abort();
        }
        inner.borrow_mut().vault.tabs = None;
        self.vault.sync.set(None);
        let backend = self.vault.at.get_untracked().unwrap_or_default().backend;
        let Some(vault) = self.open_vault_of() else { return };
        if backend.is_empty() || self.forgetful.get_untracked() {
            return;
        }
        let community = vault.id();
        let channel = format!("{EVERYBODY} {community}");
        let tabs = Tabs::join(&channel, move |text| self.hear_vault(&text));
        Word::WhereIsIt.say(&tabs);
        let replica = self.replica();
        let order =
            Order { community, backend, replica, channel, lent: false, shares_thread: false };
        let (handle, registration) = AbortHandle::new_pair();
        inner.borrow_mut().vault.tabs = Some(tabs);
        // Beside another app of this page that one syncs.
        if inner.borrow().beside {
            return;
        }
        inner.borrow_mut().vault.sync = Some(handle);
        spawn_local(async move {
            let _ = Abortable::new(self.lead(order), registration).await;
        });
    }

    /// Says something to the vault's sync.
    pub(super) fn tell_vault(self, word: &Word) {
        if let Some(tabs) = &self.inner().borrow().vault.tabs {
            word.say(tabs);
        }
    }

    fn hear_vault(self, text: &str) {
        match Word::parse(text) {
            Some(Word::Status(status)) => {
                let pulled = matches!(status, Status::UpToDate { .. });
                self.vault.sync.set(Some(status));
                let met = self.vault.at.with_untracked(|at| at.as_ref().is_some_and(|at| at.met));
                if pulled && !met {
                    spawn_local(async move {
                        // Where it cannot be kept now, the next time does.
                        if self.meet_vault().await.is_ok() {
                            self.touch_vault();
                        }
                    });
                }
            }
            Some(Word::News(News { segments, gone, .. })) => {
                let inner = self.inner();
                let mut inner = inner.borrow_mut();
                inner.vault.heard.segments.extend(segments);
                inner.vault.heard.gone.extend(gone);
                drop(inner);
                self.touch_vault();
            }
            _ => {}
        }
    }

    /// The vault was pulled, or never will be: from now on it is written into.
    pub(super) async fn meet_vault(self) -> Result<(), StoreError> {
        let Some(at) = self.vault.at.get_untracked() else { return Ok(()) };
        self.keep_vault_at(VaultAt { met: true, ..at }).await
    }

    pub(super) async fn keep_vault_at(self, at: VaultAt) -> Result<(), StoreError> {
        let store = self.store().ok_or(StoreError::Unavailable)?;
        let text = serde_json::to_string(&at).map_err(|e| StoreError::Failed(e.to_string()))?;
        store.commit(vec![Change::put(Shelf::Meta, AT, text)], Durability::Strict).await?;
        self.vault.at.set(Some(at));
        Ok(())
    }

    /// Something of one's own changed: soon it is in the vault too.
    pub(super) fn touch_vault(self) {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        if inner.vault.vault.is_none() || std::mem::replace(&mut inner.vault.due, true) {
            return;
        }
        spawn_local(async move {
            clock::sleep(SOON_MS).await;
            self.inner().borrow_mut().vault.due = false;
            // What could not be kept now is tried again after the next change.
            let _ = self.reconcile().await;
        });
    }

    /// Makes shelves and vault agree, one page at a time.
    pub(super) async fn reconcile(self) -> Result<(), StoreError> {
        let Some(vault) = self.open_vault_of() else { return Ok(()) };
        if !self.vault.at.with_untracked(|at| at.as_ref().is_some_and(|at| at.met)) {
            return Ok(());
        }
        let done = {
            let _lock = lock::acquire(LOCK).await;
            let heard = std::mem::take(&mut self.inner().borrow_mut().vault.heard);
            for number in heard.segments {
                vault.load(number).await?;
            }
            vault.forget(&heard.gone);
            // The day is enough, and changes nothing more often.
            let seen = Millis(now().0 / DAY * DAY);
            vault.reconcile(&Device { name: page::device(), seen }, now()).await?
        };
        self.vault.devices.set(Arc::new(vault.devices()));
        if done.wrote {
            self.tell_vault(&Word::Saved);
        }
        let came = Reconciled { wrote: false, ..done };
        if came != Reconciled::default() {
            self.announce_to_all(&Word::Came(came));
            self.show_what_came(came).await?;
        }
        Ok(())
    }

    /// Shows what came out of the vault.
    pub(super) async fn show_what_came(self, came: Reconciled) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Ok(()) };
        if came.journal {
            let entries: Vec<Entry> = Diary::new(store.clone()).entries().await?;
            self.entries.set(Arc::new(entries));
        }
        if came.name {
            let name = store.get(Shelf::Meta, "name").await?;
            self.name.set(name.and_then(|name| Name::parse(&name).ok()));
        }
        if !came.communities && !came.keys {
            return Ok(());
        }
        let meta = store.all(Shelf::Meta).await?;
        let all: Vec<_> = meta.iter().filter_map(|(key, text)| Joined::read(key, text)).collect();
        let open = self.config.get_untracked();
        let same =
            open.as_ref().and_then(|o| all.iter().find(|j| j.config.community == o.community));
        let next = same.filter(|j| !j.left).or_else(|| all.iter().find(|j| !j.left)).cloned();
        self.communities.set(Arc::new(all));
        match next {
            // With new keys the book is another one.
            Some(next) if came.keys || open.as_ref() != Some(&next.config) => {
                self.enter(next).await?
            }
            _ => self.follow_backends(),
        }
        Ok(())
    }
}

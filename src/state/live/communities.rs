//! The communities on this device: one is open at a time, all are kept in sync.

use super::{AnyStore, App, Problem};
use crate::crypto::identity::Secret;
use crate::domain::bytes::Nonce;
use crate::domain::community::{Community, CommunityId};
use crate::domain::join::{JoinLink, without_login};
use crate::domain::text::{Line, Name};
use crate::domain::time::Millis;
use crate::platform::tabs::Tabs;
use crate::platform::{clock, page};
use crate::state::book::Book;
use crate::state::config::{Config, Joined};
use crate::state::word::{EVERYBODY, Order, Word};
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// The community that is open; as versions before there were several kept it.
const OPEN: &str = "config";

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    /// Reads which communities are on this device, and opens the one that was open.
    pub(super) async fn open_communities(self, store: &AnyStore) -> Result<(), StoreError> {
        let meta = store.all(Shelf::Meta).await?;
        let all: Vec<_> = meta.iter().filter_map(|(key, text)| Joined::read(key, text)).collect();
        let open = meta.iter().find(|(key, _)| key == OPEN);
        let open: Option<Config> = open.and_then(|(_, text)| serde_json::from_str(text).ok());
        let joined = open.map(|open| {
            let known = all.iter().find(|one| one.config.community == open.community);
            known.cloned().unwrap_or_else(|| Joined::by_site(open, None))
        });
        self.communities.set(Arc::new(all));
        match joined {
            Some(joined) => self.enter(joined).await,
            None => Ok(()),
        }
    }

    /// What the site itself is for. A site that changed its community takes those along who came by it.
    pub(super) async fn take_site(self, site: Config) -> Result<(), StoreError> {
        let known = self.joined(&site.community);
        let joined = Joined::by_site(site, known.as_ref());
        let open = self.config.get_untracked().and_then(|open| self.joined(&open.community));
        match open {
            Some(open) if open == joined => Ok(()),
            Some(open) if !open.by_site && open.config.community != joined.config.community => {
                if known.as_ref() != Some(&joined) {
                    self.note_community(joined, &[]).await?;
                    self.follow_backends();
                }
                Ok(())
            }
            _ => self.enter(joined).await,
        }
    }

    /// A community on this device.
    #[must_use]
    pub fn joined(self, community: &CommunityId) -> Option<Joined> {
        self.communities
            .with_untracked(|all| all.iter().find(|j| j.config.community == *community).cloned())
    }

    async fn note_community(self, joined: Joined, also: &[Change]) -> Result<(), StoreError> {
        let Some(store) = self.store() else {
            return Ok(());
        };
        let text = serde_json::to_string(&joined).map_err(|e| StoreError::Failed(e.to_string()))?;
        let key = Joined::key(&joined.config.community);
        let mut changes = vec![Change::put(Shelf::Meta, key, text)];
        changes.extend_from_slice(also);
        store.commit(changes, Durability::Strict).await?;
        self.communities.update(|all| {
            let all = Arc::make_mut(all);
            all.retain(|one| one.config.community != joined.config.community);
            all.push(joined);
        });
        self.touch_vault();
        Ok(())
    }

    /// Opens a community's book and begins to sync it.
    pub(super) async fn enter(self, joined: Joined) -> Result<(), StoreError> {
        let (Some(store), Some(secret)) = (self.store(), self.secret()) else {
            return Ok(());
        };
        let config = joined.config.clone();
        let text = serde_json::to_string(&config).map_err(|e| StoreError::Failed(e.to_string()))?;
        self.note_community(joined, &[Change::put(Shelf::Meta, OPEN, text)]).await?;
        let book = Rc::new(Book::begin(store, config.community, &secret, now()).await?);
        let channel = self.channel_of(&config.community);
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.book = Some(book.clone());
            inner.heard.clear();
            inner.tabs = Some(Tabs::join(&channel, move |text| self.hear(&text)));
        }
        self.sync.set(None);
        self.config.set(Some(config));
        self.read_segments(&book).await?;
        self.follow_backends();
        Ok(())
    }

    /// What a community's pages and its sync speak on. What one page alone knows is nothing to the others.
    fn channel_of(self, community: &CommunityId) -> String {
        format!("{EVERYBODY} {community}{}", self.inner().borrow().alone)
    }

    /// Syncs every community of this device, and none twice; where another app of this page does, it asks how that is.
    pub(super) fn follow_backends(self) {
        if !self.inner().borrow().beside {
            self.sync_all();
        }
        self.announce(&Word::WhereIsIt);
    }

    fn sync_all(self) {
        let inner = self.inner();
        let (replica, lent) = {
            let inner = inner.borrow();
            (inner.replica.clone(), matches!(inner.store.as_deref(), Some(AnyStore::B(_))))
        };
        let open = self.config.get_untracked();
        let is_open = |config: &Config| open.as_ref() == Some(config);
        // Memory is lent on the channel of the community that is open.
        let wanted: Vec<Config> = self.communities.with_untracked(|all| {
            let all = all.iter().filter(|one| !one.left).map(|one| one.config.clone());
            all.filter(|config| is_open(config) || !(lent || config.backend.is_empty())).collect()
        });
        inner.borrow_mut().syncs.retain(|(config, running)| {
            let stays = wanted.contains(config);
            if !stays {
                running.abort();
            }
            stays
        });
        for config in wanted {
            if inner.borrow().syncs.iter().any(|(running, _)| *running == config) {
                continue;
            }
            let channel = self.channel_of(&config.community);
            let Config { community, backend, .. } = config.clone();
            let replica = replica.clone();
            let order = Order { community, backend, replica, channel, lent, shares_thread: false };
            let (handle, registration) = AbortHandle::new_pair();
            inner.borrow_mut().syncs.push((config, handle));
            spawn_local(async move {
                let _ = Abortable::new(self.lead(order), registration).await;
            });
        }
    }

    /// Whether this community is the open one.
    pub(super) fn is_open(self, community: &CommunityId) -> bool {
        self.config.with_untracked(|c| c.as_ref().is_some_and(|c| c.community == *community))
    }

    /// Opens another community of this device.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn switch(self, community: &CommunityId) -> Result<(), Problem> {
        let joined = self.joined(community).ok_or(Problem::NoCommunity)?;
        Ok(self.enter(Joined { left: false, ..joined }).await?)
    }

    /// Joins a community by a link. Everybody in it sees the name.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn join(self, link: JoinLink, name: Option<Name>) -> Result<(), Problem> {
        let JoinLink { community, backend, name: called, pass } = link;
        let config = Config { community, backend, name: called.to_string() };
        let joined = Joined { config, by_site: false, pass: pass.clone(), left: false };
        self.enter(joined).await?;
        if let (Some(pass), Some(book)) = (pass, self.book())
            && book.must_join_again(now())
        {
            self.saved(book.join(&pass, name, now())).await?;
        }
        leptos::task::spawn_local(async {
            page::persist().await;
        });
        Ok(())
    }

    /// Founds a community with the root key of this salt: this person is its founder and first coordinator. The backend's address is with name and
    /// password, where it wants them for members.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn found(
        self,
        described: Community,
        salt: Nonce,
        backend: String,
    ) -> Result<(), Problem> {
        let secret = self.secret().ok_or(StoreError::Unavailable)?;
        let root = secret.root(&salt);
        let config = Config { community: root.public(), backend, name: described.name.to_string() };
        let address = Line::parse(&without_login(&config.backend)).ok();
        self.enter(Joined { config, by_site: false, pass: None, left: false }).await?;
        let book = self.book().ok_or(Problem::NoCommunity)?;
        let described = Community {
            coordinators: vec![book.as_coordinator()],
            backends: address.into_iter().collect(),
            salt: Some(salt),
            ..described
        };
        self.saved(book.describe(&root, described, now())).await?;
        Ok(())
    }

    /// Leaves a community. Its data stays on this device, unseen, or is erased.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn leave(self, community: &CommunityId, erase: bool) -> Result<(), Problem> {
        let (Some(joined), Some(store), Some(secret)) =
            (self.joined(community), self.store(), self.secret())
        else {
            return Err(Problem::NoCommunity);
        };
        let was_open = self.is_open(community);
        self.note_community(Joined { left: true, ..joined }, &[]).await?;
        if was_open {
            self.close_book();
        }
        self.follow_backends();
        if erase {
            let book = Book::begin(Rc::clone(&store), *community, &secret, Millis(0)).await?;
            let mut changes = book.everything_of_it().await?;
            changes.push(Change::remove(Shelf::Meta, Joined::key(community)));
            store.commit(changes, Durability::Strict).await?;
            self.communities
                .update(|all| Arc::make_mut(all).retain(|j| j.config.community != *community));
        }
        if was_open {
            let next = self.communities.with_untracked(|all| all.iter().find(|j| !j.left).cloned());
            match next {
                Some(next) => self.enter(next).await?,
                None => {
                    store
                        .commit(vec![Change::remove(Shelf::Meta, OPEN)], Durability::Strict)
                        .await?
                }
            }
        }
        Ok(())
    }

    pub(super) fn close_book(self) {
        let inner = self.inner();
        let mut inner = inner.borrow_mut();
        inner.book = None;
        inner.tabs = None;
        inner.heard.clear();
        drop(inner);
        self.config.set(None);
        self.community.set(None);
        self.requests.set(Arc::default());
        self.acts.set(Arc::default());
        self.sync.set(None);
    }

    pub(super) fn secret(self) -> Option<Secret> {
        self.inner().borrow().secret.clone()
    }
}

//! What a person does with their devices: naming the vault's address, one device more, one less, a file.

use super::vault::{AT, LOCK, VaultAt};
use super::{App, Problem};
use crate::crypto::identity::Secret;
use crate::domain::kept::DeviceLink;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::platform::{clock, lock, page};
use crate::state::vault::{BASE, BadFile};
use crate::state::word::Word;
use crate::store::{Change, Durability, SHELVES, Shelf, Store, StoreError};
use futures::future::AbortHandle;
use leptos::prelude::*;
use std::sync::Arc;

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    /// Keeps the vault at this address from now on; an empty one ends the sync, and everything stays here.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn set_vault(self, backend: String) -> Result<(), Problem> {
        let met = backend.is_empty();
        self.keep_vault_at(VaultAt { backend, met }).await?;
        Ok(self.open_vault().await?)
    }

    /// Whether nothing of the person's own is on this device yet.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn is_untouched(self) -> Result<bool, Problem> {
        let store = self.store().ok_or(StoreError::Unavailable)?;
        for shelf in [Shelf::Journal, Shelf::Keys] {
            if !store.keys(shelf).await?.is_empty() {
                return Ok(false);
            }
        }
        // What others took back lies there too, but not as records.
        let records = store.all(Shelf::Records).await?;
        if records.iter().any(|(_, text)| Envelope::read(text).is_ok()) {
            return Ok(false);
        }
        Ok(self.name.get_untracked().is_none())
    }

    /// Makes this device one of the person with this secret, whose vault is there; then the page is loaded anew. What was
    /// kept here stays, and goes into that vault too.
    ///
    /// # Errors
    /// [`Problem`]; then nothing changed.
    pub async fn restore(self, link: &DeviceLink) -> Result<(), Problem> {
        let store = self.store().ok_or(StoreError::Unavailable)?;
        let at = VaultAt { backend: link.backend.clone(), met: false };
        let at = serde_json::to_string(&at).map_err(|e| StoreError::Failed(e.to_string()))?;
        let changes = vec![
            Change::put(Shelf::Meta, "secret", link.secret.to_string()),
            Change::put(Shelf::Meta, AT, at),
            Change::remove(Shelf::Meta, BASE),
        ];
        store.commit(changes, Durability::Strict).await?;
        self.begin_anew();
        Ok(())
    }

    /// Reads recovery words as they were typed; `None` where they are none.
    #[must_use]
    pub fn read_words(self, typed: &str, backend: String) -> Option<DeviceLink> {
        let secret = Secret::from_words(typed).ok()?.to_bytes();
        Some(DeviceLink { secret, backend })
    }

    /// What makes another device this person's; none before the device is open.
    #[must_use]
    pub fn device_link(self) -> Option<DeviceLink> {
        let backend = self.vault.at.get().unwrap_or_default().backend;
        Some(DeviceLink { secret: self.secret()?.to_bytes(), backend })
    }

    /// Erases everything from this browser; then the page is loaded anew, as at the first start.
    ///
    /// # Errors
    /// [`Problem`]; then everything is still there.
    pub async fn forget_device(self) -> Result<(), Problem> {
        let store = self.store().ok_or(StoreError::Unavailable)?;
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            inner.syncs.drain(..).for_each(|(_, running)| running.abort());
            inner.vault.sync.take().iter().for_each(AbortHandle::abort);
        }
        let mut changes = Vec::new();
        for shelf in SHELVES {
            let keys = store.keys(shelf).await?;
            changes.extend(keys.into_iter().map(|key| Change::remove(shelf, key)));
        }
        store.commit(changes, Durability::Strict).await?;
        self.begin_anew();
        Ok(())
    }

    /// Takes another device off the list.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn drop_device(self, replica: &str) -> Result<(), Problem> {
        let Some(vault) = self.open_vault_of() else { return Ok(()) };
        {
            let _lock = lock::acquire(LOCK).await;
            vault.reread().await?;
            vault.drop_device(replica, now()).await?;
        }
        self.vault.devices.set(Arc::new(vault.devices()));
        self.tell_vault(&Word::Saved);
        Ok(())
    }

    fn begin_anew(self) {
        self.announce_to_all(&Word::Anew);
        page::reload();
    }

    /// Everything of one's own as the text of a file; `None` while the vault's database was not reached once.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn vault_file(self) -> Result<Option<String>, Problem> {
        self.have_vault().await?;
        if !self.vault.at.with_untracked(|at| at.as_ref().is_some_and(|at| at.met)) {
            return Ok(None);
        }
        self.reconcile().await?;
        let vault = self.open_vault_of().ok_or(StoreError::Unavailable)?;
        Ok(Some(vault.to_file().await?))
    }

    /// Takes in what a file of [`Self::vault_file`] holds.
    ///
    /// # Errors
    /// [`BadFile`].
    pub async fn take_vault_file(self, text: &str) -> Result<(), BadFile> {
        self.have_vault_open().await?;
        let vault = self.open_vault_of().ok_or(StoreError::Unavailable)?;
        vault.take_file(text, now()).await?;
        self.have_vault().await?;
        Ok(self.reconcile().await?)
    }

    async fn have_vault_open(self) -> Result<(), StoreError> {
        match self.open_vault_of() {
            Some(_) => Ok(()),
            None => {
                self.keep_vault_at(VaultAt::default()).await?;
                self.open_vault().await
            }
        }
    }

    /// A vault is open, and where there is no database to be pulled first, written into.
    async fn have_vault(self) -> Result<(), StoreError> {
        self.have_vault_open().await?;
        match self.vault.at.with_untracked(|at| at.as_ref().is_some_and(|at| at.backend.is_empty()))
        {
            true => self.meet_vault().await,
            false => Ok(()),
        }
    }
}

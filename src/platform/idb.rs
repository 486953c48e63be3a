//! IndexedDB as futures: open with an upgrade, write in one transaction, read.
//!
//! Over web-sys directly: a transaction's durability and the reason of its abort (a full disk is told only
//! there) are what the app needs most of it. Handlers are the promise's own functions, so no closure
//! outlives its request.

use js_sys::{Array, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbVersionChangeEvent,
};

/// Why IndexedDB did not do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is no IndexedDB here.
    Missing,
    /// Another tab keeps an older version open.
    Blocked,
    /// A `DOMException`.
    Named {
        /// Its name, such as `QuotaExceededError`.
        name: String,
        /// What the browser says about it.
        message: String,
    },
}

/// One text to put, or with no value to take away.
#[derive(Debug, Clone, Copy)]
pub struct Write<'a> {
    /// The object store.
    pub store: &'a str,
    /// The key.
    pub key: &'a str,
    /// The text.
    pub value: Option<&'a str>,
}

/// An open database. It closes itself for another tab's upgrade, and when it is dropped.
#[derive(Debug)]
pub struct Connection {
    database: IdbDatabase,
    closed: Rc<Cell<bool>>,
    _on_version_change: Closure<dyn FnMut()>,
    _on_close: Closure<dyn FnMut()>,
}

#[wasm_bindgen]
extern "C" {
    /// The three-argument form that web-sys lacks.
    type Durable;
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(
        this: &Durable,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Opens `name` at `version`; `to_add` names the object stores to add to an older version (0: none yet).
///
/// # Errors
/// [`Fault`]; a newer version there is a `VersionError`.
pub async fn open(
    name: &str,
    version: u32,
    to_add: fn(u32) -> Vec<&'static str>,
) -> Result<Connection, Fault> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(fault)?;
    let factory: IdbFactory = factory.dyn_into().map_err(|_| Fault::Missing)?;
    let request = factory.open_with_u32(name, version).map_err(fault)?;
    let failed_upgrade = Rc::new(Cell::new(None));
    let upgrade = {
        let (request, failed) = (request.clone(), Rc::clone(&failed_upgrade));
        Closure::once(move |event: IdbVersionChangeEvent| {
            if let Err(why) = add_stores(&request, &to_add(event.old_version() as u32)) {
                failed.set(Some(fault(why)));
                if let Some(transaction) = request.transaction() {
                    let _ = transaction.abort();
                }
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let opened = JsFuture::from(Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    }))
    .await;
    match opened {
        Ok(_) => Ok(Connection::new(request.result().map_err(fault)?.unchecked_into())),
        Err(event) if event.is_instance_of::<IdbVersionChangeEvent>() => {
            // The request cannot be taken back: when it comes through after all, nobody wants it.
            let late = request.clone();
            let close = Closure::once(move || {
                if let Ok(database) = late.result() {
                    database.unchecked_into::<IdbDatabase>().close();
                }
            });
            request.set_onsuccess(Some(close.as_ref().unchecked_ref()));
            close.forget();
            upgrade.forget();
            Err(Fault::Blocked)
        }
        Err(event) => Err(failed_upgrade.take().unwrap_or_else(|| fault(event))),
    }
}

fn add_stores(request: &IdbOpenDbRequest, names: &[&str]) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    for name in names {
        database.create_object_store(name)?;
    }
    Ok(())
}

impl Connection {
    fn new(database: IdbDatabase) -> Self {
        let closed = Rc::new(Cell::new(false));
        let on_version_change = {
            let (database, closed) = (database.clone(), Rc::clone(&closed));
            Closure::new(move || {
                database.close();
                closed.set(true);
            })
        };
        let on_close = {
            let closed = Rc::clone(&closed);
            Closure::new(move || closed.set(true))
        };
        database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        database.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Self { database, closed, _on_version_change: on_version_change, _on_close: on_close }
    }

    /// Whether the browser, or another tab's upgrade, is known to have closed it.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// Closes it, once what is under way is done. It does not count as known to be closed, just as
    /// with a browser that closes it silently.
    pub fn close(&self) {
        self.database.close();
    }

    /// Makes all writes in one transaction, or none.
    ///
    /// # Errors
    /// [`Fault`]; then nothing was written.
    pub async fn write(
        &self,
        stores: &[&str],
        writes: &[Write<'_>],
        strict: bool,
    ) -> Result<(), Fault> {
        let options = Object::new();
        let durability = if strict { "strict" } else { "relaxed" };
        Reflect::set(&options, &"durability".into(), &durability.into()).map_err(fault)?;
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let durable: &Durable = self.database.unchecked_ref();
        let transaction = durable.transaction_with(&names, "readwrite", &options).map_err(fault)?;
        // Listened to before the first request, so that no end is missed.
        let ended = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        let asked = ask_all(&transaction, writes);
        if asked.is_err() {
            let _ = transaction.abort();
        }
        let ended = JsFuture::from(ended).await;
        asked.map_err(fault)?;
        ended.map(drop).map_err(fault)
    }

    /// One text.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn get(&self, store: &str, key: &str) -> Result<Option<String>, Fault> {
        let store = self.reading(store)?;
        let found = result_of(store.get(&key.into()).map_err(fault)?).await?;
        Ok(found.as_string())
    }

    /// All keys and texts, in IndexedDB's order.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn all(&self, store: &str) -> Result<Vec<(String, String)>, Fault> {
        let store = self.reading(store)?;
        // Both are asked for at once: one transaction, one state.
        let keys = promise_of(&store.get_all_keys().map_err(fault)?);
        let values = store.get_all().map_err(fault)?;
        let values: Array = result_of(values).await?.unchecked_into();
        let keys = JsFuture::from(keys).await.map_err(fault)?;
        let keys: Array = result_in(&keys)?.unchecked_into();
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs.filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect())
    }

    /// All keys, in IndexedDB's order.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn keys(&self, store: &str) -> Result<Vec<String>, Fault> {
        let keys = self.reading(store)?.get_all_keys().map_err(fault)?;
        let keys: Array = result_of(keys).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    fn reading(&self, store: &str) -> Result<IdbObjectStore, Fault> {
        let transaction = self.database.transaction_with_str(store).map_err(fault)?;
        transaction.object_store(store).map_err(fault)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

fn ask_all(transaction: &IdbTransaction, writes: &[Write<'_>]) -> Result<(), JsValue> {
    for write in writes {
        let store = transaction.object_store(write.store)?;
        match write.value {
            Some(value) => store.put_with_key(&value.into(), &write.key.into())?,
            None => store.delete(&write.key.into())?,
        };
    }
    Ok(())
}

fn promise_of(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

async fn result_of(request: IdbRequest) -> Result<JsValue, Fault> {
    JsFuture::from(promise_of(&request)).await.map_err(fault)?;
    request.result().map_err(fault)
}

/// The result of the request whose success event this is.
fn result_in(event: &JsValue) -> Result<JsValue, Fault> {
    let target = Reflect::get(event, &"target".into()).map_err(fault)?;
    Reflect::get(&target, &"result".into()).map_err(fault)
}

/// The reason in what was thrown, or in the request or transaction an event is about.
fn fault(thrown: JsValue) -> Fault {
    let inside = |value: &JsValue, field: &str| {
        Reflect::get(value, &field.into()).ok().filter(|found| found.is_object())
    };
    let reason =
        inside(&thrown, "target").and_then(|target| inside(&target, "error")).unwrap_or(thrown);
    let text =
        |field: &str| Reflect::get(&reason, &field.into()).ok().and_then(|value| value.as_string());
    Fault::Named {
        name: text("name").unwrap_or_else(|| "AbortError".to_owned()),
        message: text("message").unwrap_or_default(),
    }
}

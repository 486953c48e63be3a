//! A lock that one page of a browser holds at a time (Web Locks). The browser takes it from a page that is
//! closed, killed or has crashed, and gives it to the next one.

use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A held lock; dropping it gives it back.
pub struct Lock(Option<Function>);

/// Waits for the lock `name`, for as long as it takes. A page that cannot have locks (not served over https, or an
/// old browser) gets one at once that excludes nobody.
pub async fn acquire(name: &str) -> Lock {
    let Some(manager) = manager() else {
        return Lock(None);
    };
    let (held, granted) = oneshot::channel::<Function>();
    let held = Rc::new(RefCell::new(Some(held)));
    let on_grant = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        // The lock is held until this promise is kept: that is what `release` does.
        Promise::new(&mut |release, _| {
            if let Some(held) = held.borrow_mut().take() {
                // Nobody waits any more where this fails: then it is released at once.
                if let Err(release) = held.send(release) {
                    let _ = release.call0(&JsValue::NULL);
                }
            }
        })
    });
    let Ok(request) =
        Reflect::get(&manager, &"request".into()).and_then(JsCast::dyn_into::<Function>)
    else {
        return Lock(None);
    };
    if request.call2(&manager, &name.into(), &on_grant).is_err() {
        return Lock(None);
    }
    Lock(granted.await.ok())
}

fn manager() -> Option<JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

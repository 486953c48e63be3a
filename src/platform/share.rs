//! The device's own way to pass something on (Web Share API).

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;

fn sheet() -> Option<(JsValue, Function)> {
    let navigator: JsValue = web_sys::window()?.navigator().into();
    let share = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
    Some((navigator, share))
}

/// Whether this browser has one.
#[must_use]
pub fn is_there() -> bool {
    sheet().is_some()
}

/// Opens it with a text and an address. Whoever closes it again has changed their mind, which is no error.
pub async fn open(title: &str, text: &str, url: &str) {
    let Some((navigator, share)) = sheet() else {
        return;
    };
    let data = Object::new();
    for (key, value) in [("title", title), ("text", text), ("url", url)] {
        let _ = Reflect::set(&data, &key.into(), &value.into());
    }
    let asked = share.call1(&navigator, &data).ok().and_then(|p| p.dyn_into::<Promise>().ok());
    if let Some(promise) = asked {
        let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    }
}

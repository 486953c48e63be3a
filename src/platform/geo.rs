//! Where the device is, asked once and only when the person taps for it.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long the device may look for itself, in ms. An area needs no satellite, so this is seldom reached.
const PATIENCE: u32 = 15_000;
/// How old a known place may be, in ms.
const RECENT: u32 = 600_000;
/// `GeolocationPositionError.PERMISSION_DENIED` (W3C Geolocation, section 9).
const DENIED: f64 = 1.0;

/// Why there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlace {
    /// The person, or the browser for them, said no.
    Refused,
    /// The device doesn't know, or took too long.
    Unknown,
}

/// Latitude and longitude in degrees, as roughly as the device can tell without effort.
///
/// # Errors
/// [`NoPlace`].
pub async fn locate() -> Result<(f64, f64), NoPlace> {
    let geolocation = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"geolocation".into()).ok())
        .filter(JsValue::is_object)
        .ok_or(NoPlace::Unknown)?;
    let ask = Reflect::get(&geolocation, &"getCurrentPosition".into())
        .and_then(|f| f.dyn_into::<Function>())
        .map_err(|_| NoPlace::Unknown)?;
    let options = Object::new();
    for (name, value) in [("timeout", PATIENCE), ("maximumAge", RECENT)] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let promise = Promise::new(&mut |resolve, reject| {
        if ask.call3(&geolocation, &resolve, &reject, &options).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    let number = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok()?.as_f64();
    match JsFuture::from(promise).await {
        Ok(position) => {
            let coords = Reflect::get(&position, &"coords".into()).map_err(|_| NoPlace::Unknown)?;
            number(&coords, "latitude").zip(number(&coords, "longitude")).ok_or(NoPlace::Unknown)
        }
        Err(error) if error.is_object() && number(&error, "code") == Some(DENIED) => {
            Err(NoPlace::Refused)
        }
        Err(_) => Err(NoPlace::Unknown),
    }
}

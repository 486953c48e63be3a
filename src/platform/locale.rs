//! Dates and times in the person's language, by the browser's own `Intl`.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsCast;

/// The browser's preferred language, as a BCP 47 tag.
#[must_use]
pub fn browser_lang() -> Option<String> {
    web_sys::window()?.navigator().language()
}

fn format(lang: &str, at_ms: u64, options: &[(&str, &str)]) -> String {
    let bag = Object::new();
    for (key, value) in options {
        let _ = Reflect::set(&bag, &(*key).into(), &(*value).into());
    }
    let format = Intl::DateTimeFormat::new(&Array::of1(&lang.into()), &bag);
    let date = Date::new(&(at_ms as f64).into());
    let text = format.format().call1(&format, &date);
    text.ok().and_then(|t| t.as_string()).unwrap_or_default()
}

/// A day at noon UTC as "Monday 23 November".
#[must_use]
pub fn long_day(lang: &str, noon_utc_ms: u64) -> String {
    let options = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("timeZone", "UTC")];
    format(lang, noon_utc_ms, &options)
}

/// A day at noon UTC as "Monday".
#[must_use]
pub fn weekday(lang: &str, noon_utc_ms: u64) -> String {
    format(lang, noon_utc_ms, &[("weekday", "long"), ("timeZone", "UTC")])
}

/// A moment as "09:12" on the person's clock.
#[must_use]
pub fn time(lang: &str, at_ms: u64) -> String {
    format(lang, at_ms, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// The name of a language, such as `pt`, in another: "Portuguese". The tag itself where the browser knows none.
#[must_use]
pub fn language_name(lang: &str, of: &str) -> String {
    let bag = Object::new();
    let _ = Reflect::set(&bag, &"type".into(), &"language".into());
    let name = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DisplayNames".into()))
        .and_then(|names| names.dyn_into::<Function>())
        .and_then(|names| Reflect::construct(&names, &Array::of2(&lang.into(), &bag)))
        .and_then(|names| {
            let call: Function = Reflect::get(&names, &"of".into())?.dyn_into()?;
            call.call1(&names, &of.into())
        });
    name.ok().and_then(|name| name.as_string()).unwrap_or_else(|| of.to_owned())
}

/// "3 hours ago", "yesterday": the largest unit that fits.
#[must_use]
pub fn ago(lang: &str, elapsed_ms: u64) -> String {
    let minutes = elapsed_ms / 60_000;
    let (value, unit) = match minutes {
        0 => (0, "second"),
        1..60 => (minutes, "minute"),
        60..1_440 => (minutes / 60, "hour"),
        1_440..43_200 => (minutes / 1_440, "day"),
        _ => (minutes / 43_200, "month"),
    };
    let bag = Object::new();
    let _ = Reflect::set(&bag, &"numeric".into(), &"auto".into());
    let format = Intl::RelativeTimeFormat::new(&Array::of1(&lang.into()), &bag);
    String::from(format.format(-(value as f64), unit))
}

/// A language by its BCP 47 tag, as it is called in `lang`; the tag itself where the browser does not know it.
#[must_use]
pub fn language(lang: &str, tag: &str) -> String {
    let named = || {
        let maker = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let maker: js_sys::Function =
            Reflect::get(&maker, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
        let bag = Object::new();
        Reflect::set(&bag, &"type".into(), &"language".into()).ok()?;
        let names = Reflect::construct(&maker, &Array::of2(&lang.into(), &bag)).ok()?;
        let of: js_sys::Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
        // A tag of another shape makes it throw.
        of.call1(&names, &tag.into()).ok()?.as_string()
    };
    named().unwrap_or_else(|| tag.to_owned())
}

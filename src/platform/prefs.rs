//! Two small choices that must be known before the first paint: language and look. They live in
//! `localStorage`, where `early.js` reads them too; a browser without it simply forgets them.

const LANG: &str = "h2h.lang";
const THEME: &str = "h2h.theme";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The chosen language, if one was chosen.
#[must_use]
pub fn lang() -> Option<String> {
    storage()?.get_item(LANG).ok()?
}

/// Remembers the language.
pub fn set_lang(lang: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(LANG, lang);
    }
}

/// `light` or `dark`, if one was chosen; otherwise as the device.
#[must_use]
pub fn theme() -> Option<String> {
    storage()?.get_item(THEME).ok()?
}

/// Remembers the look; `None` is as the device.
pub fn set_theme(theme: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match theme {
            Some(theme) => storage.set_item(THEME, theme),
            None => storage.remove_item(THEME),
        };
    }
}

//! Two small choices that must be known before the first paint: language and look. They live in
//! `localStorage`, where `early.js` reads them too; a browser without it simply forgets them. And what is to be said
//! after the page was loaded anew, which lives in `sessionStorage`.

const LANG: &str = "h2h.lang";
const THEME: &str = "h2h.theme";
const SAID: &str = "h2h.said";
const LOOKING: &str = "h2h.looking";

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

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What was last looked at on the request map in this tab, as it was kept.
#[must_use]
pub fn looking() -> Option<String> {
    session()?.get_item(LOOKING).ok()?
}

/// Keeps what is looked at on the request map for as long as this tab lives.
pub fn keep_looking(query: &str) {
    if let Some(session) = session() {
        let _ = session.set_item(LOOKING, query);
    }
}

/// Keeps a line for after the page was loaded anew, behind those that wait already.
pub fn keep_said(line: &str) {
    if let Some(session) = session() {
        let before = session.get_item(SAID).ok().flatten().unwrap_or_default();
        let _ = session.set_item(SAID, &format!("{before}{line}\n"));
    }
}

/// Takes all that was kept so, each line once.
#[must_use]
pub fn take_said() -> Vec<String> {
    let Some(session) = session() else {
        return Vec::new();
    };
    let kept = session.get_item(SAID).ok().flatten().unwrap_or_default();
    let _ = session.remove_item(SAID);
    kept.lines().map(str::to_owned).collect()
}

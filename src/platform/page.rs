//! The page around the app: title, language, look, focus, links, network, the shell that was there first.

use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn root() -> Option<HtmlElement> {
    document()?.document_element()?.dyn_into().ok()
}

/// Takes away the shell that was painted before the app, and says that the start succeeded.
pub fn started() {
    if let Some(shell) = document().and_then(|d| d.get_element_by_id("shell")) {
        shell.remove();
    }
    if let Some(root) = root() {
        let _ = root.set_attribute("data-boot", "done");
    }
}

/// Shows the plain page for an app that stopped, with `what` as details.
pub fn failed(what: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&what.into());
    if let (Some(window), Ok(event)) =
        (web_sys::window(), CustomEvent::new_with_event_init_dict("h2h:fail", &init))
    {
        let _ = window.dispatch_event(&event);
    }
}

/// Calls [`failed`] when the app panics, so that nobody sits before a frozen page.
pub fn on_panic_show_page() {
    std::panic::set_hook(Box::new(|info| failed(&info.to_string())));
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets language and direction of the page.
pub fn set_lang(lang: &str, dir: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("dir", dir);
    }
}

/// Sets the look: `light`, `dark`, or `None` as the device.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = root() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Whether the page is dark now: by choice, or as the device.
#[must_use]
pub fn is_dark() -> bool {
    let chosen = root().and_then(|r| r.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => media_matches("(prefers-color-scheme: dark)"),
    }
}

fn media_matches(query: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    js_sys::Reflect::get(&window, &"matchMedia".into())
        .and_then(|f| f.dyn_into::<js_sys::Function>())
        .and_then(|f| f.call1(&window, &query.into()))
        .and_then(|list| js_sys::Reflect::get(&list, &"matches".into()))
        .is_ok_and(|matches| matches.is_truthy())
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    let element = document().and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// What this device is, as far as the browser says so: "Firefox, Android".
#[must_use]
pub fn device() -> String {
    let agent = web_sys::window().and_then(|w| w.navigator().user_agent().ok()).unwrap_or_default();
    let first = |words: &[(&str, &'static str)]| {
        words.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name)
    };
    // Each also names those after it.
    let browser = first(&[
        ("Firefox", "Firefox"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Opens the browser's own way to print.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Scrolls to the top at once.
pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The address the app is served from, ending with a slash.
#[must_use]
pub fn base_url() -> String {
    document().and_then(|d| d.base_uri().ok().flatten()).unwrap_or_default()
}

/// The path of [`base_url`] without its last slash: what the router calls its base.
#[must_use]
pub fn base_path() -> String {
    let base = base_url();
    let after_scheme = base.split_once("://").map_or("", |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("", |at| &after_scheme[at..]);
    path.trim_end_matches('/').to_owned()
}

/// What the address says of this name behind its `?`.
#[must_use]
pub fn query(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    let mut pairs = search.trim_start_matches('?').split('&').filter_map(|one| one.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    js_sys::decode_uri_component(value).ok().map(String::from)
}

/// All that stands in the address behind its `?`; empty where nothing does.
#[must_use]
pub fn search() -> String {
    let search = web_sys::window().and_then(|w| w.location().search().ok()).unwrap_or_default();
    search.trim_start_matches('?').to_owned()
}

/// Puts this behind the `?` of the address, in place of what is there, and leaves nothing in the history; whether it did. It
/// does where the address is this path of the app, which is without a slash before it.
pub fn set_search(path: &str, query: &str) -> bool {
    let here = format!("{}/{path}", base_path());
    let Some(window) = web_sys::window() else { return false };
    let location = window.location();
    if location.pathname().ok().as_ref() != Some(&here) {
        return false;
    }
    let mark = if query.is_empty() { "" } else { "?" };
    let address = format!("{here}{mark}{query}{}", location.hash().unwrap_or_default());
    let replace = |history: web_sys::History| {
        history.replace_state_with_url(&history.state()?, "", Some(&address))
    };
    window.history().and_then(replace).is_ok()
}

/// The last part of the address's path.
#[must_use]
pub fn path_end() -> Option<String> {
    let path = web_sys::window()?.location().pathname().ok()?;
    let end = path.trim_end_matches('/').rsplit('/').next()?;
    js_sys::decode_uri_component(end).ok().map(String::from)
}

/// Loads the page at this path of the app anew, so that it begins with what is on the device now. The path is without a slash
/// before it; the empty one is where the app begins.
pub fn go(path: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(&format!("{}{path}", base_url()));
    }
}

/// Takes what stands behind the `#` out of the address, of which it leaves nothing in the history: it may be secret.
#[must_use]
pub fn take_fragment() -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let fragment = location.hash().ok().filter(|hash| hash.len() > 1)?;
    let address = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    let history = window.history().ok()?;
    let _ = history.replace_state_with_url(&history.state().ok()?, "", Some(&address));
    Some(fragment)
}

/// Calls `act` whenever what stands behind the `#` changes, until what this returns is dropped.
#[must_use]
pub fn on_fragment(act: impl Fn() + 'static) -> Option<gloo::events::EventListener> {
    let window = web_sys::window()?;
    Some(gloo::events::EventListener::new(&window, "hashchange", move |_| act()))
}

/// The scheme, host and port the page came from.
#[must_use]
pub fn origin() -> String {
    web_sys::window().and_then(|w| w.location().origin().ok()).unwrap_or_default()
}

/// Whether the page came over https, so that it may talk to https only.
#[must_use]
pub fn is_https() -> bool {
    base_url().starts_with("https:")
}

/// Puts text on the clipboard; whether it worked.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let promise = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// Asks the browser to keep the data when storage runs low; whether it will.
pub async fn persist() -> bool {
    let Some(promise) = web_sys::window().and_then(|w| w.navigator().storage().persist().ok())
    else {
        return false;
    };
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok_and(|granted| granted.is_truthy())
}

/// Sets a User Timing mark, for benchmarks and the browser's own tools.
pub fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.mark(name);
    }
}

/// Sets a User Timing mark that tells how many records the page knows.
pub fn mark_records(name: &str, records: usize) {
    let (options, detail) = (js_sys::Object::new(), js_sys::Object::new());
    let put = |object: &js_sys::Object, key: &str, value: &JsValue| {
        js_sys::Reflect::set(object, &key.into(), value)
    };
    let told = put(&detail, "records", &(records as f64).into())
        .and_then(|_| put(&options, "detail", &detail));
    if let Some(performance) = web_sys::window().and_then(|window| window.performance())
        && told.is_ok()
        && let Ok(mark) = js_sys::Reflect::get(&performance, &"mark".into())
        && let Ok(mark) = mark.dyn_into::<js_sys::Function>()
    {
        let _ = mark.call2(&performance, &name.into(), &options);
    }
}

/// Measures, under `name`, from the mark `began` to now.
pub fn measure(name: &str, began: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        let _ = performance.measure_with_start_mark(name, began);
    }
}

/// Calls `act` whenever the network is back or the page is shown again.
pub fn on_return(act: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    for event in ["online", "pageshow"] {
        let act = act.clone();
        gloo::events::EventListener::new(&window, event, move |_| act()).forget();
    }
    if let Some(document) = window.document() {
        let target = document.clone();
        gloo::events::EventListener::new(&target, "visibilitychange", move |_| {
            if document.visibility_state() == web_sys::VisibilityState::Visible {
                act();
            }
        })
        .forget();
    }
}

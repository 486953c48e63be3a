//! Files a person saves, sends to another app, or chooses.

use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;

#[wasm_bindgen(module = "/src/platform/files.js")]
extern "C" {
    fn save_text(name: &str, text: &str);
    fn can_share_text() -> bool;
    #[wasm_bindgen(catch)]
    async fn share_text(name: &str, text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn chosen_text(input: &HtmlInputElement, most: f64) -> Result<JsValue, JsValue>;
}

/// What came of choosing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// None, or one that cannot be read.
    Nothing,
    /// One with more bytes than wanted.
    TooLarge,
    /// Its text; bytes that are none stand in it as U+FFFD.
    Text(String),
}

/// Lets the browser save a text as a file of this name.
pub fn save(name: &str, text: &str) {
    save_text(name, text);
}

/// Whether this browser can hand a text file to other apps.
#[must_use]
pub fn can_share() -> bool {
    can_share_text()
}

/// Hands a text file to another app of the person's choice. `false` where it failed; changing one's mind is no failure.
pub async fn share(name: &str, text: &str) -> bool {
    share_text(name, text).await.is_ok_and(|done| done.is_truthy())
}

/// The text of the file chosen in a file input, of at most so many bytes; the input forgets it, so that it can be
/// chosen again.
pub async fn chosen(input: &HtmlInputElement, most: usize) -> Chosen {
    match chosen_text(input, most as f64).await {
        Ok(text) if text.is_null() => Chosen::TooLarge,
        Ok(text) => text.as_string().map_or(Chosen::Nothing, Chosen::Text),
        Err(_) => Chosen::Nothing,
    }
}

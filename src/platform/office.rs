//! The office: the program with the pages few people open. It is loaded into the page once one of them is wanted.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/platform/office.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn open_office(
        program: &str,
        element: &HtmlElement,
        page: &str,
    ) -> Result<JsValue, JsValue>;
    fn close_office(element: &HtmlElement);
}

/// Where in the page it is put.
pub type Place = HtmlElement;

/// The program did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

/// Opens a page of the office in this element, by its word; the program is loaded once. `base` is the address the site is
/// served from.
///
/// # Errors
/// [`NotLoaded`]; it can be tried again.
pub async fn open(base: &str, element: &Place, page: &str) -> Result<(), NotLoaded> {
    let program = format!("{base}office.js");
    open_office(&program, element, page).await.map(drop).map_err(|_| NotLoaded)
}

/// Closes what is open in this element, also where it is still on its way.
pub fn close(element: &Place) {
    close_office(element);
}

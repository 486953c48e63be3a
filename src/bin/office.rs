//! The office: the pages few people open, apart from the page's program. `platform::office` loads it and calls what is
//! exported here.

#[cfg(target_arch = "wasm32")]
mod exports {
    use a_heart_2_help::ui::office;
    use wasm_bindgen::prelude::*;
    use web_sys::HtmlElement;

    /// Opens a page in this element, by its word, and closes the one opened before.
    #[wasm_bindgen]
    pub fn open(element: HtmlElement, page: &str) {
        office::open(element, page);
    }

    /// Closes what is open.
    #[wasm_bindgen]
    pub fn close() {
        office::close();
    }
}

fn main() {}

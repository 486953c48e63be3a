//! Files that a person takes along, or brings.

use gloo::file::{Blob, ObjectUrl};
use wasm_bindgen::JsCast;

/// Text that can be downloaded for as long as this lives.
pub struct Download(ObjectUrl);

impl Download {
    /// Offers the text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(ObjectUrl::from(Blob::new_with_options(text, Some("application/x-ndjson"))))
    }

    /// The address for a link.
    #[must_use]
    pub fn address(&self) -> String {
        self.0.to_string()
    }
}

/// The text of the file chosen in the field with this id; `None` where there is none, or it is no text.
pub async fn chosen(id: &str) -> Option<String> {
    let field = web_sys::window()?.document()?.get_element_by_id(id)?;
    let field: web_sys::HtmlInputElement = field.dyn_into().ok()?;
    let file = gloo::file::FileList::from(field.files()?).first()?.clone();
    field.set_value("");
    gloo::file::futures::read_as_text(&file).await.ok()
}

//! Reading QR codes by the camera or from pictures: loads `scan.js` only when somebody wants to.

use super::map::load_module;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlInputElement};

/// Why nothing can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraProblem {
    /// This device has no camera, or the browser gives none on this page.
    None,
    /// The person, or their browser for them, said no.
    Refused,
    /// Another app has it, or it failed.
    Busy,
    /// The code that reads did not arrive.
    NotLoaded,
}

impl From<JsValue> for CameraProblem {
    fn from(error: JsValue) -> Self {
        let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotFoundError" | "OverconstrainedError") => Self::None,
            Some("NotAllowedError" | "SecurityError") => Self::Refused,
            Some("TypeError") => Self::NotLoaded,
            _ => Self::Busy,
        }
    }
}

/// A camera that is looking. It is let go when dropped.
pub struct Camera {
    handle: JsValue,
    /// Kept alive as long as it looks.
    _on_code: Closure<dyn Fn(JsValue)>,
}

async fn reader(base: &str, what: &str) -> Result<Function, CameraProblem> {
    let module = JsFuture::from(load_module(&format!("{base}scan.js"))).await;
    let module = module.map_err(|_| CameraProblem::NotLoaded)?;
    Ok(Reflect::get(&module, &what.into())?.dyn_into()?)
}

impl Camera {
    /// Asks for the camera and shows what it sees in `video`; `on_code` gets the text of each new code. `base` is the
    /// address the site is served from.
    ///
    /// # Errors
    /// [`CameraProblem`].
    pub async fn start(
        base: &str,
        video: HtmlElement,
        on_code: impl Fn(String) + 'static,
    ) -> Result<Self, CameraProblem> {
        let start = reader(base, "startCamera").await?;
        let on_code = Closure::<dyn Fn(JsValue)>::new(move |text: JsValue| {
            on_code(text.as_string().unwrap_or_default());
        });
        let promise: Promise = start.call2(&JsValue::NULL, &video, on_code.as_ref())?.dyn_into()?;
        Ok(Self { handle: JsFuture::from(promise).await?, _on_code: on_code })
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        let stop =
            Reflect::get(&self.handle, &"stop".into()).and_then(|f| f.dyn_into::<Function>());
        if let Ok(stop) = stop {
            let _ = stop.call0(&self.handle);
        }
    }
}

/// The texts of the codes in the pictures chosen in a file input, in their order; `None` for a picture without one.
///
/// # Errors
/// [`CameraProblem::NotLoaded`].
pub async fn read_pictures(
    base: &str,
    input: &HtmlInputElement,
) -> Result<Vec<Option<String>>, CameraProblem> {
    let read = reader(base, "readPictures").await?;
    let promise: Promise = read.call1(&JsValue::NULL, input)?.dyn_into()?;
    let texts: Array = JsFuture::from(promise).await?.dyn_into()?;
    Ok(texts.iter().map(|text| text.as_string()).collect())
}

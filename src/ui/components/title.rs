//! The title of the page in the browser's tab, history and screen readers.

use crate::platform::page;
use leptos::prelude::*;

/// Sets the page's title to `text` and the name of the app.
#[component]
pub fn PageTitle(
    /// What the page is, in the person's language.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    Effect::new(move |_| text.with(|text| page::set_title(&format!("{text} · A Heart 2 Help"))));
}

//! An icon of the sprite. Always beside a text or inside a labelled control, so it is silent itself.

use leptos::prelude::*;

/// One icon of `public/icons.svg`. `class` adds `s` (small), `l` (large) or `turn` (mirrored in
/// right-to-left scripts).
#[component]
pub fn Icon(
    /// The id of the symbol.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true">
            <use_ href=move || format!("icons.svg#{}", name.get())></use_>
        </svg>
    }
}

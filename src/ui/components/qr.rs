//! A QR code, black on white in either look: cameras want it so.

use crate::domain::qr::draw;
use leptos::prelude::*;

/// The code of `text`; nothing where it is too long for one.
#[component]
pub fn Qr(
    /// What it says.
    #[prop(into)]
    text: Signal<String>,
    /// What a screen reader says.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let drawn = Memo::new(move |_| text.with(|text| draw(text)));
    let view_box = move || drawn.with(|d| d.as_ref().map(|d| format!("0 0 {0} {0}", d.size)));
    let path = move || drawn.with(|d| d.as_ref().map(|d| d.path.clone()));
    view! {
        <svg class="qr" role="img" aria-label=label viewBox=view_box shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"/>
            <path d=path fill="#000"/>
        </svg>
    }
}

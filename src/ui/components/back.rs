//! The link back to the list a page came from.

use super::icon::Icon;
use leptos::prelude::*;

/// A quiet link to `href`, above a page's heading.
#[component]
pub fn Back(href: &'static str, children: Children) -> impl IntoView {
    view! { <a class="back" href=href><Icon name="back" class="turn"/>{children()}</a> }
}

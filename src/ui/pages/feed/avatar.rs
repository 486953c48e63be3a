//! A person as a letter on a soft shape, or as a figure where they gave no name.

use crate::domain::text::Name;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;

/// The letter of a name. The same name always has the same of the five tones.
#[component]
pub fn Avatar(
    /// The name, where there is one.
    #[prop(into)]
    name: Signal<Option<Name>>,
) -> impl IntoView {
    let tone = move || {
        name.with(|name| {
            name.as_ref()
                .map_or(0, |n| n.as_str().bytes().fold(0, |sum, b| (sum + u32::from(b)) % 5) + 1)
        })
    };
    let letter = move || {
        name.with(|name| name.as_ref().and_then(|n| n.as_str().chars().next()))
            .map(|c| c.to_uppercase().to_string())
    };
    view! {
        <span class="avatar" data-tone=move || tone().to_string() aria-hidden="true">
            {move || match letter() {
                Some(letter) => letter.into_any(),
                None => view! { <Icon name="person"/> }.into_any(),
            }}
        </span>
    }
}

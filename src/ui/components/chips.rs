//! Chips to tick or to choose from: one piece for every question with short answers.

use super::icon::Icon;
use super::typed::Said;
use leptos::prelude::*;

/// A chip that is on or off.
#[component]
pub fn Chip(
    /// What stands on it.
    text: Said,
    /// Its icon, if any.
    #[prop(optional)]
    icon: &'static str,
    /// Whether it is on.
    on: Signal<bool>,
    /// Tapped: it shall be on, or off.
    tapped: Callback<bool>,
    /// One of several; otherwise each for itself.
    #[prop(optional)]
    one_of: Option<&'static str>,
) -> impl IntoView {
    let kind = if one_of.is_some() { "radio" } else { "checkbox" };
    view! {
        <label class="chip">
            <input type=kind name=one_of prop:checked=move || on.get() on:change=move |ev| tapped.run(event_target_checked(&ev))/>
            {(!icon.is_empty()).then(|| view! { <Icon name=icon class="s"/> })}
            {move || text.get()}
        </label>
    }
}

/// A question with its reason and the chips below it.
#[component]
pub fn Chips(
    /// The question.
    label: Said,
    /// Why it is asked, or who sees the answer.
    #[prop(optional)]
    hint: Option<Said>,
    /// "(optional)"
    #[prop(optional)]
    optional: Option<Said>,
    /// The chips.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="stack tight">
            <legend class="label">{move || label.get()}{optional.map(|text| view! { " "<span class="opt">{move || text.get()}</span> })}</legend>
            {hint.map(|hint| view! { <p class="hint">{move || hint.get()}</p> })}
            <div class="chips wrap">{children()}</div>
        </fieldset>
    }
}

/// The list with this one in it, or not.
pub fn with<T: PartialEq>(list: &mut Vec<T>, one: T, on: bool) {
    list.retain(|other| *other != one);
    if on {
        list.push(one);
    }
}

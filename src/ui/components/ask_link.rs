//! The way to ask for help: under the thumb on a phone, above its bar of places.

use super::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// A floating link on a phone; larger screens have their own in the page.
#[component]
pub fn AskFloat(i18n: Texts) -> impl IntoView {
    view! {
        <a class="button primary big ask-float" href="help/ask">
            <Icon name="plus"/>{say!(i18n, help.ask)}
        </a>
    }
}

//! Where children, a key or cash would be entrusted and nobody here is approved for it: why not, and what to do.

use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// Kindly why not.
#[component]
pub fn Nobody(i18n: Texts) -> impl IntoView {
    view! {
        <div class="banner" data-kind="warn">
            <Icon name="heart"/>
            <div>
                <p><b>{say!(i18n, asking.nobody)}</b></p>
                <p>{say!(i18n, asking.nobody_text)}</p>
                <p>{say!(i18n, asking.nobody_do)}</p>
            </div>
        </div>
    }
}

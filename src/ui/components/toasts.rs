//! The short messages over a page.

use super::icon::Icon;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// All messages that are there now.
#[component]
pub fn Toasts(i18n: Texts) -> impl IntoView {
    let app = App::here();
    view! {
        <div class="toasts" role="status">
            <For each=move || app.toasts.get() key=|toast| toast.number let:toast>
                <div class="toast">
                    <Icon name=if toast.bad { "warn" } else { "check" }/>
                    <p>{toast.text}</p>
                    <button class="icon-button" type="button" aria-label=say!(i18n, common.close)
                        on:click=move |_| app.dismiss(toast.number)><Icon name="close"/></button>
                </div>
            </For>
        </div>
    }
}

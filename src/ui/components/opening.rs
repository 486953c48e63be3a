//! What is shown while the device is read, and where it cannot be.

use super::icon::Icon;
use crate::state::live::{App, Ready};
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// The shape of a page that is coming; the same as in the first shell.
#[component]
pub fn Skeleton() -> impl IntoView {
    view! {
        <div class="page">
            <div class="skeleton" aria-hidden="true">
                <i class="block"></i><i class="title"></i><i class="line-row"></i><i class="line-row"></i><i class="line-row"></i>
            </div>
        </div>
    }
}

/// Why the device cannot be read, where that is so.
#[component]
pub fn CannotOpen(i18n: Texts) -> impl IntoView {
    let app = App::here();
    move || match app.ready.get() {
        Ready::Failed(error) => view! {
            <div class="banner" data-kind="warn" role="alert">
                <Icon name="warn"/>
                <div>
                    <p><b>{say!(i18n, common.cannot_open)}</b></p>
                    <p>{words::store_error(i18n, &error)}</p>
                </div>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

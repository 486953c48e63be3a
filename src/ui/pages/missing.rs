//! For addresses that lead nowhere.

use crate::i18n::t_string;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// "This page is not there", with the way home.
#[component]
pub fn Missing(i18n: Texts) -> impl IntoView {
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, common.missing_title).to_owned())/>
        <div class="page">
            <div class="empty">
                <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#loose"></use_></svg>
                <h1>{say!(i18n, common.missing_title)}</h1>
                <p class="soft">{say!(i18n, common.missing_text)}</p>
                <a class="button" href=".">{say!(i18n, common.missing_home)}</a>
            </div>
        </div>
    }
}

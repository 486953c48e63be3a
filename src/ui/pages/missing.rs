//! For addresses that lead nowhere.

use crate::i18n::t_string;
use crate::ui::language::Texts;
use leptos::prelude::*;

/// "This page is not there", with the way home.
#[component]
pub fn Missing(i18n: Texts) -> impl IntoView {
    view! {
        <div class="page">
            <div class="empty">
                <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#loose"></use_></svg>
                <h1>{move || t_string!(i18n, common.missing_title)}</h1>
                <p class="soft">{move || t_string!(i18n, common.missing_text)}</p>
                <a class="button" href=".">{move || t_string!(i18n, common.missing_home)}</a>
            </div>
        </div>
    }
}

//! What everybody must know before anything else: a crisis, and that one's words do not count here.

use super::icon::Icon;
use crate::domain::authority::Trust;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// Banners above every page.
#[component]
pub fn Standing(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let crises = move || {
        let now = app.now.get();
        let all = app.who.with(|who| who.crises.values().cloned().collect::<Vec<_>>());
        all.into_iter().filter(|crisis| crisis.until > now).collect::<Vec<_>>()
    };
    let out =
        Memo::new(move |_| app.community.with(Option::is_some) && app.standing() == Trust::Out);
    let removed = move || {
        app.who.track();
        app.is_removed()
    };
    view! {
        {move || crises().into_iter().map(|crisis| view! {
            <div class="banner" data-kind="safety" role="status">
                <Icon name="crisis"/>
                <div>
                    <p><b>{words::alarm(i18n, crisis.what)}</b></p>
                    {crisis.words.map(|words| view! { <p dir="auto">{words.to_string()}</p> })}
                    <p>{say!(i18n, common.call_first, number = app.emergency())}</p>
                </div>
            </div>
        }).collect_view()}
        <Show when=move || out.get()>
            <div class="banner" data-kind="warn" role="status">
                <Icon name="info"/>
                <div><p>{move || match removed() {
                    true => t_string!(i18n, community.removed),
                    false => t_string!(i18n, community.stranger),
                }}</p></div>
            </div>
        </Show>
    }
}

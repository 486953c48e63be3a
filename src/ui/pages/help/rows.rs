//! The list of requests, windowed so that thousands stay quick.

use super::{Found, Sight};
use crate::domain::help::Help;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::sync::Status;
use crate::ui::components::row::RequestRow;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// How many rows are drawn at first, and with every "Show more".
const WINDOW: usize = 40;

/// The rows, or why there are none.
#[component]
pub fn Rows(i18n: Texts, found: Found, sight: Sight) -> impl IntoView {
    let drawn = RwSignal::new(WINDOW);
    // Another filter begins at its top.
    Effect::new(move |_| {
        sight.filter.track();
        sight.chosen.track();
        drawn.set(WINDOW);
    });
    let total = Memo::new(move |_| found.rows.with(|all| all.len()));
    let within = Memo::new(move |_| sight.filter.with(|f| f.within_km));
    // A row that changed is drawn anew; the others stay as they are.
    let key = move |help: &Help| {
        let state = (help.offers, help.accepted, help.end.is_some(), help.threads.len());
        (help.id.to_string(), state, within.get_untracked())
    };
    view! {
        <Show when=move || total.get() != 0 fallback=move || view! { <Nothing i18n found sight/> }>
            <ul class="rows boxed" id="list" tabindex="-1">
                <For each=move || { within.track(); found.first(drawn.get()) } key let:help>
                    <RequestRow i18n help within_km=within.get_untracked()/>
                </For>
            </ul>
            <Show when=move || drawn.get() < total.get()>
                <button class="button wide" type="button" on:click=move |_| drawn.update(|n| *n += WINDOW)>
                    {say!(i18n, help.more_rows)}
                </button>
            </Show>
        </Show>
    }
}

#[component]
fn Nothing(i18n: Texts, found: Found, sight: Sight) -> impl IntoView {
    let app = App::here();
    let none_at_all = move || app.requests.with(|all| all.is_empty());
    let arriving = move || {
        matches!(app.sync.get(), None | Some(Status::Connecting))
            && app.config.with(Option::is_some)
    };
    let elsewhere = Memo::new(move |_| found.total.get());
    view! {
        <div class="empty" id="list" tabindex="-1">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#bench"></use_></svg>
            {move || if none_at_all() {
                let text = if arriving() { t_string!(i18n, help.arriving) } else { t_string!(i18n, help.nothing_yet) };
                view! { <p class="soft">{text}</p> }.into_any()
            } else if elsewhere.get() > 0 {
                view! {
                    <h2>{t_string!(i18n, help.view_empty_title)}</h2>
                    <p class="soft">{t_string!(i18n, help.view_empty_text, count = elsewhere.get())}</p>
                    <div class="buttons">
                        <button class="button primary" type="button" on:click=move |_| sight.whole()>{t_string!(i18n, help.whole)}</button>
                    </div>
                }.into_any()
            } else {
                view! {
                    <h2>{t_string!(i18n, help.empty_title)}</h2>
                    <p class="soft">{t_string!(i18n, help.empty_text)}</p>
                    <div class="buttons">
                        <button class="button primary" type="button" on:click=move |_| sight.everything()>{t_string!(i18n, help.empty_further)}</button>
                        <a class="button" href=".">{t_string!(i18n, help.empty_act)}</a>
                    </div>
                }.into_any()
            }}
        </div>
    }
}

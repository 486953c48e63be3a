//! The list of requests, windowed so that 500 in one cell stay quick.

use super::Looking;
use crate::domain::help::Help;
use crate::domain::view::Filter;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::sync::Status;
use crate::ui::components::row::RequestRow;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use std::sync::Arc;

/// How many rows are drawn at first, and with every "Show more".
const WINDOW: usize = 40;

/// The rows, or why there are none.
#[component]
pub fn Rows(i18n: Texts, rows: Signal<Arc<Vec<Help>>>, looking: Looking) -> impl IntoView {
    let drawn = RwSignal::new(WINDOW);
    // Another filter begins at its top.
    Effect::new(move |_| {
        looking.filter.track();
        looking.chosen.track();
        drawn.set(WINDOW);
    });
    let window = move || rows.with(|all| all.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let total = move || rows.with(|all| all.len());
    view! {
        <Show when=move || total() != 0 fallback=move || view! { <Nothing i18n looking/> }>
            <ul class="rows boxed" id="list" tabindex="-1">
                // A row that changed is drawn anew; the others stay as they are.
                <For each=window key=row_key let:help>
                    <RequestRow i18n help/>
                </For>
            </ul>
            <Show when=move || drawn.get() < total()>
                <button class="button wide" type="button" on:click=move |_| drawn.update(|n| *n += WINDOW)>
                    {say!(i18n, help.more_rows)}
                </button>
            </Show>
        </Show>
    }
}

fn row_key(help: &Help) -> (String, usize, usize, bool, usize) {
    (help.id.to_string(), help.offers, help.accepted, help.end.is_some(), help.threads.len())
}

#[component]
fn Nothing(i18n: Texts, looking: Looking) -> impl IntoView {
    let app = App::here();
    let none_at_all = move || app.requests.with(|all| all.is_empty());
    let arriving = move || {
        matches!(app.sync.get(), None | Some(Status::Connecting))
            && app.config.with(Option::is_some)
    };
    view! {
        <div class="empty" id="list" tabindex="-1">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#bench"></use_></svg>
            {move || if none_at_all() {
                let text = if arriving() { t_string!(i18n, help.arriving) } else { t_string!(i18n, help.nothing_yet) };
                view! { <p class="soft">{text}</p> }.into_any()
            } else {
                view! {
                    <h2>{t_string!(i18n, help.empty_title)}</h2>
                    <p class="soft">{t_string!(i18n, help.empty_text)}</p>
                    <div class="buttons">
                        <button class="button primary" type="button" on:click=move |_| {
                            looking.filter.set(Filter::default());
                            looking.chosen.set(None);
                        }>{t_string!(i18n, help.empty_further)}</button>
                        <a class="button" href=".">{t_string!(i18n, help.empty_act)}</a>
                    </div>
                }.into_any()
            }}
        </div>
    }
}

//! The requests that concern me today: promised, asked, near.

use crate::domain::help::Help;
use crate::domain::view::{asked, near, promised};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::row::RequestRow;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// How many requests near by are shown here.
const NEAR: usize = 3;

fn owned(rows: Vec<&Help>) -> Vec<Help> {
    rows.into_iter().cloned().collect()
}

#[component]
fn Rows(i18n: Texts, #[prop(into)] rows: Signal<Vec<Help>>) -> impl IntoView {
    view! {
        <ul class="rows boxed">
            {move || rows.get().into_iter().map(|help| view! { <RequestRow i18n help/> }).collect_view()}
        </ul>
    }
}

/// What I promised and have not finished.
#[component]
pub fn Promised(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let rows = Memo::new(move |_| app.requests.with(|all| owned(promised(all))));
    view! {
        <Show when=move || rows.with(|r| !r.is_empty())>
            <section class="section" aria-labelledby="promised">
                <div class="section-head"><h2 id="promised">{say!(i18n, today.promised)}</h2></div>
                <Rows i18n rows/>
            </section>
        </Show>
    }
}

/// What I asked for and what is not over.
#[component]
pub fn Asked(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let rows = Memo::new(move |_| {
        let now = app.now.get();
        app.requests.with(|all| owned(asked(all, now)))
    });
    view! {
        <Show when=move || rows.with(|r| !r.is_empty())>
            <section class="section" aria-labelledby="asked">
                <div class="section-head"><h2 id="asked">{say!(i18n, today.asked)}</h2></div>
                <Rows i18n rows/>
            </section>
        </Show>
    }
}

/// Who asks for a hand near me.
#[component]
pub fn Near(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let found = Memo::new(move |_| {
        let (now, viewer) = (app.now.get(), app.viewer.get());
        app.requests.with(|all| {
            let rows = near(all, viewer.as_ref(), now);
            let count = rows.len();
            (owned(rows.into_iter().take(NEAR).collect()), count)
        })
    });
    let rows = Memo::new(move |_| found.with(|(rows, _)| rows.clone()));
    let heading = move || match app.viewer.with(Option::is_some) {
        true => t_string!(i18n, today.near),
        false => t_string!(i18n, today.open),
    };
    view! {
        <Show when=move || rows.with(|r| !r.is_empty()) fallback=move || view! { <Nobody i18n/> }>
            <section class="section" aria-labelledby="near">
                <div class="section-head">
                    <h2 id="near">{heading}</h2>
                    <a href="help">{say!(i18n, today.all, count = found.with(|(_, count)| *count))}</a>
                </div>
                <Rows i18n rows/>
            </section>
        </Show>
    }
}

#[component]
fn Nobody(i18n: Texts) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#bench"></use_></svg>
            <h2>{say!(i18n, today.nobody)}</h2>
            <p class="soft">{say!(i18n, today.nobody_text)}</p>
            <div class="buttons">
                <a class="button" href="help">{say!(i18n, today.nobody_help)}</a>
                <a class="button plain" href="help/offer">{say!(i18n, people.offer_yourself)}</a>
            </div>
        </div>
    }
}

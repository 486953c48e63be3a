//! People I don't want to see, and seeing them again.

use crate::domain::bytes::AuthorKey;
use crate::domain::text::Name;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::back::Back;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn UnseenPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let rows = move || {
        let all = app.blocked.get();
        all.iter().map(|(key, name)| row(i18n, app, *key, name.clone())).collect_view()
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, people.unseen_title).to_owned())/>
        <div class="page narrow">
            <Back href="me">{say!(i18n, common.place_me)}</Back>
            <h1 id="unseen" tabindex="-1">{say!(i18n, people.unseen_title)}</h1>
            <p class="soft">{say!(i18n, people.unseen_text)}</p>
            <Show when=move || app.blocked.with(|all| !all.is_empty()) fallback=move || view! {
                <p>{say!(i18n, people.unseen_none)}</p>
            }>
                <ul class="rows boxed">{rows}</ul>
            </Show>
        </div>
    }
}

fn row(i18n: Texts, app: App, key: AuthorKey, name: Option<Name>) -> impl IntoView {
    let called = move || match &name {
        Some(name) => name.to_string(),
        None => {
            let short: String = key.to_string().chars().take(6).collect();
            t_string!(i18n, people.unseen_unnamed, key = short)
        }
    };
    let said = called.clone();
    let show = move |_| {
        let said = said();
        spawn_local(async move {
            match app.unblock(&key).await {
                Ok(()) => {
                    app.say(t_string!(i18n, people.unseen_shown, name = said));
                    page::focus("unseen");
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    view! {
        <li class="row">
            <span class="patch"><Icon name="eye-off"/></span>
            <div><h3 dir="auto">{called}</h3></div>
            <button class="button small" type="button" on:click=show>
                <Icon name="eye"/>{say!(i18n, people.unseen_show)}
            </button>
        </li>
    }
}

//! My communities: which one is open, the others, joining, starting and leaving one.

use crate::domain::authority::Trust;
use crate::domain::bytes::AuthorKey;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::config::Joined;
use crate::state::live::App;
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The list, and the ways in and out.
#[component]
pub fn Communities(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let leaving = RwSignal::new(None::<AuthorKey>);
    let rows = move || {
        let mut all = (*app.communities.get()).clone();
        all.sort_by(|a, b| a.config.name.cmp(&b.config.name));
        all.into_iter().map(|joined| view! { <Row i18n joined leaving/> }).collect_view()
    };
    view! {
        <section class="card pref" id="communities">
            <h2 id="my-communities" tabindex="-1"><Icon name="people"/>{say!(i18n, community.mine)}</h2>
            <Show when=move || app.communities.with(|all| !all.is_empty()) fallback=move || view! { <p>{say!(i18n, community.none)}</p> }>
                <ul class="rows">{rows}</ul>
            </Show>
            <Show when=move || app.standing() == Trust::Coordinator>
                <a class="button calm" href="desk"><Icon name="key"/>{say!(i18n, community.desk)}</a>
            </Show>
            <div class="buttons">
                <a class="button" href="join">{say!(i18n, community.join_another)}</a>
                <a class="button plain" href="start">{say!(i18n, community.start_own)}</a>
            </div>
            <Leave i18n leaving/>
        </section>
    }
}

#[component]
fn Row(i18n: Texts, joined: Joined, leaving: RwSignal<Option<AuthorKey>>) -> impl IntoView {
    let app = App::here();
    let community = joined.config.community;
    let open = Memo::new(move |_| {
        app.config.with(|c| c.as_ref().is_some_and(|c| c.community == community))
    });
    let name = {
        let kept = joined.config.name.clone();
        move || match open.get() {
            true => app.community_name().unwrap_or_else(|| kept.clone()),
            false => kept.clone(),
        }
    };
    let left = joined.left;
    let switch = move |_| {
        spawn_local(async move {
            match app.switch(&community).await {
                Ok(()) => app.say(t_string!(i18n, community.opened)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            page::focus("my-communities");
        });
    };
    view! {
        <li class="row" aria-current=move || open.get().then_some("true")>
            <div>
                <h3 dir="auto">{name}</h3>
                <p class="meta">{move || match (open.get(), left) {
                    (true, _) => t_string!(i18n, community.is_open),
                    (false, true) => t_string!(i18n, community.was_left),
                    (false, false) => t_string!(i18n, community.is_synced),
                }}</p>
            </div>
            <Show when=move || !open.get()>
                <button class="button small" type="button" on:click=switch>{say!(i18n, community.open)}</button>
            </Show>
            <button class="button plain small" type="button" on:click=move |_| leaving.set(Some(community))>
                {say!(i18n, community.leave)}
            </button>
        </li>
    }
}

/// Asks before leaving; the data may stay or go.
#[component]
fn Leave(i18n: Texts, leaving: RwSignal<Option<AuthorKey>>) -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let erase = RwSignal::new(false);
    Effect::new(move |_| {
        if leaving.with(Option::is_some) {
            erase.set(false);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            leaving.set(None);
        }
    });
    let leave = move |()| {
        let Some(community) = leaving.get_untracked() else {
            return;
        };
        let erase = erase.get_untracked();
        spawn_local(async move {
            match app.leave(&community, erase).await {
                Ok(()) => app.say(t_string!(i18n, community.left)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            page::focus("my-communities");
        });
    };
    view! {
        <Confirm open id="leave-title" title=Signal::derive(move || t_string!(i18n, community.leave_sure).to_owned())
            text=Signal::derive(move || t_string!(i18n, community.leave_text).to_owned())
            no=Signal::derive(move || t_string!(i18n, community.stay).to_owned())
            yes=Signal::derive(move || t_string!(i18n, community.leave).to_owned())
            kind="danger" on_yes=Callback::new(leave)>
            <label class="check">
                <input type="checkbox" prop:checked=move || erase.get() on:change=move |ev| erase.set(event_target_checked(&ev))/>
                <span>{say!(i18n, community.leave_erase)}</span>
            </label>
        </Confirm>
    }
}

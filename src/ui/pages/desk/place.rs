//! Moving the community to another backend, and a second coordinator: for its founder.

use crate::domain::authority::Trust;
use crate::domain::bytes::AuthorKey;
use crate::domain::community::Coordinator;
use crate::domain::join::{is_safe, without_login};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What only the founder can do; others are told so.
#[component]
pub fn Place(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let founder = Memo::new(move |_| {
        app.who.track();
        app.root().is_some()
    });
    view! {
        <section class="card pref" id="place">
            <h2><Icon name="settings"/>{say!(i18n, desk.place)}</h2>
            <Show when=move || founder.get() fallback=move || view! { <p class="soft">{say!(i18n, desk.founder_only)}</p> }>
                <Coordinators i18n/>
                <Move i18n/>
            </Show>
        </section>
    }
}

/// Who coordinates: members can be asked to.
#[component]
fn Coordinators(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let chosen = RwSignal::new(String::new());
    let members = move || {
        app.who.with(|who| {
            let could = who.people.iter().filter(|(key, person)| {
                matches!(who.trust(key), Trust::Member | Trust::Approved) && person.seal.is_some()
            });
            could
                .map(|(key, person)| {
                    let name = person.name.as_ref().map(ToString::to_string);
                    (key.to_string(), name.unwrap_or_else(|| key.to_string()))
                })
                .collect::<Vec<_>>()
        })
    };
    let count = move || app.community.with(|c| c.as_ref().map_or(0, |c| c.coordinators.len()));
    let add = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Ok(key) = AuthorKey::parse(&chosen.get_untracked()) else {
            return;
        };
        let seal = app.who.with_untracked(|who| who.people.get(&key).and_then(|p| p.seal));
        let (Some(seal), Some(mut community)) = (seal, app.community.get_untracked()) else {
            return;
        };
        community.coordinators.push(Coordinator { key, seal });
        spawn_local(async move {
            match app.describe(community).await {
                Ok(()) => app.say(t_string!(i18n, desk.done)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    view! {
        <p>{move || t_string!(i18n, desk.coordinators, count = count())}</p>
        <Show when=move || count() < 2><p class="soft small">{say!(i18n, desk.second)}</p></Show>
        <Show when=move || !members().is_empty()>
            <form class="stack" novalidate on:submit=add>
                <div class="field">
                    <label for="new-coordinator">{say!(i18n, desk.add_coordinator)}</label>
                    <select id="new-coordinator" on:change=move |ev| chosen.set(event_target_value(&ev))>
                        <option value="">{say!(i18n, desk.choose)}</option>
                        {move || members().into_iter().map(|(key, name)| view! { <option value=key>{name}</option> }).collect_view()}
                    </select>
                </div>
                <div class="buttons"><button class="button" type="submit">{say!(i18n, desk.add)}</button></div>
            </form>
        </Show>
    }
}

/// Another backend: every member's device fills it.
#[component]
fn Move(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let address = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let now_at = move || {
        let here = app.config.with(|c| c.as_ref().map(|c| without_login(&c.backend)));
        here.filter(|here| !here.is_empty())
    };
    let go = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let typed = address.get_untracked().trim().to_owned();
        if typed.is_empty() || !is_safe(&typed) {
            wrong.set(Some(t_string!(i18n, desk.move_wrong).to_owned()));
            return page::focus("move-to");
        }
        wrong.set(None);
        spawn_local(async move {
            match app.move_to(typed).await {
                Ok(()) => {
                    address.set(String::new());
                    app.say(t_string!(i18n, desk.moving));
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    view! {
        <h3>{say!(i18n, desk.move_title)}</h3>
        <p>{say!(i18n, desk.move_text)}</p>
        {move || now_at().map(|here| view! { <p><code class="addr" dir="ltr">{here}</code></p> })}
        <form class="stack" novalidate on:submit=go>
            <TextField id="move-to" label=say!(i18n, desk.move_to) hint=say!(i18n, desk.move_hint) kind="url" value=address wrong=wrong/>
            <div class="buttons"><button class="button" type="submit">{say!(i18n, desk.move_go)}</button></div>
        </form>
    }
}

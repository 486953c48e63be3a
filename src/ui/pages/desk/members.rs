//! Members: approving and removing them, and putting a new key in a lost one's place.

use super::decide;
use crate::domain::authority::Trust;
use crate::domain::bytes::AuthorKey;
use crate::domain::text::Words;
use crate::i18n::t_string;
use crate::state::live::{App, Decision};
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// The first letters of a key: enough to tell two people of one name apart.
fn short(key: &AuthorKey) -> String {
    key.to_string().chars().take(6).collect()
}

fn name(i18n: Texts, app: App, key: &AuthorKey) -> String {
    let known = app.who.with(|who| who.people.get(key).and_then(|person| person.name.clone()));
    match known {
        Some(name) => name.to_string(),
        None => t_string!(i18n, desk.unnamed, key = short(key)),
    }
}

/// Everybody who was admitted.
#[component]
pub fn Members(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let removing = RwSignal::new(None::<AuthorKey>);
    let all = Memo::new(move |_| {
        app.who.with(|who| {
            let mut all: Vec<(AuthorKey, Trust)> =
                who.people.keys().map(|key| (*key, who.trust(key))).collect();
            all.sort_by_key(|(key, trust)| {
                let name = who.people.get(key).and_then(|p| p.name.clone());
                (*trust == Trust::Out, name.map(|n| n.to_string().to_lowercase()), *key)
            });
            all
        })
    });
    let rows = move || {
        all.get()
            .into_iter()
            .map(|(key, trust)| view! { <Row i18n key trust removing/> })
            .collect_view()
    };
    view! {
        <section class="card pref" id="members">
            <h2><Icon name="person"/>{say!(i18n, desk.members, count = all.with(Vec::len))}</h2>
            <Show when=move || all.with(|all| !all.is_empty()) fallback=move || view! { <p>{say!(i18n, desk.nobody)}</p> }>
                <ul class="rows">{rows}</ul>
            </Show>
            <Removing i18n removing/>
        </section>
    }
}

#[component]
fn Row(
    i18n: Texts,
    key: AuthorKey,
    trust: Trust,
    removing: RwSignal<Option<AuthorKey>>,
) -> impl IntoView {
    let app = App::here();
    let text = move || match trust {
        Trust::Coordinator => t_string!(i18n, desk.is_coordinator),
        Trust::Approved => t_string!(i18n, desk.is_approved),
        Trust::Member | Trust::New => t_string!(i18n, desk.is_member),
        Trust::Out => t_string!(i18n, desk.is_removed),
    };
    view! {
        <li class="row" data-quiet=(trust == Trust::Out).then_some("")>
            <div>
                <h3 dir="auto">{move || name(i18n, app, &key)}</h3>
                <p class="meta"><span>{text}</span>" "<code>{short(&key)}</code></p>
                {move || (app.regard(&key).1 > 0).then(|| view! {
                    <p class="meta">{say!(i18n, people.vouchers, count = app.regard(&key).1)}</p>
                })}
            </div>
            {(trust == Trust::Member).then(|| view! {
                <button class="button small" type="button"
                    on:click=move |_| decide(i18n, app, Decision::Approve(key), t_string!(i18n, desk.done))>
                    {say!(i18n, desk.approve)}
                </button>
            })}
            {matches!(trust, Trust::Member | Trust::Approved).then(|| view! {
                <button class="button plain small" type="button" on:click=move |_| removing.set(Some(key))>
                    {say!(i18n, desk.remove)}
                </button>
            })}
            {(trust == Trust::Out).then(|| view! {
                <button class="button plain small" type="button"
                    on:click=move |_| decide(i18n, app, Decision::Restore(key), t_string!(i18n, desk.done))>
                    {say!(i18n, desk.restore)}
                </button>
            })}
        </li>
    }
}

/// Asks once more, with room for a reason.
#[component]
fn Removing(i18n: Texts, removing: RwSignal<Option<AuthorKey>>) -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    Effect::new(move |_| {
        if removing.with(Option::is_some) {
            reason.set(String::new());
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            removing.set(None);
        }
    });
    let remove = move |()| {
        if let Some(key) = removing.get_untracked() {
            let reason = Words::optional(&reason.get_untracked()).ok().flatten();
            decide(i18n, app, Decision::Remove(key, reason), t_string!(i18n, desk.removed));
        }
    };
    view! {
        <Confirm open id="remove-title"
            title=Signal::derive(move || {
                let who = removing.get().map(|key| name(i18n, app, &key)).unwrap_or_default();
                t_string!(i18n, desk.remove_sure, name = who)
            })
            text=Signal::derive(move || t_string!(i18n, desk.remove_text).to_owned())
            no=Signal::derive(move || t_string!(i18n, desk.not_now).to_owned())
            yes=Signal::derive(move || t_string!(i18n, desk.remove).to_owned())
            kind="danger" on_yes=Callback::new(remove)>
            <TextField id="remove-reason" label=say!(i18n, desk.reason) optional=say!(i18n, common.optional) kind="area" value=reason/>
        </Confirm>
    }
}

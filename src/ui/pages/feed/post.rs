//! One act in the feed.

use super::avatar::Avatar;
use super::role_icon;
use crate::domain::act::{Role, Told, beginning};
use crate::domain::id::RecordId;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::wrong::Wrong;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The class words of a role, as `post.css` and `badge.css` know them.
fn looks(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Did => ("did", "calm"),
        Role::Received => ("received", "heart"),
        Role::Witnessed => ("witnessed", "sun"),
        Role::Grateful => ("grateful", "good"),
    }
}

/// An act with its teller, where it came from and what one can do with it.
#[component]
pub fn Post(
    /// Texts.
    i18n: Texts,
    /// The act.
    told: Told,
    /// Brings another act into view.
    show: Callback<RecordId>,
) -> impl IntoView {
    let app = App::here();
    let Told { id, act, by, mine, source, passed_on } = told;
    let (role, tone) = looks(act.role);
    let anchor = id.to_string();
    let named = act.name.clone();
    let teller = move || match &named {
        Some(name) => name.to_string(),
        None => t_string!(i18n, common.neighbour).to_owned(),
    };
    let ripple = source.as_ref().map(beginning).zip(act.inspired_by).map(|(first, source)| {
        view! { <Ripple i18n first source show/> }
    });
    let at = StoredValue::new(id.clone());
    let passed = (passed_on > 0).then(|| {
        view! { <span class="soft small">{say!(i18n, feed.passed_on, count = passed_on)}</span> }
    });
    view! {
        <article class="post" data-role=role id=anchor tabindex="-1">
            <header class="who">
                <Avatar name=Signal::stored(act.name)/>
                <div>
                    <h3>
                        <span dir="auto">{teller}</span>" "
                        <span class="badge" data-kind=tone><Icon name=role_icon(act.role) class="s"/>{move || words::role(i18n, act.role)}</span>
                        <Show when=move || !mine && app.is_new(&by)>" "<span class="badge" data-kind="plain">{say!(i18n, common.new_here)}</span></Show>
                    </h3>
                    <p class="soft small">{move || at.with_value(|id| place_and_time(i18n, app, id))}</p>
                </div>
            </header>
            <p class="text" dir="auto" lang=act.lang>{act.words.to_string()}</p>
            {ripple}
            {act.of_request.is_some().then(|| view! {
                <p class="soft small"><Icon name="help" class="s"/>" "{say!(i18n, feed.of_request)}</p>
            })}
            <Show when=move || at.with_value(|id| app.is_pending(id))>
                <p><span class="badge" data-kind="pending"><Icon name="pending" class="s"/>{say!(i18n, common.row_pending)}</span></p>
            </Show>
            {move || at.with_value(|id| app.refusal(id)).map(|why| view! {
                <p class="pending">{words::refused(i18n, &why)}</p>
            })}
            <footer>
                <a class="button small" href=format!("feed/new?from={id}")><Icon name="ripple"/>{say!(i18n, feed.pass_on)}</a>
                {passed}
                {match mine {
                    true => view! { <TakeBack i18n id/> }.into_any(),
                    false => view! { <Wrong i18n id/> }.into_any(),
                }}
            </footer>
        </article>
    }
}

/// "Schaan · 2 hours ago"; without an area only the time.
fn place_and_time(i18n: Texts, app: App, id: &RecordId) -> String {
    let ago = words::ago(i18n, app, id.time);
    match id.place.cell() {
        Some(cell) => format!("{} · {ago}", words::area(i18n, app, Some(cell))),
        None => ago,
    }
}

#[component]
fn Ripple(i18n: Texts, first: String, source: RecordId, show: Callback<RecordId>) -> impl IntoView {
    let href = format!("feed#{source}");
    let to_source = move |ev: leptos::ev::MouseEvent| {
        ev.prevent_default();
        show.run(source.clone());
    };
    view! {
        <p class="ripple">
            <Icon name="ripple" class="s"/>" "{say!(i18n, feed.inspired_by)}" "
            <a href=href dir="auto" on:click=to_source>{say!(i18n, feed.quoted, words = first.clone())}</a>
        </p>
    }
}

/// Taking an own act back, asked once more in place.
#[component]
fn TakeBack(i18n: Texts, id: RecordId) -> impl IntoView {
    let app = App::here();
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let id = StoredValue::new(id);
    let ids = id.with_value(|id| (format!("keep:{id}"), format!("take:{id}")));
    let (keep_id, take_id) = (StoredValue::new(ids.0), StoredValue::new(ids.1));
    let turn = move |on: bool| {
        asking.set(on);
        let next = if on { keep_id } else { take_id };
        request_animation_frame(move || {
            let _ = next.try_with_value(|id| page::focus(id));
        });
    };
    let take_back = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = id.get_value();
        spawn_local(async move {
            match app.retract(&id).await {
                Ok(_) => {
                    app.say(t_string!(i18n, feed.taken_back));
                    page::focus("main");
                }
                Err(problem) => {
                    app.warn(words::problem(i18n, &problem));
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <Show when=move || asking.get() fallback=move || view! {
            <button class="button plain small" type="button" id=take_id.get_value() on:click=move |_| turn(true)>
                <Icon name="undo"/>{say!(i18n, feed.take_back)}
            </button>
        }>
            <p class="small" role="alert">{say!(i18n, feed.take_back_sure)}</p>
            <div class="buttons">
                <button class="button small" type="button" id=keep_id.get_value() on:click=move |_| turn(false)>
                    {say!(i18n, feed.take_back_no)}
                </button>
                <button class="button danger small" type="button" aria-busy=move || busy.get().then_some("true") on:click=take_back>
                    {say!(i18n, feed.take_back_yes)}
                </button>
            </div>
        </Show>
    }
}

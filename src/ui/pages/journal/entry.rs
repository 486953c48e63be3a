//! One entry, and taking it out.

use super::composer::{mood_icon, mood_word};
use crate::domain::act::Role;
use crate::domain::id::RecordId;
use crate::domain::journal::{Entry, EntryId};
use crate::i18n::t_string;
use crate::platform::{locale, page};
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, region_tag, say};
use crate::ui::pages::feed::role_icon;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// An entry with its face, words, time and where it came from.
#[component]
pub fn EntryView(i18n: Texts, entry: Entry) -> impl IntoView {
    let removing = RwSignal::new(false);
    let Entry { id, written, role, mood, words, about, .. } = entry;
    let button = StoredValue::new(format!("remove-{id}"));
    let icon = mood.map(mood_icon).or(role.map(role_icon)).unwrap_or("journal");
    let time = move || locale::time(&region_tag(i18n.get_locale()), written.0);
    let ask = move |_| {
        removing.set(true);
        request_animation_frame(move || page::focus(&format!("leave-{id}")));
    };
    view! {
        <article class="entry" data-mood=mood.map(|m| m.level().to_string())>
            <Icon name=icon/>
            <div>
                {mood.map(|mood| view! { <p class="sr">{move || mood_word(i18n, mood)}</p> })}
                <p dir="auto">{words.to_string()}</p>
                <p class="soft small">{time}{role.map(|role| view! { " · " {move || role_word(i18n, role)} })}{about.map(|about| view! { <About i18n about/> })}</p>
                <Show when=move || removing.get()>
                    <Sure i18n id removing/>
                </Show>
            </div>
            <button class="icon-button" type="button" id=button.get_value() aria-label=say!(i18n, journal.remove)
                aria-expanded=move || removing.get().to_string() on:click=ask>
                <Icon name="trash"/>
            </button>
        </article>
    }
}

fn role_word(i18n: Texts, role: Role) -> &'static str {
    match role {
        Role::Did => t_string!(i18n, journal.role_did),
        Role::Received => t_string!(i18n, journal.role_received),
        Role::Witnessed => t_string!(i18n, journal.role_witnessed),
        Role::Grateful => t_string!(i18n, journal.role_grateful),
    }
}

/// " · from “A lift to the clinic”", where that request is still here.
#[component]
fn About(i18n: Texts, about: RecordId) -> impl IntoView {
    let app = App::here();
    let href = format!("help/{about}");
    let title = Memo::new(move |_| app.request(&about).map(|help| help.request.title.to_string()));
    move || {
        title.get().map(|title| {
            let href = href.clone();
            view! {
                " · "
                <a href=href dir="auto">{say!(i18n, journal.about, title = title.clone())}</a>
            }
        })
    }
}

/// Asked once more, since nothing brings an entry back.
#[component]
fn Sure(i18n: Texts, id: EntryId, removing: RwSignal<bool>) -> impl IntoView {
    let app = App::here();
    let busy = RwSignal::new(false);
    let leave = move |_| {
        removing.set(false);
        page::focus(&format!("remove-{id}"));
    };
    let remove = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match app.unwrite(id).await {
                Ok(()) => {
                    app.say(t_string!(i18n, journal.removed));
                    page::focus("journal-title");
                }
                Err(problem) => {
                    app.warn(words::problem(i18n, &problem));
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <p role="alert"><b>{say!(i18n, journal.remove_sure)}</b></p>
        <div class="buttons">
            <button class="button small" type="button" id=format!("leave-{id}") on:click=leave>
                {say!(i18n, journal.remove_no)}
            </button>
            <button class="button danger small" type="button" aria-busy=move || busy.get().then_some("true") on:click=remove>
                {say!(i18n, journal.remove_yes)}
            </button>
        </div>
    }
}

//! After help is done: whether one would vouch for the other, said in front of everybody; and the way out where
//! something was wrong.

use super::icon::Icon;
use super::wrong::Wrong;
use crate::domain::bytes::AuthorKey;
use crate::domain::id::RecordId;
use crate::domain::letter::Binding;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Below a thread, for the one who asked and for the helper.
#[component]
pub fn Met(
    /// Texts.
    i18n: Texts,
    /// The other, where they said who they are.
    other: Option<Binding>,
    /// Whether both said that it is done.
    #[prop(into)]
    done: Signal<bool>,
    /// What to tell the coordinators of, where the page has no such link of its own.
    #[prop(optional_no_strip)]
    wrong: Option<RecordId>,
) -> impl IntoView {
    let ask = other.map(|by| {
        let (person, name) = (by.person, by.name.to_string());
        move || done.get().then(|| view! { <Vouch i18n person name=name.clone()/> })
    });
    view! {
        {ask}
        {wrong.map(|id| view! { <div class="buttons"><Wrong i18n id/></div> })}
    }
}

/// "You know Ben now. Vouch for him?"
#[component]
fn Vouch(i18n: Texts, person: AuthorKey, name: String) -> impl IntoView {
    let app = App::here();
    let busy = RwSignal::new(false);
    let name = StoredValue::new(name);
    let called = move || name.get_value();
    let state = Memo::new(move |_| (app.vouches_for(&person), app.may_vouch_for(&person)));
    let set = move |vouch: bool| {
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        spawn_local(async move {
            match app.set_vouch(person, vouch).await {
                Ok(()) if vouch => app.say(t_string!(i18n, people.vouch_said, name = called())),
                Ok(()) => app.say(t_string!(i18n, people.unvouch_said)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    let button = move |vouch: bool| {
        let text = move || match vouch {
            true => t_string!(i18n, people.vouch, name = called()),
            false => t_string!(i18n, people.unvouch).to_owned(),
        };
        view! {
            <button class="button small" class:plain=!vouch type="button"
                aria-busy=move || busy.get().then_some("true") on:click=move |_| set(vouch)>
                {vouch.then(|| view! { <Icon name="hands"/> })}{text}
            </button>
        }
    };
    move || {
        match state.get() {
        (true, _) => view! {
            <div class="nudge"><Icon name="hands"/><p dir="auto">{say!(i18n, people.vouched, name = called())}</p>{button(false)}</div>
        }
        .into_any(),
        (false, true) => view! {
            <div class="nudge">
                <Icon name="hands"/>
                <p dir="auto">
                    <b>{say!(i18n, people.vouch_ask, name = called())}</b>" "
                    {say!(i18n, people.vouch_text, name = called())}
                </p>
                {button(true)}
            </div>
        }
        .into_any(),
        (false, false) => ().into_any(),
    }
    }
}

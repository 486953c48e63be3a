//! Telling an act of kindness in the feed.

mod fields;
mod form;
mod mistakes;
pub mod typed;

use crate::domain::act::{Act, beginning};
use crate::domain::id::RecordId;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say, tag};
use crate::ui::words;
use form::{Form, Mistake};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The form; with `?from=` it tells which act inspired it.
#[component]
pub fn TellPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let form = Form::new(app, "tell");
    let mistakes = RwSignal::new(Vec::<Mistake>::new());
    let busy = RwSignal::new(false);
    let query = use_query_map();
    let source = Memo::new(move |_| {
        let id = query.with(|q| q.get("from").and_then(|id| RecordId::parse(&id).ok()));
        id.filter(|id| id.kind.as_str() == "act")
    });
    let navigate = use_navigate();
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let known = app.name.get_untracked();
        let typed = form.now.get_untracked();
        let (words, name) = match typed.checked(known.clone()) {
            Ok(sound) => sound,
            Err(wrong) => {
                mistakes.set(wrong);
                request_animation_frame(|| page::focus("tell-mistakes"));
                return;
            }
        };
        mistakes.set(Vec::new());
        busy.set(true);
        let act = Act {
            role: typed.role,
            category: typed.category,
            words,
            lang: Some(tag(i18n.get_locale_untracked()).to_owned()),
            name: name.clone(),
            inspired_by: source.get_untracked(),
            of_request: None,
            photo: None,
        };
        let navigate = navigate.clone();
        spawn_local(async move {
            if let Err(problem) = app.tell(act, typed.place()).await {
                app.warn(words::problem(i18n, &problem));
                busy.set(false);
                return;
            }
            form.clear().await;
            if known.is_none()
                && name.is_some()
                && let Err(problem) = app.call_me(name).await
            {
                app.warn(words::problem(i18n, &problem));
            }
            app.say(t_string!(i18n, feed.tell_said));
            navigate("/feed", Default::default());
        });
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, feed.tell_title).to_owned())/>
        <div class="page narrow">
            <h1 tabindex="-1">{say!(i18n, feed.tell_heading)}</h1>
            <mistakes::Summary i18n mistakes/>
            <Source i18n source/>
            <form class="stack loose" novalidate on:submit=send>
                <fields::RoleChoice i18n form/>
                <fields::What i18n form mistakes/>
                <fields::Kind i18n form/>
                <fields::Where i18n form/>
                <fields::Who i18n form mistakes/>
                <div class="buttons">
                    <button class="button primary big" type="submit" aria-busy=move || busy.get().then_some("true")>
                        {say!(i18n, feed.tell_send)}
                    </button>
                    <a class="button" href="feed">{say!(i18n, feed.tell_not_now)}</a>
                </div>
            </form>
        </div>
    }
}

/// The act that inspired this one, where it is here.
#[component]
fn Source(i18n: Texts, source: Memo<Option<RecordId>>) -> impl IntoView {
    let app = App::here();
    let first = Memo::new(move |_| {
        let source = source.get()?;
        app.acts.with(|all| all.iter().find(|t| t.id == source).map(|t| beginning(&t.act.words)))
    });
    move || {
        first.get().map(|first| {
            view! {
                <div class="banner" data-kind="good">
                    <Icon name="ripple"/>
                    <div>
                        <p><b>{say!(i18n, feed.tell_inspired)}</b></p>
                        <p dir="auto">{say!(i18n, feed.quoted, words = first.clone())}</p>
                    </div>
                </div>
            }
        })
    }
}

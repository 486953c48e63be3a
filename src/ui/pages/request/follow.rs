//! For the one who asked: what to do when time runs out or nobody answers. Everybody: where it was asked anew.

use super::about::About;
use crate::domain::asking::Step;
use crate::domain::follow_up::{FollowUp, Idea};
use crate::domain::help::Help;
use crate::domain::id::RecordId;
use crate::i18n::t_string;
use crate::ui::components::draft::Draft;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The banner; nothing while there is nothing to do.
#[component]
pub fn Follow(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let found = Memo::new(move |_| help.with(|h| h.follow_up(app.now.get())));
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let again = Callback::new(move |wider: bool| {
        let (id, navigate) = (about.id(), navigate.clone());
        let draft = Draft::new(app, &format!("ask:{id}"));
        let doing = async move {
            let new = app.ask_again(&id, wider).await;
            if new.is_ok() {
                // Begun to be asked anew with a change, and now without one.
                draft.forget().await;
            }
            new
        };
        about.run(busy, doing, move |new| {
            app.say(t_string!(i18n, asking.asked_again));
            navigate(&format!("/help/{new}"), NavigateOptions::default());
        });
    });
    let ends = move || {
        found.get().and_then(|f| f.ends_in).map(|days| view! { <Ends i18n days again busy/> })
    };
    let ideas = move || {
        let ideas =
            found.with(|f| f.as_ref().map(|f: &FollowUp| f.ideas.clone()).unwrap_or_default());
        let one = |idea| view! { <One i18n idea id=about.id() again/> };
        (!ideas.is_empty()).then(|| {
            view! {
                <h2>{t_string!(i18n, asking.quiet)}</h2>
                <p>{t_string!(i18n, asking.quiet_text)}</p>
                <ul class="ideas">{ideas.into_iter().map(one).collect_view()}</ul>
            }
        })
    };
    view! {
        <Show when=move || found.with(Option::is_some)>
            <section class="card sun" aria-label=say!(i18n, asking.follow)>{ends}{ideas}</section>
        </Show>
    }
}

#[component]
fn Ends(i18n: Texts, days: u64, again: Callback<bool>, busy: RwSignal<bool>) -> impl IntoView {
    let text = move || match days {
        0 => t_string!(i18n, asking.ends_today).to_owned(),
        days => t_string!(i18n, asking.ends, count = days),
    };
    view! {
        <p><Icon name="clock" class="s"/>" "<b>{text}</b>" "{say!(i18n, asking.ends_text)}</p>
        <div class="buttons">
            <button class="button primary" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| again.run(false)>
                <Icon name="refresh"/>{say!(i18n, asking.ask_again)}
            </button>
        </div>
    }
}

/// One thing to do, and what it does.
#[component]
fn One(i18n: Texts, idea: Idea, id: RecordId, again: Callback<bool>) -> impl IntoView {
    let (icon, text, why) = match idea {
        Idea::Wider => ("map", t_string!(i18n, asking.wider), t_string!(i18n, asking.wider_text)),
        Idea::Time => {
            ("calendar", t_string!(i18n, asking.add_time), t_string!(i18n, asking.add_time_text))
        }
        Idea::Smaller => {
            ("leaf", t_string!(i18n, asking.smaller), t_string!(i18n, asking.smaller_text))
        }
        Idea::Coordinator => (
            "people",
            t_string!(i18n, asking.coordinator),
            t_string!(i18n, asking.coordinator_text),
        ),
    };
    let form = |step: Step| format!("help/ask?step={}&again={id}", step.word());
    let link = match idea {
        Idea::Wider => None,
        Idea::Time => Some(form(Step::When)),
        Idea::Smaller => Some(form(Step::Check)),
        Idea::Coordinator => Some(format!("report?re={id}")),
    };
    view! {
        <li>
            {match link {
                None => view! {
                    <button class="button" type="button" on:click=move |_| again.run(true)><Icon name=icon/>{text}</button>
                }.into_any(),
                Some(href) => view! { <a class="button" href=href><Icon name=icon/>{text}</a> }.into_any(),
            }}
            <span class="soft small">{why}</span>
        </li>
    }
}

/// "This was asked anew": for a request that ended and another of the same person says that it takes its place. Who asks
/// without a name cannot be told from others, so there only their own device knows.
#[component]
pub fn Anew(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let anew = Memo::new(move |_| {
        let (ended, id) = help.with(|h| (h.end.is_some(), h.id.clone()));
        let same = |other: &Help| {
            let person = |h: &Help| h.request.by.as_ref().map(|by| by.person);
            let named = help.with(|h| person(h).is_some() && person(h) == person(other));
            named || other.mine && help.with(|h| h.mine)
        };
        let new = |all: &[Help]| {
            let mut takes = all.iter().filter(|h| h.request.replaces.as_ref() == Some(&id));
            takes.find(|h| same(h)).map(|h| h.id.to_string())
        };
        app.requests.with(|all| new(all)).filter(|_| ended)
    });
    move || {
        anew.get().map(|id| {
            view! {
                <div class="banner" data-kind="info">
                    <Icon name="refresh"/>
                    <div><p>{say!(i18n, terms.anew)}" "<a href=format!("help/{id}")>{say!(i18n, terms.anew_link)}</a></p></div>
                </div>
            }
        })
    }
}

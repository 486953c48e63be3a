//! Stepping back from what was agreed, with kind words on either side.

use super::about::{About, Talk};
use crate::domain::letter::{Leaving, Note};
use crate::i18n::t_string;
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use leptos::prelude::*;

/// Which of the ways out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The helper cannot come after all.
    ICannot,
    /// The helper told the requester by another way that they cannot come.
    TheyCannot,
    /// The helper did not come.
    NoShow,
    /// Nothing was heard of the helper.
    Silent,
    /// They did not meet; nobody is to blame.
    NotMet,
}

/// Everything that may come between, out of the way until it is needed.
#[component]
pub fn Between(talk: Talk) -> impl IntoView {
    let i18n = talk.about.i18n;
    let ways: &[Why] = match talk.i_help() {
        true => &[Why::ICannot, Why::NotMet],
        false => &[Why::TheyCannot, Why::NoShow],
    };
    view! {
        <details class="more">
            <summary>{say!(i18n, thread.between)}</summary>
            <div class="buttons">{ways.iter().map(|why| view! { <Leave talk why=*why/> }).collect_view()}</div>
        </details>
    }
}

/// One way out: a button that asks first.
#[component]
pub fn Leave(talk: Talk, why: Why) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, .. } = about;
    let (busy, open) = (RwSignal::new(false), RwSignal::new(false));
    let [id] = talk.ids(["leave"]).get_value();
    let leave = move |()| {
        let (id, offer) = (about.id(), talk.offer());
        let doing = async move {
            let leaving = match why {
                Why::ICannot | Why::TheyCannot => Leaving::Cannot,
                Why::NoShow => Leaving::NoShow,
                Why::Silent => Leaving::Silent,
                Why::NotMet => return app.note(&id, &offer, Note::NotMet).await.map(drop),
            };
            app.release(&id, &offer, leaving).await
        };
        about.run(busy, doing, |()| {});
    };
    let name = move || talk.other();
    let label = move || match why {
        Why::ICannot => t_string!(i18n, thread.i_cannot).to_owned(),
        Why::TheyCannot => t_string!(i18n, thread.they_cannot_button, name = name()),
        Why::NoShow => t_string!(i18n, thread.no_show, name = name()),
        Why::Silent => t_string!(i18n, thread.choose_other).to_owned(),
        Why::NotMet => t_string!(i18n, thread.not_met_button).to_owned(),
    };
    let text = move || match why {
        Why::ICannot => t_string!(i18n, thread.i_cannot_text, name = name()),
        Why::NotMet => t_string!(i18n, thread.not_met_text, name = name()),
        _ => t_string!(i18n, thread.release_text, name = name()),
    };
    view! {
        <button class="button" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| open.set(true)>
            <Icon name="undo"/>{label}
        </button>
        <Confirm open id=format!("{id}-{why:?}") kind="primary" on_yes=Callback::new(leave)
            title=Signal::derive(label) text=Signal::derive(text)
            no=Signal::derive(move || t_string!(i18n, thread.go_back).to_owned())
            yes=Signal::derive(move || t_string!(i18n, thread.yes_tell, name = name()))/>
    }
}

//! The coordinator's desk: invitations, members, what was told, a crisis, and the community itself.

mod alarm;
mod concerns;
mod invites;
mod members;
mod place;

pub use concerns::why;

use crate::domain::authority::Trust;
use crate::i18n::t_string;
use crate::state::live::{App, Decision};
use crate::ui::components::back::Back;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The desk; others are told what it is.
#[component]
pub fn DeskPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let mine = Memo::new(move |_| app.standing() == Trust::Coordinator);
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, desk.title).to_owned())/>
        <div class="page">
            <Back href="me">{say!(i18n, common.place_me)}</Back>
            <h1 tabindex="-1" id="desk">{say!(i18n, desk.title)}</h1>
            <Show when=move || mine.get() fallback=move || view! { <p>{say!(i18n, desk.not_yours)}</p> }>
                <p class="soft">{say!(i18n, desk.text)}</p>
                <concerns::Concerns i18n/>
                <invites::Invites i18n/>
                <members::Members i18n/>
                <alarm::AlarmCard i18n/>
                <place::Place i18n/>
            </Show>
        </div>
    }
}

/// Carries out a decision and says so; what could not be kept says why.
fn decide(i18n: Texts, app: App, decision: Decision, said: &'static str) {
    spawn_local(async move {
        match app.decide(decision).await {
            Ok(()) => app.say(said),
            Err(problem) => app.warn(words::problem(i18n, &problem)),
        }
    });
}

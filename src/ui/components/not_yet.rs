//! Instead of the form for an offer, where the request wants helpers whom somebody here knows.

use super::icon::Icon;
use crate::domain::authority::Lack;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// Kind words: why, and how one becomes such a helper.
#[component]
pub fn NotYet(
    /// Texts.
    i18n: Texts,
    /// What is missing.
    lack: Lack,
) -> impl IntoView {
    let app = App::here();
    let (title, text) = match lack {
        Lack::Approval => (say!(i18n, people.lack_approval), say!(i18n, people.lack_approval_text)),
        Lack::Vouching => (say!(i18n, people.lack_vouching), say!(i18n, people.lack_vouching_text)),
    };
    // Whom to ask, where they said what they are called.
    let led_by = move || {
        let names: Vec<String> = app.who.with(|who| {
            let all = who.community.iter().flat_map(|c| &c.coordinators);
            let called = |one: &crate::domain::community::Coordinator| {
                who.people.get(&one.key)?.name.as_ref().map(ToString::to_string)
            };
            all.filter_map(called).collect()
        });
        (!names.is_empty()).then(|| t_string!(i18n, people.lack_led_by, names = names.join(", ")))
    };
    view! {
        <section class="card calm pref" aria-labelledby="not-yet">
            <h2 id="not-yet"><Icon name="hands"/>{title}</h2>
            <p>{text}</p>
            <p dir="auto">{led_by}</p>
            <p class="soft">{say!(i18n, people.lack_thanks)}</p>
            <div class="buttons"><a class="button" href="help">{say!(i18n, people.lack_others)}</a></div>
        </section>
    }
}

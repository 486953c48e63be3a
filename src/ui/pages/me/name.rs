//! The name I want to be called by.

use crate::domain::text::Name;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The field for the name; saved when it is left.
#[component]
pub fn MyName(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let too_long = RwSignal::new(false);
    let save = move |typed: String| {
        let Ok(name) = Name::optional(&typed) else {
            too_long.set(true);
            return;
        };
        too_long.set(false);
        spawn_local(async move {
            match app.call_me(name).await {
                Ok(()) => app.say(t_string!(i18n, me.saved)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    view! {
        <section class="card pref" id="name">
            <h2><Icon name="person"/>{say!(i18n, me.name)}</h2>
            <div class="field">
                <label for="first-name">{say!(i18n, me.first_name)}</label>
                <p class="hint" id="first-name-hint">{say!(i18n, me.first_name_hint)}</p>
                <input id="first-name" type="text" dir="auto" autocomplete="given-name"
                    aria-invalid=move || too_long.get().then_some("true")
                    aria-describedby=move || if too_long.get() { "first-name-hint first-name-error" } else { "first-name-hint" }
                    prop:value=move || app.name.get().map(|n| n.to_string()).unwrap_or_default()
                    on:change=move |ev| save(event_target_value(&ev))/>
                <Show when=move || too_long.get()>
                    <p class="error-text" id="first-name-error" role="alert"><Icon name="warn" class="s"/>{say!(i18n, me.name_long)}</p>
                </Show>
            </div>
        </section>
    }
}

//! Step 4: everything at a glance, what is optional, and the one big button.

use super::details::Details;
use super::facts::Facts;
use super::mistakes::Mistakes;
use super::more::More;
use super::nobody::Nobody;
use super::seen::Seen;
use super::send::{Mistake, read};
use super::short::Short;
use super::shown_as::ShownAs;
use super::words_field::PublicWords;
use super::{Form, Heading};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::Ask;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The step.
#[component]
pub fn Check(form: Form) -> impl IntoView {
    let Form { i18n, .. } = form;
    let busy = RwSignal::new(false);
    let mistakes = RwSignal::new(Vec::<Mistake>::new());
    view! {
        <Heading form text=Signal::derive(move || t_string!(i18n, ask.check).to_owned())/>
        <form class="stack loose" novalidate on:submit=move |ev| {
            ev.prevent_default();
            submit(form, busy, mistakes);
        }>
            <div>
            <Mistakes form mistakes/>
            <div id="entrusted" tabindex="-1"><Show when=move || form.has_nobody()><Nobody i18n/></Show></div>
            </div>
            <section class="card">
                <Facts form/>
                <Short form/>
                <PublicWords form/>
                <ShownAs form/>
                <More form mistakes/>
            </section>
            <Details form/>
            <Seen form/>
            <div class="stack tight">
                <button class="button primary big wide" type="submit" aria-busy=move || busy.get().to_string()>
                    <Icon name="hands"/>{say!(i18n, ask.ask)}
                </button>
                <p class="soft small centred">{say!(i18n, ask.ask_hint)}</p>
            </div>
        </form>
    }
}

fn submit(form: Form, busy: RwSignal<bool>, mistakes: RwSignal<Vec<Mistake>>) {
    if busy.get_untracked() {
        return;
    }
    match untrack(|| read(form)) {
        Ok(Some(ask)) => {
            mistakes.set(Vec::new());
            busy.set(true);
            spawn_local(send(form, ask, busy));
        }
        Ok(None) => form.go_on(),
        Err(wrong) => {
            mistakes.set(wrong);
            page::focus("mistakes");
        }
    }
}

async fn send(form: Form, ask: Ask, busy: RwSignal<bool>) {
    let Form { i18n, app, .. } = form;
    // Taken before waiting: the person may leave the page meanwhile.
    let draft = form.draft.get_value();
    let name = ask.name.clone();
    match app.ask(ask).await {
        Ok(id) => {
            if name.is_some() && app.name.get_untracked() != name {
                // The request is saved; a name that could not be remembered is asked for again.
                drop(app.call_me(name).await);
            }
            draft.forget().await;
            app.say(t_string!(i18n, ask.saved));
            // Nowhere to go where the person has left the page meanwhile.
            let _ = form.go.try_with_value(|go| go(&format!("/help/{id}")));
        }
        Err(problem) => app.warn(words::problem(i18n, &problem)),
    }
    busy.try_set(false);
}

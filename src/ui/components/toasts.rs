//! The short messages over a page.

use super::icon::Icon;
use crate::domain::time::Millis;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What was done a moment ago and can still be undone. It says so once; nothing counts down aloud.
#[component]
fn Held(i18n: Texts, until: Millis) -> impl IntoView {
    let app = App::here();
    let busy = RwSignal::new(false);
    let act = move |undo: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let done = if undo { app.undo(until).await } else { app.let_go(until).await };
            match done {
                Ok(()) if undo => app.say(t_string!(i18n, thread.undone)),
                Ok(()) => {}
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="toast held">
            <p>{say!(i18n, thread.held)}</p>
            <button class="button small" type="button" on:click=move |_| act(true)><Icon name="undo"/>{say!(i18n, thread.undo)}</button>
            <button class="button small" type="button" on:click=move |_| act(false)>{say!(i18n, thread.send_now)}</button>
            <span class="time" aria-hidden="true"></span>
        </div>
    }
}

/// All messages that are there now.
#[component]
pub fn Toasts(i18n: Texts) -> impl IntoView {
    let app = App::here();
    view! {
        <div class="toasts" role="status">
            <For each=move || app.toasts.get() key=|toast| toast.number let:toast>
                <div class="toast">
                    <Icon name=if toast.bad { "warn" } else { "check" }/>
                    <p>{toast.text}</p>
                    <button class="icon-button" type="button" aria-label=say!(i18n, common.close)
                        on:click=move |_| app.dismiss(toast.number)><Icon name="close"/></button>
                </div>
            </For>
            <For each=move || app.held.get() key=|until| *until let:until><Held i18n until/></For>
        </div>
    }
}

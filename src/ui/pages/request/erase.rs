//! Destroying the private details of help that is over, sooner than the two weeks after which it happens by itself.

use super::about::{About, Talk};
use crate::i18n::t_string;
use crate::ui::components::confirm::Confirm;
use crate::ui::language::say;
use leptos::prelude::*;

/// A button that asks first; only where nothing more is expected.
#[component]
pub fn Erase(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, help } = about;
    let (busy, open) = (RwSignal::new(false), RwSignal::new(false));
    let [id] = talk.ids(["erase"]).get_value();
    // Who asked has one key for all of it, so all of it has to be over.
    let over = Memo::new(move |_| {
        talk.is_over() && (talk.i_help() || help.with(|h| h.has_ended(app.now.get())))
    });
    let erase = move |()| {
        let (id, offer) = (about.id(), talk.i_help().then(|| talk.offer()));
        let doing = async move { app.erase(&id, offer.as_ref()).await };
        about.run(busy, doing, move |()| app.say(t_string!(i18n, thread.erased)));
    };
    view! {
        <Show when=move || over.get()>
            <p class="soft small">{say!(i18n, thread.erase_hint)}</p>
            <div class="buttons">
                <button class="button plain small" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| open.set(true)>
                    {say!(i18n, thread.erase)}
                </button>
            </div>
        </Show>
        <Confirm open id kind="danger" on_yes=Callback::new(erase)
            title=Signal::derive(move || t_string!(i18n, thread.erase_title).to_owned())
            text=Signal::derive(move || t_string!(i18n, thread.erase_text, name = talk.other()))
            no=Signal::derive(move || t_string!(i18n, thread.erase_keep).to_owned())
            yes=Signal::derive(move || t_string!(i18n, thread.erase).to_owned())/>
    }
}

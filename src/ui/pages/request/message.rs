//! Words between the two of a thread.

use super::about::{About, Talk};
use crate::domain::help::Said;
use crate::domain::letter::Note;
use crate::domain::text::Words;
use crate::i18n::t_string;
use crate::ui::components::draft::drafted;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

/// What was said, and a field to say more while `open`.
#[component]
pub fn Messages(talk: Talk, open: Signal<bool>) -> impl IntoView {
    let About { i18n, app, .. } = talk.about;
    let said = Memo::new(move |_| talk.thread.with(|t| t.words.clone()));
    let id = format!("words-{}", talk.offer().tag);
    let labelled = id.clone();
    view! {
        <section class="section" aria-labelledby=labelled>
            <h2 id=id>{say!(i18n, request.words_between, name = talk.other())}</h2>
            <Show when=move || said.with(|s| !s.is_empty())>
                <ul class="offers" role="log">
                    <For each=move || said.get() key=|said| said.id.clone() let:said><One talk said/></For>
                </ul>
            </Show>
            <Show when=move || open.get()>
                // What was undone is a draft again, which the field reads when it is made.
                {move || { app.undone.track(); view! { <Write talk/> } }}
            </Show>
        </section>
    }
}

#[component]
fn One(talk: Talk, said: Said) -> impl IntoView {
    let About { i18n, app, .. } = talk.about;
    let own = said.by_helper == talk.i_help();
    let by = move || {
        if own { t_string!(i18n, request.you).to_owned() } else { talk.other() }
    };
    let (id, at) = (said.id.clone(), said.id.time);
    view! {
        <li class="offer" data-mine=own.then_some("")>
            <p class="line"><b dir="auto">{by}</b><span class="soft small">{move || words::ago(i18n, app, at)}</span>
                <Show when=move || app.is_pending(&id)>
                    <span class="badge" data-kind="pending"><Icon name="pending" class="s"/>{say!(i18n, request.life_unsent)}</span>
                </Show>
            </p>
            <blockquote dir="auto">{said.words.to_string()}</blockquote>
        </li>
    }
}

#[component]
fn Write(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, .. } = about;
    let (text, draft) = drafted(app, &format!("say {}", talk.offer()));
    let busy = RwSignal::new(false);
    let id = format!("say-{}", talk.offer().tag);
    let hint = format!("{id}-hint");
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        // Nothing written is nothing to send.
        let Ok(words) = text.with_untracked(|t| Words::parse(t)) else {
            return;
        };
        let (draft, sending) = (draft.clone(), talk.send(Note::Say(words)));
        let doing = async move {
            let sent = sending.await?;
            draft.forget().await;
            Ok(sent)
        };
        // What was sent is seen in the list, and that it can be undone below.
        about.run(busy, doing, move |_| drop(text.try_set(String::new())));
    };
    view! {
        <form class="stack tight" on:submit=submit>
            <div class="field">
                <label for=id.clone()>{say!(i18n, request.write_to, name = talk.other())}</label>
                <p class="hint" id=hint.clone()>{say!(i18n, request.only_reads, name = talk.other())}</p>
                <textarea id=id dir="auto" maxlength="2000" aria-describedby=hint
                    prop:value=move || text.get() on:input=move |ev| text.set(event_target_value(&ev))></textarea>
            </div>
            <div class="buttons">
                <button class="button" type="submit" aria-busy=move || busy.get().to_string()>
                    <Icon name="message"/>{say!(i18n, request.send)}
                </button>
            </div>
        </form>
    }
}

//! Thanks, both ways: what they did, what it changed, why it mattered.

use super::about::{About, Talk};
use crate::domain::letter::Note;
use crate::domain::text::Words;
use crate::i18n::t_string;
use crate::platform::page;
use crate::ui::components::draft::drafted;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// The other's thanks, where they came.
#[component]
pub fn Received(talk: Talk) -> impl IntoView {
    let i18n = talk.about.i18n;
    let words = Memo::new(move |_| {
        talk.thread.with(|t| t.received().map(|thanks| thanks.words.to_string()))
    });
    move || {
        words.get().map(|words| {
            view! {
                <section class="card sun stack tight">
                    <h2><Icon name="thanks"/>" "{say!(i18n, request.thanks_from, name = talk.other())}</h2>
                    <blockquote class="said lead" dir="auto">{words}</blockquote>
                </section>
            }
        })
    }
}

/// Three short questions whose answers make one text. Nobody needs them.
#[component]
fn Praise(i18n: Texts, text: RwSignal<String>) -> impl IntoView {
    let parts = [(); 3].map(|()| RwSignal::new(String::new()));
    let field = |at: usize, label: fn(Texts) -> &'static str| {
        let part = parts[at];
        view! {
            <label class="field"><span>{move || label(i18n)}</span>
                <input dir="auto" maxlength="300" prop:value=move || part.get() on:input=move |ev| part.set(event_target_value(&ev))/>
            </label>
        }
    };
    let compose = move |_| {
        let said = parts.map(|part| part.get_untracked().trim().to_owned());
        let said: Vec<_> = said.into_iter().filter(|part| !part.is_empty()).collect();
        text.update(|text| {
            for part in said {
                if !text.is_empty() {
                    text.push(if text.ends_with(['.', '!', '?']) { ' ' } else { '\n' });
                }
                text.push_str(&part);
            }
        });
        parts.iter().for_each(|part| part.set(String::new()));
    };
    view! {
        <details class="more">
            <summary>{say!(i18n, thread.praise)}</summary>
            <div class="stack tight">
                {field(0, |i18n| t_string!(i18n, thread.praise_did))}
                {field(1, |i18n| t_string!(i18n, thread.praise_changed))}
                {field(2, |i18n| t_string!(i18n, thread.praise_mattered))}
                <button class="button small" type="button" on:click=compose>{say!(i18n, thread.praise_compose)}</button>
            </div>
        </details>
    }
}

/// The form.
#[component]
pub fn SayThanks(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, .. } = about;
    let (text, draft) = drafted(app, &format!("thanks {}", talk.offer()));
    let (may_tell, empty, busy) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    // Several helpers, several forms on one page.
    let ids = talk.ids(["thanks", "thanks-words", "thanks-hint", "thanks-error"]);
    let [heading, field, hint, error] = ids.get_value();
    let described = format!("{hint} {error}");
    let (labelled, for_field) = (heading.clone(), field.clone());
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Ok(words) = text.with_untracked(|t| Words::parse(t)) else {
            empty.set(true);
            page::focus(&ids.with_value(|ids| ids[1].clone()));
            return;
        };
        empty.set(false);
        let note = Note::Thanks { words, may_tell: may_tell.get_untracked() };
        let (draft, sending) = (draft.clone(), talk.send(note));
        let doing = async move {
            let sent = sending.await?;
            draft.forget().await;
            Ok(sent)
        };
        about.run(busy, doing, |_| {});
    };
    let label = move || {
        if talk.i_help() {
            t_string!(i18n, request.thanks_label_helper)
        } else {
            t_string!(i18n, request.thanks_label)
        }
    };
    view! {
        <form class="card heart stack" aria-labelledby=labelled novalidate on:submit=submit>
            <h2 id=heading>{say!(i18n, request.thanks_to, name = talk.other())}</h2>
            <div class="field">
                <label for=for_field>{label}</label>
                <p class="hint" id=hint>{say!(i18n, request.thanks_hint, name = talk.other())}</p>
                <Praise i18n text/>
                <textarea id=field dir="auto" maxlength="2000" aria-describedby=described
                    aria-invalid=move || empty.get().to_string()
                    prop:value=move || text.get() on:input=move |ev| text.set(event_target_value(&ev))></textarea>
                <p class="error-text" id=error role="alert">
                    {move || empty.get().then(|| view! { <Icon name="warn" class="s"/>{t_string!(i18n, request.thanks_missing)} })}
                </p>
            </div>
            <label class="check">
                <input type="checkbox" name="may_tell" prop:checked=move || may_tell.get()
                    on:change=move |ev| may_tell.set(event_target_checked(&ev))/>
                <span>{say!(i18n, request.may_tell, name = talk.other())}</span>
            </label>
            <button class="button primary big wide" type="submit" aria-busy=move || busy.get().to_string()>
                <Icon name="thanks"/>{say!(i18n, request.send_thanks)}
            </button>
        </form>
    }
}

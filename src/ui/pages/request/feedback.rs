//! How it was: words both open at the same time, and a question whose answer stays on this device.

use super::about::{About, Talk};
use crate::domain::text::Words;
use crate::i18n::t_string;
use crate::ui::components::draft::drafted;
use crate::ui::components::icon::Icon;
use crate::ui::components::wrong::Wrong;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Both cards.
#[component]
pub fn HowItWas(talk: Talk) -> impl IntoView {
    let i18n = talk.about.i18n;
    let own = Memo::new(move |_| {
        talk.thread.with(|t| {
            t.own_feedback().map(|f| f.words.as_ref().map(ToString::to_string).unwrap_or_default())
        })
    });
    let theirs = Memo::new(move |_| {
        let words = talk.thread.with(|t| t.their_feedback().map(|f| f.words.clone()));
        words.map(|words| words.map(|words| words.to_string()))
    });
    let [id] = talk.ids(["how"]).get_value();
    let labelled = id.clone();
    let waits = move || match theirs.get() {
        Some(None) if own.get().is_none() => {
            Some(t_string!(i18n, thread.they_wrote, name = talk.other()))
        }
        Some(Some(_)) => None,
        _ => Some(t_string!(i18n, thread.how_sealed).to_owned()),
    };
    view! {
        <section class="section stack tight" aria-labelledby=labelled>
            <h2 id=id>{say!(i18n, thread.how)}</h2>
            {move || waits().map(|text| view! { <p class="soft" role="status">{text}</p> })}
            {move || theirs.get().flatten().map(|words| view! {
                <div class="card sun"><h3>{say!(i18n, thread.their_words, name = talk.other())}</h3>
                <blockquote class="said" dir="auto">{words}</blockquote></div>
            })}
            {move || match own.get() {
                Some(words) => view! {
                    <p class="small">{say!(i18n, thread.own_words)}</p>
                    <blockquote class="said" dir="auto">{words}</blockquote>
                }.into_any(),
                None => view! { <Write talk/> }.into_any(),
            }}
        </section>
        <Safe talk/>
    }
}

#[component]
fn Write(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, .. } = about;
    let busy = RwSignal::new(false);
    let (text, draft) = drafted(app, &format!("how {}", talk.offer()));
    let [field] = talk.ids(["how-words"]).get_value();
    let for_field = field.clone();
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        // Nothing written is nothing to tell.
        let Ok(words) = text.with_untracked(|t| Words::parse(t)) else { return };
        let (id, offer, draft) = (about.id(), talk.offer(), draft.clone());
        let doing = async move {
            app.feedback(&id, &offer, words).await?;
            draft.forget().await;
            Ok(())
        };
        about.run(busy, doing, |()| {});
    };
    view! {
        <form class="stack tight" on:submit=submit>
            <div class="field">
                <label for=for_field>{say!(i18n, thread.how_label)}</label>
                <textarea id=field dir="auto" maxlength="2000"
                    prop:value=move || text.get() on:input=move |ev| text.set(event_target_value(&ev))></textarea>
            </div>
            <div class="buttons">
                <button class="button" type="submit" aria-busy=move || busy.get().to_string()><Icon name="lock"/>{say!(i18n, thread.how_send)}</button>
            </div>
        </form>
    }
}

/// The answers to "Did you feel safe?", as they are kept on this device.
const ANSWERS: [&str; 3] = ["yes", "partly", "no"];

/// Kept on this device alone, and gone with the thread's secrets.
#[component]
fn Safe(talk: Talk) -> impl IntoView {
    let About { i18n, app, .. } = talk.about;
    let form = StoredValue::new(format!("safe {}", talk.offer()));
    let answer = RwSignal::new(None::<String>);
    spawn_local(async move {
        if let Some(kept) = app.draft(&form.get_value()).await {
            answer.try_set(Some(kept));
        }
    });
    let choose = move |word: &'static str| {
        answer.set(Some(word.to_owned()));
        // Where it cannot be kept it is asked again.
        spawn_local(
            async move { drop(app.keep_draft(&form.get_value(), Some(word.to_owned())).await) },
        );
    };
    let unwell = move || answer.with(|a| a.as_deref().is_some_and(|a| a != ANSWERS[0]));
    let id = talk.about.id();
    view! {
        <fieldset class="field">
            <legend>{say!(i18n, thread.safe)}</legend>
            <p class="hint">{say!(i18n, thread.safe_hint)}</p>
            <div class="chips wrap">
                {ANSWERS.map(|word| view! {
                    <button class="chip" type="button" aria-pressed=move || answer.with(|a| a.as_deref() == Some(word)).to_string()
                        on:click=move |_| choose(word)>{move || label(i18n, word)}</button>
                }).collect_view()}
            </div>
            <div role="status">
                {move || unwell().then(|| view! {
                    <div class="banner" data-kind="safety"><Icon name="heart"/><div class="stack tight">
                        <p>{say!(i18n, thread.unsafe_text, number = app.emergency())}</p>
                        <div class="buttons"><a class="button" href=move || format!("tel:{}", app.emergency())><Icon name="phone"/>{move || app.emergency()}</a>
                        <Wrong i18n id=id.clone()/></div>
                    </div></div>
                })}
            </div>
        </fieldset>
    }
}

fn label(i18n: Texts, answer: &str) -> &'static str {
    match answer {
        "yes" => t_string!(i18n, thread.safe_yes),
        "partly" => t_string!(i18n, thread.safe_partly),
        _ => t_string!(i18n, thread.safe_no),
    }
}

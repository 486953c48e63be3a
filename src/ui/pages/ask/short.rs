//! The short form of the category: a few answers that become words, all of them optional.

use super::Form;
use crate::domain::prompts::{Choice, LONGEST_ANSWER, Question};
use crate::ui::language::say;
use leptos::prelude::*;

/// The questions; none where their texts could not be read.
#[component]
pub fn Short(form: Form) -> impl IntoView {
    let Form { i18n, asking, prompts, .. } = form;
    let category = Memo::new(move |_| asking.with(|f| f.category));
    let questions = Memo::new(move |_| {
        category.get().map(|c| prompts.with(|p| p.of(c).to_vec())).unwrap_or_default()
    });
    view! {
        <Show when=move || questions.with(|all| !all.is_empty())>
            <section class="stack short" aria-labelledby="short">
                <div>
                    <h2 id="short">{say!(i18n, asking.short)}" "<span class="opt">{say!(i18n, common.optional)}</span></h2>
                    <p class="hint">{say!(i18n, asking.short_hint)}</p>
                </div>
                {move || questions.get().into_iter().map(|one| ask(form, one)).collect_view()}
            </section>
        </Show>
    }
}

fn answer(form: Form, question: &str, answer: &str) {
    form.prompts.with_untracked(|p| form.asking.update(|f| p.answer(f, question, answer)));
}

fn ask(form: Form, question: Question) -> AnyView {
    let Question { id, ask, why, choices, .. } = question;
    if choices.is_empty() {
        return typed(form, id, ask, why).into_any();
    }
    let chips = choices.into_iter().map(|one| chip(form, id.clone(), one)).collect_view();
    view! {
        <fieldset class="stack tight">
            <legend class="label">{ask}</legend>
            {why.map(|why| view! { <p class="hint">{why}</p> })}
            <div class="chips wrap">{chips}</div>
        </fieldset>
    }
    .into_any()
}

/// A chip; tapped once more it is taken back.
fn chip(form: Form, question: String, one: Choice) -> impl IntoView {
    let (id, of) = (one.id.clone(), question.clone());
    let on = Memo::new(move |_| form.asking.with(|f| f.answers.get(&of) == Some(&id)));
    let tap = move |_| {
        answer(form, &question, if on.get_untracked() { "" } else { &one.id });
    };
    view! {
        <button class="chip" type="button" aria-pressed=move || on.get().to_string() on:click=tap>{one.label}</button>
    }
}

fn typed(form: Form, id: String, ask: String, why: Option<String>) -> impl IntoView {
    let (field, hint) = (format!("answer-{id}"), format!("answer-{id}-hint"));
    let of = id.clone();
    let value = move || form.asking.with(|f| f.answers.get(&of).cloned()).unwrap_or_default();
    view! {
        <div class="field">
            <label for=field.clone()>{ask}</label>
            {why.map(|why| view! { <p class="hint" id=hint.clone()>{why}</p> })}
            <input id=field dir="auto" maxlength=LONGEST_ANSWER.to_string() autocomplete="off" aria-describedby=hint
                prop:value=value on:input=move |ev| answer(form, &id, &event_target_value(&ev))/>
        </div>
    }
}

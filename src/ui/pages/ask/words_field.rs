//! The words everybody will read, with a hint when they hold what better stays between two people.

use super::Form;
use crate::domain::caution::{Private, private_in};
use crate::domain::courtesy::is_harsh;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use leptos::prelude::*;

const LONGEST: usize = 2000;

/// Title and words.
#[component]
pub fn PublicWords(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let title = move || asking.with(|f| f.title.clone()).unwrap_or_else(|| form.suggested());
    let left = move || LONGEST.saturating_sub(asking.with(|f| f.words.chars().count()));
    view! {
        <div class="field">
            <label for="title">{say!(i18n, ask.title_label)}</label>
            <input id="title" dir="auto" maxlength="120" autocomplete="off" prop:value=title
                on:input=move |ev| asking.update(|f| f.title = Some(event_target_value(&ev)))/>
        </div>
        <div class="field">
            <label for="words">{say!(i18n, ask.words)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
            <p class="hint" id="words-hint">{say!(i18n, ask.words_hint)}</p>
            // No `maxlength`: browsers count emoji twice, and would cut what is pasted without a word.
            <textarea id="words" dir="auto" aria-describedby="words-hint words-left"
                prop:value=move || asking.with(|f| f.words.clone())
                on:input=move |ev| asking.update(|f| f.words = event_target_value(&ev))></textarea>
            <p class="count-left" id="words-left">{say!(i18n, ask.left, count = left())}</p>
        </div>
        <Hint form/>
    }
}

/// "This text holds a phone number." "Some of these words may hurt."
#[component]
fn Hint(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let in_words = Memo::new(move |_| asking.with(|f| private_in(&f.words)));
    // The title as everybody would read it: what was answered to the questions stands in it too.
    let found = Memo::new(move |_| in_words.get().or_else(|| private_in(&form.title())));
    let harsh = Memo::new(move |_| asking.with(|f| is_harsh(&f.words)) || is_harsh(&form.title()));
    let what = move |found: Private| match found {
        Private::Phone => t_string!(i18n, ask.holds_phone),
        Private::Email => t_string!(i18n, ask.holds_email),
        Private::Street => t_string!(i18n, ask.holds_street),
    };
    view! {
        <div role="status">
            {move || found.get().map(|found| view! {
                <div class="banner" data-kind="warn">
                    <Icon name="warn"/>
                    <div><p><b>{what(found)}</b>" "{t_string!(i18n, ask.holds_hint)}</p></div>
                    {in_words.get().is_some().then(|| view! {
                        <button class="button small" type="button" on:click=move |_| asking.update(|f| f.hide_words())>
                            {t_string!(i18n, ask.move_it)}
                        </button>
                    })}
                </div>
            })}
            <Show when=move || harsh.get()>
                <div class="banner" data-kind="info"><Icon name="heart"/><div><p>{say!(i18n, asking.harsh)}</p></div></div>
            </Show>
        </div>
    }
}

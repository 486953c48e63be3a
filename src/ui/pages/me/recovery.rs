//! The twelve recovery words, hidden until asked for.

use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The words, and what they are for.
#[component]
pub fn MyWords(i18n: Texts) -> impl IntoView {
    let shown = RwSignal::new(false);
    view! {
        <section class="card pref" id="words">
            <h2><Icon name="key"/>{say!(i18n, me.words)}</h2>
            <p>{say!(i18n, me.words_text)}</p>
            <Show when=move || shown.get() fallback=move || view! { <Hidden i18n shown/> }>
                <Shown i18n shown/>
            </Show>
        </section>
    }
}

/// Shows or hides the words and moves the focus to the button that is there then.
fn turn(shown: RwSignal<bool>, on: bool) {
    shown.set(on);
    request_animation_frame(move || page::focus(if on { "words-hide" } else { "words-show" }));
}

#[component]
fn Hidden(i18n: Texts, shown: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="words-hidden">
            <Icon name="eye-off" class="l"/>
            <p>{say!(i18n, me.words_hidden)}</p>
            <button class="button" type="button" id="words-show" on:click=move |_| turn(shown, true)>
                <Icon name="eye"/>{say!(i18n, me.words_show)}
            </button>
        </div>
    }
}

#[component]
fn Shown(i18n: Texts, shown: RwSignal<bool>) -> impl IntoView {
    let app = App::here();
    let list = app.recovery_words().unwrap_or_default();
    let items =
        list.split_whitespace().map(|word| view! { <li>{word.to_owned()}</li> }).collect_view();
    let copy = move |_| {
        let Some(list) = app.recovery_words() else {
            return;
        };
        spawn_local(async move {
            if page::copy(&list).await {
                app.say(t_string!(i18n, me.copied));
            } else {
                app.warn(t_string!(i18n, me.not_copied));
            }
        });
    };
    view! {
        <ol class="words" dir="ltr" lang="en">{items}</ol>
        <div class="buttons">
            <button class="button" type="button" id="words-hide" on:click=move |_| turn(shown, false)>
                <Icon name="eye-off"/>{say!(i18n, me.words_hide)}
            </button>
            <button class="button plain" type="button" on:click=copy>
                <Icon name="copy"/>{say!(i18n, me.copy)}
            </button>
        </div>
    }
}

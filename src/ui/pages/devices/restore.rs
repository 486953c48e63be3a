//! Making this device one of a person who has another: by the words of that one, or by its link.

use crate::domain::kept::{DeviceLink, vault_address};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The form for words and address.
#[component]
pub fn ByWords(i18n: Texts, brought: RwSignal<Option<DeviceLink>>) -> impl IntoView {
    let app = App::here();
    let (typed, address) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (wrong, wrong_address) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let go = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let at = address.get_untracked();
        let at = if at.trim().is_empty() { Some(String::new()) } else { vault_address(&at) };
        wrong_address.set(at.is_none().then(|| t_string!(i18n, devices.address_wrong).to_owned()));
        let link = app.read_words(&typed.get_untracked(), at.clone().unwrap_or_default());
        wrong.set(link.is_none().then(|| t_string!(i18n, devices.words_wrong).to_owned()));
        match (link, at) {
            (Some(link), Some(_)) => brought.set(Some(link)),
            (None, _) => page::focus("other-words"),
            (_, None) => page::focus("other-address"),
        }
    };
    view! {
        <section class="card pref" aria-labelledby="restore-title">
            <h2 id="restore-title" tabindex="-1"><Icon name="key"/>{say!(i18n, devices.restore)}</h2>
            <p>{say!(i18n, devices.restore_text)}</p>
            <form class="stack" novalidate on:submit=go>
                <TextField id="other-words" label=say!(i18n, devices.words) hint=say!(i18n, devices.words_hint) kind="area" value=typed wrong=wrong/>
                <TextField id="other-address" label=say!(i18n, devices.other_address) hint=say!(i18n, devices.other_address_hint)
                    optional=say!(i18n, common.optional) kind="url" value=address wrong=wrong_address/>
                <div class="buttons"><button class="button" type="submit">{say!(i18n, devices.restore_go)}</button></div>
            </form>
        </section>
    }
}

/// Asks before this device becomes another person's; says so where there is something of one's own on it already.
#[component]
pub fn Sure(i18n: Texts, brought: RwSignal<Option<DeviceLink>>) -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let untouched = RwSignal::new(true);
    Effect::new(move |_| {
        if brought.with(Option::is_some) {
            spawn_local(async move {
                untouched.set(app.is_untouched().await.unwrap_or(false));
                open.set(true);
            });
        }
    });
    let restore = move |()| {
        let Some(link) = brought.get_untracked() else { return };
        spawn_local(async move {
            if let Err(problem) = app.restore(&link).await {
                app.warn(words::problem(i18n, &problem));
            }
        });
    };
    let text = move || match untouched.get() {
        true => t_string!(i18n, devices.sure_text).to_owned(),
        false => t_string!(i18n, devices.sure_text_own).to_owned(),
    };
    view! {
        <Confirm open id="restore-sure" title=Signal::derive(move || t_string!(i18n, devices.sure).to_owned())
            text=Signal::derive(text)
            no=Signal::derive(move || t_string!(i18n, devices.no).to_owned())
            yes=Signal::derive(move || t_string!(i18n, devices.sure_yes).to_owned())
            kind="primary" on_yes=Callback::new(restore)/>
    }
}

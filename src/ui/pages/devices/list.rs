//! The person's devices, and forgetting this one.

use crate::i18n::t_string;
use crate::platform::locale;
use crate::state::live::App;
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, region_tag, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The list; another device can be taken off it.
#[component]
pub fn Devices(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let own = StoredValue::new(app.replica());
    let drop_it = move |replica: String| {
        spawn_local(async move {
            match app.drop_device(&replica).await {
                Ok(()) => app.say(t_string!(i18n, devices.dropped)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    let rows = move || {
        let row = |(replica, device): (&String, &crate::state::vault::Device)| {
            let (replica, seen) = (replica.clone(), device.seen.0);
            let here = own.with_value(|own| *own == replica);
            let day = move || locale::long_day(&region_tag(i18n.get_locale()), seen);
            let name = device.name.clone();
            view! {
                <li class="row">
                    <div>
                        <h3 dir="auto">{name}</h3>
                        <p class="meta">{move || match here {
                            true => t_string!(i18n, devices.this_one).to_owned(),
                            false => t_string!(i18n, devices.seen, day = day()),
                        }}</p>
                    </div>
                    {(!here).then(|| view! {
                        <button class="button plain small" type="button" on:click=move |_| drop_it(replica.clone())>
                            {say!(i18n, devices.drop)}
                        </button>
                    })}
                </li>
            }
        };
        app.vault.devices.with(|devices| devices.iter().map(row).collect_view())
    };
    view! {
        <section class="card pref" aria-labelledby="list-title">
            <h2 id="list-title"><Icon name="list"/>{say!(i18n, devices.list)}</h2>
            <ul class="rows">{rows}</ul>
            <p class="soft small">{say!(i18n, devices.drop_text)}</p>
        </section>
    }
}

/// Erasing everything from this browser.
#[component]
pub fn Forget(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let forget = move |()| {
        spawn_local(async move {
            if let Err(problem) = app.forget_device().await {
                app.warn(words::problem(i18n, &problem));
            }
        });
    };
    // With a vault that was reached, the rest is safe there.
    let text = move || match app.vault.at.get().is_some_and(|at| at.met && !at.backend.is_empty()) {
        true => t_string!(i18n, devices.forget_sure_text).to_owned(),
        false => t_string!(i18n, devices.forget_sure_text_all).to_owned(),
    };
    view! {
        <section class="card pref" aria-labelledby="forget-title">
            <h2 id="forget-title"><Icon name="trash"/>{say!(i18n, devices.forget)}</h2>
            <p>{say!(i18n, devices.forget_text)}</p>
            <div class="buttons">
                <button class="button danger" type="button" on:click=move |_| open.set(true)>{say!(i18n, devices.forget_go)}</button>
            </div>
            <Confirm open id="forget-sure" title=Signal::derive(move || t_string!(i18n, devices.forget_sure).to_owned())
                text=Signal::derive(text)
                no=Signal::derive(move || t_string!(i18n, devices.no).to_owned())
                yes=Signal::derive(move || t_string!(i18n, devices.forget_yes).to_owned())
                kind="danger" on_yes=Callback::new(forget)/>
        </section>
    }
}

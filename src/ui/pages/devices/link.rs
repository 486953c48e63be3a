//! The code that makes another device this person's, hidden until asked for.

use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::qr::Qr;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The warning, the button, the code.
#[component]
pub fn ForAnother(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let shown = RwSignal::new(false);
    let address = Memo::new(move |_| {
        let link = app.device_link().filter(|_| shown.get());
        link.map(|link| format!("{}me/devices#{}", page::base_url(), link.to_fragment()))
            .unwrap_or_default()
    });
    let copy = move |_| {
        spawn_local(async move {
            match page::copy(&address.get_untracked()).await {
                true => app.say(t_string!(i18n, me.copied)),
                false => app.warn(t_string!(i18n, devices.not_copied)),
            }
        });
    };
    view! {
        <section class="card pref" aria-labelledby="another-title">
            <h2 id="another-title"><Icon name="phone"/>{say!(i18n, devices.another)}</h2>
            <p>{say!(i18n, devices.another_text)}</p>
            <p><b>{say!(i18n, devices.another_warn)}</b></p>
            <div class="buttons">
                <button class="button" type="button" aria-expanded=move || shown.get().to_string() on:click=move |_| shown.update(|on| *on = !*on)>
                    {move || match shown.get() {
                        true => t_string!(i18n, devices.another_hide),
                        false => t_string!(i18n, devices.another_show),
                    }}
                </button>
            </div>
            <Show when=move || shown.get()>
                <Qr text=address label=Signal::derive(move || t_string!(i18n, devices.another).to_owned())/>
                <div class="buttons">
                    <button class="button plain" type="button" on:click=copy><Icon name="copy"/>{say!(i18n, devices.another_copy)}</button>
                </div>
            </Show>
        </section>
    }
}

//! Where the vault is, and how it stands.

use crate::domain::join::without_login;
use crate::domain::kept::vault_address;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::sync::Status;
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// "All of it is in the vault. 2 minutes ago."
fn sentence(i18n: Texts, app: App) -> String {
    let at = app.vault.at.get().unwrap_or_default();
    match app.vault.sync.get() {
        _ if at.backend.is_empty() => t_string!(i18n, devices.only_file).to_owned(),
        None | Some(Status::Connecting | Status::ByHand) => {
            t_string!(i18n, devices.connecting).to_owned()
        }
        Some(Status::Sending { .. }) => t_string!(i18n, devices.sending).to_owned(),
        Some(Status::UpToDate { at }) => {
            t_string!(i18n, devices.up_to_date, ago = words::ago(i18n, app, at))
        }
        Some(Status::Waiting { why, .. }) => words::sync_error(i18n, &why),
    }
}

/// The address without its login, the state in words, and changing it.
#[component]
pub fn Here(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let set = move |address: String| {
        let said = match address.is_empty() {
            true => t_string!(i18n, devices.ended),
            false => t_string!(i18n, devices.set),
        };
        spawn_local(async move {
            match app.set_vault(address).await {
                Ok(()) => {
                    // The page's own program begins to sync it.
                    app.say_after_load(said);
                    page::reload();
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            page::focus("vault-title");
        });
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(address) = vault_address(&typed.get_untracked()) else {
            wrong.set(Some(t_string!(i18n, devices.address_wrong).to_owned()));
            return page::focus("vault-address");
        };
        wrong.set(None);
        set(address);
    };
    let backend = Memo::new(move |_| app.vault.at.get().unwrap_or_default().backend);
    view! {
        <section class="card pref" aria-labelledby="vault-title">
            <h2 id="vault-title" tabindex="-1"><Icon name="sync"/>{say!(i18n, devices.vault)}</h2>
            <p>{say!(i18n, devices.vault_text)}</p>
            <Show when=move || app.vault.at.with(Option::is_some)>
                <p role="status"><b>{move || sentence(i18n, app)}</b></p>
            </Show>
            <Show when=move || !backend.get().is_empty()>
                <p><code class="addr" dir="ltr">{move || without_login(&backend.get())}</code></p>
                <div class="buttons">
                    <button class="button plain" type="button" on:click=move |_| set(String::new())>{say!(i18n, devices.end)}</button>
                </div>
            </Show>
            <form class="stack" novalidate on:submit=submit>
                <TextField id="vault-address" label=say!(i18n, devices.address) hint=say!(i18n, devices.address_hint) kind="url"
                    value=typed wrong=wrong/>
                <div class="buttons"><button class="button" type="submit">{say!(i18n, devices.use_it)}</button></div>
            </form>
        </section>
    }
}

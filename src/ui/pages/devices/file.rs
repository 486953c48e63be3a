//! The vault as a file: to take along, and to bring.

use crate::i18n::t_string;
use crate::platform::files::{Chosen, chosen, save};
use crate::state::live::App;
use crate::state::vault::BadFile;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

const FIELD: &str = "vault-file";
const NAME: &str = "a-heart-2-help.vault.txt";
/// The largest file taken, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// Saving a file, and taking one in.
#[component]
pub fn ByFile(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let make = move |_| {
        spawn_local(async move {
            match app.vault_file().await {
                Ok(Some(text)) => save(NAME, &text),
                Ok(None) => app.warn(t_string!(i18n, devices.file_not_yet)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    let take = move |ev| {
        let input = event_target(&ev);
        spawn_local(async move {
            let Chosen::Text(text) = chosen(&input, LARGEST).await else {
                return app.warn(t_string!(i18n, devices.file_unreadable));
            };
            match app.take_vault_file(&text).await {
                Ok(()) => app.say(t_string!(i18n, devices.file_taken)),
                Err(BadFile::NotAVault) => app.warn(t_string!(i18n, devices.file_other)),
                Err(BadFile::NotYours) => app.warn(t_string!(i18n, devices.file_not_yours)),
                Err(BadFile::Store(error)) => app.warn(words::store_error(i18n, &error)),
            }
        });
    };
    view! {
        <section class="card pref" aria-labelledby="file-title">
            <h2 id="file-title"><Icon name="save"/>{say!(i18n, devices.file)}</h2>
            <p>{say!(i18n, devices.file_text)}</p>
            <div class="buttons">
                <button class="button" type="button" on:click=make><Icon name="save"/>{say!(i18n, devices.file_make)}</button>
            </div>
            <div class="field">
                <label for=FIELD>{say!(i18n, devices.file_take)}</label>
                <input id=FIELD type="file" on:change=take/>
            </div>
        </section>
    }
}

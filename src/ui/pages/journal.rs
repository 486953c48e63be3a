//! The private journal: write a few lines, read them again by day.

mod composer;
mod days;
mod entry;

use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// The journal.
#[component]
pub fn JournalPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let private = move || match app.has_vault_elsewhere() {
        true => t_string!(i18n, journal.private_devices),
        false => t_string!(i18n, journal.private),
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, journal.title).to_owned())/>
        <div class="page">
            <div class="page-head">
                <div><h1 id="journal-title" tabindex="-1">{say!(i18n, journal.title)}</h1></div>
                <p class="private"><Icon name="journal-lock" class="s"/>" "{private}</p>
            </div>
            <composer::Composer i18n/>
            <days::Days i18n/>
        </div>
    }
}

//! The pages: views only. What they show comes from `state`, what they decide is decided in `domain`.

mod components;
mod language;
pub mod office;
mod pages;
mod shell;
mod terms;
mod words;

use crate::platform::page;
use crate::state::live::App;
use leptos::prelude::*;

/// Mounts the app and takes away the shell that was painted before it.
pub fn start() {
    page::on_panic_show_page();
    leptos::mount::mount_to_body(Root);
    page::started();
}

#[component]
fn Root() -> impl IntoView {
    let app = App::provide();
    app.open();
    app.say_what_was_kept();
    view! {
        <crate::i18n::I18nContextProvider set_lang_attr_on_html=false>
            <shell::Shell/>
        </crate::i18n::I18nContextProvider>
    }
}

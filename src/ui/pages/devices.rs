//! One person, several devices: where the vault is, another device, a file, and forgetting this one.

mod file;
mod here;
mod link;
mod list;
mod restore;

use crate::domain::kept::DeviceLink;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::back::Back;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// The page; also what the link for a new device opens.
#[component]
pub fn DevicesPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    // What was brought: by link at once, by words once they were typed.
    let brought = RwSignal::new(None::<DeviceLink>);
    let broken = RwSignal::new(false);
    let open = move || {
        if let Some(fragment) = page::take_fragment() {
            let link = DeviceLink::parse(&fragment);
            broken.set(link.is_none());
            brought.set(link);
        }
    };
    open();
    let listening = StoredValue::new_local(page::on_fragment(open));
    on_cleanup(move || listening.dispose());
    let is_on = Memo::new(move |_| app.vault.at.with(Option::is_some));
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, devices.title).to_owned())/>
        <div class="page narrow">
            <Back href="me">{say!(i18n, devices.back)}</Back>
            <h1 tabindex="-1">{say!(i18n, devices.title)}</h1>
            <p>{say!(i18n, devices.text)}</p>
            <Show when=move || broken.get()>
                <p class="error-text" role="alert">{say!(i18n, devices.link_broken)}</p>
            </Show>
            <restore::Sure i18n brought/>
            <here::Here i18n/>
            <restore::ByWords i18n brought/>
            <link::ForAnother i18n/>
            <file::ByFile i18n/>
            <Show when=move || is_on.get()><list::Devices i18n/></Show>
            <list::Forget i18n/>
        </div>
    }
}

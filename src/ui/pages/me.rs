//! Me: my name, my words, where things are kept, how the app speaks and looks.

mod communities;
mod kept;
mod name;
mod prefs;
mod recovery;

use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use crate::ui::pages::feed::avatar::Avatar;
use leptos::prelude::*;

/// The settings.
#[component]
pub fn MePage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let heading = move || match app.name.get() {
        Some(name) => name.to_string(),
        None => t_string!(i18n, me.title).to_owned(),
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, me.title).to_owned())/>
        <div class="page">
            <div class="page-head">
                <div class="who"><Avatar name=app.name/><div><h1 dir="auto">{heading}</h1></div></div>
            </div>
            <name::MyName i18n/>
            <communities::Communities i18n/>
            <recovery::MyWords i18n/>
            <section class="card pref flat" id="devices">
                <a href="me/devices"><Icon name="phone"/>" "{say!(i18n, devices.title)}</a>
            </section>
            <section class="card pref flat" id="people">
                <div class="buttons">
                    <a class="button" href="help/offer"><Icon name="hands"/>{say!(i18n, people.my_card)}</a>
                    <a class="button plain" href="me/unseen"><Icon name="eye-off"/>{say!(i18n, people.unseen_title)}</a>
                </div>
            </section>
            <kept::Kept i18n/>
            <prefs::MyArea i18n/>
            <prefs::Language i18n/>
            <prefs::Look i18n/>
            <About i18n/>
        </div>
    }
}

#[component]
fn About(i18n: Texts) -> impl IntoView {
    view! {
        <section class="card pref flat" id="about">
            <h2><Icon name="info"/>{say!(i18n, me.about)}</h2>
            <p>{say!(i18n, me.about_text)}</p>
            <p class="soft small">
                {say!(i18n, me.about_map)}" © "
                <a href="https://www.openstreetmap.org/copyright" rel="noopener">{say!(i18n, me.about_osm)}</a>", "
                <a href="https://www.naturalearthdata.com" rel="noopener">"Natural Earth"</a>". "
                {say!(i18n, me.about_type)}
            </p>
        </section>
    }
}

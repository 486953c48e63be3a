//! My area, the language and the look. All of it stays on this device.

use crate::i18n::t_string;
use crate::platform::{page, prefs};
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{LANGUAGES, Texts, choose, say, tag};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The area I look from, and forgetting it.
#[component]
pub fn MyArea(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let here = Memo::new(move |_| app.viewer.with(Option::is_some));
    let area = move || app.viewer.with(|cell| words::area(i18n, app, cell.as_ref()));
    let forget = move |_| {
        spawn_local(async move {
            match app.look_from(None).await {
                Ok(()) => {
                    app.say(t_string!(i18n, me.area_forgotten));
                    page::focus("my-area");
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    view! {
        <section class="card pref" id="area">
            <h2 id="my-area" tabindex="-1"><Icon name="pin-area"/>{say!(i18n, me.area)}</h2>
            <Show when=move || here.get() fallback=move || view! { <p>{say!(i18n, me.area_none)}</p> }>
                <p><b dir="auto">{area}</b></p>
                <p class="soft small">{say!(i18n, me.area_text)}</p>
                <div class="buttons">
                    <button class="button" type="button" on:click=forget>
                        <Icon name="trash"/>{say!(i18n, me.area_forget)}
                    </button>
                </div>
            </Show>
        </section>
    }
}

/// The language of the app.
#[component]
pub fn Language(i18n: Texts) -> impl IntoView {
    let options = LANGUAGES.map(|(locale, name)| {
        let tag = tag(locale);
        view! {
            <option value=tag lang=tag prop:selected=move || i18n.get_locale() == locale>{name}</option>
        }
    });
    view! {
        <section class="card pref" id="lang">
            <h2><Icon name="globe"/>{say!(i18n, me.language)}</h2>
            <div class="field">
                <label class="sr" for="language">{say!(i18n, me.language)}</label>
                <select id="language" on:change=move |ev| choose(i18n, &event_target_value(&ev))>{options}</select>
            </div>
        </section>
    }
}

/// Light, dark, or as the device.
#[component]
pub fn Look(i18n: Texts) -> impl IntoView {
    let theme = RwSignal::new(prefs::theme());
    let set = move |wanted: Option<&'static str>| {
        page::set_theme(wanted);
        prefs::set_theme(wanted);
        theme.set(wanted.map(ToOwned::to_owned));
    };
    let text = move |look| match look {
        None => t_string!(i18n, me.look_device),
        Some("light") => t_string!(i18n, me.look_light),
        Some(_) => t_string!(i18n, me.look_dark),
    };
    let choices = [(None, None), (Some("light"), Some("sun")), (Some("dark"), Some("moon"))];
    let choices = choices.map(|(look, icon)| {
        view! {
            <label>
                <input type="radio" name="look" prop:checked=move || theme.with(|t| t.as_deref() == look)
                    on:change=move |_| set(look)/>
                {icon.map(|icon| view! { <Icon name=icon class="s"/> })}
                {move || text(look)}
            </label>
        }
    });
    view! {
        <section class="card pref" id="look">
            <h2><Icon name="sun"/>{say!(i18n, me.look)}</h2>
            <fieldset class="segmented">
                <legend class="sr">{say!(i18n, me.look)}</legend>
                {choices}
            </fieldset>
        </section>
    }
}

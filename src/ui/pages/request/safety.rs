//! What to mind when two strangers meet.

use super::about::About;
use crate::domain::caution::{Care as Minding, care_for};
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use leptos::prelude::*;

/// The emergency number, before everything else, where lives may be in danger.
#[component]
pub fn Emergency(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let crisis = help.with_untracked(|h| h.request.category.is_crisis());
    crisis.then(|| {
        view! {
            <div class="banner" data-kind="safety">
                <Icon name="phone"/>
                <div>
                    <p>
                        <b>{say!(i18n, request.danger)}</b>" "
                        <a href=move || format!("tel:{}", app.emergency())>{say!(i18n, request.call_number, number = app.emergency())}</a>
                    </p>
                </div>
            </div>
        }
    })
}

/// One short card that fits the kind of help.
#[component]
pub fn Care(about: About) -> impl IntoView {
    let About { i18n, help, .. } = about;
    let care = help.with_untracked(|h| care_for(h.request.category));
    let title = move || match care {
        Minding::Crisis => t_string!(i18n, request.care_crisis),
        Minding::Child => t_string!(i18n, request.care_child),
        Minding::Car => t_string!(i18n, request.care_car),
        Minding::Secrets => t_string!(i18n, request.care_secrets),
        Minding::Door => t_string!(i18n, request.care_door),
    };
    let text = move || match care {
        Minding::Crisis => t_string!(i18n, request.care_crisis_text),
        Minding::Child => t_string!(i18n, request.care_child_text),
        Minding::Car => t_string!(i18n, request.care_car_text),
        Minding::Secrets => t_string!(i18n, request.care_secrets_text),
        Minding::Door => t_string!(i18n, request.care_door_text),
    };
    view! {
        <div class="banner" data-kind="info">
            <Icon name="info"/><div><h2>{title}</h2><p>{text}</p></div>
        </div>
    }
}

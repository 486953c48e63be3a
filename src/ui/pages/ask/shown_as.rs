//! How the person is shown: by name or without; the name itself where it is not known yet.

use super::Form;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use leptos::prelude::*;

/// The name, and whether everybody sees it.
#[component]
pub fn ShownAs(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    // Stays once it is there, also after the name was typed and remembered.
    let unknown = app.name.with_untracked(Option::is_none);
    let name = move || {
        let known = || app.name.with(|name| name.as_ref().map(ToString::to_string));
        asking.with(|f| f.name.clone()).or_else(known).unwrap_or_default()
    };
    let as_name = move || match name().trim() {
        "" => t_string!(i18n, ask.with_name).to_owned(),
        name => t_string!(i18n, ask.as_name, name = name.to_owned()),
    };
    view! {
        {unknown.then(|| view! {
            <div class="field">
                <label for="name">{say!(i18n, ask.name)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
                <input id="name" autocomplete="given-name" dir="auto" maxlength="60" prop:value=name
                    on:input=move |ev| asking.update(|f| f.name = Some(event_target_value(&ev)))/>
            </div>
        })}
        <fieldset class="choices">
            <legend class="label">{say!(i18n, ask.shown_as)}</legend>
            <label class="choice">
                <input type="radio" name="named" prop:checked=move || asking.with(|f| f.named)
                    on:change=move |_| asking.update(|f| f.named = true)/>
                <Icon name="person"/>
                <span><b dir="auto">{as_name}</b><small>{say!(i18n, ask.as_name_hint)}</small></span>
            </label>
            <label class="choice">
                <input type="radio" name="named" prop:checked=move || asking.with(|f| !f.named)
                    on:change=move |_| asking.update(|f| f.named = false)/>
                <Icon name="eye-off"/>
                <span><b>{say!(i18n, ask.without_name)}</b><small>{say!(i18n, ask.without_name_hint)}</small></span>
            </label>
        </fieldset>
    }
}

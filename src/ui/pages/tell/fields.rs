//! The fields of telling an act.

use super::form::{Form, Mistake};
use super::mistakes::{AtField, at};
use crate::domain::act::{ROLES, Role};
use crate::domain::places::fold_text;
use crate::domain::request::{CATEGORIES, Category};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::pages::feed::role_icon;
use crate::ui::words;
use leptos::prelude::*;

/// "You… did it, received it, saw it, are grateful".
#[component]
pub fn RoleChoice(i18n: Texts, form: Form) -> impl IntoView {
    let text = move |role| match role {
        Role::Did => t_string!(i18n, feed.tell_did),
        Role::Received => t_string!(i18n, feed.tell_received),
        Role::Witnessed => t_string!(i18n, feed.tell_witnessed),
        Role::Grateful => t_string!(i18n, feed.tell_grateful),
    };
    let choices = ROLES.map(|role| {
        view! {
            <label class="choice">
                <input type="radio" name="role" prop:checked=move || form.now.with(|t| t.role == role)
                    on:change=move |_| form.change(|t| t.role = role)/>
                <Icon name=role_icon(role)/><span><b>{move || text(role)}</b></span>
            </label>
        }
    });
    view! {
        <fieldset class="choices side">
            <legend class="label">{say!(i18n, feed.tell_role)}</legend>
            {choices}
        </fieldset>
    }
}

/// What happened.
#[component]
pub fn What(i18n: Texts, form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let wrong = move || at(mistakes, "tell-what").is_some();
    view! {
        <div class="field">
            <label for="tell-what">{say!(i18n, feed.tell_what)}</label>
            <p class="hint" id="tell-what-hint">{say!(i18n, feed.tell_what_hint)}</p>
            <textarea id="tell-what" dir="auto" rows="4" aria-required="true"
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=move || if wrong() { "tell-what-hint tell-what-error" } else { "tell-what-hint" }
                prop:value=move || form.now.with(|t| t.words.clone())
                on:input=move |ev| form.change(|t| t.words = event_target_value(&ev))></textarea>
            <AtField i18n mistakes of="tell-what" id="tell-what-error"/>
        </div>
    }
}

/// What kind of help it was.
#[component]
pub fn Kind(i18n: Texts, form: Form) -> impl IntoView {
    let options = CATEGORIES.map(|category| {
        view! {
            <option value=category.word() prop:selected=move || form.now.with(|t| t.category == Some(category))>
                {move || words::category(i18n, category)}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for="tell-kind">{say!(i18n, feed.tell_category)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
            <select id="tell-kind" on:change=move |ev| form.change(|t| t.category = Category::parse(&event_target_value(&ev)))>
                <option value="" prop:selected=move || form.now.with(|t| t.category.is_none())>{say!(i18n, feed.tell_category_none)}</option>
                {options}
            </select>
        </div>
    }
}

/// The area, as a list of places.
#[component]
pub fn Where(i18n: Texts, form: Form) -> impl IntoView {
    let app = App::here();
    let chosen = Memo::new(move |_| form.now.with(|t| t.place.clone()));
    let mine = move || {
        app.viewer.get().map(|cell| {
            let text =
                t_string!(i18n, feed.tell_my_area, area = words::area(i18n, app, Some(&cell)));
            place_option(chosen, format!("{cell}/"), text)
        })
    };
    let places = Memo::new(move |_| {
        let mut places: Vec<(String, String)> = app.places.with(|all| {
            all.iter().map(|p| (p.name.clone(), format!("{}/{}", p.cell(), p.name))).collect()
        });
        places.sort_by_cached_key(|(name, _)| fold_text(name));
        places.dedup();
        places
    });
    view! {
        <div class="field">
            <label for="tell-where">{say!(i18n, feed.tell_where)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
            <select id="tell-where" on:change=move |ev| form.change(|t| t.place = event_target_value(&ev))>
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{say!(i18n, feed.tell_nowhere)}</option>
                {mine}
                {move || places.get().into_iter().map(|(name, value)| place_option(chosen, value, name)).collect_view()}
            </select>
        </div>
    }
}

fn place_option(chosen: Memo<String>, value: String, text: String) -> impl IntoView {
    let own = value.clone();
    view! { <option value=value prop:selected=move || chosen.with(|c| *c == own)>{text}</option> }
}

/// Whether the name is shown; where none is known, the name itself.
#[component]
pub fn Who(i18n: Texts, form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let app = App::here();
    move || match app.name.get() {
        Some(name) => view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || form.now.with(|t| t.show_name)
                    on:change=move |ev| form.change(|t| t.show_name = event_target_checked(&ev))/>
                <span dir="auto">{say!(i18n, feed.tell_show_name, name = name.to_string())}</span>
            </label>
        }
        .into_any(),
        None => view! { <FirstName i18n form mistakes/> }.into_any(),
    }
}

#[component]
fn FirstName(i18n: Texts, form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let wrong = move || at(mistakes, "tell-name").is_some();
    view! {
        <div class="field">
            <label for="tell-name">{say!(i18n, feed.tell_name)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
            <p class="hint" id="tell-name-hint">{say!(i18n, feed.tell_name_hint)}</p>
            <input id="tell-name" type="text" dir="auto" autocomplete="given-name"
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=move || if wrong() { "tell-name-hint tell-name-error" } else { "tell-name-hint" }
                prop:value=move || form.now.with(|t| t.name.clone())
                on:input=move |ev| form.change(|t| t.name = event_target_value(&ev))/>
            <AtField i18n mistakes of="tell-name" id="tell-name-error"/>
        </div>
    }
}

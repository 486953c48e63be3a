//! Step 1: what kind of hand. One tap; for a disaster the emergency number comes first, and children are entrusted
//! to nobody unknown.

use super::nobody::Nobody;
use super::{Form, Heading};
use crate::domain::asking::Step;
use crate::domain::request::{CATEGORIES, Category};
use crate::domain::terms::needs_approval;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

/// The tiles.
#[component]
pub fn What(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    // Asked once more before going on, so that nobody waits here for an ambulance.
    let crisis = RwSignal::new(false);
    let nobody = RwSignal::new(false);
    let go_on = move |category: Category| {
        asking.update(|form| {
            if form.category != Some(category) {
                // Questions of another kind were answered.
                form.answers.clear();
            }
            form.category = Some(category);
        });
        // Changed from the last step: back to it. Otherwise one step on.
        let whole = asking.with_untracked(|form| form.reached() == Step::Check);
        form.go(if whole { Step::Check } else { Step::When });
    };
    let choose = move |category: Category| {
        nobody.set(needs_approval(category) && !untrack(|| form.app.has_approved()));
        if nobody.get_untracked() {
            crate::platform::page::focus("nobody");
        } else if category.is_crisis() {
            crisis.set(true);
            crate::platform::page::focus("crisis");
        } else {
            go_on(category);
        }
    };
    let tile = move |category: Category| {
        let chosen = move || asking.with(|form| form.category == Some(category)).to_string();
        view! {
            <li>
                <button class="tile" type="button" aria-pressed=chosen data-tone=category.is_crisis().then_some("crisis")
                    on:click=move |_| choose(category)>
                    <Icon name=category.word()/><span>{move || words::category(i18n, category)}</span>
                </button>
            </li>
        }
    };
    view! {
        <div>
            <Heading form text=Signal::derive(move || t_string!(i18n, ask.what).to_owned())/>
            <p class="soft">{say!(i18n, ask.what_hint)}</p>
        </div>
        <div id="nobody" tabindex="-1" role="status"><Show when=move || nobody.get()><Nobody i18n/></Show></div>
        <ul class="tiles">{CATEGORIES.map(tile).collect_view()}</ul>
        <div id="crisis" tabindex="-1" class="stack tight" role="group" aria-live="polite">
            <Emergency form/>
            <Show when=move || crisis.get()>
                <button class="button big wide" type="button" on:click=move |_| go_on(Category::Crisis)>
                    {say!(i18n, ask.crisis_go_on)}
                </button>
            </Show>
        </div>
    }
}

/// The emergency number.
#[component]
fn Emergency(form: Form) -> impl IntoView {
    let Form { i18n, app, .. } = form;
    view! {
        <div class="banner" data-kind="safety">
            <Icon name="phone"/>
            <div>
                <p>
                    <b>{say!(i18n, ask.danger)}</b>" "
                    {say!(i18n, ask.danger_call)}" "
                    <a href=move || format!("tel:{}", app.emergency())>{move || app.emergency()}</a>". "
                    {say!(i18n, ask.danger_not_us)}
                </p>
            </div>
        </div>
    }
}

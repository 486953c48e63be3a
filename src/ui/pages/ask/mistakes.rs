//! What has to be put right, each with the way to its field; takes the focus.

use super::Form;
use super::send::Mistake;
use crate::i18n::t_string;
use crate::platform::page;
use leptos::prelude::*;

/// The summary; empty where nothing is wrong.
#[component]
pub fn Mistakes(form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let Form { i18n, .. } = form;
    let one = move |mistake: Mistake| {
        let jump = move |ev: leptos::ev::MouseEvent| {
            ev.prevent_default();
            page::focus(mistake.field());
        };
        view! { <li><a href=format!("#{}", mistake.field()) on:click=jump>{mistake.text(i18n)}</a></li> }
    };
    view! {
        <div id="mistakes" tabindex="-1" role="alert" class:error-summary=move || !mistakes.with(Vec::is_empty)>
            {move || (!mistakes.with(Vec::is_empty)).then(|| view! {
                <h2>{t_string!(i18n, ask.mistakes)}</h2>
                <ul>{mistakes.get().into_iter().map(one).collect_view()}</ul>
            })}
        </div>
    }
}

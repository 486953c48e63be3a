//! What is still wrong, at the top of the form and at its fields.

use super::form::Mistake;
use crate::i18n::t_string;
use crate::platform::page;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// What is wrong and what to do.
pub fn text(i18n: Texts, mistake: Mistake) -> String {
    match mistake {
        Mistake::NoWords => t_string!(i18n, feed.error_words).to_owned(),
        Mistake::WordsTooLong(n) => t_string!(i18n, feed.error_words_long, count = n),
        Mistake::NameTooLong => t_string!(i18n, feed.error_name_long).to_owned(),
    }
}

/// The id of the field it is about.
fn field(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::NoWords | Mistake::WordsTooLong(_) => "tell-what",
        Mistake::NameTooLong => "tell-name",
    }
}

/// The mistake at one field, if there is one. Reactive.
pub fn at(mistakes: RwSignal<Vec<Mistake>>, id: &str) -> Option<Mistake> {
    mistakes.with(|all| all.iter().copied().find(|m| field(*m) == id))
}

/// Every mistake with a way to its field; takes the focus.
#[component]
pub fn Summary(i18n: Texts, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let items = move || {
        let each = |mistake| {
            let go = move |ev: leptos::ev::MouseEvent| {
                ev.prevent_default();
                page::focus(field(mistake));
            };
            let href = format!("feed/new#{}", field(mistake));
            view! { <li><a href=href on:click=go>{move || text(i18n, mistake)}</a></li> }
        };
        mistakes.get().into_iter().map(each).collect_view()
    };
    view! {
        <Show when=move || mistakes.with(|m| !m.is_empty())>
            <div class="error-summary" role="alert" tabindex="-1" id="tell-mistakes">
                <h2>{say!(i18n, feed.errors, count = mistakes.with(Vec::len))}</h2>
                <ul>{items}</ul>
            </div>
        </Show>
    }
}

/// The mistake under its field.
#[component]
pub fn AtField(
    i18n: Texts,
    mistakes: RwSignal<Vec<Mistake>>,
    /// The field's id.
    of: &'static str,
    /// This text's own id.
    id: &'static str,
) -> impl IntoView {
    move || {
        at(mistakes, of).map(|mistake| {
            view! { <p class="error-text" id=id><Icon name="warn" class="s"/>{move || text(i18n, mistake)}</p> }
        })
    }
}

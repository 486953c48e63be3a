//! Who sees what: the two sides of a request next to each other.

use super::Form;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

/// Both previews.
#[component]
pub fn Seen(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let title = move || {
        asking.with(|f| {
            let usual = || f.category.map(|c| words::category(i18n, c).to_owned());
            f.title.clone().filter(|t| !t.trim().is_empty()).or_else(usual).unwrap_or_default()
        })
    };
    let name = move || {
        let known = || app.name.with(|name| name.as_ref().map(ToString::to_string));
        asking.with(|f| f.name.clone()).or_else(known).filter(|n| !n.trim().is_empty())
    };
    let shown = move || {
        let named = asking.with(|f| f.named).then(name).flatten();
        named.unwrap_or_else(|| t_string!(i18n, common.neighbour).to_owned())
    };
    let facts = move || {
        let area = asking.with(|f| words::area(i18n, app, f.cell.as_ref()));
        let when = asking.with(|f| words::when(i18n, f.when(), app.today()));
        format!("{area} · {when} · {}", shown())
    };
    let public = move || asking.with(|f| f.words.trim().to_owned());
    let private = move || {
        let mut lines = asking.with(|f| vec![f.address.clone(), f.phone.clone(), f.note.clone()]);
        if asking.with(|f| !f.named) {
            lines.insert(0, name().unwrap_or_default());
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    };
    view! {
        <section class="stack tight" aria-labelledby="seen">
            <h2 id="seen">{say!(i18n, ask.seen)}</h2>
            <div class="previews">
                <section class="preview">
                    <h3><Icon name="eye" class="s"/>{say!(i18n, ask.seen_by_all)}</h3>
                    <p dir="auto"><b>{title}</b></p>
                    <p dir="auto">{facts}</p>
                    {move || Some(public()).filter(|w| !w.is_empty()).map(|w| view! { <p dir="auto">{w}</p> })}
                </section>
                <section class="preview" data-kind="sealed">
                    <h3><Icon name="lock" class="s"/>{say!(i18n, ask.seen_by_helper)}</h3>
                    <p>{move || if private().is_empty() { t_string!(i18n, ask.seen_same) } else { t_string!(i18n, ask.seen_and) }}</p>
                    {move || private().into_iter().map(|line| view! { <p dir="auto">{line}</p> }).collect_view()}
                </section>
            </div>
        </section>
    }
}

//! Who sees what: the two sides of a request next to each other.

use super::Form;
use crate::domain::clock;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::{terms, words};
use leptos::prelude::*;

/// Both previews.
#[component]
pub fn Seen(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let title = move || form.title();
    let name = move || {
        let known = || app.name.with(|name| name.as_ref().map(ToString::to_string));
        asking.with(|f| f.name.clone()).or_else(known).filter(|n| !n.trim().is_empty())
    };
    let shown = move || {
        let named = asking.with(|f| f.named).then(name).flatten();
        named.unwrap_or_else(|| t_string!(i18n, common.neighbour).to_owned())
    };
    let facts = move || {
        let area = asking.with(|f| terms::place(i18n, app, f.place.as_ref()));
        let when = asking.with(|f| words::when(i18n, f.when(), app.today()));
        format!("{area} · {when} · {}", shown())
    };
    let public = move || asking.with(|f| f.words.trim().to_owned());
    let terms = move || {
        let (agreed, who, first) = asking.with(|f| (f.terms(), f.wanted(), f.day));
        let needs = agreed.needs.iter().map(|one| terms::need(i18n, *one).to_owned());
        let rows = terms::all(i18n, &agreed, who, first).into_iter();
        let all: Vec<_> =
            rows.map(|(_, name, said)| format!("{name}: {said}")).chain(needs).collect();
        all.join(" · ")
    };
    let more = move || {
        let (helpers, minutes) = asking.with(|f| (f.helpers().unwrap_or(1), f.takes()));
        let mut said = vec![t_string!(i18n, common.minutes, count = usize::from(minutes))];
        if helpers > 1 {
            said.push(t_string!(i18n, request.helpers_needed, count = usize::from(helpers)));
        }
        if asking.with(|f| f.for_other) {
            said.push(t_string!(i18n, request.for_other).to_owned());
        }
        said.join(" · ")
    };
    let private = move || {
        let mut lines = asking.with(|f| vec![f.address.clone(), f.phone.clone(), f.note.clone()]);
        if let Some(at) = asking.with(|f| f.at) {
            lines.insert(0, t_string!(i18n, asking.at_said, time = clock::text(at)));
        }
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
                    <p>{more}</p>
                    {move || Some(terms()).filter(|t| !t.is_empty()).map(|t| view! { <p>{t}</p> })}
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

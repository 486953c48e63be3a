//! What people told the coordinators.

use super::decide;
use crate::domain::id::RecordId;
use crate::domain::moderation::Why;
use crate::i18n::t_string;
use crate::state::book::ToldConcern;
use crate::state::live::{App, Decision};
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// What is wrong, in words.
pub fn why(i18n: Texts, why: Why) -> &'static str {
    match why {
        Why::Danger => t_string!(i18n, desk.why_danger),
        Why::Harm => t_string!(i18n, desk.why_harm),
        Why::Money => t_string!(i18n, desk.why_money),
        Why::Private => t_string!(i18n, desk.why_private),
        Why::Other => t_string!(i18n, desk.why_other),
    }
}

/// All that was told, newest first; nothing where nothing was.
#[component]
pub fn Concerns(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let told = move || app.concerns();
    view! {
        <section class="card pref" id="concerns">
            <h2><Icon name="flag"/>{say!(i18n, desk.concerns)}</h2>
            {move || match told() {
                all if all.is_empty() => view! { <p class="soft">{say!(i18n, desk.no_concerns)}</p> }.into_any(),
                all => {
                    let rows = all.into_iter().map(|told| view! { <Row i18n told/> }).collect_view();
                    view! { <ul class="rows">{rows}</ul> }.into_any()
                }
            }}
        </section>
    }
}

/// What a record says in a few words, where it is shown; none where it is not here or hidden.
fn subject(app: App, re: &RecordId) -> Option<String> {
    let asked = app.request(re).map(|help| help.request.title.to_string());
    let said = asked.or_else(|| {
        let told = |all: &Vec<crate::domain::act::Told>| {
            let act = all.iter().find(|told| told.id == *re)?;
            Some(crate::domain::act::beginning(&act.act.words))
        };
        app.acts.with(|all| told(all))
    });
    said.or_else(|| {
        let cards = app.cards.get();
        cards.iter().find(|card| card.id == *re).map(|card| card.card.by.name.to_string())
    })
}

/// Whether it is something only two people could read, so that a coordinator sees who wrote it and no more.
fn is_sealed(re: &RecordId) -> bool {
    matches!(re.kind.as_str(), "offer" | "private")
}

#[component]
fn Row(i18n: Texts, told: ToldConcern) -> impl IntoView {
    let app = App::here();
    let ToldConcern { id, concern } = told;
    let re = StoredValue::new(concern.re);
    let about = move || re.with_value(|re| subject(app, re));
    let by = concern.by.map(|by| by.name.to_string());
    let who = concern.who.map(|who| who.name.to_string());
    let sealed = re.with_value(is_sealed);
    let hide = move |_| {
        decide(i18n, app, Decision::Hide(re.get_value(), None), t_string!(i18n, desk.hidden));
    };
    let asker = move || re.with_value(|re| app.asker(re).map(|by| by.name.to_string()));
    view! {
        <li class="row">
            <div>
                <h3>{why(i18n, concern.why)}</h3>
                <p class="meta">
                    <span>{move || words::ago(i18n, app, id.time)}</span>
                    {by.map(|name| view! { <span dir="auto">{say!(i18n, desk.told_by, name = name.clone())}</span> })}
                </p>
                {concern.words.map(|words| view! { <p dir="auto">{words.to_string()}</p> })}
                <p class="soft" dir="auto">{move || match about() {
                    None if sealed => t_string!(i18n, people.report_sealed).to_owned(),
                    Some(text) => t_string!(i18n, desk.about, text = text),
                    None => t_string!(i18n, desk.about_gone).to_owned(),
                }}</p>
                {who.map(|name| view! { <p class="soft small" dir="auto">{say!(i18n, people.report_who, name = name.clone())}</p> })}
                {move || asker().map(|name| view! { <p class="soft small" dir="auto">{say!(i18n, desk.asked_by, name = name.clone())}</p> })}
            </div>
            <Show when=move || sealed || about().is_some()>
                <button class="button danger small" type="button" on:click=hide>{say!(i18n, desk.hide)}</button>
            </Show>
        </li>
    }
}

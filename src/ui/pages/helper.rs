//! One helper's card (`help/helpers/<card>`), and asking them alone. What is typed is a draft until it is sent.

mod form;

use crate::domain::helper::Carded;
use crate::domain::id::RecordId;
use crate::domain::request::Part;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::back::Back;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::components::trust::Trusted;
use crate::ui::components::wrong::Wrong;
use crate::ui::language::{Texts, say};
use crate::ui::pages::{helpers, offer_myself};
use crate::ui::words;
use form::AskForm;
use leptos::prelude::*;

/// The page.
#[component]
pub fn HelperPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let id = StoredValue::new(page::path_end().and_then(|id| RecordId::parse(&id).ok()));
    let found = Memo::new(move |_| {
        let id = id.get_value()?;
        app.cards.with(|all| all.iter().find(|card| card.id == id).cloned())
    });
    // What is typed survives whatever else changes about the card.
    let here = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <div class="page narrow">
            <Back href="help/helpers">{say!(i18n, people.back)}</Back>
            {move || {
                let _ = here.get();
                match found.get_untracked() {
                    Some(card) => view! { <Card i18n card/> }.into_any(),
                    None => view! { <Gone i18n/> }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn Gone(i18n: Texts) -> impl IntoView {
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, people.gone).to_owned())/>
        <div class="empty">
            <h1>{say!(i18n, people.gone)}</h1>
            <p class="soft" role="status">{say!(i18n, people.gone_text)}</p>
        </div>
    }
}

#[component]
fn Card(i18n: Texts, card: Carded) -> impl IntoView {
    let app = App::here();
    let (name, person, mine) = (card.card.by.name.to_string(), card.card.by.person, card.mine);
    let (id, said) = (card.id.clone(), card.card.words.clone());
    let title = name.clone();
    let card = StoredValue::new(card);
    let when = move || {
        card.with_value(|card| {
            let part = words::part(i18n, card.card.part);
            let days = offer_myself::days(i18n, &card.card.days);
            if card.card.part == Part::Any { days } else { format!("{days}, {part}") }
        })
    };
    let quiet = move || {
        card.with_value(|card| card.card.quiet)
            .map(|(from, until)| t_string!(i18n, people.quiet_shown, from = from, until = until))
    };
    let rests = move || {
        card.with_value(|card| card.card.rests_until.filter(|until| *until > app.today()))
            .map(|until| words::day(i18n, until, app.today()))
    };
    let resting = Memo::new(move |_| rests().is_some());
    let rest_name = StoredValue::new(name.clone());
    view! {
        <PageTitle text=Signal::stored(title)/>
        <header class="stack tight">
            <h1 dir="auto" tabindex="-1">{name}</h1>
            <p class="line"><Trusted i18n person/></p>
        </header>
        <section class="card">
            {said.map(|said| view! { <blockquote class="said" dir="auto">{said.to_string()}</blockquote> })}
            <dl class="facts">
                <div><dt><Icon name="heart" class="s"/>{say!(i18n, people.likes_shown)}</dt><dd>{move || card.with_value(|card| helpers::likes(i18n, card))}</dd></div>
                <div><dt><Icon name="pin-area" class="s"/>{say!(i18n, request.place)}</dt><dd>{move || card.with_value(|card| helpers::place(i18n, card))}</dd></div>
                <div><dt><Icon name="clock" class="s"/>{say!(i18n, request.when)}</dt><dd>{when}</dd></div>
            </dl>
            <p class="soft small">{move || card.with_value(|card| helpers::languages(i18n, card))}</p>
            <p class="soft small">{quiet}</p>
        </section>
        {match mine {
            true => view! { <div class="buttons"><a class="button" href="help/offer"><Icon name="edit"/>{say!(i18n, people.my_card)}</a></div> }.into_any(),
            false => view! {
                <Show when=move || !resting.get() fallback=move || view! {
                    <div class="banner" data-kind="info"><Icon name="rest"/><div>
                        <p dir="auto">{say!(i18n, people.rests, name = rest_name.get_value(), day = rests().unwrap_or_default())}</p>
                    </div></div>
                }>
                    <AskForm i18n card/>
                </Show>
                <div class="buttons"><Wrong i18n id=id/></div>
            }.into_any(),
        }}
    }
}

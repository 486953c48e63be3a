//! People who offered themselves, as a list: what they like to do, roughly where, how far. Each can be asked alone.

use crate::domain::helper::{Carded, shown};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::back::Back;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::components::trust::Trusted;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn HelpersPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let found = Memo::new(move |_| {
        let (now, today, viewer) = (app.now.get(), app.today(), app.viewer.get());
        let own = |cards: &Vec<Carded>| {
            shown(cards, viewer.as_ref(), now, today).into_iter().cloned().collect::<Vec<_>>()
        };
        app.cards.with(|cards| own(cards))
    });
    let mine = Memo::new(move |_| app.my_card().is_some());
    let offer = move || match mine.get() {
        true => t_string!(i18n, people.my_card),
        false => t_string!(i18n, people.offer_yourself),
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, people.title).to_owned())/>
        <div class="page">
            <Back href="help">{say!(i18n, request.back)}</Back>
            <div class="page-head">
                <div><h1 tabindex="-1">{say!(i18n, people.title)}</h1></div>
                <a class="button" href="help/offer"><Icon name="hands"/>{offer}</a>
            </div>
            <Show when=move || found.with(|all| !all.is_empty()) fallback=move || view! { <Nobody i18n/> }>
                <p class="soft">{say!(i18n, people.text)}</p>
                <ul class="rows boxed">
                    {move || found.get().into_iter().map(|card| view! { <Row i18n card/> }).collect_view()}
                </ul>
            </Show>
        </div>
    }
}

#[component]
fn Row(i18n: Texts, card: Carded) -> impl IntoView {
    let href = format!("help/helpers/{}", card.id);
    let (name, person) = (card.card.by.name.to_string(), card.card.by.person);
    let card = StoredValue::new(card);
    view! {
        <li class="row">
            <span class="patch" data-tone="calm"><Icon name="hands"/></span>
            <div>
                <h3><a href=href dir="auto">{name}</a></h3>
                <p>{move || card.with_value(|card| likes(i18n, card))}</p>
                <p class="meta">
                    <span><Icon name="pin-area" class="s"/>" "{move || card.with_value(|card| place(i18n, card))}</span>
                    {move || card.with_value(|card| languages(i18n, card)).map(|text| view! {
                        <span><Icon name="message" class="s"/>" "{text}</span>
                    })}
                </p>
                <p class="badges"><Trusted i18n person/></p>
            </div>
        </li>
    }
}

#[component]
fn Nobody(i18n: Texts) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#bench"></use_></svg>
            <h2>{say!(i18n, people.none)}</h2>
            <p class="soft">{say!(i18n, people.none_text)}</p>
            <div class="buttons">
                <a class="button primary" href="help/ask">{say!(i18n, people.ask_everybody)}</a>
                <a class="button" href="help/offer">{say!(i18n, people.offer_yourself)}</a>
            </div>
        </div>
    }
}

/// "A ride, company, a garden"
pub fn likes(i18n: Texts, card: &Carded) -> String {
    let all: Vec<&str> = card.card.likes.iter().map(|c| words::category(i18n, *c)).collect();
    all.join(" · ")
}

/// "Triesenberg · within 5 km · up to 10 km"
pub fn place(i18n: Texts, card: &Carded) -> String {
    let app = App::here();
    let area = words::area(i18n, app, card.id.place.cell());
    let band = app.viewer.with(|viewer| card.band(viewer.as_ref()));
    let goes = t_string!(i18n, people.goes, km = card.card.km);
    let band = band.map(|band| words::band(i18n, band));
    [Some(area), band, Some(goes)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "Speaks Deutsch, English"; none where nothing is said of it.
pub fn languages(i18n: Texts, card: &Carded) -> Option<String> {
    let all: Vec<&str> =
        card.card.speaks.iter().map(|tag| super::offer_myself::called(tag)).collect();
    (!all.is_empty()).then(|| t_string!(i18n, people.speaks, languages = all.join(", ")))
}

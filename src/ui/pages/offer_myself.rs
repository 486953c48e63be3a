//! Offering oneself (`help/offer`): a card with what one likes to do, when and how far, and its limits.

mod break_;
mod fields;

use crate::domain::authority::Lack;
use crate::domain::cell::Cell;
use crate::domain::helper::Carded;
use crate::domain::request::{Category, Part};
use crate::domain::terms::Wanted;
use crate::domain::text::{Name, Words};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, Offering};
use crate::ui::components::back::Back;
use crate::ui::components::draft::{Draft, drafted};
use crate::ui::components::icon::Icon;
use crate::ui::components::not_yet::NotYet;
use crate::ui::components::title::PageTitle;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use break_::Break;
use fields::{Area, Days, Languages, Likes, Limits};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Languages many people around here speak, with their own names for themselves.
pub const LANGUAGES: [(&str, &str); 14] = [
    ("de", "Deutsch"),
    ("en", "English"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("rm", "Rumantsch"),
    ("es", "Español"),
    ("pt", "Português"),
    ("tr", "Türkçe"),
    ("sq", "Shqip"),
    ("sr", "Srpski"),
    ("hr", "Hrvatski"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("ti", "ትግርኛ"),
];

/// The name of a language, or its tag where it is none of these.
pub fn called(tag: &str) -> &str {
    LANGUAGES.iter().find(|(one, _)| *one == tag).map_or(tag, |(_, name)| name)
}

/// "Monday, Wednesday"; "any day" where none is named.
pub fn days(i18n: Texts, days: &[u8]) -> String {
    if days.is_empty() {
        return t_string!(i18n, people.any_day).to_owned();
    }
    days.iter().map(|day| weekday(i18n, *day)).collect::<Vec<_>>().join(", ")
}

/// A day of the week, Monday 0 to Sunday 6.
pub fn weekday(i18n: Texts, day: u8) -> &'static str {
    match day {
        0 => t_string!(i18n, people.monday),
        1 => t_string!(i18n, people.tuesday),
        2 => t_string!(i18n, people.wednesday),
        3 => t_string!(i18n, people.thursday),
        4 => t_string!(i18n, people.friday),
        5 => t_string!(i18n, people.saturday),
        _ => t_string!(i18n, people.sunday),
    }
}

/// What is chosen and typed.
#[derive(Clone, Copy)]
pub struct Typed {
    name: RwSignal<String>,
    words: RwSignal<String>,
    cell: RwSignal<Option<Cell>>,
    likes: RwSignal<Vec<Category>>,
    days: RwSignal<Vec<u8>>,
    part: RwSignal<Part>,
    km: RwSignal<u8>,
    speaks: RwSignal<Vec<String>>,
    quiet: RwSignal<Option<(u8, u8)>>,
    per_week: RwSignal<Option<u8>>,
}

/// What has to be put right, by the id of its field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mistake {
    Name,
    Likes,
    Words,
    Area,
}

/// The page.
#[component]
pub fn OfferPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let lack = Memo::new(move |_| app.lacks(Wanted::Anybody));
    let has = Memo::new(move |_| app.my_card().is_some());
    let title = move || match has.get() {
        true => t_string!(i18n, people.my_card),
        false => t_string!(i18n, people.offer_title),
    };
    view! {
        <PageTitle text=Signal::derive(move || title().to_owned())/>
        <div class="page narrow">
            <Back href="help/helpers">{say!(i18n, people.back)}</Back>
            <h1 id="offer-myself" tabindex="-1">{title}</h1>
            <p class="soft">{say!(i18n, people.offer_text)}</p>
            {move || match lack.get() {
                Some(lack @ (Lack::Approval | Lack::Vouching)) => view! { <NotYet i18n lack/> }.into_any(),
                None => {
                    let before = untrack(|| app.my_card());
                    let _ = has.get();
                    view! { <Break i18n/><Form i18n before/> }.into_any()
                }
            }}
        </div>
    }
}

/// The card as it stands, and what was typed and not saved yet.
fn begun(app: App, before: Option<&Carded>) -> (Typed, Draft) {
    let (words, draft) = drafted(app, "helper card");
    let card = before.map(|before| &before.card);
    let known = app.name.with_untracked(|name| name.as_ref().map(ToString::to_string));
    if let Some(said) = card.and_then(|card| card.words.as_ref()) {
        words.set(said.to_string());
    }
    let cell = match before {
        Some(before) => before.id.place.cell().cloned(),
        None => app.viewer.get_untracked(),
    };
    let typed = Typed {
        name: RwSignal::new(
            card.map(|card| card.by.name.to_string()).or(known).unwrap_or_default(),
        ),
        words,
        cell: RwSignal::new(cell),
        likes: RwSignal::new(card.map(|card| card.likes.clone()).unwrap_or_default()),
        days: RwSignal::new(card.map(|card| card.days.clone()).unwrap_or_default()),
        part: RwSignal::new(card.map_or(Part::Any, |card| card.part)),
        km: RwSignal::new(card.map_or(5, |card| card.km)),
        speaks: RwSignal::new(card.map(|card| card.speaks.clone()).unwrap_or_default()),
        quiet: RwSignal::new(card.and_then(|card| card.quiet)),
        per_week: RwSignal::new(card.and_then(|card| card.per_week)),
    };
    (typed, draft)
}

#[component]
fn Form(i18n: Texts, before: Option<Carded>) -> impl IntoView {
    let app = App::here();
    let (typed, draft) = begun(app, before.as_ref());
    let is_new = before.is_none();
    let (mistake, busy) = (RwSignal::new(None::<Mistake>), RwSignal::new(false));
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let offering = match read(typed, app) {
            Ok(offering) => offering,
            Err(wrong) => {
                mistake.set(Some(wrong));
                return page::focus(match wrong {
                    Mistake::Name => "offer-name",
                    Mistake::Likes => "offer-likes",
                    Mistake::Words => "offer-words",
                    Mistake::Area => "offer-area",
                });
            }
        };
        mistake.set(None);
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        let draft = draft.clone();
        spawn_local(async move {
            let name = offering.name.clone();
            match app.offer_myself(offering).await {
                Ok(_) => {
                    if app.name.get_untracked().is_none() {
                        // The card is saved; a name that could not be remembered is asked for again.
                        drop(app.call_me(Some(name)).await);
                    }
                    draft.forget().await;
                    app.say(match is_new {
                        true => t_string!(i18n, people.offer_said),
                        false => t_string!(i18n, people.offer_saved),
                    });
                    page::scroll_to_top();
                    page::focus("offer-myself");
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    let says = move |of: Mistake, text: fn(Texts) -> &'static str| {
        MaybeProp::derive(move || (mistake.get() == Some(of)).then(|| text(i18n).to_owned()))
    };
    view! {
        <form class="stack loose" novalidate on:submit=save>
            <TextField id="offer-name" label=say!(i18n, people.offer_name) autocomplete="given-name" value=typed.name
                wrong=says(Mistake::Name, |i18n| t_string!(i18n, people.offer_name_wrong))/>
            <Likes i18n typed wrong=says(Mistake::Likes, |i18n| t_string!(i18n, people.likes_wrong))/>
            <TextField id="offer-words" label=say!(i18n, people.offer_words) hint=say!(i18n, people.offer_words_hint)
                optional=say!(i18n, common.optional) kind="area" value=typed.words
                wrong=says(Mistake::Words, |i18n| t_string!(i18n, people.ask_too_long))/>
            <Area i18n typed wrong=says(Mistake::Area, |i18n| t_string!(i18n, people.where_wrong))/>
            <Days i18n typed/>
            <Languages i18n typed/>
            <Limits i18n typed/>
            <button class="button primary big wide" type="submit" aria-busy=move || busy.get().then_some("true")>
                <Icon name=if is_new { "hands" } else { "save" }/>
                {move || match is_new {
                    true => t_string!(i18n, people.offer_go),
                    false => t_string!(i18n, people.offer_save),
                }}
            </button>
        </form>
    }
}

fn read(typed: Typed, app: App) -> Result<Offering, Mistake> {
    let name = Name::parse(&typed.name.get_untracked()).map_err(|_| Mistake::Name)?;
    let likes = typed.likes.get_untracked();
    if likes.is_empty() {
        return Err(Mistake::Likes);
    }
    Ok(Offering {
        name,
        likes,
        words: typed
            .words
            .with_untracked(|words| Words::optional(words))
            .map_err(|_| Mistake::Words)?,
        cell: typed.cell.get_untracked().ok_or(Mistake::Area)?,
        days: typed.days.get_untracked(),
        part: typed.part.get_untracked(),
        km: typed.km.get_untracked(),
        speaks: typed.speaks.get_untracked(),
        quiet: typed.quiet.get_untracked(),
        per_week: typed.per_week.get_untracked(),
        rests_until: untrack(|| app.my_card()).and_then(|mine| mine.card.rests_until),
    })
}

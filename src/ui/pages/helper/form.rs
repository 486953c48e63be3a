//! The short form of a private ask.

use crate::domain::helper::Carded;
use crate::domain::letter::Details;
use crate::domain::request::{Category, Part, When};
use crate::domain::text::{Line, Name, Text};
use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, PrivateAsk};
use crate::ui::components::draft::{Draft, drafted};
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say, tag};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The days one can name, today among them.
const DAYS: i64 = 14;
/// What it may take, in minutes.
const TAKES: [u16; 6] = [15, 30, 45, 60, 90, 120];
const PARTS: [Part; 4] = [Part::Any, Part::Morning, Part::Afternoon, Part::Evening];

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    title: RwSignal<String>,
    words: RwSignal<String>,
    name: RwSignal<String>,
    address: RwSignal<String>,
    phone: RwSignal<String>,
    note: RwSignal<String>,
    category: RwSignal<Option<Category>>,
    day: RwSignal<Option<LocalDay>>,
    part: RwSignal<Part>,
    minutes: RwSignal<u16>,
}

/// A field that has to be put right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mistake {
    What,
    Name,
    Long(&'static str),
}

/// "Ask Ben": nobody else reads it.
#[component]
pub fn AskForm(i18n: Texts, card: StoredValue<Carded>) -> impl IntoView {
    let app = App::here();
    let field =
        |of: &str| drafted(app, &card.with_value(|card| format!("private {of} {}", card.id)));
    let (title, a) = field("title");
    let (words, b) = field("words");
    let (address, c) = field("address");
    let (phone, d) = field("phone");
    let (note, e) = field("note");
    let drafts = StoredValue::new_local([a, b, c, d, e]);
    let only = card.with_value(|card| match card.card.likes[..] {
        [only] => Some(only),
        _ => None,
    });
    let known = app.name.with_untracked(|name| name.as_ref().map(ToString::to_string));
    let typed = Typed {
        title,
        words,
        address,
        phone,
        note,
        name: RwSignal::new(known.unwrap_or_default()),
        category: RwSignal::new(only),
        day: RwSignal::new(None),
        part: RwSignal::new(Part::Any),
        minutes: RwSignal::new(only.map_or(30, Category::usual_minutes)),
    };
    let helper = move || card.with_value(|card| card.card.by.name.to_string());
    let (mistake, busy) = (RwSignal::new(None::<Mistake>), RwSignal::new(false));
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        match read(i18n, typed) {
            Ok(ask) => ask_now(i18n, app, card, ask, drafts, busy),
            Err(wrong) => {
                mistake.set(Some(wrong));
                page::focus(match wrong {
                    Mistake::What => "private-what",
                    Mistake::Name => "private-name",
                    Mistake::Long(field) => field,
                });
            }
        }
    };
    let wrong = move |field: &'static str| {
        MaybeProp::derive(move || match mistake.get()? {
            Mistake::Name if field == "private-name" => {
                Some(t_string!(i18n, people.ask_name_wrong, name = helper()))
            }
            Mistake::Long(long) if long == field => {
                Some(t_string!(i18n, people.ask_too_long).to_owned())
            }
            _ => None,
        })
    };
    let optional = move || say!(i18n, common.optional);
    view! {
        <form class="card calm stack loose" novalidate aria-labelledby="private-ask" on:submit=send>
            <h2 id="private-ask" dir="auto">{say!(i18n, people.ask_title, name = helper())}</h2>
            <p class="private" dir="auto"><Icon name="lock" class="s"/>" "{say!(i18n, people.ask_text, name = helper())}</p>
            <What i18n card typed mistake/>
            <TextField id="private-title" label=say!(i18n, people.ask_in_short) optional=optional() value=typed.title wrong=wrong("private-title")/>
            <TextField id="private-words" label=say!(i18n, people.ask_words) optional=optional() kind="area" value=typed.words wrong=wrong("private-words")/>
            <Whenever i18n typed/>
            <TextField id="private-name" label=say!(i18n, people.ask_name) autocomplete="given-name" value=typed.name wrong=wrong("private-name")/>
            <fieldset class="stack">
                <legend class="label">{say!(i18n, people.ask_details)}</legend>
                <p class="hint" dir="auto">{say!(i18n, people.ask_details_text, name = helper())}</p>
                <TextField id="private-address" label=say!(i18n, people.ask_address) optional=optional() autocomplete="street-address" value=typed.address wrong=wrong("private-address")/>
                <TextField id="private-phone" label=say!(i18n, people.ask_phone) optional=optional() kind="tel" autocomplete="tel" value=typed.phone wrong=wrong("private-phone")/>
                <TextField id="private-note" label=say!(i18n, people.ask_note) optional=optional() kind="area" value=typed.note wrong=wrong("private-note")/>
            </fieldset>
            <button class="button primary big wide" type="submit" aria-busy=move || busy.get().then_some("true")>
                <Icon name="message"/>{say!(i18n, people.ask_go, name = helper())}
            </button>
        </form>
    }
}

/// One of what the helper likes to do.
#[component]
fn What(
    i18n: Texts,
    card: StoredValue<Carded>,
    typed: Typed,
    mistake: RwSignal<Option<Mistake>>,
) -> impl IntoView {
    let chip = move |category: Category| {
        let choose = move |_| {
            typed.category.set(Some(category));
            typed.minutes.set(category.usual_minutes());
            mistake.set(None);
        };
        view! {
            <label class="chip">
                <input type="radio" name="private-category" prop:checked=move || typed.category.get() == Some(category) on:change=choose/>
                <Icon name=category.word() class="s"/>{move || words::category(i18n, category)}
            </label>
        }
    };
    let wrong = move || {
        (mistake.get() == Some(Mistake::What)).then(|| t_string!(i18n, people.ask_what_wrong))
    };
    view! {
        <fieldset class="stack tight" id="private-what" tabindex="-1">
            <legend class="label">{say!(i18n, people.ask_what)}</legend>
            <div class="chips wrap">{card.with_value(|card| card.card.likes.clone()).into_iter().map(chip).collect_view()}</div>
            <p class="error-text" role="alert">{wrong}</p>
        </fieldset>
    }
}

/// The day, the part of it, and how long.
#[component]
fn Whenever(i18n: Texts, typed: Typed) -> impl IntoView {
    let app = App::here();
    let days = move || {
        let today = app.today();
        let option = move |ahead: i64| {
            let day = LocalDay(today.0 + ahead);
            view! {
                <option value=day.0.to_string() prop:selected=move || typed.day.get() == Some(day)>{words::day(i18n, day, today)}</option>
            }
        };
        (0..DAYS).map(option).collect_view()
    };
    let part = move |one: Part| {
        view! {
            <label>
                <input type="radio" name="private-part" prop:checked=move || typed.part.get() == one on:change=move |_| typed.part.set(one)/>
                {move || words::part(i18n, one)}
            </label>
        }
    };
    let takes = move || {
        let mut all = TAKES.to_vec();
        all.push(typed.minutes.get());
        all.sort_unstable();
        all.dedup();
        let option = move |minutes: u16| {
            let text = t_string!(i18n, common.minutes, count = usize::from(minutes));
            view! { <option value=minutes.to_string() prop:selected=move || typed.minutes.get() == minutes>{text}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="private-day">{say!(i18n, people.ask_when)}</label>
            <select id="private-day" on:change=move |ev| typed.day.set(event_target_value(&ev).parse().ok().map(LocalDay))>
                <option value="">{say!(i18n, common.whenever)}</option>
                {days}
            </select>
        </div>
        <fieldset class="segmented"><legend class="sr">{say!(i18n, people.which_part)}</legend>{PARTS.map(part).collect_view()}</fieldset>
        <div class="field">
            <label for="private-takes">{say!(i18n, people.ask_minutes)}</label>
            <select id="private-takes" on:change=move |ev| typed.minutes.set(event_target_value(&ev).parse().unwrap_or(30))>{takes}</select>
        </div>
    }
}

fn field<const MAX: usize>(
    typed: RwSignal<String>,
    id: &'static str,
) -> Result<Option<Text<MAX>>, Mistake> {
    typed.with_untracked(|text| Text::optional(text)).map_err(|_| Mistake::Long(id))
}

fn read(i18n: Texts, typed: Typed) -> Result<PrivateAsk, Mistake> {
    let category = typed.category.get_untracked().ok_or(Mistake::What)?;
    let title = field(typed.title, "private-title")?;
    let usual = Line::parse(words::category(i18n, category)).ok();
    let name = Name::parse(&typed.name.get_untracked()).map_err(|_| Mistake::Name)?;
    Ok(PrivateAsk {
        category,
        title: title.or(usual).ok_or(Mistake::Long("private-title"))?,
        words: field(typed.words, "private-words")?,
        when: When { day: typed.day.get_untracked(), part: typed.part.get_untracked() },
        minutes: typed.minutes.get_untracked(),
        lang: Some(tag(i18n.get_locale_untracked()).to_owned()),
        name,
        details: Details {
            address: field(typed.address, "private-address")?,
            phone: field(typed.phone, "private-phone")?,
            note: field(typed.note, "private-note")?,
            ..Details::default()
        },
    })
}

/// Sends it, forgets the drafts, and goes to the request's own page.
fn ask_now(
    i18n: Texts,
    app: App,
    card: StoredValue<Carded>,
    ask: PrivateAsk,
    drafts: StoredValue<[Draft; 5], LocalStorage>,
    busy: RwSignal<bool>,
) {
    if std::mem::replace(&mut *busy.write(), true) {
        return;
    }
    let (card, helper) = card.with_value(|card| (card.id.clone(), card.card.by.name.to_string()));
    let (name, drafts) = (ask.name.clone(), drafts.get_value());
    spawn_local(async move {
        match app.ask_privately(&card, ask).await {
            Ok(id) => {
                if app.name.get_untracked().is_none() {
                    // The ask is saved; a name that could not be remembered is asked for again.
                    drop(app.call_me(Some(name)).await);
                }
                for draft in drafts {
                    draft.forget().await;
                }
                app.say_after_load(&t_string!(i18n, people.ask_said, name = helper));
                page::go(&format!("help/{id}"));
            }
            Err(problem) => {
                app.warn(words::problem(i18n, &problem));
                busy.try_set(false);
            }
        }
    });
}

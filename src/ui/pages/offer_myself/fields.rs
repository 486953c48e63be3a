//! The parts of the form: what, where, when, in which languages, and how much.

use super::{LANGUAGES, Typed, weekday};
use crate::domain::cell::Cell;
use crate::domain::request::{CATEGORIES, Category, Part};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::area_map::PickMap;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::pages::ask::where_::Places;
use crate::ui::words;
use leptos::prelude::*;

/// How far somebody may go, in kilometres.
const KM: [u8; 7] = [1, 2, 5, 10, 20, 50, 100];
/// How often a week, at most.
const PER_WEEK: [u8; 5] = [1, 2, 3, 5, 7];
/// Hours without a word.
const QUIET: [(u8, u8); 5] = [(20, 8), (21, 7), (22, 7), (12, 14), (8, 17)];
const PARTS: [(Part, &str); 4] = [
    (Part::Any, "clock"),
    (Part::Morning, "morning"),
    (Part::Afternoon, "afternoon"),
    (Part::Evening, "evening"),
];

/// Puts something into a list in order, or takes it out.
fn switch<T: PartialEq + Ord + Clone + Send + Sync + 'static>(
    list: RwSignal<Vec<T>>,
    one: &T,
    on: bool,
) {
    list.update(|all| {
        all.retain(|other| other != one);
        if on {
            all.push(one.clone());
            all.sort();
        }
    });
}

/// One chip of several that may be chosen together.
fn chip<T: PartialEq + Ord + Clone + Send + Sync + 'static>(
    list: RwSignal<Vec<T>>,
    one: T,
    icon: Option<&'static str>,
    lang: Option<&'static str>,
    text: Signal<String>,
) -> impl IntoView {
    let one = StoredValue::new(one);
    let on = move || list.with(|all| one.with_value(|one| all.contains(one)));
    view! {
        <label class="chip">
            <input type="checkbox" prop:checked=on on:change=move |ev| one.with_value(|one| switch(list, one, event_target_checked(&ev)))/>
            {icon.map(|icon| view! { <Icon name=icon class="s"/> })}
            <span lang=lang>{move || text.get()}</span>
        </label>
    }
}

/// What they like to do.
#[component]
pub fn Likes(i18n: Texts, typed: Typed, wrong: MaybeProp<String>) -> impl IntoView {
    let one = move |category: Category| {
        let text = Signal::derive(move || words::category(i18n, category).to_owned());
        chip(typed.likes, category, Some(category.word()), None, text)
    };
    view! {
        <fieldset class="stack tight" id="offer-likes" tabindex="-1">
            <legend class="label">{say!(i18n, people.likes)}</legend>
            <div class="chips wrap">{CATEGORIES.map(one).collect_view()}</div>
            <p class="error-text" role="alert">{move || wrong.get()}</p>
        </fieldset>
    }
}

/// The area everybody sees: chosen as for a request.
#[component]
pub fn Area(i18n: Texts, typed: Typed, wrong: MaybeProp<String>) -> impl IntoView {
    let app = App::here();
    let cell = typed.cell;
    let choosing = RwSignal::new(cell.with_untracked(Option::is_none));
    let choose = move |chosen: Cell| {
        cell.set(Some(chosen));
        choosing.set(false);
    };
    let area = move || words::area(i18n, app, cell.get().as_ref());
    view! {
        <section class="stack tight" id="offer-area" tabindex="-1" aria-label=say!(i18n, people.where_)>
            <p class="label">{say!(i18n, people.where_)}</p>
            <p class="private"><Icon name="eye" class="s"/>" "{say!(i18n, people.where_hint)}</p>
            <p role="status" dir="auto">{move || cell.with(Option::is_some).then(|| t_string!(i18n, people.where_chosen, area = area()))}</p>
            <p class="error-text" role="alert">{move || wrong.get()}</p>
            <Show when=move || choosing.get() fallback=move || view! {
                <div class="buttons">
                    <button class="button small" type="button" on:click=move |_| choosing.set(true)>{say!(i18n, people.where_change)}</button>
                </div>
            }>
                <Places i18n on_choose=Callback::new(choose)/>
                <PickMap i18n cell/>
            </Show>
            <div class="field">
                <label for="offer-km">{say!(i18n, people.how_far)}</label>
                <select id="offer-km" on:change=move |ev| typed.km.set(event_target_value(&ev).parse().unwrap_or(5))>
                    {KM.map(|km| view! {
                        <option value=km.to_string() prop:selected=move || typed.km.get() == km>{say!(i18n, people.goes, km = km)}</option>
                    })}
                </select>
            </div>
        </section>
    }
}

/// The days and the part of the day.
#[component]
pub fn Days(i18n: Texts, typed: Typed) -> impl IntoView {
    let day = move |day: u8| {
        chip(typed.days, day, None, None, Signal::derive(move || weekday(i18n, day).to_owned()))
    };
    let part = move |(one, icon): (Part, &'static str)| {
        view! {
            <label>
                <input type="radio" name="offer-part" prop:checked=move || typed.part.get() == one on:change=move |_| typed.part.set(one)/>
                <Icon name=icon class="s"/>{move || words::part(i18n, one)}
            </label>
        }
    };
    view! {
        <fieldset class="stack tight">
            <legend class="label">{say!(i18n, people.which_days)}</legend>
            <p class="hint">{say!(i18n, people.which_days_hint)}</p>
            <div class="chips wrap">{(0..7).map(day).collect_view()}</div>
        </fieldset>
        <fieldset class="stack tight">
            <legend class="label">{say!(i18n, people.which_part)}</legend>
            <div class="segmented">{PARTS.map(part).collect_view()}</div>
        </fieldset>
    }
}

/// The languages.
#[component]
pub fn Languages(i18n: Texts, typed: Typed) -> impl IntoView {
    let one = move |(tag, name): (&'static str, &'static str)| {
        chip(typed.speaks, tag.to_owned(), None, Some(tag), Signal::stored(name.to_owned()))
    };
    view! {
        <fieldset class="stack tight">
            <legend class="label">{say!(i18n, people.languages)}" "<span class="opt">{say!(i18n, common.optional)}</span></legend>
            <div class="chips wrap">{LANGUAGES.map(one).collect_view()}</div>
        </fieldset>
    }
}

/// So that it does not get too much: how often, and when no word is wanted.
#[component]
pub fn Limits(i18n: Texts, typed: Typed) -> impl IntoView {
    let times = move |most: u8| {
        view! {
            <option value=most.to_string() prop:selected=move || typed.per_week.get() == Some(most)>
                {say!(i18n, people.per_week_times, count = usize::from(most))}
            </option>
        }
    };
    let hours = move |at: usize| {
        let (from, until) = QUIET[at];
        view! {
            <option value=at.to_string() prop:selected=move || typed.quiet.get() == Some((from, until))>
                {say!(i18n, people.quiet_hours, from = from, until = until)}
            </option>
        }
    };
    let quiet = move |ev| {
        let at: Option<usize> = event_target_value(&ev).parse().ok();
        typed.quiet.set(at.and_then(|at| QUIET.get(at).copied()));
    };
    view! {
        <section class="card pref" aria-labelledby="offer-limits">
            <h2 id="offer-limits"><Icon name="rest"/>{say!(i18n, people.limits)}</h2>
            <div class="field">
                <label for="offer-week">{say!(i18n, people.per_week)}</label>
                <p class="hint" id="offer-week-hint">{say!(i18n, people.per_week_hint)}</p>
                <select id="offer-week" aria-describedby="offer-week-hint"
                    on:change=move |ev| typed.per_week.set(event_target_value(&ev).parse().ok())>
                    <option value="">{say!(i18n, people.per_week_any)}</option>
                    {PER_WEEK.map(times).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="offer-quiet">{say!(i18n, people.quiet)}</label>
                <select id="offer-quiet" on:change=quiet>
                    <option value="">{say!(i18n, people.quiet_none)}</option>
                    {(0..QUIET.len()).map(hours).collect_view()}
                </select>
            </div>
        </section>
    }
}

//! Step 2: when. Everything else waits above with its usual answer; a tap on a day goes on at once, unless help is
//! wanted more than once: then the days are shown first.

use super::often::Often;
use super::{Form, Heading};
use crate::domain::asking::Step;
use crate::domain::request::{Part, Urgency};
use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::platform::page;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::{terms, words};
use leptos::prelude::*;

const PARTS: [(Part, &str); 4] = [
    (Part::Any, "clock"),
    (Part::Morning, "morning"),
    (Part::Afternoon, "afternoon"),
    (Part::Evening, "evening"),
];

const URGENCIES: [(Urgency, &str); 3] =
    [(Urgency::Calm, "rest"), (Urgency::Normal, "hands"), (Urgency::Urgent, "warn")];

/// The days named on the page beyond tomorrow: two weeks are enough to plan help.
const DAYS_AHEAD: std::ops::Range<i64> = 2..14;

/// The step.
#[component]
pub fn When(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let repeats = Memo::new(move |_| asking.with(|f| f.repeats.is_some()));
    let choose = move |day: Option<LocalDay>| {
        let today = untrack(|| app.today());
        asking.update(|form| form.on_day(day, today));
        if asking.with_untracked(|form| form.terms().repeats.is_some()) {
            page::focus("dates");
        } else {
            form.go_on();
        }
    };
    let today = move || app.today();
    let chosen = move |day: Option<LocalDay>| {
        asking.with(|form| form.dated && form.day == day).then_some("true")
    };
    let day = move |ahead: i64, icon: &'static str| {
        let of = move || LocalDay(today().0 + ahead);
        view! {
            <button class="choice" type="button" aria-current=move || chosen(Some(of()))
                on:click=move |_| choose(Some(LocalDay(untrack(today).0 + ahead)))>
                <Icon name=icon/>
                <span>
                    <b>{move || words::day(i18n, of(), today())}</b>
                    {(ahead < 2).then(|| view! { <small>{move || words::long_day(i18n, of())}</small> })}
                </span>
            </button>
        }
    };
    let legend = move || match repeats.get() {
        true => t_string!(i18n, asking.first_day),
        false => t_string!(i18n, ask.day),
    };
    view! {
        <Heading form text=Signal::derive(move || t_string!(i18n, ask.when).to_owned())/>
        <form class="stack" on:submit=move |ev| ev.prevent_default()>
            <Parts form/>
            <Urgencies form/>
            <Often form/>
            <fieldset class="choices">
                <legend class="label">{legend}</legend>
                {day(0, "sun")}
                {day(1, "forward")}
                <details class="stack tight">
                    <summary class="choice"><Icon name="calendar"/><span><b>{say!(i18n, ask.another_day)}</b></span></summary>
                    <div class="choices">{DAYS_AHEAD.map(|ahead| day(ahead, "calendar")).collect_view()}</div>
                </details>
                <Show when=move || !repeats.get()>
                    <button class="choice" type="button" aria-current=move || chosen(None) on:click=move |_| choose(None)>
                        <Icon name="anytime"/>
                        <span><b>{say!(i18n, common.whenever)}</b><small>{say!(i18n, ask.can_wait)}</small></span>
                    </button>
                </Show>
            </fieldset>
            <Dates form/>
            <div class="buttons">
                <a class="button" href=form.href(Step::What)><Icon name="back" class="turn"/>{say!(i18n, common.back)}</a>
                <Show when=move || asking.with(|f| f.terms().repeats.is_some())>
                    <button class="button primary big" type="button" on:click=move |_| form.go_on()>
                        {say!(i18n, asking.next)}
                    </button>
                </Show>
            </div>
        </form>
    }
}

/// Every day on which help is wanted.
#[component]
fn Dates(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let days = move || {
        asking.with(|f| f.terms().repeats.zip(f.day)).map(|(rule, first)| {
            let days = rule.days(first).into_iter().map(|day| words::long_day(i18n, day));
            let days = days.map(|day| view! { <li>{day}</li> }).collect_view();
            view! {
                <div class="card flat">
                    <p><b>{terms::repeat(i18n, rule, first)}</b></p>
                    <ol class="dates" aria-label=t_string!(i18n, asking.dates)>{days}</ol>
                </div>
            }
        })
    };
    view! { <div id="dates" tabindex="-1" role="status">{days}</div> }
}

/// The part of the day, any unless somebody cares.
#[component]
fn Parts(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let one = move |(part, icon): (Part, &'static str)| {
        view! {
            <label>
                <input type="radio" name="part" prop:checked=move || asking.with(|f| f.part == part)
                    on:change=move |_| asking.update(|f| f.in_part(part))/>
                <Icon name=icon class="s"/>{move || words::part(i18n, part)}
            </label>
        }
    };
    view! {
        <fieldset class="stack tight">
            <legend class="label">{say!(i18n, ask.part)}</legend>
            <div class="segmented">{PARTS.map(one).collect_view()}</div>
        </fieldset>
    }
}

/// How pressing it is, as usual unless somebody says otherwise; and what that does.
#[component]
fn Urgencies(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let one = move |(urgency, icon): (Urgency, &'static str)| {
        view! {
            <label>
                <input type="radio" name="urgency" prop:checked=move || asking.with(|f| f.urgency == urgency)
                    on:change=move |_| asking.update(|f| f.urgency = urgency)/>
                <Icon name=icon class="s"/>{move || terms::urgency(i18n, urgency)}
            </label>
        }
    };
    let hint = move || match asking.with(|f| f.urgency) {
        Urgency::Calm => t_string!(i18n, asking.calm_hint),
        Urgency::Normal => t_string!(i18n, asking.normal_hint),
        Urgency::Urgent => t_string!(i18n, asking.urgent_hint),
    };
    view! {
        <fieldset class="stack tight">
            <legend class="label">{say!(i18n, asking.urgency)}</legend>
            <div class="segmented">{URGENCIES.map(one).collect_view()}</div>
            <p class="hint" role="status">{hint}</p>
        </fieldset>
    }
}

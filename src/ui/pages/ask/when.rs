//! Step 2: when. The part of the day and the urgency wait above; a tap on a day goes on at once.

use super::{Form, Heading};
use crate::domain::asking::Step;
use crate::domain::request::Part;
use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

const PARTS: [(Part, &str); 4] = [
    (Part::Any, "clock"),
    (Part::Morning, "morning"),
    (Part::Afternoon, "afternoon"),
    (Part::Evening, "evening"),
];

/// The days named on the page beyond tomorrow: two weeks are enough to plan help.
const DAYS_AHEAD: std::ops::Range<i64> = 2..14;

/// The step.
#[component]
pub fn When(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let choose = move |day: Option<LocalDay>| {
        asking.update(|form| {
            form.dated = true;
            form.day = day;
        });
        form.go_on();
    };
    let today = move || app.today();
    let chosen = move |day: Option<LocalDay>| {
        asking.with(|form| form.dated && form.day == day).then_some("true")
    };
    let day = move |ahead: i64, icon: &'static str| {
        let of = move || LocalDay(today().0 + ahead);
        view! {
            <button class="choice" type="button" aria-current=move || chosen(Some(of()))
                on:click=move |_| choose(Some(LocalDay(app.today().0 + ahead)))>
                <Icon name=icon/>
                <span>
                    <b>{move || words::day(i18n, of(), today())}</b>
                    {(ahead < 2).then(|| view! { <small>{move || words::long_day(i18n, of())}</small> })}
                </span>
            </button>
        }
    };
    view! {
        <Heading form text=Signal::derive(move || t_string!(i18n, ask.when).to_owned())/>
        <form class="stack" on:submit=move |ev| ev.prevent_default()>
            <Parts form/>
            <label class="check">
                <input type="checkbox" name="urgent" prop:checked=move || asking.with(|f| f.urgent)
                    on:change=move |ev| asking.update(|f| f.urgent = event_target_checked(&ev))/>
                <span><b>{say!(i18n, ask.urgent)}</b>" "<span class="soft">{say!(i18n, ask.urgent_hint)}</span></span>
            </label>
            <fieldset class="choices">
                <legend class="label">{say!(i18n, ask.day)}</legend>
                {day(0, "sun")}
                {day(1, "forward")}
                <details class="stack tight">
                    <summary class="choice"><Icon name="calendar"/><span><b>{say!(i18n, ask.another_day)}</b></span></summary>
                    <div class="choices">{DAYS_AHEAD.map(|ahead| day(ahead, "calendar")).collect_view()}</div>
                </details>
                <button class="choice" type="button" aria-current=move || chosen(None) on:click=move |_| choose(None)>
                    <Icon name="anytime"/>
                    <span><b>{say!(i18n, common.whenever)}</b><small>{say!(i18n, ask.can_wait)}</small></span>
                </button>
            </fieldset>
            <div class="buttons">
                <a class="button" href=Form::href(Step::What)><Icon name="back" class="turn"/>{say!(i18n, common.back)}</a>
            </div>
        </form>
    }
}

/// The part of the day, any unless somebody cares.
#[component]
fn Parts(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let one = move |(part, icon): (Part, &'static str)| {
        view! {
            <label>
                <input type="radio" name="part" prop:checked=move || asking.with(|f| f.part == part)
                    on:change=move |_| asking.update(|f| f.part = part)/>
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

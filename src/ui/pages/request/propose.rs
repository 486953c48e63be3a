//! Proposing another time.

use super::about::{About, Talk};
use crate::domain::letter::{Meeting, Note};
use crate::domain::repeat::{civil, from_civil};
use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::ui::language::say;
use leptos::prelude::*;

/// A day, and a time of it if wanted.
#[component]
pub fn Propose(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, help } = about;
    let busy = RwSignal::new(false);
    let first = untrack(|| help.with(|h| talk.thread.with(|t| h.meeting(t))));
    let first = first.map_or_else(|| untrack(|| app.today()), |meeting| meeting.day);
    let (day, at, wrong) =
        (RwSignal::new(written(first)), RwSignal::new(String::new()), RwSignal::new(false));
    let send = move |_| {
        let meeting = day
            .with_untracked(|d| read_day(d))
            .map(|day| Meeting { day, at: at.with_untracked(|at| read_time(at)) });
        wrong.set(meeting.is_none());
        if let Some(meeting) = meeting {
            about.run(busy, talk.send(Note::Propose(meeting)), |_| {});
        }
    };
    view! {
        <details class="more">
            <summary>{say!(i18n, thread.other_time)}</summary>
            <div class="fields">
                <label class="field"><span>{say!(i18n, thread.day)}</span>
                    <input type="date" prop:value=move || day.get() on:input=move |ev| day.set(event_target_value(&ev))/>
                </label>
                <label class="field"><span>{say!(i18n, thread.at)}</span>
                    <input type="time" prop:value=move || at.get() on:input=move |ev| at.set(event_target_value(&ev))/>
                </label>
                <button class="button" type="button" aria-busy=move || busy.get().to_string() on:click=send>{say!(i18n, thread.propose)}</button>
            </div>
            <p class="error-text" role="alert">{move || wrong.get().then(|| t_string!(i18n, thread.day_wrong))}</p>
        </details>
    }
}

/// "2026-11-23", as the field has it (HTML, "Dates").
fn written(day: LocalDay) -> String {
    let (year, month, of_month) = civil(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

fn read_day(text: &str) -> Option<LocalDay> {
    let mut parts = text.splitn(3, '-').map(str::parse);
    let mut next = || parts.next()?.ok();
    let (year, month, of_month): (i64, i64, i64) = (next()?, next()?, next()?);
    let day = from_civil(year, month, of_month);
    (civil(day) == (year, month, of_month)).then_some(day)
}

/// "14:30" in minutes after midnight.
fn read_time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

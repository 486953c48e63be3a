//! What the two agreed on, on top of their thread: when they meet, another time, being late, and a question after a long
//! silence.

use super::about::{About, Talk};
use super::leave::{Leave, Why};
use super::private::clock_time;
use super::propose::Propose;
use crate::domain::calendar::{self, Event};
use crate::domain::letter::{Meeting, Note};
use crate::domain::text::Words;
use crate::domain::time::Millis;
use crate::i18n::t_string;
use crate::platform::{clock, files};
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

/// So many minutes late can be said with one tap.
const LATE: [u16; 4] = [5, 10, 20, 30];

/// When they meet, and what can be said about it.
#[component]
pub fn Plan(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, help, .. } = about;
    let busy = RwSignal::new(false);
    let meeting = Memo::new(move |_| help.with(|h| talk.thread.with(|t| h.meeting(t))));
    let when = move || meeting.get().map(|meeting| said(talk, meeting));
    let agreed = move || talk.thread.with(|t| t.agreed.is_some());
    let late = move || {
        let late = talk.thread.with(|t| t.late.clone())?;
        let minutes = usize::from(late.minutes);
        Some(if late.by_helper == talk.i_help() {
            t_string!(i18n, thread.i_am_late, count = minutes)
        } else {
            t_string!(i18n, thread.they_are_late, name = talk.other(), count = minutes)
        })
    };
    let open = Memo::new(move |_| talk.thread.with(|t| t.open_proposal().cloned()));
    let agree = move |id| about.run(busy, talk.send(Note::Agree(id)), |_| {});
    let proposal = move || {
        let proposed = open.get()?;
        let when = said(talk, proposed.meeting);
        Some(if proposed.by_helper == talk.i_help() {
            view! { <p>{t_string!(i18n, thread.i_proposed, when = when)}</p> }.into_any()
        } else {
            let id = proposed.id;
            view! {
                <p>{t_string!(i18n, thread.they_proposed, name = talk.other(), when = when)}</p>
                <button class="button primary" type="button" on:click=move |_| agree(id.clone())>
                    <Icon name="check"/>{say!(i18n, thread.agree)}
                </button>
            }
            .into_any()
        })
    };
    let send_late = move |minutes| about.run(busy, talk.send(Note::Late(minutes)), |_| {});
    view! {
        <section class="plan card calm stack tight" aria-label=say!(i18n, thread.plan)>
            {move || when().map(|when| view! {
                <p class="when"><Icon name="clock"/>" "{when}</p>
                <Show when=agreed><p class="soft small">{say!(i18n, thread.agreed)}</p></Show>
            })}
            <div role="status">{move || late().map(|text| view! { <p><b>{text}</b></p> })}{proposal}</div>
            <div class="buttons">
                <Show when=move || meeting.get().is_some()>
                    <button class="button" type="button" on:click=move |_| save(talk)><Icon name="clock"/>{say!(i18n, thread.calendar)}</button>
                </Show>
            </div>
            <Show when=move || meeting.get().is_some()><p class="hint small">{move || calendar_hint(talk)}</p></Show>
            <details class="more">
                <summary>{say!(i18n, thread.late)}</summary>
                <div class="chips wrap">
                    {LATE.map(|minutes| view! {
                        <button class="chip" type="button" on:click=move |_| send_late(minutes)>
                            {move || t_string!(i18n, thread.late_by, count = usize::from(minutes))}
                        </button>
                    }).collect_view()}
                </div>
            </details>
            <Propose talk/>
        </section>
    }
}

/// "Tomorrow, 14:30". Reactive.
fn said(talk: Talk, meeting: Meeting) -> String {
    let About { i18n, app, help } = talk.about;
    let day = words::day(i18n, meeting.day, app.today());
    match (meeting.at, help.with(|h| h.request.when.part)) {
        (Some(at), _) => format!("{day}, {}", clock_time(at)),
        (None, crate::domain::request::Part::Any) => day,
        (None, part) => format!("{day}, {}", words::part(i18n, part)),
    }
}

fn calendar_hint(talk: Talk) -> &'static str {
    let i18n = talk.about.i18n;
    match address(talk) {
        Some(_) => t_string!(i18n, thread.calendar_address),
        None => t_string!(i18n, thread.calendar_bare),
    }
}

/// Only on the helper's own device: the file may be read by whoever reads the calendar, and the page says so.
fn address(talk: Talk) -> Option<String> {
    let details = talk.thread.with(|t| t.accepted.as_ref().map(|a| a.details.clone()));
    details.filter(|_| talk.i_help())?.address.map(|a| a.to_string())
}

fn save(talk: Talk) {
    let About { i18n, help, .. } = talk.about;
    let now = clock::now_ms();
    let event = untrack(|| {
        let meeting = help.with(|h| talk.thread.with(|t| h.meeting(t)))?;
        let title = help.with(|h| h.request.title.to_string());
        Some(Event {
            uid: format!("{}@a-heart-2-help", talk.offer().tag),
            stamp: Millis(now),
            day: meeting.day,
            at: meeting.at,
            part: help.with(|h| h.request.when.part),
            minutes: help.with(|h| h.request.minutes),
            summary: t_string!(i18n, thread.calendar_title, title = title),
            location: address(talk),
            description: None,
        })
    });
    if let Some(event) = event {
        files::save("a-heart-2-help.ics", &calendar::file(&event));
    }
}

/// A question to both, where nothing was heard of the helper for long. Nothing happens by itself.
#[component]
pub fn Silence(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, help } = about;
    let busy = RwSignal::new(false);
    let silent = Memo::new(move |_| {
        let now = app.now.get();
        let offset = clock::offset_minutes(now.0);
        help.with(|h| talk.thread.with(|t| h.silence(t, now, offset)))
    });
    let ask = move |_| {
        if let Ok(words) = Words::parse(t_string!(i18n, thread.ask_again_words)) {
            about.run(busy, talk.send(Note::Say(words)), |_| {});
        }
    };
    let coming = move |_| about.run(busy, talk.send(Note::Coming), |_| {});
    let text = move || match talk.i_help() {
        true => t_string!(i18n, thread.still_coming, name = talk.other()),
        false => t_string!(i18n, thread.silent, name = talk.other()),
    };
    let buttons = move || {
        match talk.i_help() {
        true => view! {
            <button class="button primary" type="button" aria-busy=move || busy.get().to_string() on:click=coming>
                <Icon name="check"/>{say!(i18n, thread.coming)}
            </button>
        }
        .into_any(),
        false => view! {
            <button class="button" type="button" aria-busy=move || busy.get().to_string() on:click=ask>
                <Icon name="message"/>{say!(i18n, thread.ask_again, name = talk.other())}
            </button>
            <Leave talk why=Why::Silent/>
        }
        .into_any(),
    }
    };
    view! {
        <Show when=move || silent.get()>
            <div class="banner" data-kind="warn">
                <Icon name="clock"/><div class="stack tight"><p role="status">{text}</p><div class="buttons">{buttons()}</div></div>
            </div>
        </Show>
    }
}

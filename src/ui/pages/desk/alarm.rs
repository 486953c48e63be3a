//! The crisis switch.

use super::decide;
use crate::domain::moderation::{ALARMS, Alarm, Crisis};
use crate::domain::text::Words;
use crate::domain::time::DAY;
use crate::i18n::t_string;
use crate::state::live::{App, Decision};
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// A crisis ends by itself after so many days, unless somebody ends it or says it again.
const DAYS: u64 = 3;

/// Turning it on, and off.
#[component]
pub fn AlarmCard(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let what = RwSignal::new(Alarm::Flood);
    let text = RwSignal::new(String::new());
    let running = move || {
        let now = app.now.get();
        app.who.with(|who| {
            let all = who.crises.iter().filter(|(_, crisis)| crisis.until > now);
            all.map(|(id, crisis)| (id.clone(), crisis.clone())).collect::<Vec<_>>()
        })
    };
    let start = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let words = Words::optional(&text.get_untracked()).ok().flatten();
        let until = app.now.get_untracked().plus(DAYS * DAY);
        let crisis = Crisis { what: what.get_untracked(), words, until };
        text.set(String::new());
        decide(i18n, app, Decision::Alarm(crisis), t_string!(i18n, desk.alarm_on));
    };
    let choices = ALARMS.map(|alarm| {
        view! {
            <label>
                <input type="radio" name="alarm" prop:checked=move || what.get() == alarm on:change=move |_| what.set(alarm)/>
                {move || words::alarm(i18n, alarm)}
            </label>
        }
    });
    view! {
        <section class="card pref" id="alarm">
            <h2><Icon name="crisis"/>{say!(i18n, desk.alarm)}</h2>
            <p>{say!(i18n, desk.alarm_text)}</p>
            {move || running().into_iter().map(|(id, crisis)| view! {
                <div class="banner" data-kind="safety">
                    <Icon name="crisis"/>
                    <div><p><b>{words::alarm(i18n, crisis.what)}</b></p>{crisis.words.map(|w| view! { <p dir="auto">{w.to_string()}</p> })}</div>
                    <button class="button small" type="button"
                        on:click=move |_| decide(i18n, app, Decision::TakeBack(id.clone()), t_string!(i18n, desk.alarm_off))>
                        {say!(i18n, desk.alarm_end)}
                    </button>
                </div>
            }).collect_view()}
            <form class="stack" novalidate on:submit=start>
                <fieldset class="segmented"><legend class="sr">{say!(i18n, desk.alarm_what)}</legend>{choices}</fieldset>
                <TextField id="alarm-words" label=say!(i18n, desk.alarm_words) hint=say!(i18n, desk.alarm_words_hint)
                    optional=say!(i18n, common.optional) kind="area" value=text/>
                <div class="buttons"><button class="button danger" type="submit">{say!(i18n, desk.alarm_go)}</button></div>
            </form>
        </section>
    }
}

//! An exact time, which only the helper sees, and help that is wanted more than once.

use super::Form;
use crate::domain::clock;
use crate::domain::repeat::Every;
use crate::domain::repeat::Repeat;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::terms;
use leptos::prelude::*;

type Rule = Option<(Every, u8)>;

/// What is offered, each under a word of its own.
const RULES: [(&str, Rule); 5] = [
    ("once", None),
    ("day", Some((Every::Day, 1))),
    ("week", Some((Every::Week, 1))),
    ("two-weeks", Some((Every::Week, 2))),
    ("month", Some((Every::Month, 1))),
];

fn name(i18n: Texts, word: &str) -> &'static str {
    match word {
        "day" => t_string!(i18n, asking.every_day),
        "week" => t_string!(i18n, asking.every_week),
        "two-weeks" => t_string!(i18n, asking.every_other_week),
        "month" => t_string!(i18n, asking.every_month),
        _ => t_string!(i18n, asking.once),
    }
}

/// Both, folded away until somebody needs them.
#[component]
pub fn Often(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    // Open where something was chosen before; then as the person likes.
    let open = asking.with_untracked(|f| f.at.is_some() || f.repeats.is_some());
    let said = move || {
        let at =
            asking.with(|f| f.at).map(|at| t_string!(i18n, asking.at_said, time = clock::text(at)));
        let often =
            asking.with(|f| f.repeats.zip(f.day)).map(|(rule, day)| terms::repeat(i18n, rule, day));
        let both: Vec<String> = at.into_iter().chain(often).collect();
        if both.is_empty() {
            t_string!(i18n, common.optional).to_owned()
        } else {
            both.join(" · ")
        }
    };
    let rule = Memo::new(move |_| asking.with(|f| f.repeats.map(|rule| (rule.every, rule.step))));
    let choose = move |ev| {
        let word = event_target_value(&ev);
        let rule = RULES.into_iter().find(|(of, _)| *of == word).and_then(|(_, rule)| rule);
        let today = untrack(|| app.today());
        asking.update(|f| f.repeat(rule, today));
    };
    let choice = move |(word, of): (&'static str, Rule)| {
        view! { <option value=word prop:selected=move || rule.get() == of>{move || name(i18n, word)}</option> }
    };
    view! {
        <details class="stack tight" open=open>
            <summary class="choice">
                <Icon name="refresh"/><span><b>{say!(i18n, asking.exact)}</b><small>{said}</small></span>
            </summary>
            <div class="card flat">
                <div class="field">
                    <label for="at">{say!(i18n, asking.at)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
                    <p class="hint" id="at-hint"><Icon name="lock" class="s"/>" "{say!(i18n, asking.at_hint)}</p>
                    <input id="at" type="time" aria-describedby="at-hint"
                        prop:value=move || asking.with(|f| f.at.map(clock::text)).unwrap_or_default()
                        on:change=move |ev| asking.update(|f| f.at_time(clock::parse(&event_target_value(&ev))))/>
                </div>
                <div class="field">
                    <label for="often">{say!(i18n, asking.often)}</label>
                    <p class="hint" id="often-hint">{say!(i18n, asking.often_hint)}</p>
                    <select id="often" aria-describedby="often-hint" on:change=choose>{RULES.map(choice).collect_view()}</select>
                </div>
                <Show when=move || rule.get().is_some()><Times form/></Show>
            </div>
        </details>
    }
}

/// How many times, as many as fit into a request's life.
#[component]
fn Times(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let most = Memo::new(move |_| {
        let today = app.today();
        asking.with(|f| f.repeats.map_or(0, |rule| f.most_times(rule.every, rule.step, today)))
    });
    let choice = move |times: u8| {
        let chosen = move || asking.with(|f| f.repeats.is_some_and(|rule| rule.times == times));
        view! { <option value=times.to_string() prop:selected=chosen>{times}</option> }
    };
    let choose = move |ev| {
        if let Ok(times) = event_target_value(&ev).parse() {
            asking.update(|f| f.repeats = f.repeats.map(|rule| Repeat { times, ..rule }));
        }
    };
    view! {
        <div class="field">
            <label for="times">{say!(i18n, asking.times)}</label>
            <p class="hint" id="times-hint">{say!(i18n, asking.times_hint)}</p>
            <select id="times" aria-describedby="times-hint" on:change=choose>
                {move || (2..=most.get()).map(choice).collect_view()}
            </select>
        </div>
    }
}

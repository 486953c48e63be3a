//! What, when, where, each with the way back to its step.

use super::Form;
use crate::domain::asking::Step;
use crate::domain::clock;
use crate::domain::request::Urgency;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::{terms, words};
use leptos::prelude::*;

/// The three.
#[component]
pub fn Facts(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let category = move || asking.with(|f| f.category);
    let icon = Signal::derive(move || category().map_or("help", |c| c.word()));
    let what = move || category().map(|c| words::category(i18n, c));
    let when = move || asking.with(|f| words::when(i18n, f.when(), app.today()));
    let often = move || {
        let rule = asking.with(|f| f.terms().repeats.zip(f.day));
        rule.map(|(rule, first)| view! { <small>{terms::repeat(i18n, rule, first)}</small> })
    };
    let at = move || {
        let at = asking.with(|f| f.at).map(clock::text);
        at.map(|at| {
            let text = t_string!(i18n, asking.at_said, time = at);
            view! { <small><Icon name="lock" class="s"/>{text}</small> }
        })
    };
    let area = move || asking.with(|f| terms::place(i18n, app, f.place.as_ref()));
    let urgent = move || asking.with(|f| f.urgency == Urgency::Urgent);
    let change = move |step: Step, of: fn(super::Texts) -> &'static str| {
        view! { <a class="small" href=form.href(step)>{say!(i18n, ask.change)}<span class="sr">": "{move || of(i18n)}</span></a> }
    };
    view! {
        <dl class="facts">
            <div>
                <dt><Icon name=icon class="s"/>{say!(i18n, ask.step_what)}</dt>
                <dd>{what}</dd><dd>{change(Step::What, |i18n| t_string!(i18n, ask.step_what))}</dd>
            </div>
            <div>
                <dt><Icon name="clock" class="s"/>{say!(i18n, ask.step_when)}</dt>
                <dd class="stack tight">
                    <span>
                        {when}
                        <Show when=urgent>" "<span class="badge" data-kind="urgent"><Icon name="warn" class="s"/>{say!(i18n, common.urgent)}</span></Show>
                    </span>
                    {often}{at}
                </dd>
                <dd>{change(Step::When, |i18n| t_string!(i18n, ask.step_when))}</dd>
            </div>
            <div>
                <dt><Icon name="pin-area" class="s"/>{say!(i18n, ask.step_where)}</dt>
                <dd dir="auto">{area}</dd><dd>{change(Step::Where, |i18n| t_string!(i18n, ask.step_where))}</dd>
            </div>
        </dl>
    }
}

//! Telling the coordinators what is wrong with a request or an act (`?re=`).

use crate::domain::id::RecordId;
use crate::domain::moderation::{Concern, WHYS, Why};
use crate::domain::text::Words;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::pages::desk::why;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page; where there is nobody to tell, it says so.
#[component]
pub fn ReportPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let re = StoredValue::new(page::query("re").and_then(|id| RecordId::parse(&id).ok()));
    let (chosen, text) = (RwSignal::new(None::<Why>), RwSignal::new(String::new()));
    let (wrong, busy) = (RwSignal::new(false), RwSignal::new(false));
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let (Some(re), Some(why)) = (re.get_value(), chosen.get_untracked()) else {
            return wrong.set(true);
        };
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        let words = Words::optional(&text.get_untracked()).ok().flatten();
        let back = if re.kind.as_str() == "act" { "feed" } else { "help" };
        spawn_local(async move {
            match app.report(Concern { re, why, words, by: None }).await {
                Ok(()) => {
                    app.say_after_load(t_string!(i18n, community.report_said));
                    page::go(back);
                }
                Err(problem) => {
                    app.warn(words::problem(i18n, &problem));
                    busy.try_set(false);
                }
            }
        });
    };
    let choices = WHYS.map(|one| {
        view! {
            <label class="choice">
                <input type="radio" name="why" prop:checked=move || chosen.get() == Some(one)
                    on:change=move |_| { chosen.set(Some(one)); wrong.set(false); }/>
                <span><b>{move || why(i18n, one)}</b></span>
            </label>
        }
    });
    let somebody =
        move || app.community.with(|c| c.as_ref().is_some_and(|c| !c.coordinators.is_empty()));
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, community.report_title).to_owned())/>
        <div class="page narrow">
            <h1 tabindex="-1">{say!(i18n, community.report_title)}</h1>
            <div class="banner" data-kind="safety">
                <Icon name="phone"/><div><p>{say!(i18n, community.report_danger, number = app.emergency())}</p></div>
            </div>
            <p class="soft">{move || match somebody() {
                true => t_string!(i18n, community.report_text),
                false => t_string!(i18n, community.report_nobody),
            }}</p>
            <form class="stack loose" novalidate on:submit=send>
                <fieldset class="choices" aria-describedby="why-wrong">
                    <legend class="label">{say!(i18n, community.report_why)}</legend>
                    {choices}
                </fieldset>
                <p id="why-wrong" class="error-text" role="alert">{move || wrong.get().then(|| t_string!(i18n, community.report_why))}</p>
                <TextField id="report-words" label=say!(i18n, community.report_words) optional=say!(i18n, common.optional) kind="area" value=text/>
                <div class="buttons">
                    <button class="button primary" type="submit" disabled=move || !somebody()
                        aria-busy=move || busy.get().then_some("true")>{say!(i18n, community.report_go)}</button>
                </div>
            </form>
        </div>
    }
}

//! Something is wrong (`?re=`): telling the coordinators, and hiding everything by whoever wrote it. Both are chosen
//! already, so that it takes one more tap.

use crate::domain::blocking::have_agreed;
use crate::domain::id::RecordId;
use crate::domain::moderation::{Concern, WHYS, Why};
use crate::domain::text::Words;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, Problem};
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::pages::desk::why;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is chosen, as far as it can be done at all.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Chosen {
    tell: bool,
    hide: bool,
}

/// The page; where there is nobody to tell, it says so.
#[component]
pub fn ReportPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let re = StoredValue::new(page::query("re").and_then(|id| RecordId::parse(&id).ok()));
    let behind = Memo::new(move |_| re.with_value(|re| app.behind(re.as_ref()?)));
    let (tell, hide) = (RwSignal::new(true), RwSignal::new(true));
    let (because, text) = (RwSignal::new(None::<Why>), RwSignal::new(String::new()));
    let (wrong, busy) = (RwSignal::new(false), RwSignal::new(false));
    let somebody =
        move || app.community.with(|c| c.as_ref().is_some_and(|c| !c.coordinators.is_empty()));
    let chosen = Memo::new(move |_| Chosen {
        tell: tell.get() && somebody(),
        hide: hide.get() && behind.with(Option::is_some),
    });
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let chosen = chosen.get_untracked();
        let Some(re) = re.get_value().filter(|_| chosen.tell || chosen.hide) else {
            return wrong.set(true);
        };
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        let why = because.get_untracked().unwrap_or(Why::Other);
        let words = Words::optional(&text.get_untracked()).ok().flatten();
        spawn_local(async move {
            match act(app, &re, chosen, why, words).await {
                Ok(()) => {
                    app.say_after_load(match (chosen.tell, chosen.hide) {
                        (true, true) => t_string!(i18n, people.both_said),
                        (true, false) => t_string!(i18n, community.report_said),
                        (false, _) => t_string!(i18n, people.hidden_said),
                    });
                    page::go(match re.kind.as_str() {
                        "act" => "feed",
                        "helper" => "help/helpers",
                        _ => "help",
                    });
                }
                Err(problem) => {
                    app.warn(words::problem(i18n, &problem));
                    busy.try_set(false);
                }
            }
        });
    };
    let go = move || match chosen.get() {
        Chosen { tell: true, hide: true } => t_string!(i18n, people.wrong_both_go),
        Chosen { hide: true, .. } => t_string!(i18n, people.wrong_hide_go),
        Chosen { .. } => t_string!(i18n, community.report_go),
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, community.report_link).to_owned())/>
        <div class="page narrow">
            <h1 tabindex="-1">{say!(i18n, community.report_link)}</h1>
            <div class="banner" data-kind="safety">
                <Icon name="phone"/><div><p>{say!(i18n, community.report_danger, number = app.emergency())}</p></div>
            </div>
            <form class="stack loose" novalidate on:submit=send>
                <fieldset class="choices" aria-describedby="wrong-none">
                    <legend class="label">{say!(i18n, people.wrong_title)}</legend>
                    <Show when=somebody fallback=move || view! { <p class="soft">{say!(i18n, community.report_nobody)}</p> }>
                        <label class="choice">
                            <input type="checkbox" prop:checked=move || tell.get() on:change=move |ev| tell.set(event_target_checked(&ev))/>
                            <Icon name="flag"/>
                            <span><b>{say!(i18n, people.wrong_tell)}</b><small>{say!(i18n, people.wrong_tell_text)}</small></span>
                        </label>
                    </Show>
                    <Show when=move || behind.with(Option::is_some)><Hide i18n behind hide/></Show>
                </fieldset>
                <p id="wrong-none" class="error-text" role="alert">
                    {move || (wrong.get() && !chosen.get().tell && !chosen.get().hide).then(|| t_string!(i18n, people.wrong_none))}
                </p>
                <div class="buttons">
                    <button class="button primary big" type="submit" aria-busy=move || busy.get().then_some("true")>{go}</button>
                </div>
                <Show when=move || chosen.get().tell><Because i18n because text/></Show>
            </form>
        </div>
    }
}

/// Tells first: what is hidden can be told of all the same, but not the other way round where only one succeeds.
async fn act(
    app: App,
    re: &RecordId,
    chosen: Chosen,
    why: Why,
    words: Option<Words>,
) -> Result<(), Problem> {
    if chosen.tell {
        app.report(Concern { re: re.clone(), why, words, by: None, who: None }).await?;
    }
    if chosen.hide {
        app.block(re).await?;
    }
    Ok(())
}

type Behind = Option<(crate::domain::bytes::AuthorKey, Option<crate::domain::text::Name>)>;

/// "Hide everything by Ben", and what hiding cannot undo.
#[component]
fn Hide(i18n: Texts, behind: Memo<Behind>, hide: RwSignal<bool>) -> impl IntoView {
    let app = App::here();
    let name = move || {
        behind.with(|b| b.as_ref().and_then(|(_, name)| name.as_ref().map(ToString::to_string)))
    };
    let text = move || match name() {
        Some(name) => t_string!(i18n, people.wrong_hide, name = name),
        None => t_string!(i18n, people.wrong_hide_unnamed).to_owned(),
    };
    let told = Memo::new(move |_| {
        behind.with(|b| {
            b.as_ref().is_some_and(|(person, _)| app.requests.with(|all| have_agreed(all, person)))
        })
    });
    let still = move || {
        let name = name().unwrap_or_else(|| t_string!(i18n, common.neighbour).to_owned());
        t_string!(i18n, people.wrong_still, name = name)
    };
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=move || hide.get() on:change=move |ev| hide.set(event_target_checked(&ev))/>
            <Icon name="eye-off"/>
            <span><b dir="auto">{text}</b><small>{say!(i18n, people.wrong_hide_text)}</small></span>
        </label>
        <Show when=move || told.get()>
            <div class="banner" data-kind="warn"><Icon name="info"/><div><p dir="auto">{still}</p></div></div>
        </Show>
    }
}

/// Why, and in words: for the coordinators, and only if one likes.
#[component]
fn Because(i18n: Texts, because: RwSignal<Option<Why>>, text: RwSignal<String>) -> impl IntoView {
    let choices = WHYS.map(|one| {
        view! {
            <label class="choice">
                <input type="radio" name="why" prop:checked=move || because.get() == Some(one) on:change=move |_| because.set(Some(one))/>
                <span><b>{move || why(i18n, one)}</b></span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend class="label">{say!(i18n, people.wrong_why)}</legend>
            {choices}
        </fieldset>
        <TextField id="report-words" label=say!(i18n, community.report_words) optional=say!(i18n, common.optional) kind="area" value=text/>
    }
}

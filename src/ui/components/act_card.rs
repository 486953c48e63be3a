//! Today's small act: done, swapped for another one, or rested from. Nothing is counted.

use super::icon::Icon;
use crate::domain::act::Role;
use crate::domain::daily::{Answer, MicroAct};
use crate::domain::journal::{EntryWords, holds};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The card; nothing while the library of acts is not here yet.
#[component]
pub fn ActCard(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let act = Memo::new(move |_| app.todays_act());
    let here = Memo::new(move |_| act.with(Option::is_some));
    let answer = Memo::new(move |_| app.daily.with(|d| d.answer));
    move || {
        here.get().then(|| match answer.get() {
            Answer::Open => view! { <Open i18n act/> }.into_any(),
            Answer::Done => view! { <Done i18n act/> }.into_any(),
            Answer::Rest => view! { <Resting i18n/> }.into_any(),
        })
    }
}

/// One text of the act.
fn part(act: Memo<Option<MicroAct>>, part: fn(&MicroAct) -> &str) -> String {
    act.with(|act| act.as_ref().map_or_else(String::new, |act| part(act).to_owned()))
}

/// Keeps the answer and moves the focus to what the card says now.
fn give(i18n: Texts, app: App, answer: Answer) {
    spawn_local(async move {
        match app.answer_act(answer).await {
            Ok(()) => request_animation_frame(|| page::focus("act")),
            Err(problem) => app.warn(words::problem(i18n, &problem)),
        }
    });
}

#[component]
fn Open(i18n: Texts, act: Memo<Option<MicroAct>>) -> impl IntoView {
    let app = App::here();
    let minutes = move || act.with(|act| act.as_ref().map_or(0, |act| usize::from(act.minutes)));
    let swap = move |_| {
        spawn_local(async move {
            if let Err(problem) = app.swap_act().await {
                app.warn(words::problem(i18n, &problem));
            }
        });
    };
    view! {
        <article class="card sun stitched act" aria-labelledby="act">
            <p class="kicker">
                <Icon name="spark" class="s"/>" "
                {move || format!("{} · {}", t_string!(i18n, today.act), t_string!(i18n, common.minutes, count = minutes()))}
            </p>
            <div class="stack tight" role="status">
                <h2 id="act" tabindex="-1">{move || part(act, |a| &a.title)}</h2>
                <p>{move || part(act, |a| &a.why)}</p>
            </div>
            <div class="buttons">
                <button class="button primary" type="button" on:click=move |_| give(i18n, app, Answer::Done)>
                    <Icon name="check"/>{say!(i18n, today.act_did)}
                </button>
                <button class="button" type="button" on:click=swap>
                    <Icon name="swap"/>{say!(i18n, today.act_swap)}
                </button>
                <button class="button plain" type="button" on:click=move |_| give(i18n, app, Answer::Rest)>
                    <Icon name="rest"/>{say!(i18n, today.act_rest)}
                </button>
            </div>
        </article>
    }
}

#[component]
fn Done(i18n: Texts, act: Memo<Option<MicroAct>>) -> impl IntoView {
    let app = App::here();
    let title = Memo::new(move |_| part(act, |a| &a.title));
    let busy = RwSignal::new(false);
    let kept = move || app.entries.with(|all| title.with(|t| holds(all, app.today(), t)));
    let write = move |_| {
        let Ok(entry) = title.with_untracked(|t| EntryWords::parse(t)) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match app.write(entry, Some(Role::Did), None, None, None).await {
                Ok(_) => {
                    app.say(t_string!(i18n, today.act_written));
                    request_animation_frame(|| page::focus("act-journal"));
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.set(false);
        });
    };
    view! {
        <article class="card sun stitched act" aria-labelledby="act">
            <p class="kicker"><Icon name="check" class="s"/>" "{title}</p>
            <h2 id="act" tabindex="-1">{say!(i18n, today.act_done)}</h2>
            <p>{say!(i18n, today.act_done_text)}</p>
            <div class="buttons">
                <Show when=kept fallback=move || view! {
                    <button class="button" type="button" aria-busy=move || busy.get().then_some("true") on:click=write>
                        <Icon name="journal"/>{say!(i18n, today.act_write)}
                    </button>
                }>
                    <a class="button" id="act-journal" href="journal"><Icon name="check"/>{say!(i18n, today.act_in_journal)}</a>
                </Show>
                <a class="button" href="feed/new"><Icon name="feed"/>{say!(i18n, today.act_tell)}</a>
                <button class="button plain" type="button" on:click=move |_| give(i18n, app, Answer::Open)>
                    <Icon name="undo"/>{say!(i18n, today.act_undo)}
                </button>
            </div>
        </article>
    }
}

#[component]
fn Resting(i18n: Texts) -> impl IntoView {
    let app = App::here();
    view! {
        <article class="card sun stitched act" aria-labelledby="act">
            <p class="kicker"><Icon name="rest" class="s"/>" "{say!(i18n, today.act)}</p>
            <h2 id="act" tabindex="-1">{say!(i18n, today.act_resting)}</h2>
            <p>{say!(i18n, today.act_resting_text)}</p>
            <div class="buttons">
                <button class="button" type="button" on:click=move |_| give(i18n, app, Answer::Open)>
                    <Icon name="sun"/>{say!(i18n, today.act_wake)}
                </button>
            </div>
        </article>
    }
}

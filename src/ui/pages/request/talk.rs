//! Two people who agreed: the next step of each, thanks, words.

use super::about::{About, Talk};
use super::erase::Erase;
use super::feedback::HowItWas;
use super::keep::Keep;
use super::leave::Between;
use super::message::Messages;
use super::plan::{Plan, Silence};
use super::thanks::{Received, SayThanks};
use crate::domain::help::{Step, Turn};
use crate::domain::letter::Note;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::components::vouch::Met;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

/// One accepted thread, for either side.
#[component]
pub fn Together(talk: Talk) -> impl IntoView {
    let About { i18n, app, help } = talk.about;
    let done = Memo::new(move |_| talk.step() >= Step::Done);
    let not_met = Memo::new(move |_| talk.step() == Step::NotMet);
    let goes_on = Memo::new(move |_| help.with(|h| h.goes_on()));
    let thanked = Memo::new(move |_| talk.thread.with(|t| t.given().is_some()));
    let ended = move || {
        help.with(|h| {
            h.end.map(|reason| {
                t_string!(i18n, request.ended, reason = words::close_reason(i18n, reason))
            })
        })
    };
    view! {
        <Show when=move || done.get()>
            <div class="banner" data-kind="good"><Icon name="check"/><div><p><b>{say!(i18n, request.both_done)}</b></p></div></div>
        </Show>
        <Show when=move || !goes_on.get()>
            <div class="banner" data-kind="info"><Icon name="info"/><div><p>{ended}</p></div></div>
        </Show>
        <Received talk/>
        <Show when=move || done.get() && !thanked.get()>
            {move || { app.undone.track(); view! { <SayThanks talk/> } }}
        </Show>
        <Show when=move || done.get()><Keep talk/></Show>
        <Show when=move || not_met.get()>
            <div class="banner" data-kind="info"><Icon name="heart"/><div><p role="status">{say!(i18n, thread.not_met)}</p></div></div>
        </Show>
        <Show when=move || goes_on.get() && !done.get() && !not_met.get()>
            <Silence talk/>
            <Plan talk/>
            <NextStep talk/>
            <Between talk/>
        </Show>
        <Show when=move || done.get() || not_met.get()><HowItWas talk/></Show>
        <Messages talk open=Signal::derive(move || goes_on.get())/>
        <Met i18n other=talk.other_person() done wrong=(!talk.i_help()).then(|| talk.offer())/>
        <Erase talk/>
    }
}

/// "I'm on my way", "It's done".
#[component]
fn NextStep(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, .. } = about;
    let (going, finishing) = (RwSignal::new(false), RwSignal::new(false));
    let set_out = move |_| {
        about.run(going, talk.send(Note::OnMyWay), |_| {});
    };
    let done = move |_| {
        let (id, offer) = (about.id(), talk.offer());
        let i_help = talk.i_help();
        let doing = async move {
            if i_help {
                app.note(&id, &offer, Note::Done).await.map(drop)
            } else {
                app.confirm_done(&id, &offer).await
            }
        };
        about.run(finishing, doing, |()| {});
    };
    let may_set_out = Memo::new(move |_| talk.thread.with(|t| t.may_set_out()));
    let i_said = Memo::new(move |_| talk.thread.with(|t| t.i_said_done()));
    let headline = move || {
        if talk.i_help() {
            t_string!(i18n, request.helping, name = talk.other())
        } else {
            t_string!(i18n, request.helped_by, name = talk.other())
        }
    };
    let state = move || {
        let (under_way, half) =
            talk.thread.with(|t| (t.under_way, t.helper_done || t.requester_done));
        match (talk.i_help(), i_said.get(), half, under_way) {
            (_, true, ..) => Some(t_string!(i18n, request.i_said_done, name = talk.other())),
            (_, false, true, _) => {
                Some(t_string!(i18n, request.other_said_done, name = talk.other()))
            }
            (false, _, _, true) => Some(t_string!(i18n, request.other_on_way, name = talk.other())),
            (true, _, _, true) => Some(t_string!(i18n, request.i_am_on_way, name = talk.other())),
            _ => None,
        }
    };
    let turn = move || {
        let name = talk.other();
        let turn = about.help.with(|h| talk.thread.with(|t| h.turn(t)));
        match (turn, talk.i_help()) {
            (Turn::SetOut, true) => Some(t_string!(i18n, thread.turn_i_set_out, name = name)),
            (Turn::SetOut, false) => Some(t_string!(i18n, thread.turn_they_set_out, name = name)),
            (Turn::Answer { helper }, i_help) if helper == i_help => {
                Some(t_string!(i18n, thread.turn_i_answer, name = name))
            }
            (Turn::Answer { .. }, _) => Some(t_string!(i18n, thread.turn_they_answer, name = name)),
            (Turn::Meet, _) => Some(t_string!(i18n, thread.turn_meet).to_owned()),
            (Turn::Confirm { helper }, i_help) if helper == i_help => {
                Some(t_string!(i18n, thread.turn_i_confirm).to_owned())
            }
            _ => None,
        }
    };
    view! {
        <section class="stack tight" aria-label=headline>
            <p role="status">{move || state().or_else(|| Some(headline()))}</p>
            <p class="soft">{turn}</p>
            <Show when=move || may_set_out.get()>
                <button class="button primary big wide" type="button" aria-busy=move || going.get().to_string() on:click=set_out>
                    <Icon name="walk"/>{say!(i18n, request.on_my_way)}
                </button>
            </Show>
            <Show when=move || !i_said.get()>
                <button class="button wide" class:primary=move || !may_set_out.get() class:big=move || !may_set_out.get()
                    type="button" aria-busy=move || finishing.get().to_string() on:click=done>
                    <Icon name="check"/>{say!(i18n, request.its_done)}
                </button>
            </Show>
        </section>
    }
}

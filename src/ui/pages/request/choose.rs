//! The side of the one who asked: the offers to choose from, those chosen, and ending it.

use super::about::{About, Talk};
use super::talk::Together;
use crate::domain::help::{Help, Step, Thread};
use crate::domain::id::RecordId;
use crate::domain::request::CloseReason;
use crate::i18n::t_string;
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::components::trust::Trusted;
use crate::ui::components::wrong::Wrong;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;

/// An offer and its helper's name.
type Asked = (RecordId, String);

/// Everything of one's own request.
#[component]
pub fn Mine(about: About) -> impl IntoView {
    let help = about.help;
    let offers_of = |help: &Help, wanted: fn(&Help, &Thread) -> bool| {
        help.threads.iter().filter(|t| wanted(help, t)).map(|t| t.offer.clone()).collect::<Vec<_>>()
    };
    let chosen = Memo::new(move |_| help.with(|h| offers_of(h, |_, t| t.accepted.is_some())));
    let waiting =
        Memo::new(move |_| help.with(|h| offers_of(h, |h, t| h.step(t) == Step::Offered)));
    let left = Memo::new(move |_| help.with(|h| offers_of(h, |h, t| h.step(t) == Step::Left)));
    view! {
        <For each=move || left.get() key=Clone::clone let:offer>
            {Talk::follow(about, &offer).map(|talk| view! { <Gone talk/> })}
        </For>
        <Show when=move || waiting.with(|w| !w.is_empty())><Offers about waiting/></Show>
        <For each=move || chosen.get() key=Clone::clone let:offer>
            {Talk::follow(about, &offer).map(|talk| view! { <Together talk/> })}
        </For>
    }
}

/// The offers that wait for an answer.
#[component]
fn Offers(about: About, waiting: Memo<Vec<RecordId>>) -> impl IntoView {
    let About { i18n, app, .. } = about;
    let (busy, open) = (RwSignal::new(false), RwSignal::new(false));
    // Plain values: the offer's own card is gone as soon as it is accepted.
    let asked = RwSignal::new(None::<Asked>);
    let name = move || asked.get().map(|(_, name)| name).unwrap_or_default();
    let accept = move |()| {
        let Some((offer, _)) = asked.get_untracked() else {
            return;
        };
        let id = about.id();
        let doing = async move { app.accept(&id, &offer).await };
        about.run(busy, doing, |_| {});
    };
    view! {
        <section class="section" aria-labelledby="offers">
            <h2 id="offers">{say!(i18n, request.would_help, count = waiting.with(Vec::len))}</h2>
            <ul class="offers">
                <For each=move || waiting.get() key=Clone::clone let:offer>
                    {Talk::follow(about, &offer).map(|talk| view! { <Offer talk asked open busy/> })}
                </For>
            </ul>
            <p class="private"><Icon name="lock" class="s"/>" "{say!(i18n, request.accept_private)}</p>
        </section>
        <Confirm open id="accept" kind="primary" on_yes=Callback::new(accept)
            title=Signal::derive(move || t_string!(i18n, request.accept_title, name = name()))
            text=Signal::derive(move || t_string!(i18n, request.accept_text, name = name()))
            private=Signal::derive(move || t_string!(i18n, request.nobody_else).to_owned())
            no=Signal::derive(move || t_string!(i18n, request.not_yet).to_owned())
            yes=Signal::derive(move || t_string!(i18n, request.accept, name = name()))/>
    }
}

/// A helper who stepped back, or was let go. They can be accepted anew.
#[component]
fn Gone(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, help } = about;
    let busy = RwSignal::new(false);
    let again = move |_| {
        let (id, offer) = (about.id(), talk.offer());
        about.run(busy, async move { app.accept(&id, &offer).await }, |_| {});
    };
    let text = move || {
        let by_helper = talk.thread.with(|t| t.left.is_some_and(|left| left.by_helper));
        let name = talk.other();
        match (by_helper, help.with(|h| h.takes_offers(app.now.get()))) {
            (true, true) => t_string!(i18n, thread.they_cannot, name = name),
            (true, false) => t_string!(i18n, thread.they_could_not, name = name),
            (false, _) => t_string!(i18n, thread.i_let_go, name = name),
        }
    };
    let open = move || help.with(|h| talk.thread.with(|t| h.end.is_none() && !h.is_full(t.on)));
    view! {
        <div class="banner" data-kind="info">
            <Icon name="heart"/>
            <div>
                <p role="status">{text}</p>
                <Show when=open>
                    <p class="buttons"><button class="button small" type="button" aria-busy=move || busy.get().to_string() on:click=again>
                        {say!(i18n, thread.accept_again, name = talk.other())}
                    </button></p>
                </Show>
            </div>
        </div>
    }
}

/// One offer.
#[component]
fn Offer(
    talk: Talk,
    asked: RwSignal<Option<Asked>>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let About { i18n, app, .. } = talk.about;
    let (at, said) = talk.thread.with_untracked(|t| (t.offer.time, t.letter.words.clone()));
    let person = talk.thread.with_untracked(|t| t.letter.by.person);
    let tone = talk.thread.with_untracked(|t| (t.letter.by.person.0[0] % 5 + 1).to_string());
    let initial = talk
        .thread
        .with_untracked(|t| t.letter.by.name.to_string().chars().next().map(String::from));
    let ask = move |_| {
        asked.set(Some((talk.offer(), untrack(|| talk.other()))));
        open.set(true);
    };
    view! {
        <li class="offer">
            <div class="who">
                <span class="avatar" data-tone=tone aria-hidden="true">{initial}</span>
                <div><b dir="auto">{move || talk.other()}</b>{move || talk.day().map(|day| view! { <p><b>{day}</b></p> })}<p class="soft small">{move || words::ago(i18n, app, at)}</p></div>
            </div>
            <p class="badges"><Trusted i18n person/></p>
            {said.map(|said| view! { <blockquote dir="auto">{said.to_string()}</blockquote> })}
            <div class="buttons">
                <button class="button primary" type="button" aria-busy=move || busy.get().to_string() on:click=ask>
                    <Icon name="check"/>{say!(i18n, request.accept, name = talk.other())}
                </button>
                <Wrong i18n id=talk.offer()/>
            </div>
        </li>
    }
}

/// Ends one's own request, after asking.
#[component]
pub fn Withdraw(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let (busy, open) = (RwSignal::new(false), RwSignal::new(false));
    let withdraw = move |()| {
        let id = about.id();
        let doing = async move { app.close(&id, CloseReason::NotNeeded).await };
        about.run(busy, doing, move |_| app.say(t_string!(i18n, request.withdrawn)));
    };
    view! {
        <Show when=move || help.with(|h| h.may_withdraw(app.now.get()))>
            <button class="button danger small" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| open.set(true)>
                {say!(i18n, request.withdraw)}
            </button>
        </Show>
        <Confirm open id="withdraw" kind="danger" on_yes=Callback::new(withdraw)
            title=Signal::derive(move || t_string!(i18n, request.withdraw_title).to_owned())
            text=Signal::derive(move || t_string!(i18n, request.withdraw_text).to_owned())
            no=Signal::derive(move || t_string!(i18n, request.keep_asking).to_owned())
            yes=Signal::derive(move || t_string!(i18n, request.withdraw).to_owned())/>
    }
}

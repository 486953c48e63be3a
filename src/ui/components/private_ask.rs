//! A request to one helper alone: who can read it, and the helper's yes or no.

use super::confirm::Confirm;
use super::icon::Icon;
use crate::domain::help::Help;
use crate::domain::text::Name;
use crate::i18n::t_string;
use crate::state::live::{App, Problem};
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the helper it was asked of is called. Reactive.
fn helper(app: App, help: &Help) -> Option<String> {
    let card = &help.private.as_ref()?.card;
    let known = app.asked_of(card).map(|name| name.to_string());
    known.or_else(|| help.threads.first().map(|thread| thread.letter.by.name.to_string()))
}

/// Who can read it, and, for the one who asked, the helper's no. Nothing for a request in the open.
#[component]
pub fn Whom(i18n: Texts, help: Memo<Help>) -> impl IntoView {
    let app = App::here();
    let private = help.with_untracked(Help::is_private);
    let mine = help.with_untracked(|help| help.mine);
    let name = move || match mine {
        true => help.with(|help| helper(app, help)),
        false => help.with(|help| help.requester_name().map(ToString::to_string)),
    };
    let only = move || match name() {
        Some(name) => t_string!(i18n, people.only_two, name = name),
        None => t_string!(i18n, people.only_two_unknown).to_owned(),
    };
    let called = move || name().unwrap_or_else(|| t_string!(i18n, people.somebody).to_owned());
    let declined = Memo::new(move |_| help.with(Help::is_declined));
    private.then(|| {
        view! {
            <p class="private" dir="auto"><Icon name="lock" class="s"/>" "{only}</p>
            {move || (mine && declined.get()).then(|| view! {
                <div class="banner" data-kind="info" role="status">
                    <Icon name="heart"/>
                    <div>
                        <p dir="auto"><b>{say!(i18n, people.declined, name = called())}</b></p>
                        <p>{say!(i18n, people.declined_text)}</p>
                        <p class="buttons">
                            <a class="button small" href="help/helpers">{say!(i18n, people.ask_another)}</a>
                            <a class="button small plain" href="help/ask">{say!(i18n, people.ask_everybody)}</a>
                        </p>
                    </div>
                </div>
            })}
        }
    })
}

/// The helper's side before anything is agreed: yes, or a kind no.
#[component]
pub fn Answer(i18n: Texts, help: Memo<Help>) -> impl IntoView {
    let app = App::here();
    let (busy, sure) = (RwSignal::new(false), RwSignal::new(false));
    let declined = Memo::new(move |_| help.with(Help::is_declined));
    let asker = move || {
        let name = help.with(|help| help.requester_name().map(ToString::to_string));
        name.unwrap_or_else(|| t_string!(i18n, common.neighbour).to_owned())
    };
    let answer = move |yes: bool| {
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        let (id, asked_by) = (help.with_untracked(|help| help.id.clone()), untrack(asker));
        // The card says what the helper is called; without it the name they gave on this device.
        let mine = app.cards.with_untracked(|all| all.iter().find(|one| one.mine).cloned());
        let name = mine.map(|mine| mine.card.by.name).or_else(|| app.name.get_untracked());
        let name = name.or_else(|| Name::parse(t_string!(i18n, common.neighbour)).ok());
        spawn_local(async move {
            let done = match (yes, name) {
                (true, Some(name)) => app.offer(&id, name, None, &[]).await,
                (true, None) => Err(Problem::NoCommunity),
                (false, _) => app.decline(&id).await.map(drop),
            };
            match done {
                Ok(()) if yes => app.say(t_string!(i18n, people.yes_said, name = asked_by)),
                Ok(()) => app.say(t_string!(i18n, people.no_said, name = asked_by)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    let open = move || {
        view! {
            <section class="card calm stack" aria-labelledby="asks-you">
                <h2 id="asks-you" dir="auto">{say!(i18n, people.asks_you, name = asker())}</h2>
                <p dir="auto">{say!(i18n, people.asks_you_text, name = asker())}</p>
                <div class="buttons">
                    <button class="button primary big" type="button" aria-busy=move || busy.get().then_some("true")
                        on:click=move |_| answer(true)><Icon name="check"/>{say!(i18n, people.yes)}</button>
                    <button class="button big" type="button" on:click=move |_| sure.set(true)>{say!(i18n, people.no)}</button>
                </div>
            </section>
        }
    };
    let said_no = move || {
        view! {
            <div class="banner" data-kind="info" role="status">
                <Icon name="heart"/><div><p dir="auto">{say!(i18n, people.declined_mine, name = asker())}</p></div>
            </div>
        }
    };
    view! {
        {move || match declined.get() {
            true => said_no().into_any(),
            false => open().into_any(),
        }}
        <Confirm open=sure id="decline" kind="primary" on_yes=Callback::new(move |()| answer(false))
            title=Signal::derive(move || t_string!(i18n, people.no_sure).to_owned())
            text=Signal::derive(move || t_string!(i18n, people.no_text, name = asker()))
            no=Signal::derive(move || t_string!(i18n, people.no_wait).to_owned())
            yes=Signal::derive(move || t_string!(i18n, people.no).to_owned())/>
    }
}

/// In a row of a list: "Ida asks you alone", "Only Ben and you can read this", "Ben can't this time".
#[component]
pub fn PrivateMark(i18n: Texts, help: StoredValue<Help>) -> impl IntoView {
    let app = App::here();
    let text = move || {
        help.with_value(|help| {
            let other = match help.mine {
                true => helper(app, help),
                false => help.requester_name().map(ToString::to_string),
            };
            let name = other.unwrap_or_else(|| t_string!(i18n, people.somebody).to_owned());
            match (help.mine, help.is_declined()) {
                (true, true) => t_string!(i18n, people.declined, name = name),
                (true, false) => t_string!(i18n, people.only_two, name = name),
                (false, _) => t_string!(i18n, people.asks_you, name = name),
            }
        })
    };
    help.with_value(Help::is_private).then(|| {
        view! { <span class="badge" data-kind="sun" dir="auto"><Icon name="lock" class="s"/>{text}</span> }
    })
}

/// On Today: who asks this person alone and waits for an answer.
#[component]
pub fn AsksYou(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let asked = Memo::new(move |_| {
        let now = app.now.get();
        app.requests.with(|all| {
            let waits = |help: &&Help| {
                help.is_private()
                    && !help.mine
                    && help.my_thread().is_none()
                    && help.takes_offers(now)
            };
            let row = |help: &Help| {
                let name = help.requester_name().map(ToString::to_string).unwrap_or_default();
                (help.id.to_string(), name, help.request.title.to_string())
            };
            all.iter().filter(waits).map(row).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || asked.get() key=Clone::clone let:one>
            <div class="nudge">
                <Icon name="message"/>
                <p dir="auto"><b>{let name = one.1.clone(); say!(i18n, people.asks_you, name = name.clone())}</b>": "{one.2.clone()}</p>
                <a class="button small" href=format!("help/{}", one.0)>{say!(i18n, people.asks_you_read)}</a>
            </div>
        </For>
    }
}

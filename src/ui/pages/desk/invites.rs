//! Making invitations, showing them as links and QR cards, and ending them.

use super::decide;
use crate::domain::authority::Invitation;
use crate::domain::join::JoinLink;
use crate::domain::membership::Standing;
use crate::domain::text::Line;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, Decision};
use crate::ui::components::icon::Icon;
use crate::ui::components::qr::Qr;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long an invitation lasts, in days, unless it is ended before.
const DAYS: u64 = 30;

/// The address of an invitation. What stands behind the `#` goes to no server.
fn address(link: &JoinLink) -> String {
    format!("{}join#{}", page::base_url(), link.to_fragment())
}

/// All invitations that still stand, and making one.
#[component]
pub fn Invites(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let shown = RwSignal::new(None::<JoinLink>);
    let list = move || {
        let now = app.now.get();
        let mut standing: Vec<Invitation> = app.who.with(|who| {
            who.invites.values().filter(|i| !i.closed && i.invite.until > now).cloned().collect()
        });
        standing.sort_by_key(|one| std::cmp::Reverse(one.id.time));
        standing.into_iter().map(|one| view! { <Row i18n one shown/> }).collect_view()
    };
    view! {
        <section class="card pref" id="invites">
            <h2><Icon name="people"/>{say!(i18n, desk.invites)}</h2>
            <p>{say!(i18n, desk.invites_text)}</p>
            <ul class="rows">{list}</ul>
            <Make i18n shown/>
            {move || shown.get().map(|link| view! { <Shown i18n link/> })}
        </section>
    }
}

#[component]
fn Row(i18n: Texts, one: Invitation, shown: RwSignal<Option<JoinLink>>) -> impl IntoView {
    let app = App::here();
    let key = one.invite.key;
    let link = app.link_of(&one.invite);
    let came =
        move || app.who.with(|who| who.people.values().filter(|p| p.invite == Some(key)).count());
    let label = one.invite.label.to_string();
    view! {
        <li class="row">
            <div>
                <h3 dir="auto">{label}</h3>
                <p class="meta">{move || t_string!(i18n, desk.came, count = came())}</p>
            </div>
            {link.map(|link| view! {
                <button class="button small" type="button" on:click=move |_| shown.set(Some(link.clone()))>
                    {say!(i18n, desk.show)}
                </button>
            })}
            <button class="button plain small" type="button"
                on:click=move |_| decide(i18n, app, Decision::CloseInvite(key), t_string!(i18n, desk.ended))>
                {say!(i18n, desk.end)}
            </button>
        </li>
    }
}

#[component]
fn Make(i18n: Texts, shown: RwSignal<Option<JoinLink>>) -> impl IntoView {
    let app = App::here();
    let label = RwSignal::new(String::new());
    let approved = RwSignal::new(false);
    let wrong = RwSignal::new(None::<String>);
    let make = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Ok(line) = Line::parse(&label.get_untracked()) else {
            wrong.set(Some(t_string!(i18n, desk.label_wrong).to_owned()));
            return page::focus("invite-label");
        };
        wrong.set(None);
        let standing = match approved.get_untracked() {
            true => Standing::Approved,
            false => Standing::Member,
        };
        spawn_local(async move {
            match app.invite(line, standing, DAYS).await {
                Ok(link) => {
                    label.set(String::new());
                    shown.set(Some(link));
                    page::focus("invite-shown");
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=make>
            <TextField id="invite-label" label=say!(i18n, desk.label) hint=say!(i18n, desk.label_hint) value=label wrong=wrong/>
            <label class="check">
                <input type="checkbox" prop:checked=move || approved.get() on:change=move |ev| approved.set(event_target_checked(&ev))/>
                <span>{say!(i18n, desk.approved)}</span>
            </label>
            <div class="buttons"><button class="button primary" type="submit"><Icon name="plus"/>{say!(i18n, desk.make)}</button></div>
        </form>
    }
}

/// One invitation as a card: to copy, to send, to print.
#[component]
fn Shown(i18n: Texts, link: JoinLink) -> impl IntoView {
    let app = App::here();
    let address = StoredValue::new(address(&link));
    let copy = move |_| {
        spawn_local(async move {
            if page::copy(&address.get_value()).await {
                app.say(t_string!(i18n, desk.copied));
            } else {
                app.warn(t_string!(i18n, desk.not_copied));
            }
        });
    };
    let name = link.name.to_string();
    view! {
        <section class="card invite" id="invite-shown" tabindex="-1" aria-label=say!(i18n, desk.card)>
            <h3 dir="auto">{name}</h3>
            <Qr text=address.get_value() label=t_string!(i18n, desk.card).to_owned()/>
            <p>{say!(i18n, desk.card_text)}</p>
            <p><code class="addr" dir="ltr" id="invite-link">{address.get_value()}</code></p>
            <p class="soft small">{say!(i18n, desk.card_secret)}</p>
            <div class="buttons">
                <button class="button" type="button" on:click=copy><Icon name="copy"/>{say!(i18n, desk.copy)}</button>
                <button class="button plain" type="button" on:click=move |_| page::print()><Icon name="paper"/>{say!(i18n, desk.print)}</button>
            </div>
        </section>
    }
}

//! A request with its whole life: what it says, who offers, what was agreed, thanks, and what may be
//! kept or passed on of it. One page for everybody; each sees the part that is theirs.

mod about;
mod choose;
mod erase;
mod facts;
mod feedback;
mod follow;
mod keep;
mod leave;
mod message;
mod offer;
mod plan;
mod private;
mod propose;
mod safety;
mod talk;
mod thanks;

use crate::domain::help::Help;
use crate::domain::id::RecordId;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::sync::Status;
use crate::ui::components::back::Back;
use crate::ui::components::icon::Icon;
use crate::ui::components::life::Life;
use crate::ui::components::not_yet::NotYet;
use crate::ui::components::private_ask::{Answer, Whom};
use crate::ui::components::title::PageTitle;
use crate::ui::components::wrong::Wrong;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use about::About;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn RequestPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|p| p.get("id")).and_then(|text| RecordId::parse(&text).ok())
    });
    let found = Memo::new(move |_| id.get().and_then(|id| app.request(&id)));
    let shown = Memo::new(move |_| found.with(|found| found.as_ref().map(|help| help.id.clone())));
    view! {
        <div class="page">
            <Back href="help">{say!(i18n, request.back)}</Back>
            {move || {
                // Read, not only tracked: a memo nobody has read yet follows nothing.
                let _ = shown.get();
                match found.get_untracked() {
                    Some(first) => view! { <Found i18n found first/> }.into_any(),
                    None => view! { <NotHere i18n/> }.into_any(),
                }
            }}
        </div>
    }
}

/// Not on this device: gone, or still on its way here.
#[component]
fn NotHere(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let text = move || match app.sync.get() {
        Some(Status::Connecting) => t_string!(i18n, request.arriving),
        Some(Status::Waiting { .. }) => t_string!(i18n, request.arriving_later),
        _ => t_string!(i18n, common.missing_text),
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, request.missing).to_owned())/>
        <div class="empty">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#loose"></use_></svg>
            <h1>{say!(i18n, request.missing)}</h1>
            <p class="soft" role="status">{text}</p>
            <a class="button" href="help">{say!(i18n, request.others)}</a>
        </div>
    }
}

/// The request is here.
#[component]
fn Found(i18n: Texts, found: Memo<Option<Help>>, first: Help) -> impl IntoView {
    let app = App::here();
    // What was last known stays while the page is being left.
    let help = Memo::new(move |last: Option<&Help>| {
        found.get().or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
    });
    let about = About { i18n, app, help };
    let has_thread = Memo::new(move |_| help.with(|h| h.my_thread().is_some()));
    let takes = Memo::new(move |_| help.with(|h| h.takes_offers(app.now.get())));
    let lack = Memo::new(move |_| help.with(|h| app.lacks_for(h)));
    let private = help.with_untracked(Help::is_private);
    let part = move || match (about.mine(), has_thread.get(), takes.get()) {
        (true, ..) => view! { <choose::Mine about/> }.into_any(),
        (false, true, _) => view! { <offer::MyOffers about/> }.into_any(),
        (false, false, _) if private => view! { <Answer i18n help/> }.into_any(),
        (false, false, true) => match lack.get() {
            Some(lack) => view! { <NotYet i18n lack/> }.into_any(),
            None => view! { <offer::OfferForm about/> }.into_any(),
        },
        (false, false, false) => view! { <offer::Closed about/> }.into_any(),
    };
    let helping =
        Memo::new(move |_| help.with(|h| h.threads.iter().any(|t| t.mine && t.accepted.is_some())));
    view! {
        <PageTitle text=Signal::derive(move || help.with(|h| h.request.title.to_string()))/>
        <safety::Emergency about/>
        <facts::Head about/>
        <Whom i18n help/>
        <follow::Follow about/>
        <follow::Anew about/>
        // Helpers need the details first; everybody else needs to know what it is about first.
        <Show when=move || !about.mine() && !helping.get()><facts::Facts about/></Show>
        {part}
        <Waits about/>
        <Show when=move || about.mine() || helping.get()><facts::Facts about/></Show>
        <safety::Care about/>
        <Show when=move || !private || help.with(|h| h.accepted > 0)><Life i18n help/></Show>
        <div class="buttons">
            {(!private).then(|| view! { <Share about/> })}
            <choose::Withdraw about/>
            {(!about.mine()).then(|| view! { <Wrong i18n id=about.id()/> })}
        </div>
    }
}

/// "Saved here, will be sent …" while anything of one's own about this request waits.
#[component]
fn Waits(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let waits = Memo::new(move |_| help.with(|h| h.records().any(|id| app.is_pending(id))));
    let text = move || match app.sync.get() {
        Some(Status::Sending { .. } | Status::UpToDate { .. }) => t_string!(i18n, common.sending),
        _ => t_string!(i18n, common.pending),
    };
    let refused = move || help.with(|h| h.records().find_map(|id| app.refusal(id)));
    let refused = move || refused().map(|why| words::refused(i18n, &why));
    view! {
        <div role="status">
            <Show when=move || waits.get()>
                <p class="pending"><Icon name="pending" class="s"/>" "{text}</p>
            </Show>
            {move || refused().map(|text| view! { <p class="pending">{text}</p> })}
        </div>
    }
}

/// The way to pass it on. The page for it cannot see what this one has only in memory: then the link is copied.
#[component]
fn Share(about: About) -> impl IntoView {
    let About { i18n, app, .. } = about;
    let href = format!("help/share?re={}", about.id());
    if app.forgetful.get_untracked() {
        view! {
            <button class="button plain small" type="button" on:click=move |_| share(about)>
                <Icon name="share"/>{say!(i18n, request.share)}
            </button>
        }
        .into_any()
    } else {
        view! { <a class="button plain small" href=href><Icon name="share"/>{say!(i18n, request.share)}</a> }.into_any()
    }
}

/// Puts the page's address on the clipboard, or shows it where that is not allowed.
fn share(about: About) {
    let About { i18n, app, .. } = about;
    let address = format!("{}help/{}", page::base_url(), about.id());
    spawn_local(async move {
        if page::copy(&address).await {
            app.say(t_string!(i18n, request.shared));
        } else {
            app.warn(t_string!(i18n, request.share_by_hand, address = address));
        }
    });
}

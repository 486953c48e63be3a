//! Where everything is kept, in words.

use crate::domain::join::without_login;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::sync::Status;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// "Saved here. Sent 2 minutes ago."
fn sentence(i18n: Texts, app: App) -> String {
    let waiting = app.outbox.with(|waiting| waiting.len());
    match app.sync.get() {
        None => t_string!(i18n, me.kept_none).to_owned(),
        Some(Status::ByHand) => t_string!(i18n, carry.no_server).to_owned(),
        Some(Status::Connecting) => t_string!(i18n, me.kept_connecting).to_owned(),
        Some(Status::Sending { n }) => t_string!(i18n, me.kept_sending, count = n),
        Some(Status::UpToDate { .. }) if waiting > 0 => {
            t_string!(i18n, me.kept_sending, count = waiting)
        }
        Some(Status::UpToDate { at }) => {
            t_string!(i18n, me.kept_sent, ago = words::ago(i18n, app, at))
        }
        Some(Status::Waiting { .. }) => t_string!(i18n, me.kept_here).to_owned(),
    }
}

/// Why nothing can be sent at the moment, if so.
fn trouble(i18n: Texts, app: App) -> Option<String> {
    match app.sync.get() {
        Some(Status::Waiting { why, .. }) => Some(words::sync_error(i18n, &why)),
        _ => None,
    }
}

/// The state of the sync, the community and its backend.
#[component]
pub fn Kept(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let busy = move || matches!(app.sync.get(), Some(Status::Connecting | Status::Sending { .. }));
    // Nothing can be sent then, and nothing fetched.
    let by_hand = move || app.sync.with(|sync| *sync == Some(Status::ByHand));
    let community =
        move || app.community_name().unwrap_or_else(|| t_string!(i18n, me.nothing_yet).to_owned());
    let backend = move || {
        let address = app.config.with(|c| c.as_ref().map(|c| without_login(&c.backend)));
        address.filter(|address| !address.is_empty())
    };
    let waiting = move || match app.outbox.with(|waiting| waiting.len()) {
        0 => t_string!(i18n, me.waiting_none).to_owned(),
        n => t_string!(i18n, me.waiting_some, count = n),
    };
    view! {
        <section class="card pref" id="sync">
            <h2><Icon name="sync"/>{say!(i18n, me.kept)}</h2>
            <div role="status">
                <p><b>{move || sentence(i18n, app)}</b></p>
                {move || trouble(i18n, app).map(|why| view! { <p>{why}</p> })}
            </div>
            <dl class="pairs">
                <div><dt>{say!(i18n, me.community)}</dt><dd dir="auto">{community}</dd></div>
                <div>
                    <dt>{say!(i18n, me.backend)}</dt>
                    <dd>{move || match backend() {
                        Some(address) => view! { <code class="addr" dir="ltr">{address}</code> }.into_any(),
                        None => t_string!(i18n, me.nothing_yet).into_any(),
                    }}</dd>
                </div>
                <div><dt>{say!(i18n, me.waiting)}</dt><dd>{waiting}</dd></div>
            </dl>
            <div class="buttons">
                <button class="button" type="button" aria-busy=move || busy().then_some("true") hidden=by_hand on:click=move |_| app.sync_now()>
                    <Icon name="refresh"/>{say!(i18n, me.sync_now)}
                </button>
                <a class="button" href="me/carry"><Icon name="hands"/>{say!(i18n, carry.title)}</a>
            </div>
            <p class="soft small">{say!(i18n, carry.link_text)}</p>
        </section>
    }
}

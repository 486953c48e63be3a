//! What the one who asked tells the accepted helper alone.

use super::about::{About, Talk};
use crate::i18n::t_string;
use crate::platform::page;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Address, phone, note.
#[component]
pub fn Private(talk: Talk) -> impl IntoView {
    let About { i18n, app, .. } = talk.about;
    let details = talk
        .thread
        .with_untracked(|t| t.accepted.as_ref().map(|a| a.details.clone()))
        .unwrap_or_default();
    let at = details.at;
    let nothing = details == Default::default();
    let dial = details.phone.as_ref().map(|p| dial(p.as_str()));
    let phone = details.phone.map(|p| p.to_string());
    let address = details.address.map(|a| a.to_string());
    let to_copy = address.clone();
    let [id] = talk.ids(["private"]).get_value();
    let labelled = id.clone();
    let copy = move |address: String| {
        spawn_local(async move {
            if page::copy(&address).await {
                app.say(t_string!(i18n, request.address_copied));
            } else {
                app.warn(address);
            }
        });
    };
    view! {
        <section class="sealed" aria-labelledby=labelled>
            <h2 id=id><Icon name="lock"/>{say!(i18n, request.private, name = talk.other())}</h2>
            {nothing.then(|| view! { <p>{say!(i18n, request.private_none, name = talk.other())}</p> })}
            <dl class="facts">
                {at.map(|at| view! {
                    <div><dt><Icon name="clock" class="s"/>{say!(i18n, thread.at)}</dt><dd>{clock_time(at)}</dd></div>
                })}
                {address.map(|address| view! {
                    <div><dt><Icon name="home" class="s"/>{say!(i18n, request.address)}</dt><dd dir="auto">{address}</dd></div>
                })}
                {phone.map(|phone| view! {
                    <div><dt><Icon name="phone" class="s"/>{say!(i18n, request.phone)}</dt><dd><span dir="ltr">{phone}</span></dd></div>
                })}
            </dl>
            {details.note.map(|note| view! { <blockquote class="said" dir="auto">{note.to_string()}</blockquote> })}
            <div class="buttons">
                {dial.map(|href| view! {
                    <a class="button calm" href=href><Icon name="phone"/>{say!(i18n, request.call, name = talk.other())}</a>
                })}
                {to_copy.map(|address| view! {
                    <button class="button" type="button" on:click=move |_| copy(address.clone())>
                        <Icon name="copy"/>{say!(i18n, request.copy_address)}
                    </button>
                })}
            </div>
        </section>
    }
}

/// "14:30": a clock that is read alike everywhere the app is.
pub fn clock_time(at: u16) -> String {
    format!("{:02}:{:02}", at / 60, at % 60)
}

/// "tel:+4230000000": what a phone can dial of what was written (RFC 3966).
fn dial(phone: &str) -> String {
    let digits: String =
        phone.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '*' | '#')).collect();
    format!("tel:{digits}")
}

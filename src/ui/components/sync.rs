//! Where the sync is, in the header: one word and an icon; the whole sentence is on the page Me.

use super::icon::Icon;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::sync::Status;
use crate::ui::language::Texts;
use leptos::prelude::*;

/// The badge in the header.
#[component]
pub fn SyncBadge(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let state = move || match app.sync.get() {
        None => "none",
        Some(Status::ByHand) => "hand",
        Some(Status::Waiting { .. }) => "offline",
        Some(Status::Connecting) if app.outbox.get().is_empty() => "connecting",
        Some(Status::Sending { .. } | Status::Connecting) => "busy",
        Some(Status::UpToDate { .. }) if !app.outbox.get().is_empty() => "busy",
        Some(Status::UpToDate { .. }) => "ok",
    };
    let icon = move || match state() {
        "ok" => "sent",
        "offline" => "offline",
        "hand" => "hands",
        _ => "sync",
    };
    let text = move || match (state(), app.outbox.get().len()) {
        ("hand", _) => t_string!(i18n, carry.by_hand).to_owned(),
        ("ok", _) => t_string!(i18n, common.sync_ok).to_owned(),
        ("offline", 0) => t_string!(i18n, common.sync_offline).to_owned(),
        ("offline", n) => t_string!(i18n, common.sync_waiting, count = n),
        ("connecting", _) => t_string!(i18n, common.sync_connecting).to_owned(),
        ("busy", _) => t_string!(i18n, common.sync_busy).to_owned(),
        _ => String::new(),
    };
    view! {
        <Show when=move || state() != "none">
            <a class="sync" data-state=state href="me"><Icon name=Signal::derive(icon) class="s"/><span>{text}</span></a>
        </Show>
    }
}

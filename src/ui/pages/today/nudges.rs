//! What waits for me, said once and quietly.

use crate::domain::view::{asked, offers_to_read};
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// Offers on my requests that nobody has answered yet.
#[component]
pub fn Offers(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let waiting = Memo::new(move |_| {
        let now = app.now.get();
        app.requests.with(|all| {
            asked(all, now)
                .into_iter()
                .map(|h| (h.id.to_string(), h.request.title.to_string(), offers_to_read(h, now)))
                .filter(|(_, _, offers)| *offers > 0)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || waiting.get() key=Clone::clone let:nudge>
            <Offer i18n id=nudge.0 title=nudge.1 offers=nudge.2/>
        </For>
    }
}

#[component]
fn Offer(i18n: Texts, id: String, title: String, offers: usize) -> impl IntoView {
    view! {
        <div class="nudge">
            <Icon name="message"/>
            <p>
                <b>{say!(i18n, today.offers, count = offers)}</b>" "
                <span dir="auto">{say!(i18n, today.offers_on, title = title.clone())}</span>
            </p>
            <a class="button small" href=format!("help/{id}")>{say!(i18n, today.offers_read, count = offers)}</a>
        </div>
    }
}

/// The journal, where nothing was written today.
#[component]
pub fn Journal(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let quiet = Memo::new(move |_| {
        let today = app.today();
        app.entries.with(|all| all.iter().all(|entry| entry.day != today))
    });
    view! {
        <Show when=move || quiet.get()>
            <div class="nudge">
                <Icon name="journal"/>
                <p><b>{say!(i18n, today.journal)}</b>" "{say!(i18n, today.journal_text)}</p>
                <a class="button small" href="journal">{say!(i18n, today.journal_write)}</a>
            </div>
        </Show>
    }
}

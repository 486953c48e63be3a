//! The entries, by day.

use super::entry::EntryView;
use crate::domain::journal::{Entry, newest};
use crate::domain::time::LocalDay;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// How many entries are shown at first, and how many more each time.
const WINDOW: usize = 50;

/// All days with entries, newest first.
#[component]
pub fn Days(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let limit = RwSignal::new(WINDOW);
    let days = Memo::new(move |_| {
        app.entries.with(|all| {
            newest(all, limit.get())
                .into_iter()
                .map(|(day, list)| (day, list.into_iter().cloned().collect::<Vec<Entry>>()))
                .collect::<Vec<_>>()
        })
    });
    let total = Memo::new(move |_| app.entries.with(|all| all.len()));
    view! {
        <Show when=move || total.get() != 0 fallback=move || view! { <Empty i18n/> }>
            <For each=move || days.get() key=|(day, _)| *day let:shown>
                <Day i18n day=shown.0 days/>
            </For>
            <Show when=move || { total.get() > limit.get() }>
                <div class="buttons">
                    <button class="button" type="button" on:click=move |_| limit.update(|n| *n += WINDOW)>
                        {say!(i18n, journal.more)}
                    </button>
                </div>
            </Show>
        </Show>
    }
}

#[component]
fn Day(i18n: Texts, day: LocalDay, days: Memo<Vec<(LocalDay, Vec<Entry>)>>) -> impl IntoView {
    let app = App::here();
    let entries = move || {
        days.with(|days| {
            days.iter().find(|(d, _)| *d == day).map(|(_, list)| list.clone()).unwrap_or_default()
        })
    };
    let date = move || words::long_day(i18n, day);
    // "Today" and "Yesterday" come with their date; other days are their date.
    let name = move || Some(words::day(i18n, day, app.today())).filter(|name| *name != date());
    view! {
        <section class="day">
            <h2>
                {move || match name() {
                    Some(name) => view! { {name}" "<span class="soft">{date()}</span> }.into_any(),
                    None => date().into_any(),
                }}
            </h2>
            // The words belong to the key: another device may change them under the same id.
            <For each=entries key=|entry| (entry.id, entry.words.clone(), entry.mood, entry.role) let:entry>
                <EntryView i18n entry/>
            </For>
        </section>
    }
}

#[component]
fn Empty(i18n: Texts) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#book"></use_></svg>
            <h2>{say!(i18n, journal.empty)}</h2>
            <p class="soft">{say!(i18n, journal.empty_text)}</p>
        </div>
    }
}

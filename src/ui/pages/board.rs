//! A sheet for a noticeboard: open requests with their public words, each with a code; chosen by ticking.

use crate::domain::help::Help;
use crate::domain::id::RecordId;
use crate::domain::view::nearest;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use crate::ui::pages::share::{ForMembers, Slip};
use crate::ui::words;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many fit on one sheet of A4, and are on it at first.
const A_SHEET: usize = 6;

/// The page.
#[component]
pub fn BoardPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let open = Memo::new(move |_| {
        let (now, viewer) = (app.now.get(), app.viewer.get());
        let open = app.requests.with(|all| {
            let rows = nearest(all, viewer.as_ref(), now).into_iter();
            rows.filter(|h| h.takes_offers(now) && !h.is_private()).cloned().collect::<Vec<Help>>()
        });
        Arc::new(open)
    });
    // What was ticked or not; none until the person says so.
    let chosen = RwSignal::new(None::<BTreeSet<RecordId>>);
    let first =
        move |many: usize| open.with(|all| all.iter().take(many).map(|h| h.id.clone()).collect());
    let taken = Memo::new(move |_| chosen.get().unwrap_or_else(|| first(A_SHEET)));
    let count =
        move || open.with(|all| all.iter().filter(|h| taken.with(|t| t.contains(&h.id))).count());
    let put = move |all: bool| {
        chosen.set(Some(if all { untrack(|| first(usize::MAX)) } else { BTreeSet::new() }))
    };
    let sheet = move || {
        let on = open.with(|all| {
            all.iter().filter(|h| taken.with(|t| t.contains(&h.id))).cloned().collect::<Vec<_>>()
        });
        on.into_iter().map(|help| view! { <Slip i18n help kind="note"/> }).collect_view()
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, share.board).to_owned())/>
        <div class="page board">
            <div class="stack off-paper">
                <a class="back" href="help"><Icon name="back" class="turn"/>{say!(i18n, request.back)}</a>
                <h1>{say!(i18n, share.board)}</h1>
                <p class="soft">{say!(i18n, share.board_hint)}</p>
                <ForMembers i18n/>
                <Choose i18n open=Signal::derive(move || open.get()) taken chosen/>
                <p role="status">{say!(i18n, share.chosen, count = count())}</p>
                <div class="buttons">
                    <button class="button primary" type="button" on:click=move |_| page::print()><Icon name="paper"/>{say!(i18n, share.print)}</button>
                    <button class="button" type="button" on:click=move |_| put(true)>{say!(i18n, share.all)}</button>
                    <button class="button" type="button" on:click=move |_| put(false)>{say!(i18n, share.none)}</button>
                </div>
            </div>
            <section class="sheet" aria-labelledby="sheet">
                <header>
                    <p dir="auto"><b>{move || app.community_name()}</b></p>
                    <h2 id="sheet">{say!(i18n, share.board_head)}</h2>
                    <p class="soft small">{move || t_string!(i18n, share.board_date, day = words::long_day(i18n, app.today()))}</p>
                </header>
                <div class="notes">{sheet}</div>
            </section>
        </div>
    }
}

/// The open requests with their boxes.
#[component]
fn Choose(
    i18n: Texts,
    open: Signal<Arc<Vec<Help>>>,
    taken: Memo<BTreeSet<RecordId>>,
    chosen: RwSignal<Option<BTreeSet<RecordId>>>,
) -> impl IntoView {
    let one = move |help: &Help| {
        let (id, title, lang) =
            (help.id.clone(), help.request.title.to_string(), help.request.lang.clone());
        let here = id.clone();
        let tick = move |ev| {
            let mut all = taken.get_untracked();
            if event_target_checked(&ev) {
                all.insert(id.clone());
            } else {
                all.remove(&id);
            }
            chosen.set(Some(all));
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || taken.with(|t| t.contains(&here)) on:change=tick/>
                <span dir="auto" lang=lang>{title}</span>
            </label>
        }
    };
    view! {
        <fieldset class="stack tight">
            <legend class="label">{say!(i18n, share.board_head)}</legend>
            {move || open.with(|all| all.iter().map(one).collect_view())}
            <Show when=move || open.with(|all| all.is_empty())><p>{say!(i18n, share.board_none)}</p></Show>
        </fieldset>
    }
}

//! The request map: requests as areas and, with the very same powers, as a list.

mod filters;
mod rows;

use crate::domain::cell::{Cell, FINEST};
use crate::domain::help::Help;
use crate::domain::view::{Filter, Order, areas, list};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::area_map::AreaMap;
use crate::ui::components::ask_link::AskFloat;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use filters::Filters;
use leptos::prelude::*;
use rows::Rows;
use std::sync::Arc;

/// What the person chose to see; it begins anew whenever the page is opened.
#[derive(Clone, Copy)]
pub struct Looking {
    filter: RwSignal<Filter>,
    order: RwSignal<Order>,
    chosen: RwSignal<Option<Cell>>,
}

/// Which of the two is shown; they have the same powers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Both,
    List,
    Map,
}

impl Shown {
    fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::List => "list",
            Self::Map => "map",
        }
    }
}

/// The page.
#[component]
pub fn HelpPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let looking = Looking {
        filter: RwSignal::new(Filter::default()),
        order: RwSignal::new(Order::default()),
        chosen: RwSignal::new(None),
    };
    let shown = RwSignal::new(Shown::Both);
    let matching = Memo::new(move |_| Arc::new(matching(app, looking)));
    let on_map = Signal::derive(move || matching.with(|rows| areas(rows.iter(), FINEST)));
    let rows =
        Memo::new(move |_| Arc::new(in_area(&matching.get(), looking.chosen.get().as_ref())));
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, help.title).to_owned())/>
        <div class="page wide">
            <div class="page-head">
                <div><h1>{say!(i18n, help.title)}</h1></div>
                <a class="button primary big ask-inline" href="help/ask">
                    <Icon name="plus"/>{say!(i18n, help.ask)}
                </a>
            </div>
            <Filters i18n looking/>
            <div class="split" data-show=move || shown.get().word()>
                <section class="split-list" aria-labelledby="count">
                    <div class="line apart">
                        <p id="count" role="status">
                            <b>{say!(i18n, help.count, count = rows.with(|r| r.len()))}</b>
                            {move || looking.chosen.get().map(|cell| {
                                let area = crate::ui::words::area(i18n, app, Some(&cell));
                                format!(" {}", t_string!(i18n, help.count_in, area = area))
                            })}
                        </p>
                        <Show when=move || looking.chosen.get().is_some()>
                            <button class="button small" type="button" on:click=move |_| looking.chosen.set(None)>
                                {say!(i18n, help.whole)}
                            </button>
                        </Show>
                        <ShownSwitch i18n shown/>
                    </div>
                    <Rows i18n rows=Signal::derive(move || rows.get()) looking/>
                </section>
                <section class="split-map" aria-label=say!(i18n, help.map)>
                    <a class="skip-map" href="help" on:click=move |ev| { ev.prevent_default(); page::focus("list"); }>
                        {say!(i18n, help.skip_map)}
                    </a>
                    <AreaMap i18n areas=on_map chosen=looking.chosen/>
                </section>
            </div>
        </div>
        <AskFloat i18n/>
    }
}

#[component]
fn ShownSwitch(i18n: Texts, shown: RwSignal<Shown>) -> impl IntoView {
    let choice = move |which: Shown, text: fn(Texts) -> &'static str| {
        view! {
            <label>
                <input type="radio" name="shown" prop:checked=move || shown.get() == which on:change=move |_| shown.set(which)/>
                {(which != Shown::Both).then(|| view! { <Icon name=which.word() class="s"/> })}
                {move || text(i18n)}
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="sr">{say!(i18n, help.show)}</legend>
            {choice(Shown::Both, |i18n| t_string!(i18n, help.show_both))}
            {choice(Shown::List, |i18n| t_string!(i18n, help.show_list))}
            {choice(Shown::Map, |i18n| t_string!(i18n, help.show_map))}
        </fieldset>
    }
}

/// Everything that passes the filter, in order. Reactive.
fn matching(app: App, looking: Looking) -> Vec<Help> {
    let viewer = app.viewer.get();
    let (filter, order, now) = (looking.filter.get(), looking.order.get(), app.now.get());
    app.requests
        .with(|all| list(all, &filter, order, viewer.as_ref(), now).into_iter().cloned().collect())
}

fn in_area(rows: &[Help], chosen: Option<&Cell>) -> Vec<Help> {
    let inside = |help: &&Help| chosen.is_none_or(|cell| help.id.place.cell() == Some(cell));
    rows.iter().filter(inside).cloned().collect()
}

//! The request map: requests as areas and, with the very same powers, as a list.

mod active;
mod filters;
mod found;
mod head;
mod place;
mod rows;

use crate::domain::view::{Chosen, Filter, Looking, Order};
use crate::i18n::t_string;
use crate::platform::{clock, page, prefs};
use crate::ui::components::area_map::{AreaMap, MapSignals};
use crate::ui::components::ask_link::AskFloat;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use active::Active;
use filters::Filters;
use found::Found;
use head::{ByPhone, Count, Shown, ShownSwitch};
use leptos::prelude::*;
use leptos::task::spawn_local;
use place::{PickHint, Place};
use rows::Rows;

/// Where this page is, and how often and at which distance in ms it looks whether the address says so.
const PATH: &str = "help";
const ADDRESS_TRIES: u32 = 20;
const ADDRESS_WAIT: u64 = 30;

/// What the person chose to see: kept while this tab lives, and said by the address.
#[derive(Clone, Copy)]
pub struct Sight {
    filter: RwSignal<Filter>,
    order: RwSignal<Order>,
    chosen: RwSignal<Option<Chosen>>,
    map: MapSignals,
}

impl Sight {
    /// As the address says, and where it says nothing, as it was left.
    fn begin() -> Self {
        let asked = page::search();
        let kept = if asked.is_empty() { prefs::looking().unwrap_or_default() } else { asked };
        let Looking { filter, order, chosen } = Looking::from_query(&kept);
        let sight = Self {
            filter: RwSignal::new(filter),
            order: RwSignal::new(order),
            chosen: RwSignal::new(chosen),
            map: MapSignals::new(),
        };
        // Where on the map somebody looks is not in it: an address may reach a server.
        Effect::new(move |_| {
            let (filter, order, chosen) =
                (sight.filter.get(), sight.order.get(), sight.chosen.get());
            let query = Looking { filter, order, chosen }.to_query();
            prefs::keep_looking(&query);
            spawn_local(async move {
                // The router changes the address only once the page is drawn.
                for _ in 0..ADDRESS_TRIES {
                    clock::sleep(ADDRESS_WAIT).await;
                    let asked = |q: &str| prefs::looking().as_deref() == Some(q);
                    if sight.order.try_get_untracked().is_none() || !asked(&query) {
                        return;
                    }
                    if page::set_search(PATH, &query) {
                        return;
                    }
                }
            });
        });
        sight
    }

    /// All of the map, and no area of it alone.
    fn whole(self) {
        self.chosen.set(None);
        self.map.whole.update(|n| *n += 1);
    }

    /// Everything, everywhere.
    fn everything(self) {
        self.filter.set(Filter::default());
        self.whole();
    }
}

/// The page.
#[component]
pub fn HelpPage(i18n: Texts) -> impl IntoView {
    let sight = Sight::begin();
    let shown = RwSignal::new(Shown::Both);
    let found = Found::of(i18n, sight, Signal::derive(move || shown.get() != Shown::List));
    let map = sight.map;
    let chosen = Memo::new(move |_| match sight.chosen.get() {
        Some(Chosen::Cell(cell)) => Some(cell),
        _ => None,
    });
    let open = Callback::new(move |cell| sight.chosen.set(Some(Chosen::Cell(cell))));
    let placed = place::chooser(i18n, map);
    let without_map = move || if map.missing.get() { "list" } else { shown.get().word() };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, help.title).to_owned())/>
        <div class="page wide">
            <div class="page-head">
                <div>
                    <h1>{say!(i18n, help.title)}</h1>
                    <a class="button plain small" href="help/helpers"><Icon name="hands"/>{say!(i18n, people.see_helpers)}</a>
                </div>
                <a class="button primary big ask-inline" href="help/ask">
                    <Icon name="plus"/>{say!(i18n, help.ask)}
                </a>
            </div>
            <div class="stack tight">
                <Filters i18n sight/>
                <Place i18n sight shown/>
                <Active i18n sight/>
            </div>
            <div class="split" data-show=without_map>
                <section class="split-list" aria-labelledby="count">
                    <Show when=move || map.missing.get()>
                        <p class="banner" data-kind="info"><Icon name="map"/>{say!(i18n, help.map_missing)}</p>
                    </Show>
                    <div class="line apart">
                        <Count i18n sight found/>
                        <ShownSwitch i18n shown/>
                    </div>
                    <Rows i18n found sight/>
                    <a class="button plain small" href="help/board"><Icon name="paper"/>{say!(i18n, share.board_link)}</a>
                </section>
                <section class="split-map" aria-label=say!(i18n, help.map)>
                    <a class="skip-map" href="help" on:click=move |ev| { ev.prevent_default(); page::focus("list"); }>
                        {say!(i18n, help.skip_map)}
                    </a>
                    <AreaMap i18n areas=found.areas around=found.around chosen on_open=open on_place=placed map/>
                    <ByPhone i18n sight found/>
                    <PickHint i18n map placed/>
                </section>
            </div>
        </div>
        <AskFloat i18n/>
    }
}

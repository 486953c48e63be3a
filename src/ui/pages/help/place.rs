//! From which area distances are counted: asked of the device, found by its name, taken from the map, or saved before. All
//! of it stays on this device.

mod by_name;
mod saved;

use super::{Shown, Sight};
use crate::domain::cell::{Cell, FINEST};
use crate::i18n::t_string;
use crate::platform::geo::NoPlace;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::area_map::MapSignals;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use by_name::ByName;
use leptos::prelude::*;
use leptos::task::spawn_local;
use saved::Saved;

/// Where the map's cursor begins when nothing better is known.
const NO_AREA: &str = "u0qu0t";

/// Remembers the area, and says so.
pub(super) fn look_from(i18n: Texts, app: App, cell: Option<Cell>) {
    spawn_local(async move {
        match app.look_from(cell.clone()).await {
            Ok(()) => {
                let area = words::area(i18n, app, cell.as_ref());
                app.say(match cell {
                    Some(_) => t_string!(i18n, help.place_now, area = area),
                    None => t_string!(i18n, help.place_nowhere_now).to_owned(),
                });
            }
            Err(problem) => app.warn(words::problem(i18n, &problem)),
        }
    });
}

/// What happens when an area is chosen on the map, or given up.
pub(super) fn chooser(i18n: Texts, map: MapSignals) -> Callback<Option<Cell>> {
    let app = App::here();
    Callback::new(move |cell: Option<Cell>| {
        map.cursor.set(None);
        if cell.is_some() {
            look_from(i18n, app, cell);
        }
        page::focus("look-from");
    })
}

/// The place and the ways to choose another.
#[component]
pub fn Place(i18n: Texts, sight: Sight, shown: RwSignal<Shown>) -> impl IntoView {
    let app = App::here();
    let open = RwSignal::new(false);
    let map = sight.map;
    let choose = Callback::new(move |cell: Option<Cell>| {
        open.set(false);
        if cell.is_none() {
            sight.filter.update(|f| f.within_km = None);
        }
        look_from(i18n, app, cell);
        page::focus("look-from");
    });
    let on_map = move |_| {
        open.set(false);
        shown.update(|s| {
            if *s == Shown::List {
                *s = Shown::Both
            }
        });
        let middle = map.seen.get_untracked().map(|s| Cell::snap(s.view.bounds.centre(), FINEST));
        let start = app.viewer.get_untracked().or(middle).or_else(|| Cell::parse(NO_AREA));
        map.cursor.set(start);
        page::focus("map");
    };
    let area = move || match app.viewer.get() {
        Some(cell) => words::area(i18n, app, Some(&cell)),
        None => t_string!(i18n, common.anywhere).to_owned(),
    };
    view! {
        <div class="look">
            <button class="chip" type="button" id="look-from" aria-controls="look" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|o| *o = !*o)>
                <Icon name="pin-area" class="s"/>{say!(i18n, help.look_place)}" "<bdi>{area}</bdi>
            </button>
            <Show when=move || open.get()>
                <section class="card look-card" id="look" aria-labelledby="look-from">
                    <p class="private"><Icon name="lock" class="s"/>{say!(i18n, help.look_private)}</p>
                    <NearMe i18n choose/>
                    <ByName i18n choose/>
                    <div class="buttons">
                        <Show when=move || !map.missing.get()>
                            <button class="button" type="button" on:click=on_map><Icon name="map"/>{say!(i18n, help.place_map)}</button>
                        </Show>
                        <Show when=move || app.viewer.with(Option::is_some)>
                            <button class="button plain" type="button" on:click=move |_| choose.run(None)>{say!(i18n, help.look_nowhere)}</button>
                        </Show>
                    </div>
                    <Saved i18n sight choose/>
                </section>
            </Show>
        </div>
    }
}

/// How a place is chosen on the map, on the map itself while that goes on.
#[component]
pub fn PickHint(i18n: Texts, map: MapSignals, placed: Callback<Option<Cell>>) -> impl IntoView {
    let picking = Memo::new(move |_| map.cursor.with(Option::is_some));
    view! {
        <Show when=move || picking.get()>
            <div class="banner pick-hint" data-kind="info">
                <div><p class="small">{say!(i18n, help.place_map_how)}</p></div>
                <button class="button small" type="button" on:click=move |_| placed.run(None)>{say!(i18n, help.place_map_cancel)}</button>
            </div>
        </Show>
    }
}

/// Asks the device, and only after this tap.
#[component]
fn NearMe(i18n: Texts, choose: Callback<Option<Cell>>) -> impl IntoView {
    let app = App::here();
    let asking = RwSignal::new(false);
    let problem = RwSignal::new(None::<NoPlace>);
    let ask = move |_| {
        if asking.get_untracked() {
            return;
        }
        asking.set(true);
        problem.set(None);
        spawn_local(async move {
            let found = app.cell_of_device().await;
            // The card may have been closed meanwhile; then nobody waits for the answer.
            if asking.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(cell) => choose.run(Some(cell)),
                Err(why) => problem.set(Some(why)),
            }
        });
    };
    view! {
        <button class="button calm" type="button" aria-busy=move || asking.get().to_string() on:click=ask>
            <Icon name="pin-area"/>
            {move || if asking.get() { t_string!(i18n, help.near_me_wait) } else { t_string!(i18n, help.near_me) }}
        </button>
        <p role="status">
            {move || problem.get().map(|why| match why {
                NoPlace::Refused => t_string!(i18n, help.near_refused),
                NoPlace::Unknown => t_string!(i18n, help.near_unknown),
            })}
        </p>
    }
}

//! The map, as areas to open or as a place to choose. All of it is optional: lists beside it have the
//! same powers, and without its code or its ground the page stays whole.

mod spot;

use crate::domain::cell::{Bounds, Cell, FINEST, Point};
use crate::domain::view::{Area, View};
use crate::i18n::t_string;
use crate::platform::map::{Beginning, Calls, MapHandle, Moved, Spot};
use crate::platform::page;
use crate::state::live::App;
use crate::ui::language::{Texts, tag};
use crate::ui::words;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use spot::{holds, spot};

/// A map on the page: nothing until its code has arrived, gone when the page is left.
#[derive(Clone, Copy)]
struct Drawn {
    map: StoredValue<Option<MapHandle>, LocalStorage>,
    here: RwSignal<bool>,
}

impl Drawn {
    /// Draws now, and again whenever what `act` reads changes.
    fn draw(self, act: impl Fn(&MapHandle) + 'static) {
        Effect::new(move |_| {
            if self.here.get() {
                self.map.try_with_value(|map| map.as_ref().map(&act));
            }
        });
    }
}

/// What is shown before anything is known of the region: Liechtenstein's middle, at a zoom that
/// shows a valley.
const FALLBACK: Beginning = Beginning {
    center: [47.16, 9.5235],
    zoom: 11.0,
    bounds: None,
    picking: false,
    dark: false,
    lang: String::new(),
    labels: Vec::new(),
};

fn edges(b: Bounds) -> [f64; 4] {
    [b.south, b.west, b.north, b.east]
}

fn beginning(i18n: Texts, picking: bool, bounds: Option<[f64; 4]>) -> Beginning {
    Beginning {
        bounds,
        picking,
        dark: page::is_dark(),
        lang: tag(i18n.get_locale_untracked()).to_owned(),
        labels: vec![
            ("zoomIn", t_string!(i18n, help.zoom_in).to_owned()),
            ("zoomOut", t_string!(i18n, help.zoom_out).to_owned()),
            ("map", t_string!(i18n, help.map).to_owned()),
            ("attributionOsm", t_string!(i18n, help.attribution_osm).to_owned()),
            ("attributionNaturalEarth", "Natural Earth".to_owned()),
            ("group", t_string!(i18n, help.map_group).to_owned()),
            ("urgent", t_string!(i18n, help.map_urgent).to_owned()),
            ("mine", t_string!(i18n, help.area_mine).to_owned()),
            ("nearer", t_string!(i18n, help.map_nearer).to_owned()),
            ("problem", t_string!(i18n, help.map_problem).to_owned()),
        ],
        ..FALLBACK
    }
}

/// Starts a map in `node` once it is there. Light and dark follow the app's choice.
fn start(
    i18n: Texts,
    node: NodeRef<Div>,
    missing: RwSignal<bool>,
    make: impl Fn() -> (Beginning, Calls) + 'static,
) -> Drawn {
    let app = App::here();
    let drawn = Drawn { map: StoredValue::new_local(None), here: RwSignal::new(false) };
    on_cleanup(move || drawn.map.dispose());
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let (beginning, calls) = untrack(&make);
        spawn_local(async move {
            let element = (*element).clone();
            match MapHandle::start(element, page::base_url(), beginning, calls).await {
                // The page may have been left while the map's code was on its way.
                Ok(map) => {
                    drawn.map.try_update_value(|slot| *slot = Some(map));
                    drawn.here.try_set(true);
                }
                Err(_) => {
                    missing.try_set(true);
                    app.warn(t_string!(i18n, help.map_missing));
                }
            }
        });
    });
    drawn.draw(move |map| {
        app.look.track();
        map.set_theme(page::is_dark());
    });
    drawn
}

/// What the map shows, and whether the person brought it there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// The part of the world.
    pub view: View,
    /// The person moved the map; otherwise it shows everything.
    pub touched: bool,
}

/// What a map of areas shares with the page around it.
#[derive(Clone, Copy)]
pub struct MapSignals {
    /// What it shows; none before it is here.
    pub seen: RwSignal<Option<Seen>>,
    /// Counts up when all should be shown.
    pub whole: RwSignal<u32>,
    /// The cell under the cursor while the viewer chooses their area on the map.
    pub cursor: RwSignal<Option<Cell>>,
    /// Its code did not arrive, so there is no map.
    pub missing: RwSignal<bool>,
}

impl MapSignals {
    /// A map that is not here yet.
    pub fn new() -> Self {
        Self {
            seen: RwSignal::new(None),
            whole: RwSignal::new(0),
            cursor: RwSignal::new(None),
            missing: RwSignal::new(false),
        }
    }
}

/// Requests as soft areas with a count.
#[component]
pub fn AreaMap(
    i18n: Texts,
    /// The areas to draw.
    #[prop(into)]
    areas: Signal<Vec<Area>>,
    /// The rectangle around everything there is.
    #[prop(into)]
    around: Signal<Option<Bounds>>,
    /// The chosen area.
    #[prop(into)]
    chosen: Signal<Option<Cell>>,
    /// An area of one cell was opened.
    on_open: Callback<Cell>,
    /// The viewer chose their area, or `None` gave it up.
    on_place: Callback<Option<Cell>>,
    map: MapSignals,
) -> impl IntoView {
    let app = App::here();
    let node = NodeRef::<Div>::new();
    let MapSignals { seen, whole, cursor, missing } = map;
    let make = move || {
        let calls = Calls {
            area: Box::new(move |key| {
                let cell = areas.with_untracked(|all| {
                    all.iter().find(|area| area.key == key).and_then(|area| area.cell.clone())
                });
                if let Some(cell) = cell {
                    on_open.run(cell);
                }
            }),
            moved: Box::new(move |Moved { edges, zoom, touched }| {
                let [south, west, north, east] = edges;
                let view = View { bounds: Bounds { south, west, north, east }, zoom };
                seen.set(Some(Seen { view, touched }));
            }),
            key: Box::new(move |key| match (cursor.get_untracked(), key.as_str()) {
                (Some(cell), "Enter") => on_place.run(Some(cell)),
                (_, "Escape") => on_place.run(None),
                (Some(cell), key) => cursor.set(Some(stepped(&cell, key))),
                (None, _) => {}
            }),
            picked: Box::new(move |lat, lon| {
                on_place.run(Some(Cell::snap(Point { lat, lon }, FINEST)));
            }),
            problem: Box::new(move |text| app.warn(text)),
        };
        (beginning(i18n, false, around.get_untracked().map(edges)), calls)
    };
    let drawn = start(i18n, node, missing, make);
    drawn.draw(move |map| {
        let spots: Vec<Spot> = areas.with(|all| {
            chosen.with(|c| all.iter().map(|area| spot(i18n, app, area, c.as_ref())).collect())
        });
        map.set_areas(&spots);
    });
    // What lies outside of what is shown brings the map there, until the person has moved it.
    drawn.draw(move |map| {
        let wanted = around.get();
        let now = seen.get_untracked();
        let moved = now.is_some_and(|seen| seen.touched);
        let inside = |all: Bounds| now.is_some_and(|seen| holds(seen.view.bounds, all));
        if let Some(all) = wanted.filter(|all| !moved && !inside(*all)) {
            map.fit(edges(all));
        }
    });
    drawn.draw(move |map| {
        if whole.get() > 0
            && let Some(all) = around.get_untracked()
        {
            map.fit(edges(all));
        }
    });
    let picking = Memo::new(move |_| cursor.with(Option::is_some));
    drawn.draw(move |map| map.set_picking(picking.get()));
    drawn.draw(move |map| {
        let shown = cursor.get().map(|c| (edges(c.bounds()), words::area(i18n, app, Some(&c))));
        map.show_pick(shown.as_ref().map(|(edges, label)| (*edges, label.as_str())));
    });
    view! {
        <div class="map" node_ref=node id="map"></div>
        <p class="sr" role="status">
            {move || cursor.get().map(|cell| words::area(i18n, app, Some(&cell)))}
        </p>
    }
}

/// A map on which a point is tapped; only the cell around it ever leaves this component.
#[component]
pub fn PickMap(i18n: Texts, cell: RwSignal<Option<Cell>>) -> impl IntoView {
    let app = App::here();
    let node = NodeRef::<Div>::new();
    let make = move || {
        let known = cell.get_untracked().or_else(|| app.viewer.get_untracked());
        let bounds = known.map(|c| wider(c.bounds(), 2.0)).map(edges);
        let calls = Calls {
            area: Box::new(|_| ()),
            moved: Box::new(|_| ()),
            key: Box::new(move |key| {
                cell.update(|cell| *cell = cell.as_ref().map(|c| stepped(c, &key)));
            }),
            picked: Box::new(move |lat, lon| {
                cell.set(Some(Cell::snap(Point { lat, lon }, FINEST)));
            }),
            problem: Box::new(move |text| app.warn(text)),
        };
        (beginning(i18n, true, bounds), calls)
    };
    let missing = RwSignal::new(false);
    let drawn = start(i18n, node, missing, make);
    drawn.draw(move |map| {
        let shown = cell.get().map(|c| (edges(c.bounds()), words::area(i18n, app, Some(&c))));
        map.show_pick(shown.as_ref().map(|(edges, label)| (*edges, label.as_str())));
    });
    view! { <div class="map-pick"><div class="map" node_ref=node></div></div> }
}

/// The next cell in the direction of an arrow key; the same for any other key.
fn stepped(cell: &Cell, key: &str) -> Cell {
    match key {
        "ArrowUp" => cell.step(0, 1),
        "ArrowDown" => cell.step(0, -1),
        "ArrowLeft" => cell.step(-1, 0),
        "ArrowRight" => cell.step(1, 0),
        _ => cell.clone(),
    }
}

fn wider(b: Bounds, times: f64) -> Bounds {
    let (dy, dx) = ((b.north - b.south) * times, (b.east - b.west) * times);
    Bounds { south: b.south - dy, west: b.west - dx, north: b.north + dy, east: b.east + dx }
}

//! The map, as areas to open or as a place to choose. All of it is optional: lists beside it have the
//! same powers, and without its code or its ground the page stays whole.

use crate::domain::cell::{Bounds, Cell, FINEST, Point};
use crate::domain::view::Area;
use crate::i18n::t_string;
use crate::platform::map::{Beginning, Calls, MapHandle, Spot};
use crate::platform::page;
use crate::state::live::App;
use crate::ui::language::{Texts, tag};
use crate::ui::words;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;

type Handle = Rc<RefCell<Option<MapHandle>>>;

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
            (
                "attributionOsm",
                t_string!(i18n, help.attribution_osm).to_owned(),
            ),
            ("attributionNaturalEarth", "Natural Earth".to_owned()),
            ("group", t_string!(i18n, help.map_group).to_owned()),
            ("problem", t_string!(i18n, help.map_problem).to_owned()),
        ],
        ..FALLBACK
    }
}

/// Starts a map in `node` once it is there; `ready` runs when it can be drawn on.
fn start(
    i18n: Texts,
    node: NodeRef<Div>,
    make: impl Fn() -> (Beginning, Calls) + 'static,
    ready: impl Fn() + 'static,
) -> Handle {
    let handle: Handle = Rc::default();
    let alive = Rc::new(());
    let kept = StoredValue::new_local((handle.clone(), alive.clone()));
    on_cleanup(move || {
        kept.with_value(|(handle, _)| handle.borrow_mut().take());
        kept.dispose();
    });
    let slot = handle.clone();
    let here = Rc::downgrade(&alive);
    let make = Rc::new(make);
    let ready = Rc::new(ready);
    drop(alive);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let (beginning, calls) = untrack(|| make());
        let (slot, here, ready) = (slot.clone(), here.clone(), ready.clone());
        let app = App::here();
        spawn_local(async move {
            let started =
                MapHandle::start((*element).clone(), page::base_url(), beginning, calls).await;
            // The page may have been left while the map's code was on its way.
            if here.strong_count() == 0 {
                return;
            }
            match started {
                Ok(map) => {
                    *slot.borrow_mut() = Some(map);
                    ready();
                }
                Err(_) => app.warn(t_string!(i18n, help.map_missing)),
            }
        });
    });
    handle
}

/// Requests as soft areas with a count.
#[component]
pub fn AreaMap(
    i18n: Texts,
    /// The areas to draw.
    #[prop(into)]
    areas: Signal<Vec<Area>>,
    /// The chosen area.
    chosen: RwSignal<Option<Cell>>,
    /// What the map shows now.
    view: RwSignal<Option<Bounds>>,
) -> impl IntoView {
    let app = App::here();
    let node = NodeRef::<Div>::new();
    let drawn = RwSignal::new(false);
    let make = move || {
        let around = areas.with_untracked(|all| around(all));
        let calls = Calls {
            area: Box::new(move |cell| chosen.set(Cell::parse(&cell))),
            moved: Box::new(move |[south, west, north, east]| {
                view.set(Some(Bounds {
                    south,
                    west,
                    north,
                    east,
                }));
            }),
            picked: Box::new(|_, _| ()),
            problem: Box::new(move |text| app.warn(text)),
        };
        (beginning(i18n, false, around.map(edges)), calls)
    };
    let handle = start(i18n, node, make, move || drawn.set(true));
    let map = StoredValue::new_local(handle);
    let with = move |act: &dyn Fn(&MapHandle)| {
        map.try_with_value(|handle| {
            if let Some(map) = handle.borrow().as_ref() {
                act(map);
            }
        });
    };
    Effect::new(move |_| {
        if drawn.get() {
            let spots: Vec<Spot> =
                areas.with(|all| all.iter().map(|area| spot(i18n, app, area)).collect());
            with(&|map| map.set_areas(&spots));
        }
    });
    Effect::new(move |_| {
        if drawn.get() {
            let cell = chosen.get();
            with(&|map| map.select(cell.as_ref().map(Cell::as_str)));
        }
    });
    follow_look(drawn, with);
    view! { <div class="map" node_ref=node></div> }
}

/// A map on which a point is tapped; only the cell around it ever leaves this component.
#[component]
pub fn PickMap(i18n: Texts, cell: RwSignal<Option<Cell>>) -> impl IntoView {
    let app = App::here();
    let node = NodeRef::<Div>::new();
    let drawn = RwSignal::new(false);
    let make = move || {
        let known = cell.get_untracked().or_else(|| app.viewer.get_untracked());
        let bounds = known.map(|c| wider(c.bounds(), 2.0)).map(edges);
        let calls = Calls {
            area: Box::new(|_| ()),
            moved: Box::new(|_| ()),
            picked: Box::new(move |lat, lon| {
                cell.set(Some(Cell::snap(Point { lat, lon }, FINEST)));
            }),
            problem: Box::new(move |text| app.warn(text)),
        };
        (beginning(i18n, true, bounds), calls)
    };
    let handle = start(i18n, node, make, move || drawn.set(true));
    let map = StoredValue::new_local(handle);
    let with = move |act: &dyn Fn(&MapHandle)| {
        map.try_with_value(|handle| {
            if let Some(map) = handle.borrow().as_ref() {
                act(map);
            }
        });
    };
    Effect::new(move |_| {
        if drawn.get() {
            let shown = cell
                .get()
                .map(|c| (edges(c.bounds()), words::area(i18n, app, Some(&c))));
            with(&|map| {
                map.show_pick(
                    shown
                        .as_ref()
                        .map(|(edges, label)| (*edges, label.as_str())),
                )
            });
        }
    });
    follow_look(drawn, with);
    view! { <div class="map-pick"><div class="map" node_ref=node></div></div> }
}

/// Light and dark follow the app's choice.
fn follow_look(drawn: RwSignal<bool>, with: impl Fn(&dyn Fn(&MapHandle)) + 'static) {
    let app = App::here();
    Effect::new(move |_| {
        app.look.track();
        if drawn.get() {
            let dark = page::is_dark();
            with(&|map| map.set_theme(dark));
        }
    });
}

fn spot(i18n: Texts, app: App, area: &Area) -> Spot {
    let name = words::area(i18n, app, Some(&area.cell));
    let mut label = t_string!(i18n, help.area_label, count = area.count, area = name);
    if area.urgent {
        label = format!("{label}, {}", t_string!(i18n, common.urgent));
    }
    Spot {
        cell: area.cell.to_string(),
        edges: edges(area.cell.bounds()),
        count: area.count,
        label,
        urgent: area.urgent,
        icon: area.category.map(|c| c.word().to_owned()),
        mine: area.mine,
    }
}

/// The rectangle around all areas; none where there are none.
fn around(areas: &[Area]) -> Option<Bounds> {
    areas.iter().map(|a| a.cell.bounds()).reduce(|a, b| Bounds {
        south: a.south.min(b.south),
        west: a.west.min(b.west),
        north: a.north.max(b.north),
        east: a.east.max(b.east),
    })
}

fn wider(b: Bounds, times: f64) -> Bounds {
    let (dy, dx) = ((b.north - b.south) * times, (b.east - b.west) * times);
    Bounds {
        south: b.south - dy,
        west: b.west - dx,
        north: b.north + dy,
        east: b.east + dx,
    }
}

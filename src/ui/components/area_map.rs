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
            ("problem", t_string!(i18n, help.map_problem).to_owned()),
        ],
        ..FALLBACK
    }
}

/// Starts a map in `node` once it is there. Light and dark follow the app's choice.
fn start(
    i18n: Texts,
    node: NodeRef<Div>,
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
                Err(_) => app.warn(t_string!(i18n, help.map_missing)),
            }
        });
    });
    drawn.draw(move |map| {
        app.look.track();
        map.set_theme(page::is_dark());
    });
    drawn
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
) -> impl IntoView {
    let app = App::here();
    let node = NodeRef::<Div>::new();
    let make = move || {
        let around = areas.with_untracked(|all| around(all));
        let calls = Calls {
            area: Box::new(move |cell| chosen.set(Cell::parse(&cell))),
            picked: Box::new(|_, _| ()),
            problem: Box::new(move |text| app.warn(text)),
        };
        (beginning(i18n, false, around.map(edges)), calls)
    };
    let drawn = start(i18n, node, make);
    drawn.draw(move |map| {
        let spots: Vec<Spot> =
            areas.with(|all| all.iter().map(|area| spot(i18n, app, area)).collect());
        map.set_areas(&spots);
    });
    drawn.draw(move |map| chosen.with(|cell| map.select(cell.as_ref().map(Cell::as_str))));
    view! { <div class="map" node_ref=node></div> }
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
            picked: Box::new(move |lat, lon| {
                cell.set(Some(Cell::snap(Point { lat, lon }, FINEST)));
            }),
            problem: Box::new(move |text| app.warn(text)),
        };
        (beginning(i18n, true, bounds), calls)
    };
    let drawn = start(i18n, node, make);
    drawn.draw(move |map| {
        let shown = cell.get().map(|c| (edges(c.bounds()), words::area(i18n, app, Some(&c))));
        map.show_pick(shown.as_ref().map(|(edges, label)| (*edges, label.as_str())));
    });
    view! { <div class="map-pick"><div class="map" node_ref=node></div></div> }
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
    Bounds { south: b.south - dy, west: b.west - dx, north: b.north + dy, east: b.east + dx }
}

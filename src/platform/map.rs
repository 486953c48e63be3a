//! The map's glue: loads `map.js` (Leaflet and the basemap) only when a map is shown.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/platform/load.js")]
extern "C" {
    pub(super) fn load_module(url: &str) -> Promise;
}

/// One soft area to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its name among all that are drawn, given back when it is opened.
    pub key: String,
    /// South, west, north, east, in degrees.
    pub edges: [f64; 4],
    /// Where its button stands: latitude, longitude.
    pub middle: [f64; 2],
    /// How many cells it stands for; of several the map goes nearer instead of opening it.
    pub cells: usize,
    /// How many things are in it.
    pub count: usize,
    /// What a screen reader says.
    pub label: String,
    /// How many in it are urgent.
    pub urgent: usize,
    /// The icon where there is one for all.
    pub icon: Option<String>,
    /// Something in it is one's own.
    pub mine: bool,
    /// It holds what was opened.
    pub selected: bool,
}

/// What a map shows after it moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moved {
    /// South, west, north, east, in degrees.
    pub edges: [f64; 4],
    /// Web-map zoom.
    pub zoom: f64,
    /// The person moved it, since it was last made to fit.
    pub touched: bool,
}

/// How a map begins.
#[derive(Debug, Clone, Default)]
pub struct Beginning {
    /// Latitude and longitude of the middle.
    pub center: [f64; 2],
    /// Web-map zoom.
    pub zoom: f64,
    /// What to fit at first: south, west, north, east.
    pub bounds: Option<[f64; 4]>,
    /// Choosing a place instead of browsing areas.
    pub picking: bool,
    /// Dark look.
    pub dark: bool,
    /// The language, BCP 47.
    pub lang: String,
    /// Labels by the adapter's names.
    pub labels: Vec<(&'static str, String)>,
}

/// What a map calls.
pub struct Calls {
    /// An area of one cell was opened: its key.
    pub area: Box<dyn Fn(String)>,
    /// The map shows something else now.
    pub moved: Box<dyn Fn(Moved)>,
    /// While a place is picked: an arrow, Enter or Escape, by its name in the browser.
    pub key: Box<dyn Fn(String)>,
    /// A place was chosen: latitude, longitude.
    pub picked: Box<dyn Fn(f64, f64)>,
    /// The ground could not be loaded: in words.
    pub problem: Box<dyn Fn(String)>,
}

/// A living map. Destroyed when dropped.
pub struct MapHandle {
    handle: JsValue,
    /// Kept alive as long as the map may call them.
    _closures: [Closure<dyn Fn(JsValue)>; 5],
}

/// The map's code or the map itself could not be started.
#[derive(Debug, Clone)]
pub struct MapError(pub String);

impl From<JsValue> for MapError {
    fn from(value: JsValue) -> Self {
        Self(format!("{value:?}"))
    }
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let bag = Object::new();
    for (key, value) in entries {
        let _ = Reflect::set(&bag, &(*key).into(), value);
    }
    bag.into()
}

fn numbers(list: &[f64]) -> JsValue {
    list.iter().copied().map(JsValue::from_f64).collect::<Array>().into()
}

fn number(of: &JsValue, key: &str) -> f64 {
    Reflect::get(of, &key.into()).ok().and_then(|v| v.as_f64()).unwrap_or_default()
}

impl MapHandle {
    /// Loads the map's code, if it is not here yet, and starts a map in `element`.
    ///
    /// # Errors
    /// [`MapError`], when the code does not arrive.
    pub async fn start(
        element: HtmlElement,
        base: String,
        beginning: Beginning,
        calls: Calls,
    ) -> Result<Self, MapError> {
        let module = JsFuture::from(load_module(&format!("{base}map.js"))).await?;
        let create: Function = Reflect::get(&module, &"createMap".into())?.dyn_into()?;
        let Calls { area, moved, key, picked, problem } = calls;
        let closures: [Closure<dyn Fn(JsValue)>; 5] = [
            Closure::new(move |cell: JsValue| area(cell.as_string().unwrap_or_default())),
            Closure::new(move |at: JsValue| picked(number(&at, "lat"), number(&at, "lon"))),
            Closure::new(move |text: JsValue| problem(text.as_string().unwrap_or_default())),
            Closure::new(move |view: JsValue| moved(read_view(&view))),
            Closure::new(move |name: JsValue| key(name.as_string().unwrap_or_default())),
        ];
        let names = ["onArea", "onPick", "onProblem", "onMove", "onKey"];
        let callbacks: Vec<(&str, JsValue)> =
            names.into_iter().zip(closures.iter().map(|c| c.as_ref().clone())).collect();
        let labels: Vec<(&str, JsValue)> =
            beginning.labels.iter().map(|(key, text)| (*key, text.into())).collect();
        let options = [
            ("regionUrl", format!("{base}basemap/region.pmtiles").into()),
            ("worldUrl", format!("{base}basemap/world.pmtiles").into()),
            ("sprite", format!("{base}icons.svg").into()),
            ("center", numbers(&beginning.center)),
            ("zoom", beginning.zoom.into()),
            ("bounds", beginning.bounds.map_or(JsValue::UNDEFINED, |b| numbers(&b))),
            ("theme", theme(beginning.dark)),
            ("lang", beginning.lang.into()),
            ("mode", if beginning.picking { "pick" } else { "browse" }.into()),
            ("labels", object(&labels)),
        ];
        let handle =
            create.call3(&JsValue::NULL, &element, &object(&options), &object(&callbacks))?;
        Ok(Self { handle, _closures: closures })
    }

    fn call(&self, method: &str, argument: &JsValue) {
        let function =
            Reflect::get(&self.handle, &method.into()).and_then(|f| f.dyn_into::<Function>());
        if let Ok(function) = function {
            let _ = function.call1(&self.handle, argument);
        }
    }

    /// Draws these areas in place of those before.
    pub fn set_areas(&self, spots: &[Spot]) {
        let list: Array = spots
            .iter()
            .map(|spot| {
                let [south, west, north, east] = spot.edges.map(JsValue::from_f64);
                object(&[
                    ("key", spot.key.as_str().into()),
                    ("south", south),
                    ("west", west),
                    ("north", north),
                    ("east", east),
                    ("lat", spot.middle[0].into()),
                    ("lon", spot.middle[1].into()),
                    ("cells", (spot.cells as f64).into()),
                    ("selected", spot.selected.into()),
                    ("count", (spot.count as f64).into()),
                    ("label", spot.label.as_str().into()),
                    ("urgent", (spot.urgent as f64).into()),
                    ("icon", spot.icon.as_deref().map_or(JsValue::NULL, JsValue::from_str)),
                    ("mine", spot.mine.into()),
                ])
            })
            .collect();
        self.call("setAreas", &list);
    }

    /// Shows just these edges: south, west, north, east.
    pub fn fit(&self, edges: [f64; 4]) {
        self.call("fit", &numbers(&edges));
    }

    /// Whether taps and keys choose a place, or areas are opened.
    pub fn set_picking(&self, on: bool) {
        self.call("setPicking", &on.into());
    }

    /// Shows the chosen cell as others will see it.
    pub fn show_pick(&self, cell: Option<([f64; 4], &str)>) {
        let value = cell.map_or(JsValue::NULL, |([south, west, north, east], label)| {
            object(&[
                ("south", south.into()),
                ("west", west.into()),
                ("north", north.into()),
                ("east", east.into()),
                ("label", label.into()),
            ])
        });
        self.call("showPick", &value);
    }

    /// Light or dark.
    pub fn set_theme(&self, dark: bool) {
        self.call("setTheme", &theme(dark));
    }
}

fn read_view(view: &JsValue) -> Moved {
    let touched = Reflect::get(view, &"touched".into()).is_ok_and(|v| v.is_truthy());
    let edges = ["south", "west", "north", "east"].map(|side| number(view, side));
    Moved { edges, zoom: number(view, "zoom"), touched }
}

fn theme(dark: bool) -> JsValue {
    if dark { "dark" } else { "light" }.into()
}

impl Drop for MapHandle {
    fn drop(&mut self) {
        self.call("destroy", &JsValue::UNDEFINED);
    }
}

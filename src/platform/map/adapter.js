// The map behind one plain function, so that the app knows nothing of Leaflet and loads all of this only when a map is
// shown. Callbacks never run inside a call of the handle: they come in a task of their own.
//
// createMap(element, options, callbacks) -> handle; tiles load afterwards.
//   options    { regionUrl, worldUrl, center: [lat, lon], zoom, bounds?: [s, w, n, e], theme: "light" | "dark", lang,
//                mode: "browse" | "pick", sprite?, labels: { zoomIn, zoomOut, map, attributionOsm,
//                attributionNaturalEarth, group?, urgent?, mine?, nearer?, problem? } }
//              labels.group names several areas that stand together: "{count}" and "{areas}" are filled in.
//   callbacks  { onArea(key), onMove({ south, west, north, east, zoom, touched }), onPick({ lat, lon }), onKey(name),
//                onProblem(text) }
//              touched: the person moved the map since it was last made to fit. onKey hears arrows, Enter and Escape while
//              a place is picked and one is shown.
//   handle     { setAreas(list), setPicking(on), showPick(cell), fit(bounds), flyTo(point, zoom), setTheme(theme), resize(),
//                destroy() }
//   an area    { key, south, west, north, east, lat, lon, count, cells, label, urgent, icon, mine, selected }
//              Of one cell it is opened; of several the map goes nearer.

import { Map as LeafletMap, Control, Marker, DivIcon, svg } from "leaflet/dist/leaflet-src.esm.js";
import { Areas } from "./areas.js";
import { Credits, ZoomButtons, addCross } from "./controls.js";
import { Ground } from "./ground.js";
import { SoftCell } from "./soft-cell.js";

const MIN_ZOOM = 3;
const MAX_ZOOM = 17;
const FIT_MAX_ZOOM = 15;

const DEFAULT_LABELS = {
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  map: "Map",
  attributionOsm: "© OpenStreetMap contributors",
  attributionNaturalEarth: "Natural Earth",
  group: "{count} requests in {areas} areas next to each other",
  urgent: "{count} urgent",
  mine: "yours among them",
  nearer: "Zoom in.",
  problem: "The map's ground could not be loaded. The areas are still shown.",
};

const wantsStillness = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const toBounds = ([south, west, north, east]) => [[south, west], [north, east]];

class MapHandle {
  constructor(element, options, callbacks) {
    this.callbacks = callbacks;
    this.labels = { ...DEFAULT_LABELS, ...options.labels };
    this.picking = options.mode === "pick";
    this.pending = new Map();
    this.waitingFit = options.bounds ?? null;
    this.touched = false;
    const moving = !wantsStillness();

    this.classBefore = element.className;
    element.classList.add("map");
    // A group: the page's own section around it is the landmark.
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", this.labels.map);
    this.map = new LeafletMap(element, {
      center: options.center,
      zoom: options.zoom,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      maxBounds: [[-84, -540], [84, 540]],
      maxBoundsViscosity: 1,
      zoomControl: false,
      attributionControl: false,
      doubleClickZoom: true,
      zoomAnimation: moving,
      fadeAnimation: moving,
      markerZoomAnimation: moving,
      inertia: moving,
      wheelPxPerZoomLevel: 90,
    });
    new Credits(this.labels).addTo(this.map);
    new ZoomButtons(this.labels).addTo(this.map);
    new Control.Scale({ imperial: false, position: "bottomleft", maxWidth: 90 }).addTo(this.map);
    this.cross = addCross(element);

    this.areas = new Areas({
      sprite: options.sprite ?? "icons.svg",
      interactive: !this.picking,
      groupLabel: (group) => this.#groupLabel(group),
      onOpen: (key) => this.#later("area", () => this.callbacks.onArea?.(key)),
      moveTo: (center, zoom) => {
        this.touched = true;
        this.map.setView(center, zoom, { animate: !wantsStillness() });
      },
      onLayout: () => this.#later("names", () => this.ground.relabel()),
    }).addTo(this.map);
    const spots = (zoom) => this.areas.spots(zoom);
    this.ground = new Ground(this.map, { ...options, spots }, (error) => {
      console.info("basemap:", error.message);
      this.#later("problem", () => this.callbacks.onProblem?.(this.labels.problem));
    });
    this.pickPane = this.map.createPane("pick");
    this.pickRenderer = svg({ pane: "pick", padding: 0.4 });

    this.map.on("moveend", () => this.#moved());
    this.#listenForPicks(element);
    this.#listenForTouch(element);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(element);
    this.resize();
    this.#moved();
  }

  #groupLabel({ count, cells, urgent, mine }) {
    const parts = [this.labels.group.replace("{count}", count).replace("{areas}", cells)];
    if (urgent > 0) parts.push(this.labels.urgent.replace("{count}", urgent));
    if (mine) parts.push(this.labels.mine);
    return `${parts.join(", ")}. ${this.labels.nearer}`;
  }

  /** Runs a callback in a task of its own; of several under one name only the last. */
  #later(name, call) {
    clearTimeout(this.pending.get(name));
    this.pending.set(name, setTimeout(call, 0));
  }

  #moved() {
    this.#later("move", () => {
      const size = this.map.getSize();
      if (size.x === 0 || size.y === 0) return;
      const b = this.map.getBounds();
      this.callbacks.onMove?.({
        south: b.getSouth(), west: b.getWest(), north: b.getNorth(), east: b.getEast(), zoom: this.map.getZoom(),
        touched: this.touched,
      });
    });
  }

  /** What moves the map by a person's hand: dragging, the wheel, two fingers, keys, the zoom buttons. */
  #listenForTouch(element) {
    const touch = () => { this.touched = true; };
    this.map.on("dragstart", touch);
    this.touchEvents = [
      ["wheel", touch], ["dblclick", touch],
      ["touchstart", (event) => { if (event.touches.length > 1) touch(); }],
      ["keydown", (event) => { if (/^(Arrow|[+=-]$)/.test(event.key)) touch(); }],
      ["click", (event) => { if (event.target.closest?.(".map-zoom")) touch(); }],
    ];
    for (const [name, hear] of this.touchEvents) element.addEventListener(name, hear, { capture: true, passive: true });
  }

  #listenForPicks(element) {
    this.setPicking(this.picking);
    const pick = (point) => {
      const { lat, lng } = point.wrap();
      this.#later("pick", () => this.callbacks.onPick?.({ lat, lon: lng }));
    };
    this.map.on("click", (event) => { if (this.picking) pick(event.latlng); });
    this.onKey = (event) => {
      if (!this.picking || event.target !== element || event.altKey || event.ctrlKey || event.metaKey) return;
      const key = event.key === " " ? "Enter" : event.key;
      if (!/^(Arrow(Up|Down|Left|Right)|Enter|Escape)$/.test(key)) return;
      event.preventDefault();
      // Leaflet would move the map by the same key.
      event.stopImmediatePropagation();
      if (this.pickShape || key === "Escape") this.callbacks.onKey?.(key);
      else pick(this.map.getCenter());
    };
    element.addEventListener("keydown", this.onKey, true);
  }

  /** Whether a tap or the keyboard chooses a place, or areas are opened. */
  setPicking(on) {
    this.picking = on;
    this.map.getContainer().classList.toggle("is-picking", on);
    this.areas.setInteractive(!on);
    if (on) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  setAreas(list) {
    this.areas.setAreas(Array.from(list ?? []));
  }

  /** The cell as others will see it, with its name below; null takes it away. */
  showPick(cell) {
    this.pickShape?.remove();
    this.pickName?.remove();
    this.pickShape = this.pickName = null;
    // The cross says what Enter takes; with a cell shown that is the cell.
    this.map.getContainer().classList.toggle("has-pick", Boolean(cell));
    if (!cell) return;
    this.pickShape = new SoftCell(toBounds([cell.south, cell.west, cell.north, cell.east]), "pick-shape");
    this.pickShape.options.renderer = this.pickRenderer;
    this.pickShape.addTo(this.map);
    this.map.panInside([(cell.south + cell.north) / 2, (cell.west + cell.east) / 2], { padding: [56, 56], animate: false });
    if (!cell.label) return;
    const name = document.createElement("span");
    name.dir = "auto";
    name.textContent = cell.label;
    this.pickName = new Marker([cell.south, (cell.west + cell.east) / 2], {
      icon: new DivIcon({ className: "pick-name", html: name, iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
      pane: "pick",
    }).addTo(this.map);
  }

  fit(bounds) {
    this.waitingFit = Array.from(bounds);
    this.touched = false;
    this.#fitNow();
  }

  #fitNow() {
    const size = this.map.getSize();
    if (!this.waitingFit || size.x === 0 || size.y === 0) return;
    const bounds = toBounds(this.waitingFit);
    this.waitingFit = null;
    this.map.fitBounds(bounds, { padding: [16, 16], maxZoom: FIT_MAX_ZOOM, animate: false });
    this.#moved();
  }

  flyTo(point, zoom) {
    this.waitingFit = null;
    this.touched = true;
    const target = Array.from(point);
    if (wantsStillness() || this.map.getSize().x === 0) this.map.setView(target, zoom, { animate: false });
    else this.map.flyTo(target, zoom, { duration: 0.8 });
  }

  setTheme(theme) {
    this.ground.setTheme(theme);
  }

  /** Takes the element's size anew. Called by itself whenever the element changes; a hidden element waits. */
  resize() {
    const element = this.map.getContainer();
    if (element.clientWidth === 0 || element.clientHeight === 0) return;
    this.map.invalidateSize({ animate: false });
    this.#fitNow();
  }

  destroy() {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.observer.disconnect();
    const element = this.map.getContainer();
    element.removeEventListener("keydown", this.onKey, true);
    for (const [name, hear] of this.touchEvents) element.removeEventListener(name, hear, true);
    this.callbacks = {};
    this.ground.destroy();
    this.map.remove();
    this.cross.remove();
    element.className = this.classBefore;
    for (const name of ["role", "aria-label", "tabindex", "style"]) element.removeAttribute(name);
  }
}

const METHODS = ["setAreas", "setPicking", "showPick", "fit", "flyTo", "setTheme", "resize", "destroy"];

export function createMap(element, options, callbacks) {
  const handle = new MapHandle(element, options ?? {}, callbacks ?? {});
  // Callable on their own, since other languages take functions apart from their objects.
  for (const name of METHODS) handle[name] = handle[name].bind(handle);
  return handle;
}

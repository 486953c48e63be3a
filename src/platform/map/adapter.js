// The map behind one plain function, so that the app knows nothing of Leaflet and loads all of this only when a map is
// shown. Callbacks never run inside a call of the handle: they come in a task of their own.
//
// createMap(element, options, callbacks) -> handle; tiles load afterwards.
//   options    { regionUrl, worldUrl, center: [lat, lon], zoom, bounds?: [s, w, n, e], theme: "light" | "dark", lang,
//                mode: "browse" | "pick", sprite?, labels: { zoomIn, zoomOut, map, attributionOsm,
//                attributionNaturalEarth, group?, problem? } }
//              labels.group names several areas that stand together: "{count}" and "{areas}" are filled in.
//   callbacks  { onArea(cell), onMove({ south, west, north, east, zoom }), onPick({ lat, lon }), onProblem(text) }
//   handle     { setAreas(list), select(cell), showPick(cell), fit(bounds), flyTo(point, zoom), setTheme(theme), resize(),
//                destroy() }
//   an area    { cell, south, west, north, east, count, label, urgent, icon, mine }

import { Map as LeafletMap, DomEvent, Marker, DivIcon, svg } from "leaflet/dist/leaflet-src.esm.js";
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
  group: "{count} requests in {areas} areas next to each other. Zoom in.",
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
      doubleClickZoom: !this.picking,
      zoomAnimation: moving,
      fadeAnimation: moving,
      markerZoomAnimation: moving,
      inertia: moving,
      wheelPxPerZoomLevel: 90,
    });
    new Credits(this.labels).addTo(this.map);
    new ZoomButtons(this.labels).addTo(this.map);
    this.cross = addCross(element);

    this.areas = new Areas({
      sprite: options.sprite ?? "icons.svg",
      interactive: !this.picking,
      groupLabel: (count, areas) => this.labels.group.replace("{count}", count).replace("{areas}", areas),
      onOpen: (cell) => this.#later("area", () => this.callbacks.onArea?.(cell)),
      moveTo: (center, zoom) => this.map.setView(center, zoom, { animate: !wantsStillness() }),
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
    if (this.picking) this.#listenForPicks(element);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(element);
    this.resize();
    this.#moved();
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
      });
    });
  }

  #listenForPicks(element) {
    element.classList.add("is-picking");
    const pick = (point) => {
      const { lat, lng } = point.wrap();
      this.#later("pick", () => this.callbacks.onPick?.({ lat, lon: lng }));
    };
    this.map.on("click", (event) => pick(event.latlng));
    this.onKey = (event) => {
      if (event.target === element && (event.key === "Enter" || event.key === " ")) {
        DomEvent.stop(event);
        pick(this.map.getCenter());
      }
    };
    element.addEventListener("keydown", this.onKey);
  }

  setAreas(list) {
    this.areas.setAreas(Array.from(list ?? []));
  }

  select(cell) {
    this.areas.select(cell ?? null);
  }

  /** The cell as others will see it, with its name below; null takes it away. */
  showPick(cell) {
    this.pickShape?.remove();
    this.pickName?.remove();
    this.pickShape = this.pickName = null;
    if (!cell) return;
    this.pickShape = new SoftCell(toBounds([cell.south, cell.west, cell.north, cell.east]), "pick-shape");
    this.pickShape.options.renderer = this.pickRenderer;
    this.pickShape.addTo(this.map);
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
    this.#fitNow();
  }

  #fitNow() {
    const size = this.map.getSize();
    if (!this.waitingFit || size.x === 0 || size.y === 0) return;
    const bounds = toBounds(this.waitingFit);
    this.waitingFit = null;
    this.map.fitBounds(bounds, { padding: [16, 16], maxZoom: FIT_MAX_ZOOM, animate: false });
  }

  flyTo(point, zoom) {
    this.waitingFit = null;
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
    if (this.onKey) element.removeEventListener("keydown", this.onKey);
    this.callbacks = {};
    this.ground.destroy();
    this.map.remove();
    this.cross.remove();
    element.className = this.classBefore;
    for (const name of ["role", "aria-label", "tabindex", "style"]) element.removeAttribute(name);
  }
}

const METHODS = ["setAreas", "select", "showPick", "fit", "flyTo", "setTheme", "resize", "destroy"];

export function createMap(element, options, callbacks) {
  const handle = new MapHandle(element, options ?? {}, callbacks ?? {});
  // Callable on their own, since other languages take functions apart from their objects.
  for (const name of METHODS) handle[name] = handle[name].bind(handle);
  return handle;
}

// The areas of requests: for each a soft shape on the ground, and a button in its middle with the count, and with the icon
// where all in it are of one category. An area is one cell, or several that the app counted together because the map is far
// away; and where buttons would overlap they stand together as one group. Both open into their parts by coming nearer.
// Elements are kept by the area's key, so that focus stays where it is when the data changes.

import { DomEvent, DomUtil, Layer, latLng, latLngBounds, svg } from "leaflet/dist/leaflet-src.esm.js";
import { SoftCell } from "./soft-cell.js";

const GROUP_RADIUS = 46; // CSS pixels between the middles of two buttons
const NEAR_ZOOM = 15; // from here on a cell fills much of the view, so its shape becomes a tint
const GROUP_CLOSEST_ZOOM = 15;
const SVG_NS = "http://www.w3.org/2000/svg";

const boundsOf = (area) => [[area.south, area.west], [area.north, area.east]];
const middleOf = (area) => latLng(area.lat, area.lon);
const shapeClass = (area) =>
  `area-shape${area.urgent ? " is-urgent" : ""}${area.mine ? " is-mine" : ""}${area.selected ? " is-selected" : ""}`;

/** The icon from the sprite of the site, drawn where the button's count would be. */
function iconElement(href) {
  const icon = document.createElementNS(SVG_NS, "svg");
  icon.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG_NS, "use");
  use.setAttribute("href", href);
  icon.append(use);
  return icon;
}

export const Areas = Layer.extend({
  /** `options`: { sprite, interactive, groupLabel(group), onOpen(key), moveTo(center, zoom), onLayout() } */
  initialize(options) {
    this.options = options;
    this.areas = new Map();
    this.shapes = new Map();
    this.buttons = new Map(); // leader's cell -> { element, group, signature }
    this.groups = [];
    this.layout = "";
  },

  onAdd(map) {
    this.groundPane = map.createPane("areas");
    this.pane = map.createPane("areaButtons");
    this.renderer = svg({ pane: "areas", padding: 0.4 });
    DomEvent.on(this.pane, "keydown", this._onKey, this);
  },

  onRemove() {
    DomEvent.off(this.pane, "keydown", this._onKey, this);
    for (const shape of this.shapes.values()) shape.remove();
    for (const { element } of this.buttons.values()) element.remove();
    this.renderer.remove();
  },

  getEvents() {
    return { zoom: this._place, viewreset: this._place, moveend: this._regroup, zoomanim: this._animate };
  },

  setAreas(list) {
    const next = new Map(list.map((area) => [area.key, area]));
    for (const [cell, shape] of this.shapes) {
      if (!next.has(cell)) {
        shape.remove();
        this.shapes.delete(cell);
      }
    }
    this.areas = next;
    for (const area of next.values()) {
      const className = shapeClass(area);
      const shape = this.shapes.get(area.key);
      if (shape) {
        shape.setClass(className);
        shape.setEdges(boundsOf(area));
      } else {
        const made = new SoftCell(boundsOf(area), className);
        made.options.renderer = this.renderer;
        this.shapes.set(area.key, made.addTo(this._map));
      }
    }
    this._regroup();
    const layout = [...next.values()].map((area) => `${area.key}:${area.count}`).sort().join();
    if (layout !== this.layout) {
      this.layout = layout;
      this.options.onLayout?.();
    }
  },

  /** Where the buttons stand at a zoom, in the map's pixels at that zoom, so that names can keep out of their way. */
  spots(zoom) {
    if (this.spotsOf?.zoom !== zoom || this.spotsOf.layout !== this.layout) {
      const points = this._group(zoom).map((group) => this._map.project(group.middle, zoom));
      this.spotsOf = { zoom, layout: this.layout, points };
    }
    return this.spotsOf.points;
  },

  /** Whether buttons can be pressed; while a place is picked they let the tap through. */
  setInteractive(on) {
    this.options.interactive = on;
    for (const { element } of this.buttons.values()) element.inert = !on;
  },

  /** Groups areas for this zoom. The order is by count, then cell, and panning plays no part, so groups stay put. */
  _group(zoom) {
    const map = this._map;
    const ordered = [...this.areas.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
    const buckets = new Map();
    const groups = [];
    for (const area of ordered) {
      const point = map.project(middleOf(area), zoom);
      const bx = Math.floor(point.x / GROUP_RADIUS);
      const by = Math.floor(point.y / GROUP_RADIUS);
      let home = null;
      let nearest = GROUP_RADIUS;
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const group of buckets.get(`${bx + dx}:${by + dy}`) ?? []) {
            const distance = group.point.distanceTo(point);
            if (distance < nearest) [home, nearest] = [group, distance];
          }
        }
      }
      if (home) {
        home.areas.push(area);
      } else {
        const group = { cell: area.key, point, areas: [area] };
        groups.push(group);
        const key = `${bx}:${by}`;
        if (!buckets.has(key)) buckets.set(key, []);
        buckets.get(key).push(group);
      }
    }
    for (const group of groups) {
      group.count = group.areas.reduce((sum, area) => sum + area.count, 0);
      group.urgent = group.areas.reduce((sum, area) => sum + area.urgent, 0);
      group.mine = group.areas.some((area) => area.mine);
      group.cells = group.areas.reduce((sum, area) => sum + area.cells, 0);
      group.icon = group.areas.every((area) => area.icon === group.areas[0].icon) ? group.areas[0].icon : null;
      group.selected = group.areas.some((area) => area.selected);
      group.bounds = latLngBounds(group.areas.flatMap(boundsOf));
      group.middle = this._middle(group, zoom);
    }
    return groups;
  },

  /** Where a group's button stands: among its areas, heavier ones nearer, but within reach of its leader. */
  _middle(group, zoom) {
    if (group.areas.length === 1) return middleOf(group.areas[0]);
    let x = 0;
    let y = 0;
    for (const area of group.areas) {
      const p = this._map.project(middleOf(area), zoom);
      x += p.x * area.count;
      y += p.y * area.count;
    }
    const mean = group.point.clone();
    mean.x = (group.point.x + x / group.count) / 2;
    mean.y = (group.point.y + y / group.count) / 2;
    return this._map.unproject(mean, zoom);
  },

  _regroup() {
    if (!this._map || !this._map._loaded) return;
    this.groundPane.classList.toggle("is-near", this._map.getZoom() >= NEAR_ZOOM);
    this.groups = this._group(this._map.getZoom());
    const focused = this._focusedCell();
    const view = this._map.getBounds().pad(0.05);
    const shown = this.groups.filter((group) => view.contains(group.middle) || this._holds(group, focused));
    shown.sort((a, b) => b.middle.lat - a.middle.lat || a.middle.lng - b.middle.lng);

    const wanted = new Set(shown.map((group) => group.cell));
    const entries = shown.map((group) => {
      let entry = this.buttons.get(group.cell);
      if (!entry) {
        entry = { element: this._makeButton(group.cell), signature: "" };
        this.buttons.set(group.cell, entry);
      }
      entry.group = group;
      this._dress(entry);
      return entry;
    });
    this._order(entries.map((entry) => entry.element));
    if (focused && !wanted.has(focused)) {
      const home = shown.find((group) => this._holds(group, focused));
      if (home) this.buttons.get(home.cell).element.focus({ preventScroll: true });
    }
    for (const [cell, entry] of this.buttons) {
      if (!wanted.has(cell)) {
        entry.element.remove();
        this.buttons.delete(cell);
      }
    }
    this._place();
  },

  _holds: (group, cell) => cell != null && group.areas.some((area) => area.key === cell),

  _focusedCell() {
    const active = this.pane.ownerDocument.activeElement;
    return active && this.pane.contains(active) ? active.dataset.cell : null;
  },

  /** Reading order in the document, without moving the focused button, which would lose the focus. */
  _order(elements) {
    const active = this.pane.ownerDocument.activeElement;
    const pivot = elements.indexOf(active);
    elements.forEach((element, i) => {
      if (i === pivot) return;
      if (i < pivot) {
        const before = elements[i + 1] === active || !elements[i + 1].isConnected ? active : elements[i + 1];
        if (element.nextSibling !== before || !element.isConnected) this.pane.insertBefore(element, active);
      } else if (element.previousSibling !== (elements[i - 1] ?? null) || !element.isConnected) {
        this.pane.insertBefore(element, i > 0 ? elements[i - 1].nextSibling : this.pane.firstChild);
      }
    });
  },

  _makeButton(cell) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "area leaflet-zoom-animated";
    element.dataset.cell = cell;
    const face = document.createElement("span");
    face.className = "area-face";
    element.append(face);
    element.addEventListener("click", (event) => this._open(cell, event));
    element.addEventListener("focus", () => this._reveal(cell));
    return element;
  },

  /** Writes a group into its button, only when something about it changed. */
  _dress(entry) {
    const { element, group } = entry;
    const single = group.areas.length === 1 ? group.areas[0] : null;
    const { count, cells, icon, urgent, mine, selected } = group;
    const label = single ? single.label : this.options.groupLabel(group);
    const signature = [icon ?? "", count, cells, urgent, mine, selected, label].join("|");
    element.inert = !this.options.interactive;
    if (entry.signature === signature) return;
    entry.signature = signature;
    element.classList.toggle("is-group", cells > 1);
    element.classList.toggle("is-urgent", urgent > 0);
    element.classList.toggle("is-mine", mine);
    element.classList.toggle("is-selected", selected);
    element.setAttribute("aria-label", label);
    if (selected) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
    const parts = icon ? [iconElement(`${this.options.sprite}#${icon}`)] : [];
    if (count > 1 || !icon) parts.push(String(count));
    element.firstChild.replaceChildren(...parts);
  },

  _place() {
    for (const { element, group } of this.buttons.values()) {
      DomUtil.setPosition(element, this._map.latLngToLayerPoint(group.middle).round());
    }
  },

  _animate(event) {
    for (const { element, group } of this.buttons.values()) {
      DomUtil.setPosition(element, this._map._latLngToNewLayerPoint(group.middle, event.zoom, event.center).round());
    }
  },

  _open(cell, event) {
    // A drag that started on the button pans the map; its closing click is no choice. (A key press has detail 0.)
    if (event.detail !== 0 && this._map.dragging?.moved()) return;
    const group = this.buttons.get(cell)?.group;
    if (!group) return;
    if (group.cells === 1) {
      this.options.onOpen(cell);
      return;
    }
    const map = this._map;
    const fitting = Math.min(map.getBoundsZoom(group.bounds.pad(0.15)), GROUP_CLOSEST_ZOOM);
    const zoom = Math.min(map.getMaxZoom(), Math.max(fitting, map.getZoom() + 1));
    this.options.moveTo(group.bounds.getCenter(), zoom);
  },

  /** A button that gets the focus by keyboard comes fully into view. */
  _reveal(cell) {
    const entry = this.buttons.get(cell);
    if (entry && entry.element.matches(":focus-visible")) {
      this._map.panInside(entry.group.middle, { padding: [56, 56], animate: this._map.options.zoomAnimation });
    }
  },

  /** The map's keys work from a button too: arrows pan, plus and minus zoom. */
  _onKey(event) {
    const step = { ArrowUp: [0, -80], ArrowDown: [0, 80], ArrowLeft: [-80, 0], ArrowRight: [80, 0] }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step) this._map.panBy(step, { animate: this._map.options.zoomAnimation });
    else if (event.key === "+" || event.key === "=") this._map.zoomIn();
    else if (event.key === "-") this._map.zoomOut();
    else return;
    DomEvent.stop(event);
  },
});

// The shape of one cell on the ground.

import { Path, latLngBounds } from "leaflet/dist/leaflet-src.esm.js";

const SMALLEST_SHAPE = 18; // CSS pixels: a cell far away is still a visible glow
const LARGEST_CORNER = 40;

/** A cell's rectangle with rounded corners. */
export const SoftCell = Path.extend({
  initialize(bounds, className) {
    this.bounds = latLngBounds(bounds);
    this.options = { ...this.options, interactive: false, stroke: false, fill: false, className };
  },
  setClass(className) {
    this.options.className = className;
    this._path?.setAttribute("class", className);
  },
  setEdges(bounds) {
    const edges = latLngBounds(bounds);
    if (this.bounds.equals(edges)) return;
    this.bounds = edges;
    if (this._map) this._reset();
  },
  _project() {
    const a = this._map.latLngToLayerPoint(this.bounds.getNorthWest());
    const b = this._map.latLngToLayerPoint(this.bounds.getSouthEast());
    const growX = Math.max(0, SMALLEST_SHAPE - (b.x - a.x)) / 2;
    const growY = Math.max(0, SMALLEST_SHAPE - (b.y - a.y)) / 2;
    this.box = { x: a.x - growX, y: a.y - growY, w: b.x - a.x + 2 * growX, h: b.y - a.y + 2 * growY };
  },
  _reset() {
    this._project();
    this._update();
  },
  _update() {
    if (!this._map) return;
    const { x, y, w, h } = this.box;
    const r = Math.min(Math.min(w, h) * 0.28, LARGEST_CORNER);
    const path =
      `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
      `h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;
    this._renderer._setPath(this, path);
  },
  _updatePath() {
    this._update();
  },
  _containsPoint: () => false,
});

// The ground of last resort: when the region's archive cannot be read, the lines of the geohash grid, on which areas lie.

import { GridLayer } from "leaflet/dist/leaflet-src.esm.js";

/** Degrees of longitude and latitude one geohash cell spans: 5 bits a letter, shared alternately, longitude first. */
function cellSpan(letters) {
  const bits = letters * 5;
  return { lon: 360 / 2 ** Math.ceil(bits / 2), lat: 180 / 2 ** Math.floor(bits / 2) };
}

const lettersAt = (zoom) => Math.max(1, Math.min(6, Math.floor((zoom - 1) / 2)));

export const Graticule = GridLayer.extend({
  initialize(color) {
    GridLayer.prototype.initialize.call(this, { className: "map-graticule", zIndex: 2 });
    this.color = color;
  },

  createTile(coords) {
    const tile = document.createElement("canvas");
    const scale = window.devicePixelRatio || 1;
    const size = this.getTileSize();
    tile.width = size.x * scale;
    tile.height = size.y * scale;
    const ctx = tile.getContext("2d");
    if (!ctx) return tile;
    ctx.scale(scale, scale);
    ctx.strokeStyle = this.color;
    ctx.lineWidth = 0.75;
    ctx.beginPath();
    const map = this._map;
    const corner = coords.scaleBy(size);
    const nw = map.unproject(corner, coords.z);
    const se = map.unproject(corner.add(size), coords.z);
    const span = cellSpan(lettersAt(coords.z));
    for (let lon = Math.ceil(nw.lng / span.lon) * span.lon; lon < se.lng; lon += span.lon) {
      const { x } = map.project([nw.lat, lon], coords.z).subtract(corner);
      ctx.moveTo(x, 0);
      ctx.lineTo(x, size.y);
    }
    for (let lat = Math.ceil(se.lat / span.lat) * span.lat; lat < nw.lat; lat += span.lat) {
      const { y } = map.project([lat, nw.lng], coords.z).subtract(corner);
      ctx.moveTo(0, y);
      ctx.lineTo(size.x, y);
    }
    ctx.stroke();
    return tile;
  },
});

// The ground layer: both archives drawn on canvas tiles by protomaps-leaflet, with the graticule when the region fails.

import { DomUtil, GridLayer } from "leaflet/dist/leaflet-src.esm.js";
import { leafletLayer } from "protomaps-leaflet";
import { Archive } from "./archive.js";
import { Graticule } from "./graticule.js";
import { paletteFor } from "./palette.js";
import { labelRules, paintRules } from "./rules.js";

// protomaps-leaflet looks for Leaflet under its global name; these two parts are all it uses.
globalThis.L ??= { GridLayer, DomUtil };

const FONT_WAIT_MS = 1500;

/** Resolves when the font can be drawn, or after a moment: names in a fallback font beat no names. */
function fontReady(font) {
  const patience = new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS));
  const weights = ["400", "500", "600"].map((weight) => document.fonts?.load(`${weight} 13px ${font}`));
  return Promise.race([Promise.all(weights), patience]).catch(() => {});
}

/** How much larger than usual the reader wants text; names on a map stop at one and a half, or they hide each other. */
function textScale() {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return Math.min(1.5, Math.max(1, size / 16));
}

export class Ground {
  /** `onProblem(error)` is called once at most, however many archives fail. */
  constructor(map, { regionUrl, worldUrl, theme, lang, spots }, onProblem) {
    this.map = map;
    this.lang = lang || "en";
    this.spots = spots;
    this.urls = { world: worldUrl, region: regionUrl };
    this.onProblem = onProblem;
    this.told = false;
    this.theme = theme;
    this.font = getComputedStyle(map.getContainer()).fontFamily || "sans-serif";
    this.textScale = textScale();
    this.retry = () => this.#restart();
    window.addEventListener("online", this.retry);
    this.#start();
  }

  #writing() {
    const { font, lang, spots, textScale } = this;
    return { font, lang, spots, textScale };
  }

  #start() {
    const color = paletteFor(this.theme);
    this.worldMissing = !this.urls.world;
    const maxDataZoom = { world: 6, region: 15 };
    const sources = {};
    this.archives = [];
    for (const [name, url] of Object.entries(this.urls)) {
      if (!url) continue;
      const archive = new Archive(url, (error) => this.#failed(name, error));
      this.archives.push(archive);
      sources[name] = { url: archive, maxDataZoom: maxDataZoom[name] };
    }
    this.layer = leafletLayer({
      sources,
      attribution: "",
      lang: this.lang,
      paintRules: paintRules(color),
      labelRules: labelRules(color, this.#writing()),
      backgroundColor: this.#backdrop(color),
      tasks: [fontReady(this.font)],
      updateWhenZooming: false,
      keepBuffer: 3,
    });
    // Names are placed by their left end; a canvas would take the page's direction and draw them the other way.
    this.map.getPane("tilePane").dir = "ltr";
    this.layer.addTo(this.map);
    this.#paintContainer(color);
  }

  /** The sea; but without the world's land everything would look like sea. */
  #backdrop(color) {
    return this.worldMissing ? color.beyond : color.water;
  }

  #paintContainer(color) {
    this.map.getContainer().style.backgroundColor = color.beyond;
  }

  #failed(name, error) {
    if (!this.layer) return;
    const color = paletteFor(this.theme);
    if (name === "world") {
      this.worldMissing = true;
      this.layer.backgroundColor = this.#backdrop(color);
      this.layer.rerenderTiles();
    } else if (!this.graticule) {
      this.graticule = new Graticule(color.innerBorder).addTo(this.map);
    }
    if (!this.told) {
      this.told = true;
      this.onProblem(error);
    }
  }

  /** Tries again from nothing when the network is back and something was missing. */
  #restart() {
    if (!this.archives.some((archive) => archive.broken)) return;
    this.#clear();
    this.#start();
  }

  #clear() {
    this.layer?.remove();
    this.graticule?.remove();
    this.layer = this.graticule = null;
  }

  setTheme(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    const color = paletteFor(theme);
    this.layer.paintRules = paintRules(color);
    this.layer.labelRules = labelRules(color, this.#writing());
    this.layer.backgroundColor = this.#backdrop(color);
    this.relabel();
    if (this.graticule) {
      this.graticule.color = color.innerBorder;
      this.graticule.redraw();
    }
    this.#paintContainer(color);
  }

  /** Lays the names out anew, because buttons stand elsewhere or the colours changed. */
  relabel() {
    this.layer.clearLayout();
    this.layer.rerenderTiles();
  }

  destroy() {
    window.removeEventListener("online", this.retry);
    this.#clear();
  }
}

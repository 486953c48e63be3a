// What lies on the map's edge: zoom buttons, the attribution that the data's licences ask for, and the cross for keyboards.

import { Control, DomEvent } from "leaflet/dist/leaflet-src.esm.js";

const SVG_NS = "http://www.w3.org/2000/svg";

function strokeIcon(path) {
  const icon = document.createElementNS(SVG_NS, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG_NS, "path");
  line.setAttribute("d", path);
  icon.append(line);
  return icon;
}

function sheltered(element) {
  DomEvent.disableClickPropagation(element);
  DomEvent.disableScrollPropagation(element);
  return element;
}

/** Two real buttons. At the end of the scale a button stays focusable and says that it does nothing. */
export const ZoomButtons = Control.extend({
  options: { position: "bottomright" },

  initialize(labels) {
    this.labels = labels;
  },

  onAdd(map) {
    const box = document.createElement("div");
    box.className = "map-zoom";
    const make = (label, path, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", label);
      button.title = label;
      button.append(strokeIcon(path));
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") !== "true") act();
      });
      box.append(button);
      return button;
    };
    this.inButton = make(this.labels.zoomIn, "M12 5.5v13M5.5 12h13", () => map.zoomIn());
    this.outButton = make(this.labels.zoomOut, "M5.5 12h13", () => map.zoomOut());
    this.update = () => {
      this.inButton.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
      this.outButton.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
    };
    map.on("zoomend", this.update);
    map.whenReady(this.update);
    return sheltered(box);
  },

  onRemove(map) {
    map.off("zoomend", this.update);
  },
});

/** Always visible: OpenStreetMap's licence (ODbL) asks for it, and Natural Earth deserves it. */
export const Credits = Control.extend({
  options: { position: "bottomright" },

  initialize(labels) {
    this.labels = labels;
  },

  onAdd() {
    const box = document.createElement("p");
    box.className = "map-credits";
    const link = (text, href) => {
      const a = document.createElement("a");
      a.href = href;
      a.rel = "noopener noreferrer";
      a.target = "_blank";
      a.dir = "auto";
      a.textContent = text;
      return a;
    };
    box.append(
      link(this.labels.attributionOsm, "https://www.openstreetmap.org/copyright"),
      " · ",
      link(this.labels.attributionNaturalEarth, "https://www.naturalearthdata.com/"),
    );
    return sheltered(box);
  },
});

/** The cross in the middle; the stylesheet shows it while the map has the keyboard's focus. */
export function addCross(container) {
  const cross = strokeIcon("M12 2v7M12 15v7M2 12h7M15 12h7");
  cross.setAttribute("class", "map-cross");
  container.append(cross);
  return cross;
}

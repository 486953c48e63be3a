// How the basemap is drawn: rules over the Protomaps basemap schema (version 4) for two sources,
// "world" (low zooms, the whole earth) and "region" (down to houses). Paint rules go from the ground up; label
// rules from the most to the least important, since the first label to take a spot keeps it.

import {
  CenteredTextSymbolizer,
  CircleSymbolizer,
  GeomType,
  GroupSymbolizer,
  LineLabelSymbolizer,
  LineSymbolizer,
  OffsetTextSymbolizer,
  PolygonSymbolizer,
  TextPlacements,
  exp,
  linear,
} from "protomaps-leaflet";

const kinds = (...wanted) => (_z, f) => wanted.includes(f.props.kind);

const ground = (layer, color, ...wanted) => ({
  dataSource: "region",
  dataLayer: layer,
  symbolizer: new PolygonSymbolizer({ fill: color }),
  filter: (_z, f) => f.geomType === GeomType.Polygon && (wanted.length === 0 || wanted.includes(f.props.kind)),
});

const line = (layer, minzoom, options, filter) => ({
  dataSource: "region",
  dataLayer: layer,
  minzoom,
  symbolizer: new LineSymbolizer({ lineCap: "round", lineJoin: "round", ...options }),
  filter: (z, f) => f.geomType === GeomType.Line && filter(z, f),
});

// Widths in CSS pixels by display zoom: the fill of a road, and how much its casing adds on both sides together.
const WIDTHS = {
  highway: [[6, 0.6], [10, 1.8], [13, 4], [15, 8], [18, 26]],
  major_road: [[8, 0.5], [10, 1.2], [13, 3], [15, 6.5], [18, 22]],
  minor_road: [[12, 0.5], [13, 1], [15, 3.6], [18, 16]],
};
const casing = (stops) => (z) => exp(1.6, stops)(z) + (z < 12 ? 0.8 : z < 15 ? 1.4 : 2);

const isService = (f) => f.props.kind_detail === "service";

function roads(c) {
  const of = (kind) => (_z, f) => f.props.kind === kind && !(kind === "minor_road" && isService(f));
  const service = (_z, f) => f.props.kind === "minor_road" && isService(f);
  const width = (kind) => exp(1.6, WIDTHS[kind]);
  return [
    line("roads", 14, { color: c.path, width: linear([[14, 0.6], [16, 1], [18, 2]]), dash: [3, 2.5] }, (z, f) =>
      f.props.kind === "path" && (z >= 15 || f.props.kind_detail === "track")),
    line("roads", 15, { color: c.roadCasing, width: linear([[15, 2], [18, 9]]) }, service),
    line("roads", 13, { color: c.roadCasing, width: casing(WIDTHS.minor_road) }, of("minor_road")),
    line("roads", 10, { color: c.majorCasing, width: casing(WIDTHS.major_road) }, of("major_road")),
    line("roads", 9, { color: c.majorCasing, width: casing(WIDTHS.highway) }, of("highway")),
    line("roads", 15, { color: c.road, width: linear([[15, 1], [18, 7]]) }, service),
    line("roads", 12, { color: c.road, width: width("minor_road") }, of("minor_road")),
    line("roads", 8, { color: c.major, width: width("major_road") }, of("major_road")),
    line("roads", 6, { color: c.major, width: width("highway") }, of("highway")),
    line("roads", 11, { color: c.rail, width: linear([[11, 0.8], [15, 1.6], [18, 3]]) }, kinds("rail")),
    line("roads", 14, { color: c.earth, width: linear([[14, 0.6], [18, 1.6]]), dash: [5, 5], lineCap: "butt" }, kinds("rail")),
  ];
}

/** Everything below the names. */
export function paintRules(c) {
  return [
    { dataSource: "world", dataLayer: "earth", symbolizer: new PolygonSymbolizer({ fill: c.beyond }) },
    {
      dataSource: "world",
      dataLayer: "boundaries",
      maxzoom: 9,
      symbolizer: new LineSymbolizer({ color: c.innerBorder, width: linear([[3, 0.6], [7, 1.2]]), lineJoin: "round" }),
    },
    // A soft edge where the region's land begins.
    line("boundaries", 8, { color: c.glow, width: linear([[8, 3], [12, 9], [16, 18]]), opacity: 0.55 }, (_z, f) =>
      f.props.kind_detail === 2),
    ground("earth", c.earth),
    ground("landuse", c.settled, "residential"),
    ground("landuse", c.meadow, "meadow", "grassland", "farmland", "recreation_ground"),
    ground("landuse", c.wood, "forest", "wood", "scrub", "nature_reserve", "national_park"),
    ground("landuse", c.vineyard, "vineyard", "orchard", "allotments"),
    ground("landuse", c.rock, "scree", "bare_rock", "quarry", "sand", "beach", "barren"),
    ground("landuse", c.ice, "glacier"),
    ground("landuse", c.work, "industrial", "commercial", "railway", "farmyard", "military", "aerodrome", "pedestrian", "pier"),
    ground("landuse", c.school, "school", "kindergarten", "university", "college"),
    ground("landuse", c.hospital, "hospital"),
    ground("landuse", c.park, "park", "garden", "grass", "village_green", "playground", "pitch", "cemetery", "stadium", "golf_course", "zoo"),
    ground("water", c.water),
    line("water", 10, { color: c.waterLine, width: exp(1.4, [[10, 0.8], [14, 2], [18, 8]]) }, kinds("river", "canal")),
    line("water", 13, { color: c.waterLine, width: exp(1.4, [[13, 0.5], [15, 1], [18, 3]]) }, kinds("stream", "drain", "ditch")),
    {
      dataSource: "region",
      dataLayer: "buildings",
      minzoom: 14,
      symbolizer: new PolygonSymbolizer({ fill: c.building, stroke: c.buildingEdge, width: linear([[14, 0], [15, 0.4], [17, 0.8]]) }),
      filter: (_z, f) => f.geomType === GeomType.Polygon,
    },
    ...roads(c),
    line("boundaries", 10, { color: c.innerBorder, width: linear([[10, 0.6], [14, 1.2]]), dash: [4, 4] }, (_z, f) =>
      f.props.kind_detail > 2),
    line("boundaries", 8, { color: c.border, width: linear([[8, 0.8], [12, 1.4], [16, 2]]), dash: [7, 3, 1.5, 3] }, (_z, f) =>
      f.props.kind_detail === 2),
  ];
}

/**
 * Gives a label the name in the reader's language, and keeps two sources from writing the same name twice.
 * Country names come from the browser, which knows them in every language.
 */
class Named {
  /**
   * `spots(zoom)`, if given, tells where buttons stand. A name that would lie under one moves below or above it
   * when it may, and is left away otherwise: half a name helps nobody.
   */
  constructor(inner, lang, spots, mayMove = true) {
    this.spots = spots;
    this.mayMove = mayMove;
    this.inner = inner;
    this.lang = lang;
    try {
      this.countries = new Intl.DisplayNames([lang], { type: "region" });
    } catch {
      this.countries = null;
    }
  }

  name(props) {
    if (props.kind === "country" && props.iso_code && this.countries) {
      return this.countries.of(props.iso_code) ?? props.name;
    }
    return props[`name:${this.lang}`] ?? props.name;
  }

  place(layout, geom, feature) {
    const name = this.name(feature.props);
    if (!name) return undefined;
    const labels = this.inner.place(layout, geom, { ...feature, props: { ...feature.props, name } });
    for (const label of labels ?? []) {
      label.bboxes = label.bboxes.map(withAir);
      label.deduplicationKey = name;
      label.deduplicationDistance = Math.max(label.deduplicationDistance ?? 0, 80);
    }
    return this.spots && labels ? this.avoidButtons(layout, labels) : labels;
  }

  avoidButtons(layout, labels) {
    const spots = this.spots(layout.zoom);
    const free = labels.map((label) => besideButtons(label, spots, layout, this.mayMove)).filter(Boolean);
    return free.length > 0 ? free : undefined;
  }
}

/** A little room around a name, so that names never touch. */
const withAir = (b) => ({ minX: b.minX - 1.5, minY: b.minY - 1.5, maxX: b.maxX + 1.5, maxY: b.maxY + 1.5 });

const BUTTON_REACH = 20; // half a button with its ring, in CSS pixels

const underButton = (box, spots) =>
  spots.find((spot) =>
    box.minX < spot.x + BUTTON_REACH && box.maxX > spot.x - BUTTON_REACH &&
    box.minY < spot.y + BUTTON_REACH && box.maxY > spot.y - BUTTON_REACH);

/** The label where neither a button nor a more important name is in its way, or null. */
function besideButtons(label, spots, layout, mayMove) {
  if (!mayMove) return label.bboxes.some((b) => underButton(b, spots)) ? null : label;
  const box = label.bboxes[0];
  const spot = underButton(box, spots);
  if (!spot) return label;
  const down = spot.y + BUTTON_REACH + 1 - box.minY;
  const up = spot.y - BUTTON_REACH - 1 - box.maxY;
  for (const dy of down < -up ? [down, up] : [up, down]) {
    const bboxes = label.bboxes.map((b) => ({ ...b, minY: b.minY + dy, maxY: b.maxY + dy }));
    if (!underButton(bboxes[0], spots) && !layout.index.bboxCollides(bboxes[0], layout.order)) {
      const anchor = label.anchor.clone();
      anchor.y += dy;
      return { ...label, anchor, bboxes };
    }
  }
  return null;
}

const byRank = (a, b) => (a.min_zoom ?? 20) - (b.min_zoom ?? 20) || (b.population ?? b.size ?? 0) - (a.population ?? a.size ?? 0);

/** The size of a settlement's name in pixels, by how important it is and how near one looks. */
function placeSize(z, f) {
  const rank = f?.props.min_zoom ?? 14;
  return Math.min(17, Math.max(12, 13 + (z - rank) * 0.7));
}

/** The names on the map: `writing` is { font, lang, textScale, spots } with a font family and `spots(zoom)` as in Named. */
export function labelRules(c, { font: family, lang, textScale, spots }) {
  const font = (style, size) => `${style} ${Math.round(size * textScale * 2) / 2}px ${family}`;
  const named = (Symbolizer, options, ...avoid) =>
    new Named(new Symbolizer({ stroke: c.halo, width: 2, lineHeight: 1.35, ...options }), lang, ...avoid);
  const fixedText = (Symbolizer, options) => named(Symbolizer, options, spots, false);
  const placeText = (Symbolizer, options) => named(Symbolizer, options, spots);
  const town = {
    fill: c.placeText,
    font: (z, f) => font((f?.props.min_zoom ?? 14) <= 10 ? 600 : 500, placeSize(z, f)),
  };
  const isPlace = (z, f) => f.props.kind === "locality" && (f.props.min_zoom ?? 10) <= z + 0.5;
  const poi = (minzoom, color, ...wanted) => ({
    dataSource: "region",
    dataLayer: "pois",
    minzoom,
    sort: byRank,
    symbolizer: new GroupSymbolizer([
      new CircleSymbolizer({ radius: 2, fill: color, stroke: c.halo, width: 1 }),
      fixedText(OffsetTextSymbolizer, {
        fill: color, font: font("400", 12), width: 1.5, offsetX: 6, offsetY: 0, maxLineChars: 18, placements: [TextPlacements.E],
      }),
    ]),
    filter: kinds(...wanted),
  });
  return [
    {
      dataSource: "world",
      dataLayer: "places",
      maxzoom: 8,
      sort: byRank,
      symbolizer: placeText(CenteredTextSymbolizer, {
        fill: c.countryText, stroke: c.beyond, textTransform: "uppercase", letterSpacing: 1.2, font: font("500", 12),
      }),
      filter: (z, f) => f.props.kind === "country" && f.props.min_zoom <= z,
    },
    {
      dataSource: "region",
      dataLayer: "places",
      minzoom: 9,
      sort: byRank,
      symbolizer: placeText(CenteredTextSymbolizer, town),
      filter: (z, f) => isPlace(z, f) && f.props.kind_detail !== "locality",
    },
    {
      dataSource: "world",
      dataLayer: "places",
      minzoom: 4,
      maxzoom: 8,
      sort: byRank,
      symbolizer: new GroupSymbolizer([
        new CircleSymbolizer({ radius: 2, fill: c.smallText, stroke: c.halo, width: 1 }),
        fixedText(OffsetTextSymbolizer, {
          fill: c.smallText, stroke: c.beyond, offsetX: 6, offsetY: 0, placements: [TextPlacements.E], font: font("500", 12),
        }),
      ]),
      filter: isPlace,
    },
    {
      dataSource: "world",
      dataLayer: "places",
      minzoom: 9,
      sort: byRank,
      symbolizer: placeText(CenteredTextSymbolizer, { fill: c.smallText, stroke: c.beyond, font: font("500", 13) }),
      filter: isPlace,
    },
    {
      dataSource: "region",
      dataLayer: "places",
      minzoom: 14,
      symbolizer: placeText(CenteredTextSymbolizer, { fill: c.smallText, font: font("italic 400", 12) }),
      filter: (_z, f) => f.props.kind === "neighbourhood" || f.props.kind_detail === "locality",
    },
    {
      dataSource: "region",
      dataLayer: "roads",
      minzoom: 14,
      symbolizer: fixedText(LineLabelSymbolizer, {
        fill: c.smallText, stroke: c.halo, width: 3, position: 2, repeatDistance: 350, font: font("500", 12),
      }),
      filter: kinds("highway", "major_road"),
    },
    poi(12, c.smallText, "castle", "train_station", "hospital"),
    {
      dataSource: "region",
      dataLayer: "roads",
      minzoom: 15,
      symbolizer: fixedText(LineLabelSymbolizer, {
        fill: c.smallText, stroke: c.halo, width: 3, position: 2, repeatDistance: 350, font: font("400", 12),
      }),
      filter: (z, f) => f.props.kind === "minor_road" || (z >= 16 && f.props.kind === "path"),
    },
    {
      dataSource: "region",
      dataLayer: "water",
      minzoom: 12,
      symbolizer: fixedText(LineLabelSymbolizer, {
        fill: c.waterText, stroke: c.halo, width: 2, position: 2, repeatDistance: 400, font: font("italic 400", 12),
      }),
      filter: (z, f) => f.geomType === GeomType.Line && (f.props.kind === "river" || f.props.kind === "canal" || z >= 14),
    },
    poi(13, c.smallText, "peak"),
    poi(15, c.smallText, "school", "university", "college", "townhall", "library", "museum", "alpine_hut"),
    poi(16, c.smallText, "kindergarten", "place_of_worship", "pharmacy", "doctors", "post_office", "community_centre", "nursing_home", "social_facility", "supermarket", "playground"),
  ];
}

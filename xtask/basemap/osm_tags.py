"""What an OpenStreetMap object is in the Protomaps basemap schema, version 4: tags in, layer and properties out.

Every function returns None for what the map does not show, otherwise (properties, lowest tile zoom).
A tile of zoom z is drawn at display zoom z + 1.
"""

LANGUAGES = ("de", "en", "es", "fr", "it", "pt", "rm", "tr")

# OSM highway value: (kind, lowest tile zoom)
ROADS = {
    "motorway": ("highway", 5), "motorway_link": ("highway", 10),
    "trunk": ("major_road", 7), "trunk_link": ("major_road", 10),
    "primary": ("major_road", 8), "primary_link": ("major_road", 11),
    "secondary": ("major_road", 9), "secondary_link": ("major_road", 11),
    "tertiary": ("major_road", 10), "tertiary_link": ("major_road", 12),
    "unclassified": ("minor_road", 11), "residential": ("minor_road", 12), "living_street": ("minor_road", 12),
    "road": ("minor_road", 12), "service": ("minor_road", 13),
    "pedestrian": ("path", 12), "track": ("path", 12), "cycleway": ("path", 13), "bridleway": ("path", 13),
    "path": ("path", 13), "footway": ("path", 14), "steps": ("path", 14),
}
RAILS = {"rail": 8, "narrow_gauge": 10, "light_rail": 10, "subway": 11, "tram": 12, "funicular": 12}

# (key, value): kind; the first that matches counts
LANDUSE = {
    ("landuse", "forest"): "forest", ("natural", "wood"): "wood", ("natural", "scrub"): "scrub",
    ("natural", "heath"): "scrub", ("natural", "wetland"): "wetland", ("natural", "glacier"): "glacier",
    ("natural", "scree"): "scree", ("natural", "bare_rock"): "bare_rock", ("natural", "beach"): "beach",
    ("natural", "sand"): "sand", ("natural", "grassland"): "grassland", ("natural", "fell"): "grassland",
    ("landuse", "meadow"): "meadow", ("landuse", "grass"): "grass", ("landuse", "village_green"): "village_green",
    ("landuse", "vineyard"): "vineyard", ("landuse", "orchard"): "orchard", ("landuse", "farmland"): "farmland",
    ("landuse", "farmyard"): "farmyard", ("landuse", "allotments"): "allotments",
    ("landuse", "residential"): "residential", ("landuse", "commercial"): "commercial",
    ("landuse", "retail"): "commercial", ("landuse", "industrial"): "industrial", ("landuse", "railway"): "railway",
    ("landuse", "quarry"): "quarry", ("landuse", "cemetery"): "cemetery", ("amenity", "grave_yard"): "cemetery",
    ("landuse", "recreation_ground"): "recreation_ground", ("landuse", "military"): "military",
    ("leisure", "park"): "park", ("leisure", "garden"): "garden", ("leisure", "playground"): "playground",
    ("leisure", "pitch"): "pitch", ("leisure", "stadium"): "stadium", ("leisure", "golf_course"): "golf_course",
    ("leisure", "nature_reserve"): "nature_reserve", ("boundary", "national_park"): "national_park",
    ("amenity", "school"): "school", ("amenity", "kindergarten"): "kindergarten",
    ("amenity", "university"): "university", ("amenity", "college"): "college", ("amenity", "hospital"): "hospital",
    ("highway", "pedestrian"): "pedestrian", ("aeroway", "aerodrome"): "aerodrome", ("tourism", "zoo"): "zoo",
}
WIDE = {"forest", "wood", "glacier", "scree", "bare_rock", "nature_reserve", "national_park", "residential", "farmland"}

# (key, value): (kind, lowest tile zoom)
POIS = {
    ("natural", "peak"): ("peak", 11), ("historic", "castle"): ("castle", 12), ("tourism", "alpine_hut"): ("alpine_hut", 13),
    ("railway", "station"): ("train_station", 12), ("railway", "halt"): ("train_station", 12),
    ("amenity", "hospital"): ("hospital", 12), ("amenity", "townhall"): ("townhall", 13),
    ("amenity", "library"): ("library", 13), ("amenity", "school"): ("school", 13),
    ("amenity", "kindergarten"): ("kindergarten", 14), ("amenity", "university"): ("university", 13),
    ("amenity", "college"): ("college", 13), ("amenity", "place_of_worship"): ("place_of_worship", 14),
    ("amenity", "pharmacy"): ("pharmacy", 14), ("amenity", "doctors"): ("doctors", 14),
    ("amenity", "post_office"): ("post_office", 14), ("amenity", "community_centre"): ("community_centre", 14),
    ("amenity", "nursing_home"): ("nursing_home", 14), ("amenity", "social_facility"): ("social_facility", 14),
    ("shop", "supermarket"): ("supermarket", 14), ("tourism", "museum"): ("museum", 14),
    ("leisure", "playground"): ("playground", 14), ("highway", "bus_stop"): ("bus_stop", 14),
}

# place value: (kind, lowest tile zoom without a population)
PLACES = {
    "city": ("locality", 6), "town": ("locality", 7), "village": ("locality", 10), "hamlet": ("locality", 11),
    "isolated_dwelling": ("locality", 13), "locality": ("locality", 13), "farm": ("locality", 13),
    "suburb": ("neighbourhood", 12), "quarter": ("neighbourhood", 12), "neighbourhood": ("neighbourhood", 13),
}

WATER_LINES = {"river": 8, "canal": 10, "stream": 12, "drain": 13, "ditch": 14}


def names(tags, languages=True):
    """`name`, and `name:xx` where it says something else."""
    name = tags.get("name")
    found = {"name": name} if name else {}
    if languages:
        found.update({f"name:{x}": tags[f"name:{x}"] for x in LANGUAGES if tags.get(f"name:{x}", name) != name})
    return found


def _yes(tags, key):
    return tags.get(key, "no") not in ("no", "false", "0")


def road(tags):
    """A way of roads, rails or paths."""
    if tags.get("area") == "yes":
        return None
    value = tags.get("highway")
    if value in ROADS:
        kind, zoom = ROADS[value]
    elif tags.get("railway") in RAILS and not tags.get("service"):
        value = tags["railway"]
        kind, zoom = "rail", RAILS[value]
    else:
        return None
    if tags.get("service") in ("driveway", "parking_aisle"):
        zoom = 14
    props = {"kind": kind, "kind_detail": value}
    if kind != "rail":
        props.update(names(tags, languages=False))
    if tags.get("ref") and kind in ("highway", "major_road"):
        props["ref"] = tags["ref"]
    for key, flag in (("bridge", "is_bridge"), ("tunnel", "is_tunnel")):
        if _yes(tags, key):
            props[flag] = True
    if value.endswith("_link"):
        props["is_link"] = True
    return props, zoom


def water_line(tags):
    """A river or brook drawn as a line."""
    value = tags.get("waterway")
    if value not in WATER_LINES or _yes(tags, "tunnel"):
        return None
    return {"kind": value, **names(tags)}, WATER_LINES[value]


def water_area(tags):
    """A lake, pond, basin or the surface of a river."""
    if tags.get("waterway") == "riverbank" or tags.get("water") == "river":
        return {"kind": "river", **names(tags)}, 7
    if tags.get("natural") == "water":
        kind = tags.get("water", "water")
        return {"kind": kind if kind in ("lake", "reservoir", "pond") else "water", **names(tags)}, 8
    if tags.get("landuse") in ("reservoir", "basin"):
        return {"kind": "basin"}, 11
    if tags.get("leisure") == "swimming_pool" or tags.get("amenity") == "swimming_pool":
        return {"kind": "swimming_pool"}, 14
    return None


def landuse(tags):
    """What the ground is used for, or covered with."""
    for (key, value), kind in LANDUSE.items():
        if tags.get(key) == value:
            return {"kind": kind}, 6 if kind in WIDE else 11
    return None


def building(tags):
    """A house, without its number or name: nobody's address is on this map."""
    return ({"kind": "building"}, 13) if _yes(tags, "building") else None


def poi(tags):
    """A named place people orient themselves by."""
    if not tags.get("name"):
        return None
    for (key, value), (kind, zoom) in POIS.items():
        if tags.get(key) == value:
            props = {"kind": kind, **names(tags), "min_zoom": zoom + 1}
            if kind == "peak" and tags.get("ele", "").replace(".", "", 1).isdigit():
                props["elevation"] = round(float(tags["ele"]))
            return props, zoom
    return None


def population(tags):
    digits = tags.get("population", "").replace("'", "").replace(",", "").replace(" ", "")
    return int(digits) if digits.isdigit() else 0


def place(tags):
    """A settlement or a part of one."""
    value = tags.get("place")
    if value not in PLACES or not tags.get("name"):
        return None
    kind, zoom = PLACES[value]
    people = population(tags)
    if kind == "locality":
        for least, at in ((500_000, 4), (50_000, 5), (10_000, 7), (3_500, 8), (1_000, 9)):
            if people >= least:
                zoom = min(zoom, at)
                break
    props = {"kind": kind, "kind_detail": value, **names(tags), "min_zoom": zoom + 1}
    if people:
        props["population"] = people
        # The schema's rank: how many of these steps the population reaches.
        steps = (200, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
        props["population_rank"] = sum(people >= s for s in steps)
    return props, zoom


def boundary(admin_level):
    """A border line, by the highest rank among the areas it bounds."""
    kinds = {2: ("country", 0), 4: ("region", 5), 6: ("county", 9), 8: ("locality", 10)}
    if admin_level not in kinds:
        return None
    kind, zoom = kinds[admin_level]
    return {"kind": kind, "kind_detail": admin_level}, zoom

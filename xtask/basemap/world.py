"""The quiet world below the region: land, country borders and names from Natural Earth (npm `world-atlas`),
and the larger towns of `towns.json`."""

import json
from pathlib import Path

from geometry import label_point, ring_area, rounded

HERE = Path(__file__).parent


class Topology:
    """A quantised TopoJSON file, read far enough for polygons and the borders between them."""

    def __init__(self, path):
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
        self.objects = data["objects"]
        self.arcs = []
        for arc in data["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * sx + tx, y * sy + ty))
            self.arcs.append(rounded(line, 4))

    def line(self, indices):
        points = []
        for i in indices:
            arc = self.arcs[i] if i >= 0 else self.arcs[~i][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def polygons(self, geometry):
        nested = {"Polygon": lambda g: [g["arcs"]], "MultiPolygon": lambda g: g["arcs"]}.get(geometry["type"])
        return [[self.line(ring) for ring in polygon] for polygon in nested(geometry)] if nested else []

    def shared_arcs(self, name):
        """Arcs that two geometries of an object have in common: borders on land, not coasts."""
        users = {}
        for n, geometry in enumerate(self.objects[name]["geometries"]):
            stack = [geometry.get("arcs", [])]
            while stack:
                item = stack.pop()
                if isinstance(item, list):
                    stack.extend(item)
                else:
                    users.setdefault(item if item >= 0 else ~item, set()).add(n)
        return [self.arcs[i] for i in sorted(users) if len(users[i]) > 1]


def iso_codes():
    words = (HERE / "iso3166.txt").read_text(encoding="utf-8").splitlines()[1:]
    return {w[:3]: w[3:] for line in words for w in line.split()}


def features(atlas):
    """Yields (layer, geometry, properties, lowest zoom) for the whole world."""
    atlas = Path(atlas)
    land = Topology(atlas / "land-50m.json")
    for geometry in land.objects["land"]["geometries"]:
        for polygon in land.polygons(geometry):
            yield "earth", {"type": "Polygon", "coordinates": polygon}, {"kind": "earth"}, 0

    countries = Topology(atlas / "countries-50m.json")
    for arc in countries.shared_arcs("countries"):
        yield "boundaries", {"type": "LineString", "coordinates": arc}, {"kind": "country", "kind_detail": 2}, 0

    codes = iso_codes()
    for geometry in countries.objects["countries"]["geometries"]:
        polygons = countries.polygons(geometry)
        name = geometry.get("properties", {}).get("name")
        if not polygons or not name:
            continue
        size = sum(abs(ring_area(p[0])) for p in polygons)
        zoom = next((z for z, least in ((1, 200), (2, 40), (3, 8), (4, 0.5), (5, 0.01)) if size >= least), 6)
        props = {"kind": "country", "name": name, "min_zoom": zoom + 1, "size": round(size, 3)}
        if geometry.get("id") in codes:
            props["iso_code"] = codes[geometry["id"]]
        yield "places", {"type": "Point", "coordinates": rounded([label_point(polygons)], 3)[0]}, props, zoom

    for town in json.loads((HERE / "towns.json").read_text(encoding="utf-8"))["towns"]:
        name, lat, lon, zoom, other = (*town, None)[:5]
        props = {"kind": "locality", "kind_detail": "city" if zoom < 6 else "town", "name": name, "min_zoom": zoom + 1}
        props.update({f"name:{lang}": text for lang, text in (other or {}).items()})
        yield "places", {"type": "Point", "coordinates": (lon, lat)}, props, min(zoom, 6)

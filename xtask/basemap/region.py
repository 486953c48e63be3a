"""Reads an OpenStreetMap extract and gives the features of its basemap, layer by layer."""

import json

import osmium
from osmium import osm

import osm_tags
from build_errors import Failure
from geometry import Inside, in_polygons, join_lines, label_point, ring_middle, rounded


def _points(geometry):
    """Every position of a GeoJSON geometry."""
    stack = [geometry["coordinates"]]
    while stack:
        item = stack.pop()
        if isinstance(item[0], (int, float)):
            yield item
        else:
            stack.extend(item)


class Region:
    """What one pass over the extract found."""

    def __init__(self):
        self.box = None  # (west, south, east, north)
        self.ready = []  # features that need no further thought
        self.roads = {}  # properties as JSON -> [lowest zoom, lines]
        self.water_lines = {}
        self.areas = {}  # admin level -> [(name, polygons)]
        self.border_ways = {}  # way id -> highest rank (lowest admin level) of the areas it bounds
        self.borders = []  # (admin level, line)
        self.place_nodes = []  # (tags, point)

    @classmethod
    def read(cls, path):
        region = cls()
        try:
            region._read_borders(str(path))
            region._read_features(str(path))
        except RuntimeError as error:
            raise Failure(f"{path} could not be read as an OpenStreetMap extract (.osm.pbf): {error}") from None
        return region

    def _read_borders(self, path):
        reader = osmium.io.Reader(path, osm.NOTHING)
        box = reader.header().box()
        reader.close()
        if box.valid():
            self.box = (box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat)
        for relation in osmium.FileProcessor(path, osm.RELATION):
            tags = relation.tags
            if tags.get("boundary") == "administrative" and tags.get("admin_level", "").isdigit():
                level = int(tags["admin_level"])
                for member in relation.members:
                    if member.type == "w":
                        self.border_ways[member.ref] = min(level, self.border_ways.get(member.ref, level))

    def _read_features(self, path):
        self.geojson = osmium.geom.GeoJSONFactory()
        for item in osmium.FileProcessor(path).with_locations().with_areas():
            if item.is_node():
                self._node(item)
            elif item.is_way():
                self._way(item)
            elif item.is_area():
                self._area(item)

    def _node(self, node):
        if len(node.tags) == 0:
            return
        tags = dict(node.tags)
        point = rounded([(node.location.lon, node.location.lat)])[0]
        if osm_tags.place(tags):
            self.place_nodes.append((tags, point))
            self._point("places", point, osm_tags.place(tags))
        self._point("pois", point, osm_tags.poi(tags))

    def _way(self, way):
        tags = dict(way.tags)
        found_road, found_water = osm_tags.road(tags), osm_tags.water_line(tags)
        border = self.border_ways.get(way.id)
        if not (found_road or found_water or border):
            return
        line = rounded([(n.lon, n.lat) for n in way.nodes if n.location.valid()])
        if len(line) < 2:
            return
        for found, lines in ((found_road, self.roads), (found_water, self.water_lines)):
            if found:
                key = json.dumps(found[0], ensure_ascii=False, sort_keys=True)
                lines.setdefault((key, found[1]), []).append(line)
        if border:
            self.borders.append((border, line))

    def _area(self, area):
        tags = dict(area.tags)
        admin = tags.get("admin_level") if tags.get("boundary") == "administrative" else None
        kinds = (
            ("landuse", osm_tags.landuse(tags)), ("water", osm_tags.water_area(tags)),
            ("buildings", osm_tags.building(tags)),
        )
        place_of = osm_tags.poi(tags)
        if not admin and not place_of and not any(found for _, found in kinds):
            return
        try:
            geometry = json.loads(self.geojson.create_multipolygon(area))
        except RuntimeError:
            return  # a ring that cannot be closed within the extract
        if admin and admin.isdigit():
            self.areas.setdefault(int(admin), []).append((tags.get("name", ""), geometry["coordinates"]))
        for layer, found in kinds:
            if found:
                self.ready.append((layer, geometry, *found))
        if place_of:
            self._point("pois", rounded([label_point(geometry["coordinates"])])[0], place_of)

    def _point(self, layer, point, found):
        if found:
            self.ready.append((layer, {"type": "Point", "coordinates": point}, *found))

    def _earth(self):
        """The countries that lie wholly in the extract; for an extract of a part of one, its frame."""
        whole = [polygons for _, polygons in self.areas.get(2, [])]
        if whole:
            return [polygon for polygons in whole for polygon in polygons]
        west, south, east, north = self._frame()
        return [[[(west, south), (east, south), (east, north), (west, north), (west, south)]]]

    def _frame(self):
        if self.box:
            return self.box
        points = [p for (_, _), lines in self.roads.items() for line in lines for p in line] or [p for _, p in self.place_nodes]
        if not points:
            raise Failure("the extract is empty: it holds no roads and no places.")
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return min(xs), min(ys), max(xs), max(ys)

    def features(self):
        """Yields (layer, geometry, properties, lowest zoom).

        Extracts cut along a border carry scraps of the neighbours. Only what touches the earth is kept, and of
        ground and borders only what belongs to it; water leads on naturally.
        """
        earth = self._earth()
        yield "earth", {"type": "MultiPolygon", "coordinates": earth}, {"kind": "earth"}, 0
        inside = Inside(earth)
        edge = {p for polygon in earth for ring in polygon for p in rounded(ring)}

        def belongs(layer, geometry):
            if layer == "water":
                return True
            points = list(_points(geometry))
            if layer == "landuse":
                return inside.holds(ring_middle(geometry["coordinates"][0][0]))
            if layer == "boundaries":
                return sum(p in edge or inside.holds(p) for p in points) > len(points) / 2
            return any(map(inside.holds, points))

        for feature in self._all_features():
            if belongs(feature[0], feature[1]):
                yield feature

    def _all_features(self):
        yield from self.ready
        for layer, groups in (("roads", self.roads), ("water", self.water_lines)):
            for (key, zoom), lines in groups.items():
                for line in join_lines(lines):
                    yield layer, {"type": "LineString", "coordinates": line}, json.loads(key), zoom
        for level, line in self.borders:
            found = osm_tags.boundary(level)
            if found:
                yield "boundaries", {"type": "LineString", "coordinates": line}, *found

    def bounds(self):
        """[south, west, north, east] of the land shown, to about 10 m."""
        points = [p for polygon in self._earth() for p in polygon[0]]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return [round(v, 4) for v in (min(ys), min(xs), max(ys), max(xs))]

    def center(self):
        """Where people are: the middle of the settlements, weighted by population; else of the bounds."""
        weights = [(osm_tags.population(tags), point) for tags, point in self.place_nodes]
        total = sum(w for w, _ in weights)
        if total:
            return [round(sum(w * p[1] for w, p in weights) / total, 4), round(sum(w * p[0] for w, p in weights) / total, 4)]
        south, west, north, east = self.bounds()
        return [round((south + north) / 2, 4), round((west + east) / 2, 4)]

    def places(self):
        """Settlements by name. A village that gives its municipality the name stands for the municipality."""
        municipalities = [(name, polygons) for name, polygons in self.areas.get(8, []) if name]
        nations = [polygons for _, polygons in self.areas.get(2, [])]
        seats, entries = set(), []
        for tags, (lon, lat) in self.place_nodes:
            home = next((name for name, polygons in municipalities if in_polygons((lon, lat), polygons)), None)
            if nations and not home and not any(in_polygons((lon, lat), n) for n in nations):
                continue
            kind = tags["place"]
            if home == tags["name"]:
                kind = "municipality"
                seats.add(home)
            entries.append({"name": tags["name"], "kind": kind, "lat": lat, "lon": lon, "municipality": home})
        for name, polygons in municipalities:
            if name not in seats:
                lon, lat = rounded([label_point(polygons)])[0]
                entries.append({"name": name, "kind": "municipality", "lat": lat, "lon": lon, "municipality": name})
        entries.sort(key=lambda e: (e["name"].casefold(), e["lat"], e["lon"]))
        return [{k: v for k, v in e.items() if v is not None} for e in entries]

"""Plane geometry on longitude/latitude pairs, as little of it as the basemap needs.

Rings and lines are lists of (lon, lat). Areas are in squared degrees: good for comparing, not for measuring.
"""

from math import hypot


def rounded(points, digits=6):
    """The same line with coordinates cut to `digits` places (6 is about 0.1 m), so that output is stable."""
    return [(round(x, digits), round(y, digits)) for x, y in points]


def ring_area(ring):
    """Signed area of a closed ring; positive when it runs counter-clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:])) / 2


def ring_middle(ring):
    """The centroid of a closed ring's area; of a ring without area, its first corner."""
    ox, oy = ring[0]
    near = [(x - ox, y - oy) for x, y in ring]  # small numbers, so that small rings keep their precision
    area = ring_area(near)
    if area == 0:
        return ox, oy
    cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(near, near[1:]):
        cross = x1 * y2 - x2 * y1
        cx, cy = cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    return ox + cx / (6 * area), oy + cy / (6 * area)


def in_ring(point, ring):
    """Even-odd test of a point against one closed ring."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def in_polygons(point, polygons):
    """Whether a point lies in one of the polygons (each a list of rings: one outer, then holes)."""
    return any(in_ring(point, p[0]) and not any(in_ring(point, hole) for hole in p[1:]) for p in polygons)


class Inside:
    """Answers quickly whether points lie in given polygons: their edges sorted into bands of latitude."""

    BANDS = 2000

    def __init__(self, polygons):
        edges = [e for polygon in polygons for ring in polygon for e in zip(ring, ring[1:])]
        ys = [p[1] for edge in edges for p in edge]
        self.low, self.step = min(ys), (max(ys) - min(ys)) / self.BANDS or 1
        self.bands = [[] for _ in range(self.BANDS + 1)]
        for (x1, y1), (x2, y2) in edges:
            for band in range(self._band(min(y1, y2)), self._band(max(y1, y2)) + 1):
                self.bands[band].append((x1, y1, x2, y2))

    def _band(self, y):
        return int((y - self.low) / self.step)

    def holds(self, point):
        x, y = point
        band = self._band(y)
        if y < self.low or band > self.BANDS:
            return False
        inside = False
        for x1, y1, x2, y2 in self.bands[band]:
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside


def _distance_to_edge(point, rings):
    x, y = point
    best = float("inf")
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            dx, dy = x2 - x1, y2 - y1
            length = dx * dx + dy * dy
            t = 0 if length == 0 else max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length))
            best = min(best, hypot(x - x1 - t * dx, y - y1 - t * dy))
    return best


def _thinned(ring, corners=80):
    step = max(1, len(ring) // corners)
    return ring[:-1:step] + [ring[0]]


def label_point(polygons):
    """A point well inside the largest polygon, for its name: a grid search refined three times.

    A long outline is thinned to some 80 corners first: a name needs no more.
    """
    rings = [_thinned(ring) for ring in max(polygons, key=lambda p: abs(ring_area(p[0])))]
    xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    half_w, half_h = (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
    best, best_distance = (cx, cy), -1.0
    for _ in range(3):
        cx, cy = best
        for i in range(-5, 6):
            for j in range(-5, 6):
                p = (cx + half_w * i / 5, cy + half_h * j / 5)
                if in_polygons(p, [rings]):
                    d = _distance_to_edge(p, rings)
                    if d > best_distance:
                        best, best_distance = p, d
        half_w, half_h = half_w / 4, half_h / 4
    return best


def join_lines(lines):
    """Joins lines that meet end to end where nothing else meets, so that a street is one line with one name.

    A closed line stays as it is. The result depends only on the order of the input.
    """
    ends = {}
    for i, line in enumerate(lines):
        for p in (line[0], line[-1]):
            ends.setdefault(p, []).append(i)
    used = [False] * len(lines)

    def grow(line):
        while True:
            here = ends[line[-1]]
            onward = [i for i in here if not used[i]]
            if len(here) != 2 or len(onward) != 1:
                return line
            part = lines[onward[0]]
            used[onward[0]] = True
            line = line + (part[1:] if part[0] == line[-1] else part[-2::-1])

    joined = []
    for i, line in enumerate(lines):
        if not used[i]:
            used[i] = True
            joined.append(grow(grow(list(line))[::-1])[::-1])
    return joined

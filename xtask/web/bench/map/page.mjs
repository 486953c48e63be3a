// The page of `cargo xtask bench map`: the app's own clusters (wasm) and supercluster (JavaScript) over the same points, in
// one page, one after the other.

import Supercluster from 'supercluster';
import init, { areas, build, filter, place, prepare } from '/map-bench.js';

const WIDTH = 1000;
const HEIGHT = 700;
const ZOOMS = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const PANS = 20;
/** The browser's clock has steps of up to 0.1 ms, so each view is asked for this often and the time divided. */
const TIMES = 10;

/** Numbers from 0 to 1, the same in every run. */
function dice(seed) {
  let state = seed;
  return () => ((state = (state * 1103515245 + 12345) % 2147483648), state / 2147483648);
}

/** Where a person might look: around requests, at every zoom. */
function views(points) {
  const roll = dice(7);
  return ZOOMS.flatMap((zoom) =>
    Array.from({ length: PANS }, () => {
      const at = 3 * Math.floor(roll() * (points.length / 3));
      const [lat, lon] = [points[at], points[at + 1]];
      const degrees = 360 / (256 * 2 ** zoom);
      const high = (HEIGHT / 2) * degrees * Math.cos((lat * Math.PI) / 180);
      const wide = (WIDTH / 2) * degrees;
      return { zoom, south: lat - high, west: lon - wide, north: lat + high, east: lon + wide };
    }),
  );
}

function timed(act, times = 1) {
  const begun = performance.now();
  let found;
  for (let i = 0; i < times; i += 1) found = act();
  return { ms: (performance.now() - begun) / times, found };
}

function supercluster(points) {
  const features = [];
  for (let i = 0; i < points.length; i += 3) {
    const geometry = { type: 'Point', coordinates: [points[i + 1], points[i]] };
    features.push({ type: 'Feature', properties: { urgent: points[i + 2] }, geometry });
  }
  const index = new Supercluster({
    radius: 44,
    extent: 256,
    maxZoom: 16,
    map: ({ urgent }) => ({ urgent }),
    reduce: (sum, { urgent }) => (sum.urgent += urgent),
  });
  return index.load(features);
}

/** Figures of one round: building the index, and each view, in ms. */
window.measure = async (count) => {
  await init();
  const points = prepare(count);
  const all = views(points);
  const placed = timed(place);
  const filtered = timed(filter);
  const built = timed(build);
  if (built.found !== count) throw new Error(`${built.found} requests are counted instead of ${count}.`);
  const ours = all.map((v) => timed(() => areas(v.south, v.west, v.north, v.east, v.zoom), TIMES));
  const index = timed(() => supercluster(points));
  const theirs = all.map((v) => timed(() => index.found.getClusters([v.west, v.south, v.east, v.north], v.zoom).length, TIMES));
  const sum = (list) => list.reduce((total, { found }) => total + found, 0) / list.length;
  return {
    cells: placed.found,
    runs: [
      { who: 'ours', index: placed.ms + built.ms, filter: filtered.ms + built.ms, views: ours.map(({ ms }) => ms), shown: sum(ours) },
      { who: 'supercluster', index: index.ms, filter: index.ms, views: theirs.map(({ ms }) => ms), shown: sum(theirs) },
    ],
  };
};

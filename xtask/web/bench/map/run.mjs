// Measures the clusters of the map and prints one line of JSON (`cargo xtask bench map` reads it):
//   {"chromium":"…","rounds":[{"cells":…,"runs":[{"who":"ours","index":…,"filter":…,"views":[…],"shown":…},…]},…]}
// `--pages` is the folder with the app's own part, map-bench.js and its wasm; the page is bundled into it.

import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { createStatic } from '../../static.mjs';
import { version, withFreshPage } from '../browser.mjs';

const { values } = parseArgs({
  options: { pages: { type: 'string' }, count: { type: 'string' }, repeat: { type: 'string', default: '1' } },
});

await esbuild.build({
  entryPoints: [fileURLToPath(new URL('page.mjs', import.meta.url))],
  outfile: path.join(values.pages, 'page.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  external: ['/map-bench.js'],
  logLevel: 'warning',
});
const page = '<!doctype html><meta charset="utf-8"><title>map</title><script type="module" src="/page.js"></script>\n';
await fs.writeFile(path.join(values.pages, 'index.html'), page);
const server = http.createServer(createStatic(values.pages, () => ({})));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://localhost:${server.address().port}/`;

const rounds = [];
for (let round = 0; round < Number(values.repeat); round += 1) {
  rounds.push(
    await withFreshPage(async (tab) => {
      await tab.goto(address);
      await tab.waitForFunction(() => Boolean(window.measure));
      return tab.evaluate((count) => window.measure(count), Number(values.count));
    }),
  );
}
process.stdout.write(`${JSON.stringify({ chromium: await version(), rounds })}\n`);
server.close();
server.closeAllConnections();

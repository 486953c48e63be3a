// Measures the first sync of one database by each contender, and prints one line of JSON (`cargo xtask bench` reads it):
//   {"chromium":"…","runs":[{"contender":"floor","ms":…,"longestTask":…,"peakBytes":…},…]}
// A contender that fails has {"contender":…,"failed":"why"}.

import fs from 'node:fs/promises';
import http from 'node:http';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createStatic } from '../static.mjs';
import { version, withFreshPage } from './browser.mjs';
import { measureOther } from './others.mjs';
import { measureOurs } from './ours.mjs';
import { bundlePages } from './pages.mjs';

const BUNDLES = fileURLToPath(new URL('../../../target/web/bench', import.meta.url));

const { values } = parseArgs({
  options: {
    app: { type: 'string' },
    // The database's address, and how many records are in it.
    backend: { type: 'string' },
    size: { type: 'string' },
    contenders: { type: 'string' },
    repeat: { type: 'string', default: '1' },
  },
});

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** The pages' own server, on a free port. */
async function servePages() {
  await fs.mkdir(BUNDLES, { recursive: true });
  await bundlePages(BUNDLES);
  const server = http.createServer(createStatic(BUNDLES, () => ({})));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, pages: `http://localhost:${server.address().port}` };
}

/** The app learns its database from /config.json, which the server was told of through a pipe. */
async function configured({ app, backend }) {
  for (;;) {
    const config = await (await fetch(`${app}/config.json`)).json();
    if (config.backend === backend) return;
  }
}

async function measure(name, where) {
  try {
    const run = await withFreshPage((page, profile) =>
      name === 'ours' ? measureOurs(page, profile, where) : measureOther(page, profile, where, name),
    );
    say(`  ${name}: ${Math.round(run.ms)} ms`);
    return { contender: name, ...run };
  } catch (error) {
    say(`  ${name}: ${error.message}`);
    return { contender: name, failed: error.message.split('\n')[0] };
  }
}

const { server, pages } = await servePages();
const where = { app: values.app, pages, backend: values.backend, size: Number(values.size) };
await configured(where);
// One reading nobody times: the server's caches are as warm for the first contender as for the last.
await (await fetch(`${where.backend}/_changes?include_docs=true`)).arrayBuffer();

const runs = [];
for (let round = 0; round < Number(values.repeat); round += 1) {
  for (const name of values.contenders.split(',')) runs.push(await measure(name, where));
}
process.stdout.write(`${JSON.stringify({ chromium: await version(), runs })}\n`);
server.close();
server.closeAllConnections();

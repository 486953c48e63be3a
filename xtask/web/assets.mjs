// Bundles what trunk takes as it is: the style sheets into target/web/main.css, the map's JavaScript into
// target/web/map.js and the reader of QR codes into target/web/scan.js. Trunk runs this before each build (Trunk.toml); `node xtask/web/assets.mjs` does it alone.

import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { compressed, kilobytes } from './sizes.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = path.join(ROOT, 'target/web');

/** What is bundled: the source, the result, and how. */
const BUNDLES = [
  {
    from: 'style/main.css',
    to: 'main.css',
    // Fonts and pictures are copied from public/ by trunk under the names the style sheets use.
    options: { external: ['*.woff2', '*.woff', '*.svg', '*.png', '*.gif', '*.webp'] },
  },
  {
    from: 'src/platform/map/adapter.js',
    to: 'map.js',
    options: { format: 'esm', target: 'es2020', platform: 'browser' },
  },
  {
    from: 'src/platform/scan/adapter.js',
    to: 'scan.js',
    options: { format: 'esm', target: 'es2020', platform: 'browser' },
  },
];

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function load() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return stop('The npm packages are not installed. Run `npm ci --ignore-scripts`, or `cargo xtask serve`, which does it.');
  }
}

const esbuild = await load();
await fs.mkdir(OUT, { recursive: true });

for (const { from, to, options } of BUNDLES) {
  const outfile = path.join(OUT, to);
  try {
    await esbuild.build({
      absWorkingDir: ROOT,
      entryPoints: [from],
      outfile,
      bundle: true,
      minify: true,
      legalComments: 'none',
      logLevel: 'warning',
      ...options,
    });
  } catch (error) {
    // esbuild has already said where and why.
    if (error.errors) stop(`${from} could not be bundled: see the messages above.`);
    throw error;
  }
  const bytes = await fs.readFile(outfile);
  process.stdout.write(`target/web/${to}: ${kilobytes(bytes.length)}, ${kilobytes(compressed(bytes))} in brotli\n`);
}

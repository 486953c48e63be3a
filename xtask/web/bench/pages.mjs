// The pages of the other contenders: each in a bundle of its own, with nothing on it but the sync.

import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const SOURCES = fileURLToPath(new URL('contenders/', import.meta.url));

/** Bundles every contender into `folder`; `/<name>.html` is then its page. */
export async function bundlePages(folder) {
  const sources = (await fs.readdir(SOURCES)).map((file) => path.join(SOURCES, file));
  await esbuild.build({
    entryPoints: sources,
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  for (const source of sources) {
    const { name } = path.parse(source);
    const page = `<!doctype html><meta charset="utf-8"><title>${name}</title><script type="module" src="/${name}.js"></script>\n`;
    await fs.writeFile(path.join(folder, `${name}.html`), page);
  }
}

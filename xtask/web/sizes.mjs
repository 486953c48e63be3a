// Measures files as a visitor downloads them: brotli at its best setting. As a command it prints one line of JSON,
// `{"<file>": {"raw": bytes, "brotli": bytes}, …}`, for the files named.

import fs from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

/** The size in brotli, in bytes. */
export function compressed(bytes) {
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return zlib.brotliCompressSync(bytes, { params }).length;
}

/** Bytes in words; 1 KB is 1,000 bytes everywhere in this project. */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = {};
  for (const file of process.argv.slice(2)) {
    const bytes = fs.readFileSync(file);
    sizes[file] = { raw: bytes.length, brotli: compressed(bytes) };
  }
  process.stdout.write(`${JSON.stringify(sizes)}\n`);
}

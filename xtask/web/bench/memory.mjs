// How much memory a page's process has taken at most: its peak resident set, page, workers and wasm together. Read from
// Linux's /proc; elsewhere there is no figure.

import fs from 'node:fs/promises';

async function processes() {
  const found = [];
  for (const pid of await fs.readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const [command, status] = await Promise.all([
        fs.readFile(`/proc/${pid}/cmdline`, 'utf8'),
        fs.readFile(`/proc/${pid}/status`, 'utf8'),
      ]);
      const number = (name) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))?.[1] ?? 0);
      // Chromium rewrites the command line of its children, with spaces where others have zeros.
      const words = command.split(/[\0 ]/);
      found.push({ pid: Number(pid), parent: number('PPid'), words, peak: number('VmHWM') * 1024 });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

/** The peak in bytes of the largest renderer of the browser that runs on `profile`; null where it cannot be read. */
export async function peakMemory(profile) {
  if (process.platform !== 'linux') return null;
  const all = await processes();
  const own = new Set(all.filter(({ words }) => words.includes(`--user-data-dir=${profile}`)).map(({ pid }) => pid));
  for (let before = -1; before !== own.size; ) {
    before = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  const renderers = all.filter(({ pid, words }) => own.has(pid) && words.includes('--type=renderer'));
  return renderers.length > 0 ? Math.max(...renderers.map(({ peak }) => peak)) : null;
}

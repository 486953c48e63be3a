// A contender's page (contenders/): loaded first, then its sync alone is timed.

import { peakMemory } from './memory.mjs';

const SYNCS_WITHIN = 600_000;

export async function measureOther(page, profile, { pages, backend, size }, name) {
  page.setDefaultTimeout(SYNCS_WITHIN);
  await page.goto(`${pages}/${name}.html`);
  await page.waitForFunction(() => Boolean(window.sync));
  const { count, ...measured } = await page.evaluate(async (address) => {
    const from = performance.now();
    // What is thrown may be no Error, such as PouchDB's, whose words would be lost on the way here.
    const counted = await window.sync(address).catch((error) => {
      throw new Error([error.name, error.message, error.reason].filter(Boolean).join(': ') || JSON.stringify(error));
    });
    const to = performance.now();
    return { ms: to - from, longestTask: window.longestTask(from, to), count: await counted() };
  }, backend);
  if (count !== size) throw new Error(`${name} has ${count} records instead of ${size}.`);
  return { ...measured, peakBytes: await peakMemory(profile) };
}

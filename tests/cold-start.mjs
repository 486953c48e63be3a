// How long a start takes, with the demo community: node tests/cold-start.mjs [runs]. The app must be built (dist/).
// Cold: a new browser profile, nothing cached, everything pulled and verified. Warm: the same page again.

import { chromium } from '@playwright/test';
import config from './playwright.config.mjs';
import { startWorld } from './e2e/support/world.mjs';

const runs = Number(process.argv[2] ?? 5);
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** Milliseconds from the start of the navigation until `moment` holds in the page. */
async function until(page, moment) {
  await page.waitForFunction(moment, undefined, { polling: 'raf' });
  return page.evaluate(() => performance.now());
}

const moments = {
  'the shell is painted': () => performance.getEntriesByName('first-contentful-paint').length > 0,
  'the app answers': () => document.documentElement.dataset.boot === 'done' && !document.getElementById('shell'),
  'the requests are there': () => document.querySelectorAll('.row').length > 0,
};

const world = await startWorld({ demo: true });
const browser = await chromium.launch(config.use.launchOptions);
const taken = {};
try {
  for (let run = 0; run < runs; run += 1) {
    const { page, context } = await world.newPerson(browser, { viewport: { width: 390, height: 844 } });
    for (const start of ['cold', 'warm']) {
      await (start === 'cold' ? page.goto('/help', { waitUntil: 'commit' }) : page.reload({ waitUntil: 'commit' }));
      for (const [name, moment] of Object.entries(moments)) {
        const at = name === 'the shell is painted'
          ? (await until(page, moment), await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime))
          : await until(page, moment);
        ((taken[name] ??= { cold: [], warm: [] })[start]).push(at);
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
  await world.stop();
}
console.log(`median of ${runs}, ms from the start of the navigation      cold    warm`);
for (const [name, { cold, warm }] of Object.entries(taken)) {
  console.log(`${name.padEnd(52)}${Math.round(median(cold)).toString().padStart(8)}${Math.round(median(warm)).toString().padStart(8)}`);
}

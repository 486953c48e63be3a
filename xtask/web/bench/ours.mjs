// Our own app, measured by the marks it sets (User Timing):
//   h2h:open        the page answers after opening the device
//   h2h:sync-began  the first request goes to the backend
//   h2h:synced      everything the backend has is pulled, verified, stored and shown; with `detail.records`, how many
//   h2h:write       (a measure) one record, from the tap to durable

import { peakMemory } from './memory.mjs';

/** When an app that sets marks has surely set its first one, in ms. */
const OPENS_WITHIN = 30_000;
const SYNCS_WITHIN = 600_000;
const WRITES_WITHIN = 10_000;

/** The first entry of this name that is there now; null where there is none. */
function found(page, name) {
  return page.evaluate((wanted) => {
    const [first] = performance.getEntriesByName(wanted);
    return first ? { startTime: first.startTime, duration: first.duration, detail: first.detail } : null;
  }, name);
}

/** The same as soon as there is one; null where none comes in `timeout` ms. */
async function entry(page, name, timeout) {
  const there = (wanted) => performance.getEntriesByName(wanted).length > 0;
  try {
    await page.waitForFunction(there, name, { polling: 100, timeout });
  } catch (error) {
    if (error.name === 'TimeoutError') return null;
    throw error;
  }
  return found(page, name);
}

/** One act told on the page made for it. Offline, so that it never reaches the database all contenders read. */
async function writeOne(page, app) {
  await page.goto(`${app}/feed/new`);
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Somebody held the door for the whole class.');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Tell it', exact: true }).click();
  return entry(page, 'h2h:write', WRITES_WITHIN);
}

/** The first sync, then a start with everything there, then one write. */
export async function measureOurs(page, profile, { app, size }) {
  await page.goto(`${app}/`, { waitUntil: 'commit' });
  if (!(await entry(page, 'h2h:open', OPENS_WITHIN))) throw new Error('The built app sets no mark "h2h:open".');
  const synced = await entry(page, 'h2h:synced', SYNCS_WITHIN);
  if (!synced) throw new Error(`The app was not in sync after ${SYNCS_WITHIN / 1000} s.`);
  const records = synced.detail?.records ?? size;
  if (records !== size) throw new Error(`The app has ${records} records instead of ${size}.`);
  const began = await found(page, 'h2h:sync-began');
  if (!began) throw new Error('The built app sets no mark "h2h:sync-began".');
  const longest = (from, to) => page.evaluate(([a, b]) => window.longestTask(a, b), [from, to]);
  const first = {
    ms: synced.startTime - began.startTime,
    longestTask: await longest(began.startTime, synced.startTime),
    peakBytes: await peakMemory(profile),
  };
  const ours = {
    fromNavigation: synced.startTime,
    longestFromNavigation: await longest(0, synced.startTime),
  };
  await page.reload({ waitUntil: 'commit' });
  ours.warmStart = (await entry(page, 'h2h:open', OPENS_WITHIN))?.startTime ?? null;
  ours.write = (await writeOne(page, app))?.duration ?? null;
  return { ...first, ours };
}

// What people do in many tests, by the names a screen reader would say.

import { expect } from './world.mjs';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

/** How long a device may take to notice that its backend is back. */
export const BACK_AGAIN = 60_000;

/** The state of the sync in the header. */
export const sync = (page, name) => page.getByRole('banner').getByRole('link', { name });

/** Everything written here is on the backend. */
export async function everythingIsSent(page) {
  await expect(sync(page, 'All sent')).toBeVisible();
}

/** The row of a request in a list. */
export const row = (page, title) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: title, exact: true }) });

/** The count above the list of requests, as a number. */
export async function countOfRequests(page) {
  const text = await page.getByRole('heading', { level: 2, name: /^\d[\d,]* requests?\b/ }).textContent();
  return Number(text.match(/[\d,]+/)[0].replaceAll(',', ''));
}

/** Opens Help and waits until the community's requests are here. */
export async function openHelp(page) {
  await page.goto('/help');
  await expect(row(page, 'A lift down to the eye doctor and back up')).toBeVisible();
  await everythingIsSent(page);
}

/** One act in the feed. */
export const post = (page, words) => page.getByRole('article').filter({ hasText: words });

/** Tells an act on the page for it; ends in the feed. */
export async function tell(page, { words, role = 'did it', name }) {
  await page.getByRole('radio', { name: role, exact: true }).check();
  await page.getByRole('textbox', { name: 'What happened?' }).fill(words);
  if (name !== undefined) await page.getByRole('textbox', { name: 'Your first name' }).fill(name);
  await page.getByRole('button', { name: 'Tell it', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kindness around here' })).toBeVisible();
  await expect(post(page, words)).toBeVisible();
}

/** Writes into the journal. */
export async function write(page, words) {
  await page.getByRole('textbox', { name: 'What was good today?' }).fill(words);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(entry(page, words)).toBeVisible();
}

/** One entry of the journal. */
export const entry = (page, words) => page.getByRole('article').filter({ hasText: words });

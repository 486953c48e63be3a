// Asking for help as a person does it: what, when, where, check.

import { expect } from './world.mjs';

/** From anywhere to the last of the four steps, in three taps. */
export async function toTheCheck(page, { category = 'A ride', when = 'Tomorrow', place = 'Balzers', search = false } = {}) {
  await page.goto('/help/ask');
  await page.getByRole('button', { name: category, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'When would it help?' })).toBeFocused();
  await page.getByRole('button', { name: new RegExp(`^${when}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Where, roughly?' })).toBeFocused();
  // Smaller places are not among the first that are listed.
  if (search) await page.getByRole('searchbox', { name: 'Place' }).fill(place);
  await page.getByRole('button', { name: place, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check it, then ask' })).toBeFocused();
}

/** Fills in what is optional on the last step. */
export async function fillIn(page, { title, words, name, address, phone, note }) {
  const fields = {
    'In a few words': title,
    'In your words': words,
    'Your first name': name,
    Address: address,
    Phone: phone,
    'A note for the helper': note,
  };
  for (const [label, text] of Object.entries(fields)) {
    if (text !== undefined) await page.getByRole('textbox', { name: label }).fill(text);
  }
}

/** Asks; ends on the request's own page, which is saved then. Resolves with its path. */
export async function ask(page, asked) {
  await toTheCheck(page, asked);
  await fillIn(page, asked);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: asked.title, exact: true })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** One side of "Who sees what" on the last step: `What everyone sees` or `What the helper you accept sees`. */
export const seenBy = (page, side) =>
  page.locator('.preview').filter({ has: page.getByRole('heading', { level: 3, name: side }) });

/** Unfolds what has a usual answer on the last step. */
export async function unfold(page) {
  await page.getByText('More about it').click();
  await expect(page.getByRole('combobox', { name: 'About how long?' })).toBeVisible();
}

// Asking for help as a person does it: what, when, where, check.

import { expect } from './world.mjs';

/** From anywhere to the last of the four steps, in three taps. */
export async function toTheCheck(page, { category = 'A ride', when = 'Tomorrow', place = 'Balzers' } = {}) {
  await page.goto('/help/ask');
  await page.getByRole('button', { name: category, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'When would it help?' })).toBeFocused();
  await page.getByRole('button', { name: new RegExp(`^${when}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Where, roughly?' })).toBeFocused();
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

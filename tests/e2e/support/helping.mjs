// The steps of a request's life on its own page, from either side.

import { expect } from './world.mjs';

/** Something of one's own about this request is not on the backend yet. */
export const pending = (page) => page.getByText('Saved here, will be sent when the connection is back.');

/** A part of the page, by its name. */
export const part = (page, name) => page.getByRole('region', { name });

/** What was just done need not wait for its ten seconds. */
export async function sendNow(page) {
  const button = page.getByRole('button', { name: 'Send now' });
  await button.first().click();
  await expect(button).toHaveCount(0);
}

/** What the page says about where two people are. */
export const says = (page, text) => page.getByRole('main').getByText(text, { exact: true });

export async function offer(page, { name, words }) {
  const form = page.getByRole('form', { name: 'Offer your help' });
  await form.getByRole('textbox', { name: 'A short message' }).fill(words);
  await form.getByRole('textbox', { name: 'Your first name' }).fill(name);
  await form.getByRole('button', { name: 'Offer to help' }).click();
  await expect(part(page, 'You offered')).toContainText(words);
}

/** One offer, for the one who asked. */
export const offered = (page, words) => part(page, /would help$/).getByRole('listitem').filter({ hasText: words });

export async function accept(page, { name, words }) {
  await offered(page, words).getByRole('button', { name: `Accept ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `Accept ${name}?` });
  await expect(dialog).toContainText('Nobody else gets them.');
  await dialog.getByRole('button', { name: `Accept ${name}` }).click();
  await expect(says(page, `${name} helps you`)).toBeVisible();
  await sendNow(page);
}

/** Sets out, or says that it is done, and does not wait. */
export async function step(page, name) {
  await page.getByRole('button', { name }).click();
  await sendNow(page);
}

export async function write(page, { to, words }) {
  const between = part(page, `Words between you and ${to}`);
  await between.getByRole('textbox', { name: `Write to ${to}` }).fill(words);
  await between.getByRole('button', { name: 'Send' }).click();
  await expect(between.getByRole('listitem').filter({ hasText: words })).toBeVisible();
  await sendNow(page);
}

export async function thank(page, { whom, words, mayTell }) {
  const form = page.getByRole('form', { name: `Say thank you to ${whom}` });
  await form.getByRole('textbox').fill(words);
  await form.getByRole('checkbox', { name: `${whom} may tell it in the feed` }).setChecked(mayTell);
  await form.getByRole('button', { name: 'Send my thanks' }).click();
  await expect(form).toHaveCount(0);
  await sendNow(page);
}

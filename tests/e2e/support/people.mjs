// Offering oneself, asking one helper alone, hiding somebody: as a person does it.

import { expect } from './world.mjs';

/** A helper's row in the list of helpers. */
export const card = (page, name) =>
  page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name, exact: true }) });

/** Puts oneself among the helpers. */
export async function offerMyself(page, { name, likes, words, place = 'Balzers' }) {
  await page.goto('/help/offer');
  await page.getByRole('textbox', { name: 'Your first name' }).fill(name);
  for (const like of likes) await page.getByRole('checkbox', { name: like, exact: true }).check();
  await page.getByRole('textbox', { name: 'In your words' }).fill(words);
  // Whoever asked before is taken to be from there.
  const [chosen, listed] = [page.getByText(`Your area: ${place}`), page.getByRole('button', { name: place, exact: true })];
  await expect(chosen.or(listed)).toBeVisible();
  if (await listed.count()) await listed.click();
  await expect(chosen).toBeVisible();
  await page.getByRole('button', { name: 'Put me here' }).click();
  await expect(page.getByText('You are among the helpers now. Thank you.')).toBeVisible();
  await expect(page.getByText(/^Your card stands until/)).toBeVisible();
}

/** From the list of helpers, or a helper's own page, to the page of what was asked; `look` is done with the form open. */
export async function askAlone(page, helper, { category, title, words, name, address }, look = async () => {}) {
  const form = page.getByRole('form', { name: `Ask ${helper}` });
  const listed = card(page, helper);
  await expect(form.or(listed)).toBeVisible();
  if (await listed.count()) await listed.getByRole('link').click();
  await form.getByRole('radio', { name: category, exact: true }).check();
  await form.getByRole('textbox', { name: 'In a few words' }).fill(title);
  await form.getByRole('textbox', { name: 'In your words' }).fill(words);
  await form.getByRole('textbox', { name: 'Your first name' }).fill(name);
  await form.getByRole('textbox', { name: 'Address' }).fill(address);
  await look(page);
  await form.getByRole('button', { name: `Ask ${helper}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
}

/** The second of two taps: the first was on "Something is wrong". */
export async function hide(page, name) {
  await expect(page.getByRole('checkbox', { name: `Hide everything by ${name}` })).toBeChecked();
  await page.getByRole('button', { name: /hide$/i }).click();
  await expect(page.getByText(/idden on your devices/).first()).toBeVisible();
}

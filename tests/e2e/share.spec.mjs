// Passing a request on: as a message, as a card on paper, and several of them on a sheet for a noticeboard.

import AxeBuilder from '@axe-core/playwright';
import { ask } from './support/asking.mjs';
import { DESKTOP, everythingIsSent, openHelp, PHONE } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

async function noBarrier(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([]);
}

/** The sizes of the pages of a PDF, in millimetres. */
async function sizes(page) {
  const text = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) => [width, height].map((points) => Math.round((points / 72) * 25.4)));
}

test('a request is passed on with its public words only, in every way there is', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await page.addInitScript(() => {
    navigator.share = async (what) => void (globalThis.shared = what);
    // What a test's browser may not do by itself.
    navigator.clipboard.writeText = async (text) => void (globalThis.copied = text);
  });
  const path = await ask(page, { title: 'A ride to the clinic', name: 'Anna', address: 'Musterweg 3', phone: '+423 000 00 00' });
  await everythingIsSent(page);
  await page.getByRole('link', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pass it on' })).toBeVisible();
  await noBarrier(page);
  const main = page.getByRole('main');
  await expect(main).not.toContainText('Musterweg');

  await page.getByRole('button', { name: 'Share…' }).click();
  const shared = await page.evaluate(() => globalThis.shared);
  expect(shared.title).toBe('A ride to the clinic');
  expect(decodeURIComponent(shared.url)).toContain(decodeURIComponent(path));
  const sms = await page.getByRole('link', { name: 'By text message' }).getAttribute('href');
  const mail = await page.getByRole('link', { name: 'By e-mail' }).getAttribute('href');
  for (const link of [sms, mail]) {
    expect(decodeURIComponent(link)).toContain('A neighbour could use a hand: A ride to the clinic');
    expect(decodeURIComponent(link)).toContain('/help/');
    expect(decodeURIComponent(link)).not.toContain('Musterweg');
  }
  expect(sms).toMatch(/^sms:\?&body=/);
  expect(mail).toMatch(/^mailto:\?subject=/);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => globalThis.copied)).toBe(shared.url);

  await expect(page.getByRole('img', { name: 'The code of this request' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('article')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  expect(await sizes(page), 'one card of A6').toEqual([[105, 148]]);
});

test('a sheet for a noticeboard holds what was ticked, on A4', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: DESKTOP });
  await openHelp(page);
  await page.getByRole('link', { name: 'Print for a noticeboard' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'For the noticeboard' })).toBeVisible();
  await expect(page.getByText('6 requests on the sheet')).toBeVisible();
  await noBarrier(page);
  const notes = page.getByRole('article');
  await page.getByRole('button', { name: 'Take none' }).click();
  await expect(notes).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'A lift down to the eye doctor and back up' }).check();
  await page.getByRole('checkbox', { name: 'Ein Platz im Auto zur Chorprobe' }).check();
  await expect(notes).toHaveCount(2);
  await expect(notes.filter({ hasText: 'Chorprobe' })).toContainText(/every \w+day, 6 times/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 2, name: 'Who needs a hand' })).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  expect(await sizes(page)).toEqual([[210, 297]]);
});

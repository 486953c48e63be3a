// Carried by hand: two browsers and no server but the one the app's files came from.

import fs from 'node:fs/promises';
import { ask } from './support/asking.mjs';
import { accept, offer, offered, part } from './support/helping.mjs';
import { openHelp, PHONE, row, sync, tell } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const REQUEST = {
  title: 'Carry my mother’s bed upstairs',
  words: 'The cellar is full of water.',
  name: 'Anna',
  address: 'Bachweg 3, the blue shutters',
};
const OFFER = 'I have a rope and two strong sons.';

const carry = (page) => page.goto('/me/carry');
const give = (page) => part(page, 'Give');
const take = (page) => part(page, 'Take');

/** Saves a file; resolves with its name and bytes. */
async function file(page, what = 'What is needed now') {
  await carry(page);
  await give(page).getByRole('radio', { name: new RegExp(`^${what}`) }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    give(page).getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  await expect(give(page).getByRole('status')).toContainText(download.suggestedFilename());
  return { name: download.suggestedFilename(), mimeType: 'text/plain', buffer: await fs.readFile(await download.path()) };
}

/** Takes a file in; what came of it. */
async function takeIn(page, chosen, says) {
  await carry(page);
  await take(page).getByLabel('Choose a file').setInputFiles(chosen);
  await expect(take(page).getByRole('status').filter({ hasText: says })).toBeVisible();
}

async function help(page, title) {
  await page.goto('/help');
  await row(page, title).getByRole('link').click();
}

test.describe('without a server', () => {
  test.use({ demo: 'by-hand' });

  test('a request, an offer and an acceptance go from hand to hand as files', async ({ newPerson }) => {
    test.setTimeout(120_000);
    const anna = (await newPerson({ viewport: PHONE })).page;
    const ben = (await newPerson()).page;
    const path = await ask(anna, REQUEST);
    await expect(sync(anna, 'By hand')).toBeVisible();
    await expect(anna.getByText('will be sent')).toHaveCount(0);

    const asked = await file(anna);
    expect(asked.name).toMatch(/^heart2help Gafadura \d{4}-\d\d-\d\d\.txt$/);
    expect(asked.buffer.toString()).not.toContain('Bachweg');
    await takeIn(ben, asked, '1 new record came.');
    await help(ben, REQUEST.title);
    await expect(ben.getByRole('main')).toContainText(REQUEST.words);
    await offer(ben, { name: 'Ben', words: OFFER });

    const answered = await file(ben);
    await takeIn(anna, answered, '1 new record came. 1 you had already.');
    await anna.goto(path);
    await expect(offered(anna, OFFER)).toContainText('Ben');
    await accept(anna, { name: 'Ben', words: OFFER });

    await takeIn(ben, await file(anna), '1 new record came. 2 you had already.');
    await ben.goto(path);
    await expect(part(ben, 'For you alone, from Anna')).toContainText(REQUEST.address);
    // What was taken in stays.
    await ben.reload();
    await expect(part(ben, 'For you alone, from Anna')).toContainText(REQUEST.address);
  });

  test('the codes on one screen are read from pictures on another', async ({ newPerson }) => {
    test.setTimeout(120_000);
    const anna = (await newPerson({ viewport: PHONE })).page;
    const ben = (await newPerson({ viewport: PHONE })).page;
    await ask(anna, REQUEST);
    // The name is known by now.
    await ask(anna, { title: 'Dry clothes for a child of four', words: REQUEST.words });
    await carry(anna);
    await give(anna).getByRole('button', { name: 'Show as codes' }).click();
    await give(anna).getByRole('button', { name: 'Pause' }).click();
    const code = give(anna).getByRole('img');
    const total = Number((await code.getAttribute('aria-label')).match(/of (\d+)$/)[1]);
    expect(total).toBeGreaterThan(1);
    const pictures = [];
    for (let n = 0; n < total; n += 1) {
      pictures.push({ name: `${n}.png`, mimeType: 'image/png', buffer: await code.screenshot() });
      await give(anna).getByRole('button', { name: 'Next' }).click();
    }

    await carry(ben);
    const choose = take(ben).getByLabel('Choose pictures of codes');
    // One is missing, and a picture of something else is among them.
    const other = { name: 'page.png', mimeType: 'image/png', buffer: await ben.screenshot() };
    await choose.setInputFiles([other, ...pictures.slice(1)]);
    await expect(take(ben).getByText('There is no code of ours in this picture.')).toBeVisible();
    await expect(take(ben).getByText(`${total - 1} of ${total} codes read`)).toBeVisible();
    await choose.setInputFiles(pictures[0]);
    await expect(take(ben).getByText('2 new records came.')).toBeVisible();
    await ben.goto('/help');
    await expect(row(ben, REQUEST.title)).toBeVisible();
  });

  test('what is no file of ours, or not whole, or not genuine, is explained', async ({ newPerson }) => {
    const anna = (await newPerson()).page;
    const ben = (await newPerson()).page;
    await anna.goto('/feed/new');
    await tell(anna, { words: 'Soup for nine', role: 'did it', name: 'Anna' });
    const good = await file(anna, 'Everything');
    const changed = (change) => ({ ...good, buffer: Buffer.from(change(good.buffer.toString())) });
    const photo = { name: 'cat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([255, 216, 255, 0, 1, 2]) };
    const cases = [
      [photo, 'This is not something from A Heart 2 Help.'],
      [changed((text) => text.replace('"v":1', '"v":9')), 'This comes from a newer version'],
      [changed((text) => text.replace(/"community":"A/, '"community":"B')), 'another community, “Gafadura”'],
      [changed((text) => text.replace('Soup', 'Soap')), 'Nothing new came. 1 was not genuine and was left out.'],
      [changed((text) => text.slice(0, -20)), 'Nothing new came. The end was missing.'],
      [good, '1 new record came.'],
    ];
    for (const [chosen, words] of cases) await takeIn(ben, chosen, words);
    await ben.goto('/feed');
    await expect(ben.getByRole('article')).toHaveCount(1);
    await expect(ben.getByRole('article')).toContainText('Soup for nine');
  });

  test('without a camera the page says so and what to do instead', async ({ newPerson }) => {
    const { page, context } = await newPerson();
    await context.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
    await carry(page);
    await take(page).getByRole('button', { name: 'Scan codes' }).click();
    await expect(take(page).getByText('Your browser will ask')).toBeVisible();
    await take(page).getByRole('button', { name: 'Use the camera' }).click();
    await expect(take(page).getByText('There is no camera here')).toBeVisible();
  });
});

test('what came by hand while the server was away reaches it, and others through it', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ben] = [await newPerson(), await newPerson()].map(({ page }) => page);
  await openHelp(anna);
  await openHelp(ben);
  await world.stopBackend();
  await ask(anna, REQUEST);
  const asked = await file(anna);
  await anna.context().close();
  await takeIn(ben, asked, '1 new record came.');
  await world.startBackend();
  const cleo = (await newPerson()).page;
  await openHelp(cleo);
  await expect(row(cleo, REQUEST.title)).toBeVisible({ timeout: 60_000 });
});

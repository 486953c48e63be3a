// The sync is a program of its own: what happens where it cannot run as it should.

import { ask } from './support/asking.mjs';
import { everythingIsSent, openHelp, row, sync } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

/** A page that can have no worker. Not by `newPerson`: the browser rightly writes errors here. */
async function withoutWorker(world, browser) {
  const person = await world.newPerson(browser);
  await person.context.route(({ pathname }) => pathname === '/worker.js', (route) => route.abort());
  return person;
}

/** A browser that gives the page no storage. */
function withoutStorage({ context }) {
  return context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
}

test('without a worker the page itself sends and fetches', async ({ browser, newPerson, world }) => {
  const { context, page } = await withoutWorker(world, browser);
  await openHelp(page);
  expect(page.workers()).toEqual([]);
  const title = 'Hold the ladder for me';
  await ask(page, { category: 'A hand at home', title, name: 'Anna' });
  await everythingIsSent(page);

  const ben = (await newPerson()).page;
  await openHelp(ben);
  expect(ben.workers()).toHaveLength(1);
  await expect(row(ben, title)).toBeVisible();
  await context.close();
});

test('without storage the sync borrows the memory of the page, each page for itself', async ({ newPerson }) => {
  const anna = await newPerson();
  await withoutStorage(anna);
  await openHelp(anna.page);
  const title = 'Hold the ladder for me';
  await ask(anna.page, { category: 'A hand at home', title, name: 'Anna' });
  await everythingIsSent(anna.page);

  const second = await anna.context.newPage();
  await openHelp(second);
  await expect(row(second, title)).toBeVisible();
});

test('without storage and without a worker it works all the same', async ({ browser, world }) => {
  const person = await withoutWorker(world, browser);
  await withoutStorage(person);
  await openHelp(person.page);
  await person.context.close();
});

test('a sync program that does not arrive is asked for again', async ({ browser, world }) => {
  const { context, page } = await world.newPerson(browser);
  await context.route('**/sync_bg.wasm', (route) => route.abort());
  await page.goto('/help');
  await expect(sync(page, 'Offline')).toBeVisible();
  await context.unroute('**/sync_bg.wasm');
  await expect(sync(page, 'All sent')).toBeVisible({ timeout: 20_000 });
  await context.close();
});

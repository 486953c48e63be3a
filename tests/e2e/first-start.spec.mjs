// The first start, when not everything is there.

import { documents } from './support/peek.mjs';
import { BACK_AGAIN, entry, row, sync, write } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

test('without its backend the app opens, says what is missing, and the journal works', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  await world.stopBackend();
  const { page } = await newPerson();
  await page.goto('/');
  await expect(sync(page, 'Offline')).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: "Today's small act" })).toBeVisible();

  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('link', { name: 'Help' }).click();
  await expect(page.getByRole('main')).toContainText('No request has reached this device yet.');
  await places.getByRole('link', { name: 'Me' }).click();
  await expect(page.getByRole('main')).toContainText('Everything is saved here.');
  await expect(page.getByRole('main')).toContainText('No answer. Either there is no network');

  await places.getByRole('link', { name: 'Journal' }).click();
  await write(page, 'A quiet start.');
  await page.reload();
  await expect(entry(page, 'A quiet start.')).toBeVisible();

  await page.goto('/help');
  await expect(page.getByRole('main')).toContainText('No request has reached this device yet.');
  await world.startBackend();
  await expect(row(page, 'A lift down to the eye doctor and back up')).toBeVisible({ timeout: BACK_AGAIN });
  await expect(sync(page, 'All sent')).toBeVisible();
});

test('the address of a request, opened on a new device, shows it as soon as it has arrived', async ({ newPerson, world }) => {
  const request = (await documents(world, 'request')).find((doc) => doc.p.includes('eye doctor'));
  const { page } = await newPerson();
  await page.goto(`/help/${request._id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'A lift down to the eye doctor and back up' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Offer to help' })).toBeVisible();
  await expect(page).toHaveTitle('A lift down to the eye doctor and back up · A Heart 2 Help');
});

test('a page in words, with a way on, where the app itself cannot be fetched', async ({ browser, world }) => {
  // Not by `newPerson`: the browser rightly writes errors here.
  const { context, page } = await world.newPerson(browser);
  await context.route('**/*.wasm', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'The app could not start' })).toBeFocused();
  await expect(page).toHaveTitle('The app could not start');
  await expect(page.getByRole('main')).toContainText('What you saved here is still here.');
  await expect(page.getByRole('main')).toContainText('call the emergency number: 112');
  await expect(page.getByRole('navigation', { name: 'Places' })).toHaveCount(0);

  await context.unroute('**/*.wasm');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('article').filter({ hasText: "Today's small act" })).toBeVisible();
  await context.close();
});

test('a page in words where the browser has no WebAssembly, in the language of the browser', async ({ browser, world }) => {
  const { context, page } = await world.newPerson(browser, { locale: 'de-CH' });
  await context.addInitScript(() => {
    delete globalThis.WebAssembly;
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Die App konnte nicht starten' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Neu laden' })).toBeVisible();
  await context.close();
});

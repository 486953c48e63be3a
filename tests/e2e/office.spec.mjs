// The office: the pages few people open are a program of their own, fetched when one of them is wanted.

import { expect, test } from './support/world.mjs';

const heading = (page, name) => page.getByRole('heading', { level: 1, name });

test('its pages follow each other, and the page is never loaded anew between them', async ({ newPerson }) => {
  const { page } = await newPerson();
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const times = (name) => fetched.filter((path) => path === name).length;
  await page.goto('/me');
  await expect(page.locator('#communities')).toBeVisible();
  expect(times('/office_bg.wasm'), 'nobody wanted it yet').toBe(0);
  for (const [link, title] of [['Join by a link', 'Join a community'], ['Start a community', 'Start a community'], ['Carry it by hand', 'Carry it by hand']]) {
    await page.getByRole('link', { name: link }).click();
    await expect(heading(page, title)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(`${title} · A Heart 2 Help`);
    await page.getByRole('navigation').getByRole('link', { name: 'Me' }).click();
    await expect(page.locator('#communities')).toBeVisible();
    await expect(heading(page, title)).toHaveCount(0);
  }
  // From one of its pages to another: what was closed does not take away what was opened.
  await page.goBack();
  await expect(heading(page, 'Carry it by hand')).toBeVisible();
  await page.evaluate(() => history.go(-2));
  await expect(heading(page, 'Start a community')).toBeVisible();
  expect([times('/me'), times('/office.js'), times('/office_bg.wasm')]).toEqual([1, 1, 1]);
});

for (const file of ['office.js', 'office_bg.wasm']) {
  // Not by `newPerson`: the browser rightly writes errors here.
  test(`where ${file} cannot be fetched the page says so, and comes on a tap later`, async ({ browser, world }) => {
    const { context, page } = await world.newPerson(browser);
    // Nothing else of that name: the page has a module of its own that fetches it.
    const asked = ({ pathname }) => pathname === `/${file}`;
    await context.route(asked, (route) => route.abort());
    await page.goto('/start');
    await expect(page.getByText('This page could not be loaded.')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('This page could not be loaded.')).toBeVisible();
    await context.unroute(asked);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(heading(page, 'Start a community')).toBeVisible();
    await context.close();
  });
}

test('without storage its pages say that they cannot be used', async ({ newPerson }) => {
  const { context, page } = await newPerson();
  await context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
  await page.goto('/start');
  await expect(page.getByText('This page needs a browser that keeps things')).toBeVisible();
});

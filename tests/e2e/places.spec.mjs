// Every place of the app: reachable for everybody, at home on small and large screens, light and dark, in both languages.

import AxeBuilder from '@axe-core/playwright';
import { fillIn, toTheCheck } from './support/asking.mjs';
import { DESKTOP, openHelp, PHONE } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const PLACES = [
  { path: '/', title: 'Today', shows: (page) => page.getByRole('article').filter({ hasText: "Today's small act" }) },
  { path: '/help', title: 'Help', shows: (page) => page.getByRole('link', { name: 'A lift down to the eye doctor and back up' }) },
  { path: '/help/ask', title: 'Ask for help', shows: (page) => page.getByRole('button', { name: 'A ride' }) },
  { path: '/feed', title: 'Feed', shows: (page) => page.getByRole('article').first() },
  { path: '/feed/new', title: 'Tell it', shows: (page) => page.getByRole('textbox', { name: 'What happened?' }) },
  { path: '/journal', title: 'Journal', shows: (page) => page.getByRole('textbox', { name: 'What was good today?' }) },
  { path: '/me', title: 'Me', shows: (page) => page.getByRole('button', { name: 'Show my words' }) },
  { path: '/join', title: 'Join a community', shows: (page) => page.getByRole('textbox', { name: 'The link' }) },
  { path: '/start', title: 'Start a community', shows: (page) => page.getByRole('button', { name: 'Start it' }) },
  { path: '/desk', title: 'Coordinator’s desk', shows: (page) => page.getByText('In this one you are not among them.') },
  { path: '/report', title: 'Something is wrong', shows: (page) => page.getByRole('button', { name: 'Tell them' }) },
  { path: '/help/offer', title: 'Offer yourself', shows: (page) => page.getByRole('button', { name: 'Put me here' }) },
  { path: '/help/helpers', title: 'Helpers near you', shows: (page) => page.getByRole('heading', { level: 1, name: 'Helpers near you' }) },
  { path: '/me/unseen', title: 'People I don’t want to see', shows: (page) => page.getByRole('heading', { level: 1, name: 'People I don’t want to see' }) },
  { path: '/me/carry', title: 'Carry it by hand', shows: (page) => page.getByRole('heading', { level: 1 }) },
  { path: '/nowhere', title: 'This page is not there', shows: (page) => page.getByRole('link', { name: 'To Today' }) },
];

async function open(page, { path, shows }) {
  await page.goto(path);
  await expect(shows(page)).toBeVisible();
}

/** Opens the page of the first request of the demo. */
async function openRequest(page) {
  await openHelp(page);
  await page.getByRole('link', { name: 'A lift down to the eye doctor and back up' }).click();
  await expect(page.getByRole('button', { name: 'Offer to help' })).toBeVisible();
}

async function barriers(page) {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

async function expectNoBarrier(page, where) {
  expect.soft(await barriers(page), where).toEqual([]);
}

for (const [screen, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`no place has a barrier that can be measured (${screen}, ${colorScheme})`, async ({ newPerson }) => {
      test.setTimeout(180_000);
      const { page } = await newPerson({ viewport, colorScheme, reducedMotion: 'reduce' });
      await openHelp(page);
      for (const place of PLACES) {
        await open(page, place);
        await expectNoBarrier(page, place.path);
      }
      await openRequest(page);
      await expectNoBarrier(page, 'a request');
      await toTheCheck(page);
      await fillIn(page, { name: 'Anna', words: 'I live at Musterweg 3.', address: 'Musterweg 3' });
      // What lies under the bar at the bottom comes out by scrolling; here it is looked at in the open.
      await page.getByRole('button', { name: 'Move it' }).evaluate((button) => button.scrollIntoView({ block: 'center' }));
      await expectNoBarrier(page, 'the last step of asking');
    });
  }
}

test('nothing is wider than a screen of 320 pixels', async ({ newPerson }) => {
  test.setTimeout(120_000);
  const { page } = await newPerson({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
  const overflow = () =>
    page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth <= width
        ? []
        : [...document.querySelectorAll('body *')]
            .filter((element) => element.getBoundingClientRect().right > width + 0.5)
            .map((element) => element.outerHTML.slice(0, 120));
    });
  for (const place of PLACES) {
    await open(page, place);
    expect.soft(await overflow(), place.path).toEqual([]);
  }
  await openRequest(page);
  expect.soft(await overflow(), 'a request').toEqual([]);
  await page.goto('/help/ask');
  await page.getByRole('button', { name: 'A ride', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Tomorrow/ })).toBeVisible();
  expect.soft(await overflow(), 'asking: when').toEqual([]);
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  await expect(page.getByRole('button', { name: 'Balzers', exact: true })).toBeVisible();
  expect.soft(await overflow(), 'asking: where').toEqual([]);
  await page.getByRole('button', { name: 'Balzers', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeVisible();
  expect.soft(await overflow(), 'asking: check').toEqual([]);
});

test('every page says in its title what it is', async ({ newPerson }) => {
  const { page } = await newPerson();
  for (const place of PLACES) {
    await open(page, place);
    await expect.soft(page).toHaveTitle(`${place.title} · A Heart 2 Help`, { timeout: 2000 });
  }
});

test('the five places are one tap apart, each with its own title and its mark in the navigation', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await page.goto('/');
  const places = page.getByRole('navigation', { name: 'Places' });
  for (const name of ['Help', 'Feed', 'Journal', 'Me', 'Today']) {
    const link = places.getByRole('link', { name, exact: true });
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(places.locator('[aria-current]')).toHaveCount(1);
    await expect(page).toHaveTitle(`${name} · A Heart 2 Help`);
    await expect(page.getByRole('main')).toBeFocused();
  }
  await page.goBack();
  await expect(page).toHaveTitle('Me · A Heart 2 Help');
});

test('the app speaks German where the browser does, and another language once one is chosen', async ({ newPerson }) => {
  const { page } = await newPerson({ locale: 'de-CH' });
  await page.goto('/help');
  const german = page.getByRole('navigation', { name: 'Orte' });
  for (const name of ['Heute', 'Hilfe', 'Feed', 'Tagebuch', 'Ich']) {
    await expect(german.getByRole('link', { name, exact: true })).toBeVisible();
  }
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle('Hilfe · A Heart 2 Help');

  await german.getByRole('link', { name: 'Ich' }).click();
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('English');
  await expect(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Today' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: 'My recovery words' })).toBeVisible();
  await expect(page).toHaveTitle('Me · A Heart 2 Help');
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('en');
});

test('a chosen look stays, whatever the device prefers', async ({ newPerson }) => {
  const { page } = await newPerson({ colorScheme: 'light' });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto('/me');
  await expect(page.getByRole('radio', { name: 'As the device' })).toBeChecked();
  const light = await paper();
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  expect(await paper()).toBe(dark);
  await page.getByRole('radio', { name: 'As the device' }).check();
  await expect.poll(paper).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(paper).toBe(dark);
});

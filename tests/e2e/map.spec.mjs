// The request map: what it shows, what the list does with it, and that neither needs the other.

import { countOfRequests, DESKTOP, openHelp, PHONE, row } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const LIFT = 'A lift down to the eye doctor and back up';

const map = (page) => page.getByRole('region', { name: 'Map of requests' });
const counted = (page, name) => page.getByRole('heading', { level: 2, name });
const chip = (page, name) => page.getByRole('checkbox', { name });
const active = (page) => page.getByRole('group', { name: 'Showing only' });

test('the list and the count follow the map, and one tap brings everything back', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: DESKTOP, reducedMotion: 'reduce' });
  await openHelp(page);
  const all = await countOfRequests(page);
  const zoomIn = map(page).getByRole('button', { name: 'Zoom in', exact: true });
  for (let i = 0; i < 3; i += 1) await zoomIn.click();
  await expect(counted(page, /^\d+ requests? in view$/)).toBeVisible();
  expect(await countOfRequests(page)).toBeLessThan(all);
  // A screen reader is told too, once it has become quiet.
  await expect(page.getByRole('status').filter({ hasText: /^\d+ requests? in view$/ })).toHaveCount(1);

  await page.getByRole('button', { name: 'Whole map' }).click();
  await expect.poll(() => countOfRequests(page)).toBe(all);
  await expect(page.getByRole('button', { name: 'Whole map' })).toHaveCount(0);
});

test('where nothing is, the list says so and where the others are', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: DESKTOP, reducedMotion: 'reduce' });
  await openHelp(page);
  const box = map(page).getByRole('group', { name: 'Map of requests' });
  await box.focus();
  for (let i = 0; i < 30; i += 1) await box.press('ArrowLeft');
  await expect(page.getByRole('heading', { name: 'Nothing in this part of the map' })).toBeVisible();
  await expect(page.getByText(/^There are \d+ requests elsewhere\.$/)).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Whole map' }).last().click();
  await expect(row(page, LIFT)).toBeVisible();
});

test('the numbers on the map add up to the count above the list', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: DESKTOP, reducedMotion: 'reduce' });
  await openHelp(page);
  const all = await countOfRequests(page);
  const areas = map(page).getByRole('button', { name: /^\d+ requests? in / });
  await expect(areas.first()).toBeVisible();
  const labels = () => areas.evaluateAll((buttons) => buttons.map((b) => Number(b.getAttribute('aria-label').match(/\d+/)[0])));
  // Help by phone is in no area; the map says how much of it there is.
  const byPhone = Number((await page.getByRole('button', { name: /by phone, from anywhere$/ }).textContent()).match(/\d+/)[0]);
  await expect.poll(async () => (await labels()).reduce((sum, n) => sum + n, 0)).toBe(all - byPhone);
});

test('filters are summed up, cleared one by one, said by the address, and still there on the way back', async ({ newPerson }) => {
  const { page } = await newPerson();
  await openHelp(page);
  const all = await countOfRequests(page);
  await chip(page, 'A ride').check();
  await expect.poll(() => countOfRequests(page)).toBeLessThan(all);
  const rides = await countOfRequests(page);
  await page.getByRole('searchbox', { name: 'Search requests' }).fill('EYE dóctor');
  await expect.poll(() => countOfRequests(page)).toBe(1);
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Soonest');
  await expect(page).toHaveURL(/\?q=EYE\+d%C3%B3ctor&kind=ride&order=soonest$/);

  // To the request and back again, by the page's own links.
  await page.getByRole('link', { name: LIFT }).click();
  await expect(page.getByRole('heading', { level: 1, name: LIFT })).toBeVisible();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Help', exact: true }).click();
  await expect(counted(page, '1 request')).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Search requests' })).toHaveValue('EYE dóctor');
  await expect(page.getByRole('combobox', { name: 'Order' })).toHaveValue('Soonest');

  // Somebody else opens the same address.
  const other = await newPerson();
  await other.page.goto(new URL(page.url()).pathname + new URL(page.url()).search);
  await expect(counted(other.page, '1 request')).toBeVisible();
  await expect(chip(other.page, 'A ride')).toBeChecked();

  await active(page).getByRole('button', { name: 'Show without: “EYE dóctor”' }).click();
  await expect.poll(() => countOfRequests(page)).toBe(rides);
  await active(page).getByRole('button', { name: 'Show everything' }).click();
  await expect.poll(() => countOfRequests(page)).toBe(all);
  await expect(active(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/help\?order=soonest$/);
});

test('a request is found by its area and its kind too, whatever the accents', async ({ newPerson }) => {
  const { page } = await newPerson();
  await openHelp(page);
  const search = page.getByRole('searchbox', { name: 'Search requests' });
  await search.fill('RÓTENBODEN ride');
  await expect(row(page, LIFT)).toBeVisible();
  await search.fill('rotenboden garden eye');
  await expect(page.getByRole('heading', { name: 'Nobody here needs a hand right now' })).toBeVisible();
});

const look = (page) => page.getByRole('button', { name: /^Looking from/ });
const card = (page) => page.getByRole('region', { name: /^Looking from/ });

test('near me asks only after the tap, keeps the area and not the point, and says what else one can do', async ({ newPerson, world }) => {
  const { page, context } = await newPerson({ geolocation: { latitude: 47.14123, longitude: 9.52177 }, permissions: ['geolocation'] });
  await page.addInitScript(() => {
    window.asked = 0;
    const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (...all) => ((window.asked += 1), own(...all));
  });
  await openHelp(page);
  await expect(look(page)).toHaveText('Looking from Anywhere');
  await look(page).click();
  await expect(card(page).getByText('Your place stays on this device.')).toBeVisible();
  expect(await page.evaluate(() => window.asked)).toBe(0);
  await card(page).getByRole('button', { name: 'Near me' }).click();
  await expect(look(page)).toHaveText('Looking from Vaduz');
  expect(await page.evaluate(() => window.asked)).toBe(1);
  await expect(look(page)).toBeFocused();
  await expect(page).not.toHaveURL(/47|u0q/);
  const everything = await page.evaluate(async () => {
    const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve) => { const r = indexedDB.open(name); r.onsuccess = () => resolve(r.result); });
      for (const store of db.objectStoreNames) {
        found.push(await new Promise((resolve) => {
          const r = db.transaction(store).objectStore(store).getAll();
          r.onsuccess = () => resolve(JSON.stringify(r.result));
        }));
      }
      db.close();
    }
    return found.join();
  });
  expect(everything).toContain('u0qu');
  expect(everything).not.toMatch(/47\.1412|9\.5217/);
  await context.clearPermissions();

  const other = await newPerson();
  await openHelp(other.page);
  await look(other.page).click();
  await card(other.page).getByRole('button', { name: 'Near me' }).click();
  await expect(card(other.page).getByText('Choose a place by its name or on the map instead.')).toBeVisible();
  expect(world.app).toBeTruthy();
});

test('a place is found by its name with the keyboard, saved under a name of one’s own, and forgotten', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await openHelp(page);
  await look(page).click();
  const box = card(page).getByRole('combobox', { name: 'A village or quarter' });
  await box.fill('magruA');
  await expect(card(page).getByRole('option')).toHaveText(['Magrüal']);
  await box.press('Enter');
  await expect(look(page)).toHaveText('Looking from Magrüal');
  await page.getByRole('radio', { name: 'Within 5 km' }).check();

  await look(page).click();
  await card(page).getByRole('textbox', { name: 'Name for Magrüal' }).fill('At grandma’s');
  await card(page).getByRole('button', { name: 'Save this area' }).click();
  await expect(card(page).getByRole('button', { name: /^At grandma’s/ })).toBeVisible();
  await card(page).getByRole('button', { name: 'From anywhere' }).click();
  await expect(look(page)).toHaveText('Looking from Anywhere');
  await page.reload();
  await look(page).click();
  await card(page).getByRole('button', { name: /^At grandma’s/ }).click();
  await expect(look(page)).toHaveText('Looking from Magrüal');
  await expect(page.getByRole('radio', { name: 'Within 5 km' })).toBeChecked();

  await look(page).click();
  await card(page).getByRole('button', { name: 'Forget At grandma’s' }).click();
  await expect(card(page).getByRole('button', { name: /^At grandma’s/ })).toHaveCount(0);
});

test('a cell is chosen on the map with the keyboard alone, and its area is said', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: DESKTOP, reducedMotion: 'reduce' });
  await openHelp(page);
  await look(page).press('Enter');
  await card(page).getByRole('button', { name: 'Choose on the map' }).press('Enter');
  const box = map(page).getByRole('group', { name: 'Map of requests' });
  await expect(box).toBeFocused();
  const said = map(page).getByRole('status');
  await expect(said).not.toBeEmpty();
  const before = await said.textContent();
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowUp');
  await expect(said).not.toHaveText(before);
  const area = await said.textContent();
  await page.keyboard.press('Enter');
  await expect(look(page)).toHaveText(`Looking from ${area}`);
  await expect(look(page)).toBeFocused();
  // Given up, nothing changes.
  await look(page).press('Enter');
  await card(page).getByRole('button', { name: 'Choose on the map' }).press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(look(page)).toHaveText(`Looking from ${area}`);
  await expect(page.getByRole('button', { name: 'Cancel choosing' })).toHaveCount(0);
});

test('without the ground the areas stay, and without the map the list has it all', async ({ browser, world }) => {
  // Browsers write an error for each file that does not come, which is the point here.
  const ground = await world.newPerson(browser, { viewport: DESKTOP });
  await ground.page.route('**/*.pmtiles', (route) => route.abort());
  await openHelp(ground.page);
  await expect(ground.page.getByText(/The areas are still shown, on a plain grid/)).toBeVisible();
  await expect(map(ground.page).getByRole('button', { name: /^\d+ requests? in / }).first()).toBeVisible();
  await ground.context.close();

  const { page, context } = await world.newPerson(browser, { viewport: PHONE });
  await page.route('**/map.js', (route) => route.abort());
  await openHelp(page);
  await expect(page.getByRole('paragraph').filter({ hasText: 'The map could not be loaded. The list shows the same.' }).first()).toBeVisible();
  await expect(map(page)).toBeHidden();
  await chip(page, 'A ride').check();
  await expect(row(page, LIFT)).toBeVisible();
  await context.close();
});

test('long, foreign and hostile texts are only texts', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: { width: 320, height: 640 } });
  await openHelp(page);
  const title = '<img src=x onerror="window.hacked=1"> 👩‍👩‍👧 שלום \u202Eevil';
  const shown = '<img src=x onerror="window.hacked=1"> 👩‍👩‍👧 שלום evil';
  const words = `${'Ein sehr langes Wort: '}${'Donaudampfschifffahrt'.repeat(90)}`.slice(0, 2000);
  await page.goto('/help/ask');
  await page.getByRole('button', { name: 'A meal', exact: true }).click();
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  await page.getByRole('button', { name: 'Balzers', exact: true }).click();
  await page.getByRole('textbox', { name: 'In a few words' }).fill(title);
  await page.getByRole('textbox', { name: 'In your words' }).fill(words);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: shown })).toBeVisible();
  await page.goto('/help');
  await page.getByRole('searchbox', { name: 'Search requests' }).fill('<img');
  await expect(row(page, shown)).toBeVisible();
  await expect(active(page).getByRole('button', { name: 'Show without: “<img”' })).toBeVisible();
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

// Five hundred requests in one area: the map counts them, the list stays short, a word finds one.

import { countOfRequests, openHelp, row } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const CROWD = 500;

test('five hundred requests in one area are counted, shown in windows, and found by a word', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  const { page } = await newPerson();
  await openHelp(page);
  const before = await countOfRequests(page);
  await world.crowd(CROWD);

  // They arrive while the page is open.
  await expect.poll(() => countOfRequests(page), { timeout: 30_000 }).toBe(before + CROWD);
  const list = page.getByRole('region', { name: /^\d+ requests/ }).getByRole('list').first();
  const rows = list.getByRole('listitem');
  expect(await rows.count()).toBeLessThan(100);
  const more = page.getByRole('button', { name: 'Show more' });
  const drawn = await rows.count();
  await more.click();
  await expect.poll(() => rows.count()).toBeGreaterThan(drawn);
  expect(await rows.count()).toBeLessThan(200);

  // The crowded area may stand together with its neighbours; coming nearer parts them.
  const map = page.getByRole('region', { name: 'Map of requests' });
  const group = map.getByRole('button', { name: /^5\d\d requests in \d+ areas/ });
  const area = map.getByRole('button', { name: /^5\d\d requests in (?!\d)/ });
  await expect(group.or(area)).toHaveCount(1);
  while ((await area.count()) === 0) {
    const label = await group.getAttribute('aria-label');
    await group.click();
    await expect(group.and(page.getByLabel(label, { exact: true }))).toHaveCount(0);
    await expect(group.or(area)).toHaveCount(1);
  }
  const inside = Number((await area.getAttribute('aria-label')).match(/\d+/)[0]);
  expect(inside).toBeGreaterThanOrEqual(CROWD);
  await area.click();
  await expect(area).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => countOfRequests(page)).toBe(inside);
  expect(await rows.count()).toBeLessThan(100);
  await page.getByRole('button', { name: 'Whole map' }).click();
  await expect.poll(() => countOfRequests(page)).toBe(before + CROWD);

  const search = page.getByRole('searchbox', { name: 'Search requests' });
  await search.pressSequentially('square, number 317');
  await expect.poll(() => countOfRequests(page)).toBe(1);
  await expect(row(page, 'A hand on the square, number 317')).toBeVisible();
  await expect(more).toHaveCount(0);
  await search.fill('');
  await expect.poll(() => countOfRequests(page)).toBe(before + CROWD);

  // After a reload everything comes from the device, at once.
  await world.stopBackend();
  await page.reload();
  await expect.poll(() => countOfRequests(page)).toBe(before + CROWD);
});

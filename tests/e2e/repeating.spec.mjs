// Help that is wanted more than once: each of its days has a helper of its own.

import { fillIn } from './support/asking.mjs';
import { accept, offer, part } from './support/helping.mjs';
import { wholeBackend } from './support/peek.mjs';
import { everythingIsSent, openHelp, PHONE } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const TITLE = 'A walk along the Rhine';

test('two days, two helpers, each accepted for a day of their own; the exact time is for them alone', async ({ world, newPerson }) => {
  test.setTimeout(180_000);
  const anna = (await newPerson({ viewport: PHONE })).page;
  await anna.goto('/help/ask');
  await anna.getByRole('button', { name: 'Company', exact: true }).click();
  await anna.getByText('An exact time, or more than once').click();
  await anna.getByLabel('At what time?').fill('10:37');
  await anna.getByRole('combobox', { name: 'How often?' }).selectOption('Every week');
  await anna.getByRole('combobox', { name: 'How many times?' }).selectOption('2');
  await anna.getByRole('button', { name: /^Tomorrow/ }).click();
  await anna.getByRole('button', { name: 'Next', exact: true }).click();
  await anna.getByRole('button', { name: 'Balzers', exact: true }).click();
  await fillIn(anna, { title: TITLE, name: 'Anna', address: 'Musterweg 3' });
  await anna.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(anna.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await everythingIsSent(anna);

  const helpers = [];
  for (const name of ['Ben', 'Cleo']) {
    const { page } = await newPerson();
    await openHelp(page);
    await page.getByRole('link', { name: TITLE }).click();
    const days = page.getByRole('group', { name: 'Which days?' }).getByRole('checkbox');
    // What one helper was accepted for is no longer offered to the next.
    await expect(days).toHaveCount(2 - helpers.length);
    await days.first().check();
    await offer(page, { name, words: `${name} likes walking` });
    await accept(anna, { name, words: `${name} likes walking` });
    const details = part(page, 'For you alone, from Anna');
    await expect(details).toContainText('Musterweg 3');
    await expect(page.getByRole('main')).toContainText('10:37');
    helpers.push(page);
  }
  await everythingIsSent(anna);
  const stranger = (await newPerson()).page;
  await openHelp(stranger);
  await expect(stranger.getByRole('link', { name: 'A lift down to the eye doctor and back up' })).toBeVisible();
  await expect(stranger.getByRole('link', { name: TITLE }), 'both days have somebody').toHaveCount(0);
  const backend = await wholeBackend(world);
  for (const secret of ['Musterweg 3', '10:37', 'likes walking']) expect(backend).not.toContain(secret);
});

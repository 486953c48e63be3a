// Today: one small act, swapped, done, written down, or rested from.

import { entry } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

test("today's act can be swapped, done and written down in one tap, and stays so", async ({ newPerson }) => {
  const { page } = await newPerson();
  await page.goto('/');
  const card = page.getByRole('article').filter({ hasText: "Today's small act" });
  const title = card.getByRole('heading', { level: 2 });
  await expect(title).not.toBeEmpty();
  const first = await title.textContent();
  await page.reload();
  await expect(title).toHaveText(first);

  await card.getByRole('button', { name: 'Another one' }).click();
  await expect(title).not.toHaveText(first);
  const second = await title.textContent();
  await page.reload();
  await expect(title).toHaveText(second);

  await card.getByRole('button', { name: 'I did it' }).click();
  const done = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'That was kind of you' }) });
  await expect(done).toContainText(second);
  await page.reload();
  await expect(done).toContainText(second);

  await done.getByRole('button', { name: 'Write it in my journal' }).click();
  const link = done.getByRole('link', { name: 'It is in your journal' });
  await expect(link).toBeVisible();
  await page.reload();
  await expect(link).toBeVisible();
  await link.click();
  await expect(page).toHaveURL('/journal');
  await expect(entry(page, second)).toHaveCount(1);
});

test('resting is an answer too, and can be taken back', async ({ newPerson }) => {
  const { page } = await newPerson();
  await page.goto('/');
  const card = page.getByRole('article').filter({ hasText: "Today's small act" });
  const title = card.getByRole('heading', { level: 2 });
  await expect(title).not.toBeEmpty();
  const act = await title.textContent();

  await card.getByRole('button', { name: 'Rest today' }).click();
  const resting = page.getByRole('heading', { name: 'Rest is kind too' });
  await expect(resting).toBeVisible();
  await page.reload();
  await expect(resting).toBeVisible();
  await page.getByRole('button', { name: 'Wake it again' }).click();
  await expect(title).toHaveText(act);

  await card.getByRole('button', { name: 'I did it' }).click();
  await page.getByRole('button', { name: 'Not done yet' }).click();
  await expect(title).toHaveText(act);
  await page.reload();
  await expect(title).toHaveText(act);
});

test('today shows who needs a hand, and leads to all of them', async ({ newPerson }) => {
  const { page } = await newPerson();
  await page.goto('/');
  const near = page.getByRole('region', { name: 'Who needs a hand' });
  await expect(near.getByRole('listitem')).toHaveCount(3);
  await near.getByRole('link', { name: /^All \d+ requests$/ }).click();
  await expect(page).toHaveURL('/help');
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible();
});

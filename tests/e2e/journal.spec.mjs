// The journal: private, kept, removed only by its writer.

import { drafts, kept, tracesOf, wholeBackend } from './support/peek.mjs';
import { entry, everythingIsSent, write } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const WORDS = 'Lunch with Quirin under the chestnut tree.\nHe laughed twice.';

test('an entry with a mood is kept, is there after a reload, and goes when it is removed', async ({ newPerson, world }) => {
  const { page } = await newPerson();
  await page.goto('/journal');
  await expect(page.getByRole('heading', { name: 'Your journal is empty' })).toBeVisible();

  await page.getByRole('radio', { name: 'Bright' }).check();
  await page.getByRole('combobox', { name: 'What is it about?' }).selectOption('Something I received');
  await write(page, WORDS);
  await write(page, 'Slept well.');
  await page.reload();
  const kind = entry(page, 'Lunch with Quirin');
  await expect(kind).toContainText('He laughed twice.');
  await expect(kind).toContainText('Bright');
  const entries = (await kept(page)).filter(({ store }) => store === 'journal').map(({ value }) => JSON.parse(value));
  expect(entries.find(({ words }) => words === WORDS)).toMatchObject({ role: 'received', mood: 5 });
  await expect(entry(page, 'Slept well.')).not.toContainText('Bright');

  // Private: the backend has seen nothing of it.
  await everythingIsSent(page);
  expect(tracesOf(['Lunch with Quirin', 'laughed twice'], await wholeBackend(world))).toEqual([]);

  await kind.getByRole('button', { name: 'Remove this entry' }).click();
  await page.getByRole('button', { name: 'Leave it there' }).click();
  await expect(kind).toBeVisible();
  await kind.getByRole('button', { name: 'Remove this entry' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(kind).toHaveCount(0);
  await page.reload();
  await expect(entry(page, 'Slept well.')).toBeVisible();
  await expect(kind).toHaveCount(0);
  expect(tracesOf(['Lunch with Quirin'], JSON.stringify(await kept(page)))).toEqual([]);
});

test('what is typed and not kept survives a reload, and is gone from the draft once it is kept', async ({ newPerson }) => {
  const { page } = await newPerson();
  await page.goto('/journal');
  const words = page.getByRole('textbox', { name: 'What was good today?' });
  await words.fill('The fog lifted at noon');
  await page.getByRole('radio', { name: 'Good' }).check();
  await expect.poll(() => drafts(page)).toContain('fog lifted');
  await page.reload();
  await expect(words).toHaveValue('The fog lifted at noon');
  await expect(page.getByRole('radio', { name: 'Good' })).toBeChecked();

  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(entry(page, 'The fog lifted at noon')).toContainText('Good');
  await expect(words).toHaveValue('');
  await page.reload();
  await expect(entry(page, 'The fog lifted at noon')).toHaveCount(1);
  await expect(words).toHaveValue('');
});

test('an empty entry is not kept, and the field says why', async ({ newPerson }) => {
  const { page } = await newPerson();
  await page.goto('/journal');
  await page.getByRole('button', { name: 'Keep it' }).click();
  const words = page.getByRole('textbox', { name: 'What was good today?' });
  await expect(words).toBeFocused();
  await expect(words).toHaveAccessibleDescription('Write a few words first: two lines are enough.');
  await expect(page.getByRole('heading', { name: 'Your journal is empty' })).toBeVisible();
});

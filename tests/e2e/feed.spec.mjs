// The feed: acts are told, passed on, and taken back.

import { drafts } from './support/peek.mjs';
import { everythingIsSent, post, tell } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const SEEN = 'A boy on the bus gave his seat to a man with two heavy bags.';
const PASSED_ON = 'I carried the shopping of a man up to the third floor.';

test('an act is told, stays, inspires another, and goes away for everybody when it is taken back', async ({ newPerson }) => {
  const anna = await newPerson();
  const ben = await newPerson();
  await ben.page.goto('/feed');
  await expect(ben.page.getByRole('article').first()).toBeVisible();

  await anna.page.goto('/feed');
  await anna.page.getByRole('link', { name: 'Something kind you did, received or saw?' }).click();
  await tell(anna.page, { words: SEEN, role: 'saw it', name: 'Annelies' });
  await everythingIsSent(anna.page);
  await anna.page.reload();
  await expect(post(anna.page, SEEN)).toContainText('Annelies');
  await expect(post(anna.page, SEEN)).toContainText('saw this');

  // Ben has done nothing since: it came by itself.
  await expect(post(ben.page, SEEN)).toContainText('Annelies');
  await expect(post(ben.page, SEEN).getByRole('button', { name: 'Take it back' })).toHaveCount(0);

  await post(ben.page, SEEN).getByRole('link', { name: "I'll pass it on" }).click();
  await expect(ben.page.getByRole('main')).toContainText('You were inspired by');
  await tell(ben.page, { words: PASSED_ON, name: '' });
  const linked = post(ben.page, PASSED_ON);
  await expect(linked).toContainText('A neighbour');
  await expect(linked).toContainText('Inspired by “A boy on the bus');
  await ben.page.reload();
  await expect(linked).toContainText('Inspired by “A boy on the bus');

  const source = anna.page.getByRole('article').filter({ hasText: 'Annelies' }).filter({ hasText: SEEN });
  await expect(source).toContainText('Passed on once');
  await expect(post(anna.page, PASSED_ON)).toBeVisible();

  await linked.getByRole('button', { name: 'Take it back' }).click();
  await expect(linked.getByRole('alert')).toContainText('Take this back?');
  await linked.getByRole('button', { name: 'Leave it there' }).click();
  await expect(linked).toBeVisible();
  await linked.getByRole('button', { name: 'Take it back' }).click();
  await linked.getByRole('button', { name: 'Yes, take it back' }).click();
  await expect(post(ben.page, PASSED_ON)).toHaveCount(0);
  await expect(post(anna.page, PASSED_ON)).toHaveCount(0);
  await expect(source).toBeVisible();
  await expect(source).not.toContainText('Passed on');
  await everythingIsSent(ben.page);
  await ben.page.reload();
  await expect(post(ben.page, SEEN)).toBeVisible();
  await expect(post(ben.page, PASSED_ON)).toHaveCount(0);
});

test('telling needs words, says so, and loses nothing that is typed', async ({ newPerson }) => {
  const { page } = await newPerson();
  await page.goto('/feed/new');
  await page.getByRole('textbox', { name: 'Your first name' }).fill('Cleo');
  await page.getByRole('button', { name: 'Tell it', exact: true }).click();
  const mistakes = page.getByRole('alert').filter({ hasText: 'One thing is missing' });
  await expect(mistakes).toBeFocused();
  await mistakes.getByRole('link').click();
  const words = page.getByRole('textbox', { name: 'What happened?' });
  await expect(words).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Your first name' })).toHaveValue('Cleo');

  await page.keyboard.type('Somebody held the door.');
  await expect.poll(() => drafts(page)).toContain('held the door.');
  await page.reload();
  await expect(words).toHaveValue('Somebody held the door.');
  await expect(page.getByRole('textbox', { name: 'Your first name' })).toHaveValue('Cleo');
  await tell(page, { words: 'Somebody held the door.' });
  await page.goto('/feed/new');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(words).toHaveValue('');
});

// Whom one does not want to see is nowhere at once, in two taps, and comes back when one wants it.

import AxeBuilder from '@axe-core/playwright';
import { ask } from './support/asking.mjs';
import { accept, offer, offered, part } from './support/helping.mjs';
import { card, hide, offerMyself } from './support/people.mjs';
import { documents, wholeBackend } from './support/peek.mjs';
import { everythingIsSent, openHelp, post, row, tell } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const EVE = 'Evelyna';
const MINE = { title: 'Water the balcony plants', name: 'Ida' };
const HERS = { title: 'Look at my watches', name: EVE };
const ACT = 'I sold a watch to a man who had none.';
const OFFER = 'I come at once, and bring a watch.';

test('two taps hide somebody in the list, the feed, the helpers and the offers, and one brings all of it back', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const ida = (await newPerson()).page;
  const eve = (await newPerson()).page;
  await openHelp(eve);
  const mine = await ask(ida, MINE);
  await everythingIsSent(ida);
  await ask(eve, HERS);
  await eve.goto('/feed/new');
  await tell(eve, { words: ACT });
  await offerMyself(eve, { name: EVE, likes: ['Company'], words: 'I bring watches.' });
  await eve.goto(mine);
  await offer(eve, { name: EVE, words: OFFER });
  await everythingIsSent(eve);

  await expect(offered(ida, OFFER)).toBeVisible();
  await ida.goto('/help/helpers');
  await expect(card(ida, EVE)).toBeVisible();
  await ida.goto('/help');
  await expect(row(ida, HERS.title)).toBeVisible();
  await ida.goto('/feed');
  await post(ida, ACT).getByRole('link', { name: 'Something is wrong' }).click();
  const told = (await documents(world, 'report')).length;
  const barriers = await new AxeBuilder({ page: ida }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(barriers.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  const tellThem = ida.getByRole('checkbox', { name: 'Tell the coordinators' });
  if (await tellThem.count()) await tellThem.uncheck();
  await hide(ida, EVE);

  await expect(ida.getByRole('heading', { level: 1, name: 'Kindness around here' })).toBeVisible();
  await expect(post(ida, ACT)).toHaveCount(0);
  await ida.goto('/help/helpers');
  await expect(ida.getByRole('heading', { level: 1, name: 'Helpers near you' })).toBeVisible();
  await expect(card(ida, EVE)).toHaveCount(0);
  await ida.goto('/help');
  await expect(row(ida, MINE.title)).toContainText('No offer yet');
  await expect(row(ida, HERS.title)).toHaveCount(0);
  await ida.goto(mine);
  await expect(ida.getByRole('heading', { level: 1, name: MINE.title })).toBeVisible();
  await expect(offered(ida, OFFER)).toHaveCount(0);
  // Nobody is told of it, least of all she.
  await everythingIsSent(ida);
  expect((await documents(world, 'report')).length).toBe(told);
  expect(await wholeBackend(world)).not.toContain('blocked');
  await eve.goto(mine);
  await expect(part(eve, 'You offered')).toBeVisible();

  await ida.goto('/me');
  await ida.getByRole('link', { name: 'People I don’t want to see' }).click();
  await ida.getByRole('listitem').filter({ hasText: EVE }).getByRole('button', { name: 'Show again' }).click();
  await expect(ida.getByText(`What ${EVE} writes is shown again.`)).toBeVisible();
  await ida.goto('/feed');
  await expect(post(ida, ACT)).toBeVisible();
  await ida.goto('/help');
  await expect(row(ida, HERS.title)).toBeVisible();
  await ida.goto(mine);
  await expect(offered(ida, OFFER)).toBeVisible();
});

test('after something was agreed it says that what was told cannot be taken back', async ({ newPerson }) => {
  test.setTimeout(120_000);
  const ida = (await newPerson()).page;
  const eve = (await newPerson()).page;
  await openHelp(eve);
  const mine = await ask(ida, MINE);
  await eve.goto(mine);
  await offer(eve, { name: EVE, words: OFFER });
  await accept(ida, { name: EVE, words: OFFER });
  await ida.getByRole('link', { name: 'Something is wrong' }).click();
  await expect(ida.getByText(`${EVE} still knows what you told them`)).toBeVisible();
  await hide(ida, EVE);
  await ida.goto(mine);
  await expect(ida.getByRole('heading', { level: 1, name: MINE.title })).toBeVisible();
  await expect(ida.getByText(EVE)).toHaveCount(0);
});

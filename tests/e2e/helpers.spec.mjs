// Somebody offers themselves, somebody else asks them alone, and nobody else learns of it: neither the server nor a third.

import AxeBuilder from '@axe-core/playwright';
import { accept, part, says, step } from './support/helping.mjs';
import { askAlone, card, offerMyself } from './support/people.mjs';
import { kept, tracesOf, wholeBackend } from './support/peek.mjs';
import { everythingIsSent, openHelp, PHONE, row } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const HELPER = { name: 'Zinnoberto', likes: ['A ride', 'Company'], words: 'An old yellow car with room for a cane.' };
const ASKED = {
  category: 'A ride',
  title: 'Over to the kidney clinic',
  words: 'I do not want the whole village to know.',
  name: 'Wilhelmine',
  address: 'Kanarienweg 17b, the green door',
};

/** What nobody but the two may ever read. */
const SECRETS = Object.values(ASKED).filter((text) => text !== ASKED.category);

const barriers = async (page) => {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
};

test('a helper offers himself, is asked alone, says yes, is accepted, gets the address, and it is done', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const ben = (await newPerson()).page;
  const ida = (await newPerson({ viewport: PHONE })).page;
  const cleo = (await newPerson()).page;
  for (const page of [ida, cleo]) await openHelp(page);
  await offerMyself(ben, HELPER);
  await barriers(ben);
  await everythingIsSent(ben);

  await ida.getByRole('link', { name: 'Or ask one helper alone' }).click();
  await expect(card(ida, HELPER.name)).toContainText('A ride · Company');
  await barriers(ida);
  await askAlone(ida, HELPER.name, ASKED, barriers);
  await expect(ida.getByText(`Only ${HELPER.name} and you can read this`)).toBeVisible();
  await everythingIsSent(ida);

  await ben.goto('/');
  const asks = ben.getByText(`${ASKED.name} asks you alone`);
  await expect(asks.first()).toBeVisible();
  await ben.getByRole('link', { name: 'Read it' }).click();
  await expect(ben.getByRole('main')).toContainText(ASKED.words);
  await barriers(ben);
  await expect(ben.getByText(ASKED.address)).toHaveCount(0);
  await ben.getByRole('button', { name: 'Yes, I can' }).click();
  await expect(part(ben, 'You offered')).toBeVisible();

  await accept(ida, { name: HELPER.name, words: HELPER.name });
  await expect(part(ben, `For you alone, from ${ASKED.name}`)).toContainText(ASKED.address);
  await step(ben, "It's done");
  await expect(says(ida, `${HELPER.name} says it is done. Is it, for you?`)).toBeVisible();
  await step(ida, "It's done");
  for (const page of [ida, ben]) await expect(says(page, 'You both say it is done.')).toBeVisible();
  for (const page of [ida, ben]) await everythingIsSent(page);

  // Cleo sees the helper and nothing of what he was asked; the server knows no more.
  await cleo.goto('/help/helpers');
  await expect(card(cleo, HELPER.name)).toBeVisible();
  await cleo.goto('/help');
  await expect(row(cleo, 'A lift down to the eye doctor and back up')).toBeVisible();
  await expect(row(cleo, ASKED.title)).toHaveCount(0);
  await everythingIsSent(cleo);
  expect(tracesOf(SECRETS, JSON.stringify(await kept(ben)))).toEqual(SECRETS);
  expect(tracesOf(SECRETS, await wholeBackend(world))).toEqual([]);
  expect(tracesOf(SECRETS, JSON.stringify(await kept(cleo)))).toEqual([]);
});

test('a no is heard, and a break takes the card from the list', async ({ newPerson }) => {
  test.setTimeout(120_000);
  const ben = (await newPerson()).page;
  const ida = (await newPerson()).page;
  await openHelp(ida);
  await offerMyself(ben, HELPER);
  await ida.goto('/help/helpers');
  await card(ida, HELPER.name).getByRole('link').click();
  await askAlone(ida, HELPER.name, ASKED);

  await ben.goto('/help');
  await expect(row(ben, ASKED.title)).toContainText(`${ASKED.name} asks you alone`);
  await row(ben, ASKED.title).getByRole('link').click();
  await ben.getByRole('button', { name: 'Sorry, I can’t' }).click();
  await ben.getByRole('dialog', { name: 'Say that you can’t?' }).getByRole('button', { name: 'Sorry, I can’t' }).click();
  await expect(ben.getByText(`You said that you can’t this time. ${ASKED.name} knows.`)).toBeVisible();
  await expect(ida.getByText(`${HELPER.name} can’t this time`).first()).toBeVisible();
  await ida.getByRole('link', { name: 'Ask another helper' }).click();
  await expect(card(ida, HELPER.name)).toBeVisible();

  await ben.goto('/help/offer');
  await ben.getByRole('button', { name: 'Rest for a week' }).click();
  await expect(ben.getByText(/^Your card rests until/)).toBeVisible();
  await expect(card(ida, HELPER.name)).toHaveCount(0);
  await ben.getByRole('button', { name: 'I am back' }).click();
  await expect(card(ida, HELPER.name)).toBeVisible();
});

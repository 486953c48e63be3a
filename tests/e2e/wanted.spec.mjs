// Where children are entrusted, helpers come whom a coordinator approved; whoever is not is told why, kindly.

import { ask } from './support/asking.mjs';
import { invite, join, member, start } from './support/community.mjs';
import { accept, offer, offered, says, step } from './support/helping.mjs';
import { everythingIsSent } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

test.use({ demo: false });

const NAME = 'Neighbours of the Unterdorf';
const OFFER = 'I have two of my own.';

test('a member who is not approved is told why, and may offer once they are; afterwards they are vouched for', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida, ben] = [(await newPerson()).page, (await newPerson()).page, (await newPerson()).page];
  await start(anna, { name: NAME, me: 'Anna', server: world.backend });
  const link = await invite(anna, 'The street');
  await join(ida, link, { name: 'Ida', community: NAME });
  await join(ben, link, { name: 'Ben', community: NAME });
  const path = await ask(ida, { category: 'Children', title: 'An hour in the park' });
  await everythingIsSent(ida);

  await ben.goto(path);
  await expect(ben.getByRole('heading', { name: 'This asks for a helper a coordinator knows' })).toBeVisible();
  await expect(ben.getByText('Ask a coordinator to approve you')).toBeVisible();
  await expect(ben.getByRole('button', { name: 'Offer to help' })).toHaveCount(0);

  await anna.goto('/desk');
  await member(anna, 'Ben').getByRole('button', { name: 'Approve' }).click();
  await expect(member(anna, 'Ben')).toContainText('Approved helper');
  await offer(ben, { name: 'Ben', words: OFFER });
  await expect(offered(ida, OFFER)).toContainText('Approved helper');
  await accept(ida, { name: 'Ben', words: OFFER });
  for (const page of [ben, ida]) await step(page, "It's done");
  await expect(says(ida, 'You both say it is done.')).toBeVisible();

  await expect(ida.getByText('You know Ben now. Vouch for Ben?')).toBeVisible();
  await expect(ida.getByText('It says nothing of this help.')).toBeVisible();
  await ida.getByRole('button', { name: 'Vouch for Ben' }).click();
  await expect(ida.getByText('You vouch for Ben.')).toBeVisible();
  await expect(member(anna, 'Ben')).toContainText('1 person vouches');
  await ida.getByRole('button', { name: 'Take it back' }).click();
  await expect(member(anna, 'Ben')).not.toContainText('vouches');
});

// The whole life of one request between two people, and what everybody else may know of it.

import { ask } from './support/asking.mjs';
import { accept, offer, offered, part, says, step, thank, write } from './support/helping.mjs';
import { kept, tracesOf, wholeBackend } from './support/peek.mjs';
import { DESKTOP, entry, everythingIsSent, openHelp, PHONE, post, row } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const REQUEST = {
  title: 'Down to the dentist and home again',
  words: 'The bus is on strike and I am a little afraid.',
  name: 'Wilhelmine',
  address: 'Kanarienweg 17b, the green door',
  phone: '+423 555 01 73',
  note: 'The doorbell sings like a canary.',
};
const HELPER = 'Zinnoberta';
const OFFER = 'My old yellow car has room for two and a cane.';
const WORDS = 'I will be at the corner of the cherry orchard.';
const THANKS_OF_REQUESTER = 'You waited two hours and held my hand. I slept well.';
const THANKS_OF_HELPER = 'Your stories about the ferry made my whole week.';

/** What nobody but the two may ever read. */
const SECRETS = [REQUEST.address, REQUEST.phone, REQUEST.note, HELPER, OFFER, WORDS, THANKS_OF_HELPER];

test('asked, offered, accepted, done, thanked, written down and passed on, with a reload at every step', async ({ newPerson, world }) => {
  test.setTimeout(240_000);
  const anna = (await newPerson({ viewport: PHONE })).page;
  const ben = (await newPerson({ viewport: DESKTOP })).page;
  const cleo = (await newPerson()).page;
  for (const page of [ben, cleo]) await openHelp(page);
  const reload = async (page, shows) => {
    await page.reload();
    await expect(shows).toBeVisible();
  };

  // Anna asks; Ben sees it within two seconds, without doing anything.
  const path = await ask(anna, REQUEST);
  await everythingIsSent(anna);
  await expect(row(ben, REQUEST.title)).toBeVisible({ timeout: 2000 });
  await expect(row(cleo, REQUEST.title)).toBeVisible();
  await reload(anna, anna.getByRole('heading', { level: 1, name: REQUEST.title }));
  await reload(ben, row(ben, REQUEST.title));

  // Ben offers, Anna sees it and chooses him.
  await row(ben, REQUEST.title).getByRole('link').click();
  await expect(ben.getByRole('main')).toContainText(REQUEST.words);
  await expect(ben.getByRole('main')).toContainText(`asked by ${REQUEST.name}`);
  await offer(ben, { name: HELPER, words: OFFER });
  await reload(ben, part(ben, 'You offered'));
  await expect(part(ben, 'You offered')).toContainText(OFFER);
  await expect(offered(anna, OFFER)).toContainText(HELPER);
  await reload(anna, offered(anna, OFFER));
  await expect(row(cleo, REQUEST.title)).toContainText('1 offer');
  await expect(ben.getByText(REQUEST.address)).toHaveCount(0);
  await accept(anna, { name: HELPER, words: OFFER });
  await reload(anna, says(anna, `${HELPER} helps you`));

  // The details open for Ben alone.
  const details = part(ben, `For you alone, from ${REQUEST.name}`);
  await expect(details).toContainText(REQUEST.address);
  await expect(details).toContainText(REQUEST.phone);
  await expect(details).toContainText(REQUEST.note);
  await reload(ben, details.getByText(REQUEST.address));
  await expect(details.getByRole('link', { name: `Call ${REQUEST.name}` })).toHaveAttribute('href', 'tel:+4235550173');

  await write(ben, { to: REQUEST.name, words: WORDS });
  await expect(part(anna, `Words between you and ${HELPER}`)).toContainText(WORDS);
  await step(ben, "I'm on my way");
  await expect(says(ben, `You are on your way to ${REQUEST.name}.`)).toBeVisible();
  await reload(ben, says(ben, `You are on your way to ${REQUEST.name}.`));
  await expect(says(anna, `${HELPER} is on the way.`)).toBeVisible();
  await reload(anna, says(anna, `${HELPER} is on the way.`));

  // Both say that it is done.
  await step(ben, "It's done");
  await expect(says(ben, `You said it is done. When ${REQUEST.name} says so too, it is.`)).toBeVisible();
  await reload(ben, says(ben, `You said it is done. When ${REQUEST.name} says so too, it is.`));
  await expect(says(anna, `${HELPER} says it is done. Is it, for you?`)).toBeVisible();
  await reload(anna, says(anna, `${HELPER} says it is done. Is it, for you?`));
  await step(anna, "It's done");
  await expect(says(anna, 'You both say it is done.')).toBeVisible();
  await reload(anna, says(anna, 'You both say it is done.'));
  await expect(says(ben, 'You both say it is done.')).toBeVisible();
  await reload(ben, says(ben, 'You both say it is done.'));

  // Thanks, both ways.
  await thank(anna, { whom: HELPER, words: THANKS_OF_REQUESTER, mayTell: true });
  await expect(ben.getByText(THANKS_OF_REQUESTER)).toBeVisible();
  await thank(ben, { whom: REQUEST.name, words: THANKS_OF_HELPER, mayTell: true });
  await expect(anna.getByText(THANKS_OF_HELPER)).toBeVisible();
  await reload(anna, anna.getByText(THANKS_OF_HELPER));
  await reload(ben, ben.getByText(THANKS_OF_REQUESTER));
  await expect(ben.getByRole('form', { name: /^Say thank you/ })).toHaveCount(0);

  // Until somebody shares it, nothing of the thanks is public.
  for (const page of [anna, ben]) await everythingIsSent(page);
  expect(tracesOf([THANKS_OF_REQUESTER], await wholeBackend(world))).toEqual([]);

  // Into the journal with one tap each; Ben shares it too.
  for (const page of [anna, ben]) {
    await page.getByRole('button', { name: 'Write it down' }).click();
    await reload(page, page.getByRole('link', { name: 'It is in my journal' }));
  }
  await ben.getByRole('button', { name: 'Share it' }).click();
  await reload(ben, ben.getByRole('link', { name: 'It is in the feed' }));
  await ben.getByRole('link', { name: 'It is in my journal' }).click();
  await expect(entry(ben, `I helped ${REQUEST.name}: ${REQUEST.title}`)).toContainText(THANKS_OF_REQUESTER);
  await anna.goto('/journal');
  await expect(entry(anna, `${HELPER} helped me`)).toContainText(THANKS_OF_HELPER);
  for (const page of [anna, ben]) await everythingIsSent(page);

  // Cleo, who only watched: it is off the list, closed on its page, told in the feed, and without the helper's name.
  await expect(row(cleo, REQUEST.title)).toHaveCount(0);
  await cleo.goto(path);
  const main = cleo.getByRole('main');
  await expect(main).toContainText('Done');
  await expect(main).toContainText('Help has been found here, or it is not needed any more.');
  await expect(cleo.getByRole('button', { name: 'Offer to help' })).toHaveCount(0);
  await expect(main).not.toContainText(HELPER);
  await cleo.goto('/feed');
  await expect(post(cleo, THANKS_OF_REQUESTER)).toContainText('A neighbour');
  await expect(post(cleo, THANKS_OF_REQUESTER)).toContainText('Came out of a request for help');
  await expect(main).not.toContainText(HELPER);

  // Behind the pages: on the backend and on other people's devices.
  const dora = (await newPerson()).page;
  await openHelp(dora);
  expect(tracesOf(SECRETS, JSON.stringify(await kept(ben)))).toEqual(SECRETS);
  const backend = await wholeBackend(world);
  expect(tracesOf([REQUEST.title, THANKS_OF_REQUESTER], backend)).toEqual([REQUEST.title, THANKS_OF_REQUESTER]);
  expect(tracesOf(SECRETS, backend)).toEqual([]);
  for (const page of [cleo, dora]) {
    const device = JSON.stringify(await kept(page));
    expect(tracesOf([JSON.stringify(REQUEST.title).slice(1, -1)], device)).not.toEqual([]);
    expect(tracesOf(SECRETS, device)).toEqual([]);
  }
});

test('who is not chosen is told kindly and learns nothing, and thanks that may not be told stay between the two', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const anna = (await newPerson()).page;
  const ben = (await newPerson()).page;
  const cleo = (await newPerson({ viewport: PHONE })).page;
  for (const page of [ben, cleo]) await openHelp(page);
  const path = await ask(anna, REQUEST);
  for (const [page, name, words] of [[ben, HELPER, OFFER], [cleo, 'Kornelia', 'I have a free afternoon.']]) {
    await page.goto(path);
    await offer(page, { name, words });
  }
  await accept(anna, { name: HELPER, words: OFFER });
  await expect(cleo.getByRole('main')).toContainText(`${REQUEST.name} found someone else this time. Thank you for offering.`);
  await expect(cleo.getByText(REQUEST.address)).toHaveCount(0);
  await expect(cleo.getByRole('main')).not.toContainText(HELPER);

  for (const page of [ben, anna]) await step(page, "It's done");
  await expect(says(ben, 'You both say it is done.')).toBeVisible();
  await thank(anna, { whom: HELPER, words: THANKS_OF_REQUESTER, mayTell: false });
  await expect(ben.getByText(THANKS_OF_REQUESTER)).toBeVisible();
  await ben.getByRole('button', { name: 'Share it' }).click();
  await expect(ben.getByRole('link', { name: 'It is in the feed' })).toBeVisible();
  await everythingIsSent(ben);
  await cleo.goto('/feed');
  const told = post(cleo, 'I gave a neighbour a hand: A ride.');
  await expect(told).toBeVisible();
  await expect(told).not.toContainText('Came out of a request for help');
  await everythingIsSent(cleo);
  const everywhere = (await wholeBackend(world)) + JSON.stringify(await kept(cleo));
  expect(tracesOf([...SECRETS, THANKS_OF_REQUESTER], everywhere)).toEqual([]);
});

test('an offer can be taken back, and a request withdrawn', async ({ newPerson }) => {
  const anna = (await newPerson()).page;
  const ben = (await newPerson()).page;
  await openHelp(ben);
  const path = await ask(anna, REQUEST);
  await ben.goto(path);
  await offer(ben, { name: HELPER, words: OFFER });
  await expect(offered(anna, OFFER)).toBeVisible();

  await ben.getByRole('button', { name: 'Take my offer back' }).click();
  const sure = ben.getByRole('dialog', { name: 'Take your offer back?' });
  await sure.getByRole('button', { name: 'Keep it' }).click();
  await expect(part(ben, 'You offered')).toBeVisible();
  await ben.getByRole('button', { name: 'Take my offer back' }).click();
  await sure.getByRole('button', { name: 'Take my offer back' }).click();
  await expect(ben.getByRole('button', { name: 'Offer to help' })).toBeVisible();
  await expect(offered(anna, OFFER)).toHaveCount(0);

  await ben.goto('/help');
  await expect(row(ben, REQUEST.title)).toContainText('No offer yet');
  await anna.getByRole('button', { name: 'Withdraw' }).click();
  await anna.getByRole('dialog', { name: 'Withdraw this request?' }).getByRole('button', { name: 'Withdraw' }).click();
  await expect(anna.getByRole('main')).toContainText('No longer needed');
  await expect(row(ben, REQUEST.title)).toHaveCount(0);
  await anna.reload();
  await expect(anna.getByRole('main')).toContainText('No longer needed');
});

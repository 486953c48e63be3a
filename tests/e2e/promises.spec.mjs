// Promises that are undone, released, made anew or silent; words opened together; what is erased.

import { ask } from './support/asking.mjs';
import { accept, offer, offered, part, says, sendNow, step, write } from './support/helping.mjs';
import { documents, kept, tracesOf, wholeBackend } from './support/peek.mjs';
import { BACK_AGAIN, everythingIsSent, openHelp } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const REQUEST = {
  title: 'Carry the old piano stool upstairs',
  words: 'It is only one floor.',
  name: 'Wilhelmine',
  address: 'Kanarienweg 17b, the green door',
  phone: '+423 555 01 73',
  note: 'The doorbell sings like a canary.',
};
const BEN = { name: 'Benedikta', words: 'I lift pianos for breakfast.' };
const CLEO = { name: 'Kornelia', words: 'I have a free afternoon.' };
const MESSAGE = 'Mind the third stair, it creaks.';
const OF_ANNA = 'You lifted it as if it were a feather.';
const OF_BEN = 'The tea afterwards was the best part.';
const SECRETS = [REQUEST.address, REQUEST.phone, REQUEST.note, BEN.name, BEN.words, MESSAGE, OF_ANNA, OF_BEN];

async function agreed(newPerson, helpers = [BEN]) {
  const anna = (await newPerson()).page;
  const path = await ask(anna, REQUEST);
  const others = [];
  for (const helper of helpers) {
    const { page } = await newPerson();
    await openHelp(page);
    await page.goto(path);
    await offer(page, helper);
    others.push(page);
  }
  return { anna, path, others };
}

/** Opens what may come between, chooses a way out and confirms it. */
async function stepBack(page, name) {
  await page.getByText('Something came between?').click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('dialog', { name }).getByRole('button', { name: /^Yes, tell/ }).click();
}

test('an acceptance undone within its ten seconds never left', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  const { anna, others } = await agreed(newPerson);
  const [ben] = others;
  const before = await documents(world, 'accept');
  await offered(anna, BEN.words).getByRole('button', { name: `Accept ${BEN.name}` }).click();
  await anna.getByRole('dialog').getByRole('button', { name: `Accept ${BEN.name}` }).click();
  await expect(says(anna, `${BEN.name} helps you`)).toBeVisible();
  // A reload changes nothing of it.
  await anna.reload();
  await expect(says(anna, `${BEN.name} helps you`)).toBeVisible();
  await anna.getByRole('button', { name: 'Undo' }).click();
  await expect(offered(anna, BEN.words)).toBeVisible();
  await expect(anna.getByText('Undone. Nothing was sent.')).toBeVisible();
  await everythingIsSent(anna);
  expect(await documents(world, 'accept')).toEqual(before);
  await expect(part(ben, 'You offered')).toBeVisible();

  // What was typed is in its field again.
  await accept(anna, BEN);
  const between = part(anna, `Words between you and ${BEN.name}`);
  await between.getByRole('textbox').fill(MESSAGE);
  await between.getByRole('button', { name: 'Send' }).click();
  await expect(between.getByRole('listitem')).toHaveCount(1);
  await anna.getByRole('button', { name: 'Undo' }).click();
  await expect(between.getByRole('listitem')).toHaveCount(0);
  await expect(between.getByRole('textbox')).toHaveValue(MESSAGE);

  // Without any tap it leaves by itself.
  await between.getByRole('button', { name: 'Send' }).click();
  await expect(part(ben, `Words between you and ${REQUEST.name}`)).toContainText(MESSAGE, { timeout: 25_000 });
});

test('a helper who cannot come gives way to another, and can be accepted anew', async ({ newPerson }) => {
  test.setTimeout(180_000);
  const { anna, others } = await agreed(newPerson, [BEN, CLEO]);
  const [ben, cleo] = others;
  await accept(anna, BEN);
  await expect(cleo.getByRole('main')).toContainText(`${REQUEST.name} found someone else this time.`);
  await expect(ben.getByText(REQUEST.address)).toBeVisible();
  await stepBack(ben, "I can't come after all");
  await sendNow(ben);
  await expect(ben.getByText(REQUEST.address)).toHaveCount(0);
  await expect(anna.getByText(`${BEN.name} can't come after all. Your request is open again.`)).toBeVisible();
  await expect(part(cleo, 'You offered')).toBeVisible();
  await accept(anna, CLEO);
  await expect(cleo.getByText(REQUEST.address)).toBeVisible();

  // Cleo does not come; Ben can after all.
  await stepBack(anna, `${CLEO.name} didn't come`);
  await sendNow(anna);
  await expect(cleo.getByRole('main')).toContainText(`${REQUEST.name} looks for somebody else now.`);
  await expect(cleo.getByText(REQUEST.address)).toHaveCount(0);
  await anna.getByRole('button', { name: `Accept ${BEN.name} again` }).click();
  await sendNow(anna);
  await expect(ben.getByText(REQUEST.address)).toBeVisible();
  await step(ben, "I'm on my way");
  await expect(says(anna, `${BEN.name} is on the way.`)).toBeVisible();
});

test('both say without a connection that it is done, both tell how it was, and what is private is erased', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const { anna, others } = await agreed(newPerson);
  const [ben] = others;
  await accept(anna, BEN);
  await expect(ben.getByText(REQUEST.address)).toBeVisible();
  await write(ben, { to: REQUEST.name, words: MESSAGE });
  await ben.getByText('Running late?').click();
  await ben.getByRole('button', { name: '10 minutes later' }).click();
  await sendNow(ben);
  await expect(anna.getByText(`${BEN.name} is running late: 10 minutes.`)).toBeVisible();
  await ben.getByText('Another time?').click();
  await ben.getByLabel('Time', { exact: true }).fill('16:45');
  await ben.getByRole('button', { name: 'Propose it' }).click();
  await sendNow(ben);
  await anna.getByRole('button', { name: 'That suits me' }).click();
  await sendNow(anna);
  await expect(part(ben, 'What you agreed')).toContainText('16:45');
  const download = ben.waitForEvent('download');
  await ben.getByRole('button', { name: 'Into my calendar' }).click();
  const stream = await (await download).createReadStream();
  let file = '';
  for await (const chunk of stream) file += chunk;
  expect(file).toContain('T164500');
  expect(file).toContain('LOCATION:Kanarienweg 17b\\, the green door');

  for (const page of [anna, ben]) await everythingIsSent(page);
  await world.stopBackend();
  for (const page of [anna, ben]) await step(page, "It's done");
  await world.startBackend();
  for (const page of [anna, ben]) await expect(says(page, 'You both say it is done.')).toBeVisible({ timeout: BACK_AGAIN });

  const tell = async (page, words) => {
    const how = part(page, 'How was it?');
    await how.getByRole('textbox').fill(words);
    await how.getByRole('button', { name: 'Seal my words' }).click();
    await sendNow(page);
  };
  await tell(anna, OF_ANNA);
  await expect(part(ben, 'How was it?')).toContainText(`${REQUEST.name} has written.`);
  await everythingIsSent(anna);
  expect(tracesOf([OF_ANNA], JSON.stringify(await kept(ben)))).toEqual([]);
  await tell(ben, OF_BEN);
  await expect(part(ben, 'How was it?')).toContainText(OF_ANNA);
  await expect(part(anna, 'How was it?')).toContainText(OF_BEN);

  // Nothing private is on the backend or with anybody else.
  for (const page of [anna, ben]) await everythingIsSent(page);
  const cleo = (await newPerson()).page;
  await openHelp(cleo);
  expect(tracesOf(SECRETS, (await wholeBackend(world)) + JSON.stringify(await kept(cleo)))).toEqual([]);

  await ben.getByRole('button', { name: 'Erase the private details now' }).click();
  await ben.getByRole('dialog').getByRole('button', { name: 'Erase the private details now' }).click();
  await expect(ben.getByText('The private details are erased.')).toBeVisible();
  await ben.reload();
  await expect(ben.getByRole('heading', { level: 1, name: REQUEST.title })).toBeVisible();
  await expect(ben.getByText(REQUEST.address)).toHaveCount(0);
  expect(tracesOf(SECRETS.filter((s) => s !== BEN.name), JSON.stringify(await kept(ben)))).toEqual([]);
});

test('offers that come while the one who asked has no network are all there afterwards', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const { context, page: anna } = await newPerson();
  const path = await ask(anna, REQUEST);
  await everythingIsSent(anna);
  await context.route(`${world.backend}/**`, (route) => route.abort());
  await anna.reload();
  for (const helper of [BEN, CLEO]) {
    const { page } = await newPerson();
    await openHelp(page);
    await page.goto(path);
    await offer(page, helper);
    await everythingIsSent(page);
  }
  await expect(part(anna, /would help$/)).toHaveCount(0);
  await context.unroute(`${world.backend}/**`);
  for (const helper of [BEN, CLEO]) await expect(offered(anna, helper.words)).toBeVisible({ timeout: BACK_AGAIN });
});

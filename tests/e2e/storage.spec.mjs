// What a person wrote is saved or it is not, and the page says which: when the process dies in the middle, when the
// disk is full, when the browser closes the database, and after an update.

import { ask, fillIn, toTheCheck } from './support/asking.mjs';
import { killAt, onFailingDisk, order } from './support/disk.mjs';
import { documents, drafts, kept } from './support/peek.mjs';
import { BACK_AGAIN, entry, everythingIsSent, openHelp, post, row, sync, tell, write } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const TITLE = 'Carry the winter tyres up';
const WORDS = 'Somebody carried my winter tyres up';

/** What a person does to save something, how often that commit writes, and where what was typed is found again. */
const saving = {
  'a request': {
    writes: 3,
    kind: 'request',
    words: TITLE,
    async type(page) {
      await toTheCheck(page, { category: 'A hand at home' });
      await fillIn(page, { title: TITLE, name: 'Anna', address: 'Musterweg 3' });
    },
    save: (page) => page.getByRole('button', { name: 'Ask', exact: true }).click(),
    typed: (page) => page.getByRole('textbox', { name: 'In a few words' }),
    saved: (page) => row(page, TITLE),
    list: '/help',
    form: '/help/ask?step=check',
  },
  'an act': {
    writes: 2,
    kind: 'act',
    words: WORDS,
    async type(page) {
      await page.goto('/feed/new');
      await page.getByRole('radio', { name: 'received it', exact: true }).check();
      await page.getByRole('textbox', { name: 'What happened?' }).fill(WORDS);
    },
    save: (page) => page.getByRole('button', { name: 'Tell it', exact: true }).click(),
    typed: (page) => page.getByRole('textbox', { name: 'What happened?' }),
    saved: (page) => post(page, WORDS),
    list: '/feed',
    form: '/feed/new',
  },
};

/** The parts of what was saved that lie on the shelves. */
async function parts(page, { kind, words }) {
  const all = await kept(page);
  const on = (store) => all.filter((one) => one.store === store);
  const records = on('records').filter(({ key, value }) => key.split(':')[1] === kind && value.includes(words));
  const marks = on('outbox').filter(({ key }) => key.split(':')[1] === kind);
  return { records: records.length, marks: marks.length, keys: on('keys').length };
}

for (const [name, thing] of Object.entries(saving)) {
  const whole = { records: 1, marks: 1, keys: thing.kind === 'request' ? 1 : 0 };
  const nothing = { records: 0, marks: 0, keys: 0 };
  const steps = [...Array.from({ length: thing.writes }, (_, at) => at + 1), Infinity];
  for (const step of steps) {
    const when = step === Infinity ? 'right after the commit' : `before write ${step} of ${thing.writes}`;
    test(`a tab killed while saving ${name}, ${when}, leaves all of it or nothing`, async ({ newPerson, world }) => {
      const { context, page } = await newPerson();
      await onFailingDisk(context);
      await openHelp(page);
      // Nothing leaves, so that what waits to leave can be counted.
      await context.route(`${world.backend}/**`, (route) => route.abort());
      await thing.type(page);
      await expect.poll(() => drafts(page)).toContain(thing.words);
      await killAt(page, step, () => thing.save(page).catch(() => {}));

      const again = await context.newPage();
      await again.goto(thing.list);
      await expect(sync(again, step === Infinity ? '1 waiting to be sent' : 'Offline')).toBeVisible();
      if (step === Infinity) {
        expect(await parts(again, thing)).toEqual(whole);
        await expect(thing.saved(again)).toBeVisible();
      } else {
        expect(await parts(again, thing)).toEqual(nothing);
        await expect(thing.saved(again)).toHaveCount(0);
        // What was typed is still there, and can be saved.
        await again.goto(thing.form);
        await expect(thing.typed(again)).toHaveValue(thing.words);
        await thing.save(again);
        await expect(again.getByRole('heading', { level: 1, name: thing.kind === 'act' ? 'Kindness around here' : TITLE })).toBeVisible();
        expect(await parts(again, thing)).toEqual(whole);
      }
      await context.unroute(`${world.backend}/**`);
      await again.goto('/me');
      await everythingIsSent(again);
      expect((await documents(world, thing.kind)).filter(({ p }) => p.includes(thing.words))).toHaveLength(1);
    });
  }
}

/** Two moments at which a browser says that there is no room. */
for (const when of ['at a write', 'at the commit']) {
  const fill = (page) => order(page, { full: when });
  const empty = (page) => order(page, { full: '' });
  for (const [name, thing] of Object.entries(saving)) {
    test(`a disk found full ${when}: ${name} is said not to be saved, and the same tap saves it later`, async ({ newPerson, world }) => {
      const { context, page } = await newPerson();
      await onFailingDisk(context);
      await openHelp(page);
      await thing.type(page);
      await expect.poll(() => drafts(page)).toContain(thing.words);
      await fill(page);
      await thing.save(page);
      await expect(page.getByText('This device has no room left.')).toBeVisible();
      await expect(thing.typed(page)).toHaveValue(thing.words);
      expect(await parts(page, thing)).toEqual({ records: 0, marks: 0, keys: 0 });
      const another = await context.newPage();
      await another.goto(thing.list);
      await expect(sync(another, 'All sent')).toBeVisible();
      await expect(thing.saved(another)).toHaveCount(0);

      await empty(page);
      await thing.save(page);
      await expect(thing.saved(another)).toBeVisible();
      await everythingIsSent(page);
      await expect.poll(async () => (await documents(world, thing.kind)).filter(({ p }) => p.includes(thing.words)).length).toBe(1);
    });
  }

  test(`a disk found full ${when} while pulling: the sync says so, and goes on later`, async ({ newPerson }) => {
    test.setTimeout(120_000);
    const { context, page } = await newPerson();
    await onFailingDisk(context);
    await openHelp(page);
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Me' }).click();
    await fill(page);
    const ben = (await newPerson()).page;
    await openHelp(ben);
    await ask(ben, { category: 'A hand at home', title: TITLE, name: 'Ben' });
    await everythingIsSent(ben);
    const status = page.getByRole('main').getByRole('status');
    await expect(status).toContainText('no room', { timeout: 30_000 });
    await expect(sync(page, 'Offline')).toBeVisible();

    await empty(page);
    await page.getByRole('button', { name: 'Send and fetch now' }).click();
    await expect(sync(page, 'All sent')).toBeVisible({ timeout: BACK_AGAIN });
    await page.goto('/help');
    await expect(row(page, TITLE)).toBeVisible();
  });
}

test('a connection the browser closed is opened anew: the next tap saves, without a reload', async ({ newPerson }) => {
  const { context, page } = await newPerson();
  await onFailingDisk(context);
  await page.goto('/journal');
  await everythingIsSent(page);
  await order(page, { lost: 1 });
  await page.getByRole('textbox', { name: 'What was good today?' }).fill('It held.');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(entry(page, 'It held.')).toBeVisible();
  await page.reload();
  await expect(entry(page, 'It held.')).toBeVisible();
});

test('what version 1 kept is all there after the update, and syncs', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  // Somebody with something on every shelf, some of it not sent yet.
  const before = await newPerson();
  await openHelp(before.page);
  await before.context.route(`${world.backend}/**`, (route) => route.abort());
  await before.page.goto('/journal');
  await write(before.page, 'Kept since the first version.');
  const path = await ask(before.page, { category: 'A hand at home', title: TITLE, name: 'Anna', address: 'Musterweg 3' });
  await before.page.goto('/feed/new');
  await tell(before.page, { words: WORDS });
  await before.page.goto('/journal');
  await before.page.getByRole('textbox', { name: 'What was good today?' }).fill('Half a thought');
  await expect.poll(() => drafts(before.page)).toContain('Half a thought');
  const texts = asVersion1(await kept(before.page));
  await before.context.close();

  const { context, page } = await newPerson();
  await context.route('**/nothing-here', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>-</title>' }));
  await page.goto('/nothing-here');
  await page.evaluate(writeVersion1, texts);
  await page.goto('/journal');
  await expect(entry(page, 'Kept since the first version.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'What was good today?' })).toHaveValue('Half a thought');
  await everythingIsSent(page);
  await page.goto('/feed');
  await expect(post(page, WORDS)).toBeVisible();
  await openHelp(page);
  await expect(row(page, TITLE)).toContainText('You asked');
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const sent = async (kind, words) => (await documents(world, kind)).filter(({ p }) => p.includes(words)).length;
  expect(await sent('request', TITLE)).toBe(1);
  expect(await sent('act', WORDS)).toBe(1);
  // Nothing of it is lost on the shelves either.
  const ids = (all) => all.flatMap(({ store, value }) => (['records', 'segments'].includes(store) ? value.split('\n').filter(Boolean) : []));
  const now = new Set(ids(await kept(page)).map((text) => JSON.parse(text)._id));
  expect(ids(texts).map((text) => JSON.parse(text)._id).filter((id) => !now.has(id))).toEqual([]);
});

/** The same texts as version 1 kept them: each record alone under its id, and one not looked at yet after a `?`. */
function asVersion1(texts) {
  const records = texts
    .filter(({ store }) => store === 'segments')
    .flatMap(({ value }) => value.split('\n').filter(Boolean))
    .map((value, at) => ({ store: 'records', key: `${at % 5 ? '' : '?'}${JSON.parse(value)._id}`, value }));
  expect(records.length).toBeGreaterThan(50);
  const checkpoint = ({ key, value }) => {
    if (!key.startsWith('checkpoint ')) return value;
    const { since, mark, compare_at } = JSON.parse(value);
    return JSON.stringify({ since, mark, compare_at });
  };
  const others = texts.filter(({ store }) => store !== 'segments').map((one) => ({ ...one, value: checkpoint(one) }));
  return [...records, ...others].map(({ store, key, value }) => ({ store, key, value }));
}

/** Runs in a page of the site in which the app is not. */
function writeVersion1(texts) {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('a-heart-2-help', 1);
    open.onerror = () => reject(open.error);
    open.onupgradeneeded = () => {
      for (const name of ['records', 'outbox', 'keys', 'letters', 'journal', 'drafts', 'meta']) open.result.createObjectStore(name);
    };
    open.onsuccess = () => {
      const stores = [...open.result.objectStoreNames];
      const transaction = open.result.transaction(stores, 'readwrite');
      for (const { store, key, value } of texts) transaction.objectStore(store).put(value, key);
      transaction.oncomplete = () => resolve(open.result.close());
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

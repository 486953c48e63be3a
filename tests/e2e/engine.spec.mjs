// One sync for all pages of a browser, and what a page says while the server fails.

import { ask } from './support/asking.mjs';
import { pending } from './support/helping.mjs';
import { documents } from './support/peek.mjs';
import { BACK_AGAIN, everythingIsSent, openHelp, post, row, sync, tell } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

/** How many pages have the lock of the sync, and how many wait for it. */
function locks(page) {
  return page.evaluate(async () => {
    const { held, pending } = await navigator.locks.query();
    // The channel's name comes first, then what is synced.
    const count = (list) => list.filter(({ name }) => /^a-heart-2-help \S+ sync /.test(name)).length;
    return { held: count(held), waiting: count(pending) };
  });
}

/** The longpolls of a browser: which are open, how many were at most, and which page asked last. */
function watchLongpolls(context) {
  const seen = { open: new Set(), most: 0, leader: undefined };
  const watch = (page) => {
    page.on('request', (request) => {
      if (!request.url().includes('feed=longpoll') || request.method() !== 'GET') return;
      seen.open.add(request);
      seen.most = Math.max(seen.most, seen.open.size);
      seen.leader = page;
    });
    const mine = new Set();
    page.on('request', (request) => mine.add(request));
    for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => seen.open.delete(request));
    // Of what a page asked for that is gone, no end is heard.
    for (const end of ['close', 'crash']) page.on(end, () => mine.forEach((request) => seen.open.delete(request)));
  };
  context.pages().forEach(watch);
  context.on('page', watch);
  return seen;
}

test('the sync runs in a worker, not in the page', async ({ newPerson }) => {
  const { page } = await newPerson();
  await openHelp(page);
  expect(page.workers()).toHaveLength(1);
});

test('of twelve pages one syncs for all, and another one when it is closed or has crashed', async ({ newPerson, world }) => {
  test.setTimeout(240_000);
  const { context, page } = await newPerson({ viewport: { width: 600, height: 500 } });
  const longpolls = watchLongpolls(context);
  await openHelp(page);
  let pages = [page];
  while (pages.length < 12) {
    const another = await context.newPage();
    await another.goto('/feed');
    pages.push(another);
  }
  for (const one of pages) await everythingIsSent(one);
  await expect.poll(() => locks(page)).toEqual({ held: 1, waiting: 11 });
  await expect.poll(() => longpolls.open.size).toBe(1);
  expect(longpolls.leader).toBe(page);

  /** Written by a page that follows: it reaches the backend. */
  const tells = async (words) => {
    const writer = pages.findLast((one) => one !== longpolls.leader);
    await writer.goto('/feed/new');
    await tell(writer, { words });
    await expect.poll(async () => (await documents(world, 'act')).some(({ p }) => p.includes(words))).toBe(true);
  };
  await tells('Carried a pram up the stairs');

  // Pulled by the page that leads: it shows in pages that follow, too.
  const ben = (await newPerson()).page;
  await ben.goto('/feed/new');
  await tell(ben, { words: 'Held the umbrella over two' });
  for (const one of pages.slice(1, 4)) {
    await expect(post(one, 'Held the umbrella over two')).toBeVisible();
    await expect(post(one, 'Carried a pram up the stairs')).toBeVisible();
  }

  for (const end of ['close', 'crash']) {
    const { leader } = longpolls;
    pages = pages.filter((one) => one !== leader);
    if (end === 'close') {
      await leader.close();
    } else {
      const gone = leader.waitForEvent('crash');
      const devtools = await context.newCDPSession(leader);
      devtools.send('Page.crash').catch(() => {});
      await gone;
    }
    const leads = async () => ({ ...(await locks(pages[0])), asks: pages.includes(longpolls.leader) });
    const next = { held: 1, waiting: pages.length - 1, asks: true };
    await expect.poll(leads, { timeout: 2_000, intervals: [50] }).toEqual(next);
    await tells(`Told after the ${end}`);
  }
  expect(longpolls.most, 'never two at once').toBe(1);
});

/** Answers of a server that fails, as this site's pages may read them, and what the page says then. */
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };
const JSON_TYPE = { contentType: 'application/json', headers: CORS };
const failures = {
  'no answer at all': [(route) => route.abort('connectionrefused'), 'No answer. Either there is no network'],
  "a captive portal's page": [
    (route) => route.fulfill({ contentType: 'text/html', headers: CORS, body: '<!doctype html><h1>Welcome to our Wi-Fi</h1>' }),
    'There is no compatible backend at this address.',
  ],
  '401': [
    (route) => route.fulfill({ ...JSON_TYPE, status: 401, body: '{"error":"unauthorized","reason":"You are not authorized."}' }),
    'The server refuses the name or the password.',
  ],
  '500': [
    (route) => route.fulfill({ ...JSON_TYPE, status: 500, body: '{"error":"internal_server_error","reason":"boom"}' }),
    'The server had a problem (status 500).',
  ],
  'a body that breaks off': [
    (route) => route.fulfill({ ...JSON_TYPE, body: '{"results":[{"seq":1,"id":"a:act:17' }),
    'The answer broke off on its way.',
  ],
};

const status = (page) => page.getByRole('main').getByRole('status');
const syncNow = (page) => page.getByRole('button', { name: 'Send and fetch now' }).click();
/** By its link, since a page that is opened anew would lose the failure in the page. */
const toMe = (page) => page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Me' }).click();

for (const [name, [fail, words]] of Object.entries(failures)) {
  test(`a server that fails: ${name}; it is said, nothing is lost, and it goes on later`, async ({ newPerson, world }) => {
    test.setTimeout(120_000);
    const { context, page } = await newPerson();
    await openHelp(page);
    await context.route(`${world.backend}/**`, fail);
    await toMe(page);
    await syncNow(page);
    await expect(status(page)).toContainText(words);
    await expect(status(page)).toContainText('Everything is saved here.');
    await expect(sync(page, 'Offline')).toBeVisible();

    const title = `Asked during ${name.replaceAll("'", '')}`;
    await ask(page, { category: 'Garden', title, name: 'Anna' });
    await expect(pending(page)).toBeVisible();
    await page.reload();
    await expect(pending(page)).toBeVisible();
    await expect(sync(page, '1 waiting to be sent')).toBeVisible();
    expect((await documents(world, 'request')).filter(({ p }) => p.includes(title))).toEqual([]);

    await context.unroute(`${world.backend}/**`);
    await toMe(page);
    await syncNow(page);
    await expect(sync(page, 'All sent')).toBeVisible({ timeout: BACK_AGAIN });
    await expect(status(page)).toContainText('Saved here. Sent');
    expect((await documents(world, 'request')).filter(({ p }) => p.includes(title))).toHaveLength(1);
  });
}

test('a server that asks to wait is left in peace for that time, and then it goes on', async ({ newPerson, world }) => {
  const { context, page } = await newPerson();
  await openHelp(page);
  const asked = [];
  await context.route(`${world.backend}/**`, (route) => {
    asked.push(Date.now());
    const first = asked.length === 1;
    if (!first) return route.continue();
    return route.fulfill({ ...JSON_TYPE, status: 429, headers: { ...CORS, 'retry-after': '4' }, body: '{"error":"too_many_requests","reason":""}' });
  });
  await toMe(page);
  await syncNow(page);
  await expect(status(page)).toContainText('The server is busy and asks us to wait.');
  // Impatience does not help.
  await syncNow(page);
  await syncNow(page);
  await expect(sync(page, 'All sent')).toBeVisible({ timeout: BACK_AGAIN });
  expect(asked[1] - asked[0]).toBeGreaterThanOrEqual(4_000);
});

/** A request that this server finds too large waits between two others; ends when those have arrived. Resolves with
 *  its address. */
async function askTooMuch({ context, page }, world) {
  await openHelp(page);
  await context.route(`${world.backend}/**/_bulk_docs`, (route) => {
    if (!route.request().postData().includes('Too large for')) return route.fallback();
    return route.fulfill({ ...JSON_TYPE, status: 413, body: '{"error":"too_large","reason":"the request entity is too large"}' });
  });
  // All three wait at once, so that the batch has to be divided.
  await context.route(`${world.backend}/**`, (route) => route.abort());
  await toMe(page);
  await syncNow(page);
  await expect(sync(page, 'Offline')).toBeVisible();
  const paths = [];
  for (const title of ['Before it', 'Too large for this server', 'After it']) paths.push(await ask(page, { category: 'Garden', title }));
  await context.unroute(`${world.backend}/**`);
  await toMe(page);
  await syncNow(page);
  const arrived = async (title) => (await documents(world, 'request')).filter(({ p }) => p.includes(title)).length;
  await expect.poll(() => arrived('Before it'), { timeout: BACK_AGAIN }).toBe(1);
  await expect.poll(() => arrived('After it')).toBe(1);
  expect(await arrived('Too large for')).toBe(0);
  return paths[1];
}

test('one record the server finds too large keeps no other from leaving, and is not lost', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  const anna = await newPerson();
  await askTooMuch(anna, world);
  await anna.page.goto('/help');
  await expect(row(anna.page, 'Too large for this server')).toBeVisible();
});

test('a record the server refuses is not said to be sent: its page says why', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  const anna = await newPerson();
  await anna.page.goto(await askTooMuch(anna, world));
  await expect(anna.page.getByRole('main')).toContainText('larger than the server takes');
});

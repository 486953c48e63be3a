// Nobody can put words into anybody's mouth: records written past the app, by somebody who holds the backend's address.

import { ask } from './support/asking.mjs';
import { stranger, underMadeUpId, underRightId, withBentSignature, withBody } from './support/forge.mjs';
import { documents, records } from './support/peek.mjs';
import { countOfRequests, everythingIsSent, openHelp, row } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const TRUE_TITLE = 'A lift down to the eye doctor and back up';

const put = async (world, doc) => {
  const route = `${world.database}/${doc._id.startsWith('_design/') ? doc._id : encodeURIComponent(doc._id)}`;
  const { status, json } = await world.couch(route, { method: 'PUT', json: doc });
  expect(status, JSON.stringify(json)).toBe(201);
};

/** One title for each way to forge a request, and the document that carries it. */
function forgeries(doc, community) {
  const { _rev, ...source } = doc;
  const titled = (title) => withBody(source, { title });
  return {
    'Forged: another signature of its author': underRightId(titled('Forged: another signature of its author'), community),
    'Forged: a bent signature': withBentSignature(underRightId(titled('Forged: a bent signature'), community)),
    'Forged: a made-up id': underMadeUpId(titled('Forged: a made-up id')),
    'Forged: no signature at all': { ...underRightId(titled('Forged: no signature at all'), community), s: 'A'.repeat(86) },
    'Forged: over the true record': { ...withBody(doc, { title: 'Forged: over the true record' }) },
  };
}

const garbage = [
  { _id: 'shopping-list', milk: true },
  { _id: 'u0qtz4:request:0000000000001:AAAAAAAAAAAAAAAAAAAAAA', a: 5, p: { title: 'Forged: garbage' }, s: null },
  { _id: 'a:act:1790000000000:AAAAAAAAAAAAAAAAAAAAAA', a: 'A'.repeat(43), p: '{"v":1,"b":', s: 'A'.repeat(86) },
  { _id: 'u0qtz4:request:zzz', title: 'Forged: garbage', deep: [[[[{ a: [null] }]]]] },
  { _id: '_design/forged', language: 'javascript', views: { all: { map: 'function (doc) { emit(doc._id, 1); }' } } },
];

test('a forged record is never shown, counted or kept as true, and true ones go on arriving', async ({ newPerson, world }) => {
  test.setTimeout(90_000);
  const { community } = world.config;
  const anna = await newPerson();
  const ben = await newPerson();
  await openHelp(ben.page);
  const before = await countOfRequests(ben.page);

  const target = (await documents(world, 'request')).find((doc) => doc.p.includes(TRUE_TITLE));
  const forged = forgeries(target, community);
  for (const doc of [...Object.values(forged), ...garbage]) await put(world, doc);

  // The same tools with an honest key make a true record: the forgeries fail for what is forged in them.
  const honest = stranger(community);
  const { by, ...body } = JSON.parse(target.p).b;
  const place = target._id.split(':')[0];
  await put(world, honest.write({ place, kind: 'request', body: { ...body, title: 'Written past the app, but true' } }));
  await expect(row(ben.page, 'Written past the app, but true')).toBeVisible();
  await ask(anna.page, { title: 'A true one after all of them', name: 'Anna' });
  await everythingIsSent(anna.page);
  await expect(row(ben.page, 'A true one after all of them')).toBeVisible();

  const nothingForged = async (page) => {
    await expect(page.getByText('Forged:')).toHaveCount(0);
    const all = await records(page);
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(({ value }) => value.includes('Forged:'))).toEqual([]);
    const ids = new Set(all.map(({ id }) => id));
    const wrong = Object.values(forged).filter((doc) => doc._id !== target._id).concat(garbage);
    expect(wrong.filter((doc) => ids.has(doc._id))).toEqual([]);
  };
  expect(await countOfRequests(ben.page)).toBe(before + 2);
  await expect(row(ben.page, TRUE_TITLE)).toBeVisible();
  await nothingForged(ben.page);
  await ben.page.reload();
  await expect(row(ben.page, 'A true one after all of them')).toBeVisible();
  expect(await countOfRequests(ben.page)).toBe(before + 2);
  await expect(row(ben.page, TRUE_TITLE)).toBeVisible();

  // Who comes only now has never seen the true record under the forged one; what they see is true all the same.
  const cleo = await newPerson();
  await cleo.page.goto('/help');
  await expect(row(cleo.page, 'A true one after all of them')).toBeVisible();
  await everythingIsSent(cleo.page);
  await nothingForged(cleo.page);

  // By its own address a forged request is not there either.
  await ben.page.goto(`/help/${forged['Forged: a bent signature']._id}`);
  await expect(ben.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(ben.page.getByText('Forged:')).toHaveCount(0);
});

test("somebody else's key cannot end, take back or accept for a person", async ({ newPerson, world }) => {
  const anna = await newPerson();
  const ben = await newPerson();
  await openHelp(ben.page);
  const title = 'Please water my balcony';
  const path = await ask(anna.page, { category: 'Garden', title, name: 'Anna' });
  await everythingIsSent(anna.page);
  await expect(row(ben.page, title)).toContainText('No offer yet');

  const re = decodeURIComponent(path).split('/').at(-1);
  const place = re.split(':')[0];
  const mallory = stranger(world.config.community);
  await put(world, mallory.write({ place, kind: 'close', body: { re, reason: 'done' } }));
  await put(world, mallory.write({ place, kind: 'retract', body: { re } }));
  const sealed = Buffer.alloc(600, 7).toString('base64url');
  await put(world, mallory.write({ place, kind: 'accept', body: { re, sealed } }));
  await put(world, mallory.write({ place, kind: 'message', body: { re, sealed } }));
  // Anybody may offer: that this one counts shows that the others arrived and were weighed.
  await put(world, mallory.write({ place, kind: 'offer', body: { re, sealed } }));
  await expect(row(ben.page, title)).toContainText('1 offer');
  await expect(row(ben.page, title)).not.toContainText('Somebody is helping');
  await ben.page.reload();
  await expect(row(ben.page, title)).toContainText('1 offer');
});

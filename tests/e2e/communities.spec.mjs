// A coordinator starts a community on an empty server, people join by link, one is removed, the server is wiped, the
// community moves: authority is in the records, and no server has to be believed.

import AxeBuilder from '@axe-core/playwright';
import { ask, fillIn, toTheCheck } from './support/asking.mjs';
import { database, invite, join, member, remove, start } from './support/community.mjs';
import { kept, tracesOf } from './support/peek.mjs';
import { BACK_AGAIN, everythingIsSent, post, row, sync, tell } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

test.use({ demo: false });

const NAME = 'Neighbours of the Oberdorf';

/** Everything a database answers, as one text. */
async function whole(world, name) {
  const { json } = await world.couch(`/${name}/_all_docs?include_docs=true&conflicts=true`);
  return JSON.stringify(json);
}

test('a community is started on an empty server, and three people join by link', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida, jonas, vera] = [await newPerson(), await newPerson(), await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  const link = await invite(anna.page, 'The choir');
  expect(new URL(link).search, 'what lets one in is behind the # only').toBe('');

  for (const [{ page }, name] of [[ida, 'Ida'], [jonas, 'Jonas'], [vera, 'Vera']]) {
    await join(page, link, { name, community: NAME });
    expect(page.url(), 'nothing of it stays in the address').not.toContain('#');
    await everythingIsSent(page);
  }
  for (const name of ['Ida', 'Jonas', 'Vera']) await expect(member(anna.page, name)).toBeVisible();
  await expect(anna.page.locator('#invites')).toContainText('3 people came by it');
  const barriers = await new AxeBuilder({ page: anna.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(barriers.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), 'at the desk').toEqual([]);

  await ida.page.goto('/help/ask');
  await ask(ida.page, { title: 'Carry two boxes up', place: 'Balzers' });
  await jonas.page.goto('/help');
  await expect(row(jonas.page, 'Carry two boxes up')).toBeVisible();
});

test('whoever is removed vanishes everywhere, though dated back', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida, eve] = [await newPerson(), await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  const link = await invite(anna.page, 'The street');
  await join(ida.page, link, { name: 'Ida', community: NAME });
  await join(eve.page, link, { name: 'Eve', community: NAME });
  await eve.page.goto('/feed/new');
  await tell(eve.page, { words: 'Buy my watches' });
  await everythingIsSent(eve.page);
  await ida.page.goto('/feed');
  await expect(post(ida.page, 'Buy my watches')).toBeVisible();

  await ida.page.goto('/feed');
  await post(ida.page, 'Buy my watches').getByRole('link', { name: 'Something is wrong' }).click();
  await ida.page.getByRole('radio', { name: 'It asks for money or sells something' }).check();
  await ida.page.getByRole('textbox', { name: 'What happened' }).fill('She sells watches to everybody.');
  // She goes on seeing it, so that its vanishing is the coordinator's doing.
  await ida.page.getByRole('checkbox', { name: 'Hide everything by' }).uncheck();
  await ida.page.getByRole('button', { name: 'Tell them' }).click();
  await expect(ida.page.getByText('Told. Thank you for looking out.')).toBeVisible();

  await anna.page.goto('/desk');
  await expect(anna.page.locator('#concerns')).toContainText('She sells watches to everybody.');
  await remove(anna.page, 'Eve');
  await expect(post(ida.page, 'Buy my watches')).toHaveCount(0);

  // Her clock goes back a month: what she writes then claims to be older than her removal.
  await eve.page.clock.install({ time: Date.now() - 30 * 86_400_000 });
  await eve.page.goto('/feed/new');
  await expect(eve.page.getByText('A coordinator removed you from this community.')).toBeVisible();
  await eve.page.getByRole('textbox', { name: 'What happened?' }).fill('Older watches');
  await eve.page.getByRole('button', { name: 'Tell it', exact: true }).click();
  await expect(async () => expect(await whole(world, 'h2h-neighbours-of-the-oberdorf')).toContain('Older watches')).toPass();
  await ida.page.goto('/feed/new');
  await tell(ida.page, { words: 'Soup for the driver' });
  await everythingIsSent(ida.page);
  await anna.page.goto('/feed');
  await expect(post(anna.page, 'Soup for the driver')).toBeVisible();
  await expect(post(anna.page, 'Older watches')).toHaveCount(0);
  await expect(post(ida.page, 'Older watches')).toHaveCount(0);
});

test('a wiped backend is whole again from the members', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida] = [await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  await join(ida.page, await invite(anna.page, 'All'), { name: 'Ida', community: NAME });
  await ida.page.goto('/feed/new');
  await tell(ida.page, { words: 'Soup for the driver' });
  await everythingIsSent(ida.page);
  const name = 'h2h-neighbours-of-the-oberdorf';
  await world.couch(`/${name}`, { method: 'DELETE' });
  for (const { page } of [anna, ida]) await page.goto('/me');
  for (const { page } of [anna, ida]) await page.getByRole('button', { name: 'Send and fetch now' }).click();
  await expect(async () => {
    const text = await whole(world, name);
    for (const kind of ['a:community:', 'a:invite:', 'a:member:', ':act:']) expect(text).toContain(kind);
  }).toPass({ timeout: BACK_AGAIN });
  const newcomer = await newPerson();
  await join(newcomer.page, await invite(anna.page, 'Later'), { name: 'Vera', community: NAME });
  await newcomer.page.goto('/feed');
  await expect(post(newcomer.page, 'Soup for the driver')).toBeVisible();
});

test('the community moves to another database, and everybody with it', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida] = [await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  await join(ida.page, await invite(anna.page, 'All'), { name: 'Ida', community: NAME });
  await ida.page.goto('/feed/new');
  await tell(ida.page, { words: 'Soup for the driver' });
  await everythingIsSent(ida.page);
  await anna.page.goto('/desk');
  await expect(member(anna.page, 'Ida')).toBeVisible();
  await anna.page.getByRole('textbox', { name: 'Address of the new database' }).fill(database(world, 'moved'));
  await anna.page.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(async () => expect(await whole(world, 'moved')).toContain('Soup for the driver')).toPass({ timeout: BACK_AGAIN });
  await ida.page.goto('/me');
  await expect(ida.page.locator('#sync')).toContainText('/moved', { timeout: BACK_AGAIN });
  await everythingIsSent(ida.page);
});

test('links that are expired, ended, cut off, hostile or forged each say so', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida] = [await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  const link = await invite(anna.page, 'All');
  await everythingIsSent(anna.page);
  const [before, fragment] = link.split('#');
  const content = JSON.parse(Buffer.from(fragment, 'base64url'));
  const changed = (change) => {
    const copy = structuredClone(content);
    change(copy);
    return `${before}#${Buffer.from(JSON.stringify(copy)).toString('base64url')}`;
  };
  const says = async (address, heading) => {
    await ida.page.goto('about:blank');
    await ida.page.goto(address);
    await expect(ida.page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  };
  await says(`${before}#${fragment.slice(0, 60)}`, 'This link is not whole');
  await says(changed((c) => (c.p.u = 1000)), 'This invitation is over');
  await says(changed((c) => (c.b = 'http://evil.example/x')), 'This link is not safe');
  await says(changed((c) => (c.p.k = 'A'.repeat(43))), 'This invitation is not genuine');
  await says(changed((c) => (c.p.s = 'approved')), 'This invitation is not genuine');
  await says(link, NAME);
  await anna.page.getByRole('button', { name: 'End', exact: true }).click();
  await expect(anna.page.getByText('Ended. Those who came by it stay.')).toBeVisible();
  await everythingIsSent(anna.page);
  await says(link, 'This invitation was ended');
});

test('several communities on one device: two strangers in two places, and one can be left', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida] = [await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  const one = await invite(anna.page, 'All');
  await everythingIsSent(anna.page);
  await start(anna.page, { name: 'The school', me: 'Anna', server: world.backend });
  const two = await invite(anna.page, 'Class 3');
  await everythingIsSent(anna.page);
  await join(ida.page, one, { name: 'Ida', community: NAME });
  await join(ida.page, two, { name: 'Ida', community: 'The school' });
  await everythingIsSent(ida.page);
  const authors = async (name) => {
    const { json } = await world.couch(`/${name}/_all_docs?include_docs=true`);
    return json.rows.filter(({ id }) => id.startsWith('a:member:')).map(({ doc }) => doc.a);
  };
  const [here, there] = [await authors('h2h-neighbours-of-the-oberdorf'), await authors('h2h-the-school')];
  expect(here).toHaveLength(1);
  expect(there).toHaveLength(1);
  expect(here[0]).not.toBe(there[0]);

  await ida.page.goto('/me');
  const mine = ida.page.locator('#communities');
  await mine.getByRole('listitem').filter({ hasText: NAME }).getByRole('button', { name: 'Open' }).click();
  await expect(ida.page.getByRole('banner')).toContainText(NAME);
  await mine.getByRole('listitem').filter({ hasText: NAME }).getByRole('button', { name: 'Leave' }).click();
  const dialog = ida.page.getByRole('dialog', { name: 'Leave this community?' });
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await expect(ida.page.getByRole('banner')).toContainText('The school');
  await expect(mine).not.toContainText(NAME);
  const left = JSON.stringify(await kept(ida.page));
  expect(tracesOf([here[0]], left), 'nothing of the community that was left').toEqual([]);
  await ida.page.reload();
  await expect(sync(ida.page, 'All sent')).toBeVisible();
});

test('the server learns no invitation, no unnamed asker and no words to coordinators', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const [anna, ida] = [await newPerson(), await newPerson()];
  await start(anna.page, { name: NAME, me: 'Anna', server: world.backend });
  const link = await invite(anna.page, 'All');
  await join(ida.page, link, { name: 'Ida', community: NAME });
  await toTheCheck(ida.page);
  await fillIn(ida.page, { title: 'Carry two boxes up', address: 'Musterweg 3' });
  await ida.page.getByRole('radio', { name: 'Without a name' }).check();
  await ida.page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(ida.page.getByRole('heading', { level: 1, name: 'Carry two boxes up' })).toBeVisible();
  const asked = new URL(ida.page.url()).pathname;
  await everythingIsSent(ida.page);
  await anna.page.goto(asked);
  await anna.page.getByRole('link', { name: 'Something is wrong' }).click();
  await anna.page.getByRole('radio', { name: 'Something else' }).check();
  await anna.page.getByRole('textbox', { name: 'What happened' }).fill('Canary words to coordinators');
  await anna.page.getByRole('button', { name: 'Tell them' }).click();
  await everythingIsSent(anna.page);
  const secret = JSON.parse(Buffer.from(link.split('#')[1], 'base64url')).p.k;
  const text = await whole(world, 'h2h-neighbours-of-the-oberdorf');
  expect(text).toContain('Carry two boxes up');
  expect(tracesOf([secret, 'Canary words to coordinators', 'Musterweg 3'], text)).toEqual([]);
  const { json } = await world.couch('/h2h-neighbours-of-the-oberdorf/_all_docs?include_docs=true');
  const [request, joined] = ['request', 'member'].map((kind) => json.rows.find(({ id }) => id.split(':')[1] === kind).doc);
  expect(request.p, 'who asks without a name').not.toContain(joined.a);
});

// One person, two devices, and a vault between them whose server can read nothing.

import { ask } from './support/asking.mjs';
import { accept, offer, offered } from './support/helping.mjs';
import { kept, tracesOf } from './support/peek.mjs';
import { BACK_AGAIN, entry, openHelp, write } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const CANARY = 'Lunch with Quirin under the chestnut tree.';
const NAME = 'Annegret';
const ADDRESS = 'Musterweg 3, third bell';

/** The twelve words, as they stand on the page. */
async function words(page) {
  await page.goto('/me');
  await page.getByRole('button', { name: 'Show my words' }).click();
  return (await page.locator('ol.words li').allTextContents()).join(' ');
}

async function useVault(page, address) {
  await page.goto('/me/devices');
  await page.getByRole('textbox', { name: 'Address of the database' }).fill(address);
  await page.getByRole('button', { name: 'Use this address' }).click();
  await expect(page.getByText(/^Saved here and in the vault\./)).toBeVisible();
}

/** Says yes to becoming the other device's person; the page is loaded anew then. */
async function agree(page) {
  const loaded = page.waitForEvent('load');
  await page.getByRole('dialog').getByRole('button', { name: 'Make it mine' }).click();
  await loaded;
}

/** What the vault's database holds, as one text. */
async function database(world, name) {
  const { json } = await world.couch(`/${name}/_all_docs?include_docs=true`);
  return JSON.stringify(json);
}

/** Changes the words of an entry where they lie, as a later version of the app may do. */
async function rewrite(page, from, to) {
  await page.evaluate(
    async ([from, to]) => {
      const done = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await done(indexedDB.open('a-heart-2-help'));
      const shelf = db.transaction('journal', 'readwrite').objectStore('journal');
      const [keys, values] = [await done(shelf.getAllKeys()), await done(shelf.getAll())];
      const at = values.findIndex((value) => value.includes(from));
      await done(shelf.put(values[at].replace(from, to), keys[at]));
      db.close();
    },
    [from, to],
  );
  await page.reload();
  await expect(entry(page, to)).toBeVisible();
}

test('a second device by words has everything, both go on together, and the server reads nothing', async ({ newPerson, world }) => {
  test.setTimeout(240_000);
  const one = (await newPerson()).page;
  const vault = `${world.backend}/vault-anna`;
  await openHelp(one);
  const title = 'Carry the cupboard upstairs';
  const request = await ask(one, { category: 'A hand at home', title, address: ADDRESS });
  await one.goto('/journal');
  await write(one, CANARY);
  await write(one, 'Slept well.');
  await one.goto('/me');
  await one.getByRole('textbox', { name: 'First name' }).fill(NAME);
  await one.getByRole('textbox', { name: 'First name' }).blur();
  await expect(one.getByText('Saved.', { exact: true })).toBeVisible();
  const typed = (await words(one)).toUpperCase();
  await useVault(one, vault);
  await expect.poll(async () => JSON.parse(await database(world, 'vault-anna')).rows.length).toBeGreaterThan(5);

  // Wrong words say so, right ones in capitals do.
  const two = (await newPerson()).page;
  await two.goto('/me/devices');
  const field = two.getByRole('textbox', { name: 'Recovery words' });
  await field.fill('abandon abandon');
  await two.getByRole('button', { name: 'Make it mine' }).click();
  await expect(field).toHaveAccessibleDescription(/These are not twelve recovery words/);
  await field.fill(typed);
  await two.getByRole('textbox', { name: 'Address of your vault' }).fill(vault);
  await two.getByRole('button', { name: 'Make it mine' }).click();
  await agree(two);
  await two.goto('/journal');
  await expect(entry(two, CANARY)).toBeVisible({ timeout: 20_000 });
  await two.goto(request);
  // Whoever is accepted on this device gets what was written down on the other one.
  const ben = (await newPerson()).page;
  await openHelp(ben);
  await ben.goto(request);
  await offer(ben, { name: 'Ben', words: 'I have a trolley.' });
  await expect(offered(two, 'I have a trolley.')).toContainText('Ben');
  await accept(two, { name: 'Ben', words: 'I have a trolley.' });
  await expect(ben.getByText(ADDRESS)).toBeVisible();
  await two.goto('/me');
  await expect(two.getByRole('textbox', { name: 'First name' })).toHaveValue(NAME);

  // Taking an entry out travels.
  await one.goto('/journal');
  await two.goto('/journal');
  await entry(two, 'Slept well.').getByRole('button', { name: 'Remove this entry' }).click();
  await two.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(entry(one, 'Slept well.')).toHaveCount(0, { timeout: 20_000 });

  // Changed on both while they cannot hear of each other: both texts stay, on both.
  await world.stopBackend();
  await rewrite(one, 'chestnut', 'walnut');
  await rewrite(two, 'chestnut', 'lime');
  await world.startBackend();
  for (const page of [one, two]) {
    await expect(entry(page, 'walnut tree')).toHaveCount(1, { timeout: 2 * BACK_AGAIN });
    await expect(entry(page, 'lime tree')).toHaveCount(1, { timeout: 2 * BACK_AGAIN });
    await expect(page.getByRole('article')).toHaveCount(2);
  }

  const traces = tracesOf([CANARY, 'Quirin', NAME, ADDRESS, 'walnut', 'journal/', new URL(world.config.backend).pathname], await database(world, 'vault-anna'));
  expect(traces).toEqual([]);
});

test('a new device by link, a file, and forgetting a device', async ({ newPerson, world }) => {
  test.setTimeout(120_000);
  const one = (await newPerson({ permissions: ['clipboard-read', 'clipboard-write'] })).page;
  await one.goto('/journal');
  await write(one, CANARY);
  await one.goto('/me/devices');
  await one.getByRole('button', { name: 'Show the code' }).click();
  await expect(one.getByRole('img', { name: 'A new device' })).toBeVisible();
  await one.getByRole('button', { name: 'Copy the link' }).click();
  const link = await one.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`${world.app.replace(/\/$/, '')}/me/devices#`);
  const downloading = one.waitForEvent('download');
  await one.getByRole('button', { name: 'Save the file' }).click();
  const file = await (await downloading).path();

  // The link asks first, and nothing of it stays in the address.
  const two = (await newPerson()).page;
  await two.goto(link);
  await expect(two.getByRole('dialog', { name: 'Make this device one of yours?' })).toBeVisible();
  expect(two.url()).not.toContain('#');
  await agree(two);
  await two.getByLabel('Take in a file').setInputFiles(file);
  await expect(two.getByText('What was in the file is here now.')).toBeVisible();
  await two.goto('/journal');
  await expect(entry(two, CANARY)).toBeVisible();

  // Forgetting leaves nothing of it.
  await two.goto('/me/devices');
  await two.getByRole('button', { name: 'Erase everything here' }).click();
  const loaded = two.waitForEvent('load');
  await two.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
  await loaded;
  await two.goto('/journal');
  await expect(two.getByRole('heading', { name: 'Your journal is empty' })).toBeVisible();
  expect(tracesOf([CANARY, 'Quirin'], JSON.stringify(await kept(two)))).toEqual([]);
  const secret = async (page) => (await kept(page)).find(({ key }) => key === 'secret').value;
  expect(await secret(two)).not.toBe(await secret(one));
});

// The backend goes away in the middle and comes back: nothing is lost, nothing pretends, nobody has to reload.

import { ask } from './support/asking.mjs';
import { offer, offered, part, pending } from './support/helping.mjs';
import { BACK_AGAIN, entry, openHelp, row, sync, write } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const WAITING = /^\d+ waiting to be sent$/;

test('a request asked without a backend is saved, marked, and sent once the backend is back', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const anna = (await newPerson()).page;
  const ben = (await newPerson()).page;
  await openHelp(anna);
  await openHelp(ben);
  await world.stopBackend();
  await expect(sync(anna, 'Offline')).toBeVisible();

  const title = 'Somebody to turn the mattress with me';
  const path = await ask(anna, { category: 'A hand at home', title, name: 'Anna', address: 'Musterweg 3' });
  await expect(pending(anna)).toBeVisible();
  await expect(sync(anna, WAITING)).toBeVisible();

  // Everything else goes on, and a reload forgets nothing.
  await anna.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Journal' }).click();
  await write(anna, 'Asked for a hand. It was not so hard.');
  await anna.reload();
  await expect(entry(anna, 'Asked for a hand.')).toBeVisible();
  await anna.goto('/help');
  await expect(row(anna, title)).toContainText('Not sent yet');
  await row(anna, title).getByRole('link').click();
  await expect(anna).toHaveURL(path);
  await expect(pending(anna)).toBeVisible();
  await expect(sync(anna, WAITING)).toBeVisible();
  await expect(row(ben, title)).toHaveCount(0);

  await world.startBackend();
  await expect(sync(anna, 'All sent')).toBeVisible({ timeout: BACK_AGAIN });
  await expect(anna.getByText(/^Saved here, /)).toHaveCount(0);
  await expect(row(ben, title)).toBeVisible({ timeout: BACK_AGAIN });
  await anna.goto('/help');
  await expect(row(anna, title)).toBeVisible();
  await expect(row(anna, title)).not.toContainText('Not sent yet');
});

test('an offer made without a backend waits, and reaches the one who asked', async ({ newPerson, world }) => {
  test.setTimeout(180_000);
  const anna = (await newPerson()).page;
  const ben = (await newPerson()).page;
  await openHelp(ben);
  const title = 'Read the meter in my cellar';
  await ask(anna, { category: 'A hand at home', title, name: 'Anna' });
  await row(ben, title).getByRole('link').click();
  await world.stopBackend();
  await expect(sync(ben, 'Offline')).toBeVisible();
  await expect(sync(anna, 'Offline')).toBeVisible();

  const words = 'I am next door on Thursday.';
  await offer(ben, { name: 'Ben', words });
  await expect(pending(ben)).toBeVisible();
  await ben.reload();
  await expect(part(ben, 'You offered')).toContainText(words);
  await expect(pending(ben)).toBeVisible();
  await expect(offered(anna, words)).toHaveCount(0);

  await world.startBackend();
  await expect(offered(anna, words)).toContainText('Ben', { timeout: 2 * BACK_AGAIN });
  await expect(ben.getByText(/^Saved here, /)).toHaveCount(0);
  await expect(sync(ben, 'All sent')).toBeVisible();
});

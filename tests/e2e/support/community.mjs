// What a coordinator and those who join do, as a person does it.

import { expect } from './world.mjs';

/** A server's address with a database in it. */
export const database = (world, name) => `${world.backend}/${name}`;

/** Starts a community on the world's empty server; ends at the desk. */
export async function start(page, { name, me, server, audience = 'Members only' }) {
  await page.goto('/start');
  await page.getByRole('textbox', { name: 'What is it called?' }).fill(name);
  await page.getByRole('radio', { name: audience }).check();
  // Asked only where it is not known yet.
  const first = page.getByRole('textbox', { name: 'First name' });
  if (await first.count()) await first.fill(me);
  if (server) {
    await page.getByRole('textbox', { name: 'The server’s address' }).fill(server);
    await page.getByRole('button', { name: 'Look at the server' }).click();
    await expect(page.getByText('A community can be made on it.')).toBeVisible();
  } else {
    await page.getByRole('radio', { name: 'Nowhere yet' }).check();
  }
  await page.getByRole('button', { name: 'Start it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Coordinator’s desk' })).toBeVisible();
}

/** Makes an invitation at the desk; resolves with its link. */
export async function invite(page, label) {
  await page.goto('/desk');
  await page.getByRole('textbox', { name: 'Who is it for?' }).fill(label);
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  const card = page.getByRole('region', { name: 'Invitation card' });
  await expect(card.getByRole('img', { name: 'Invitation card' })).toBeVisible();
  return (await card.locator('#invite-link').textContent()).trim();
}

/** Joins by a link. */
export async function join(page, link, { name, community }) {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: community })).toBeVisible();
  await page.getByRole('textbox', { name: 'First name' }).fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByText('Welcome!')).toBeVisible();
}

/** A member's row at the desk. */
export const member = (page, name) =>
  page.locator('#members').getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

/** Removes a member at the desk. */
export async function remove(page, name) {
  await member(page, name).getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog', { name: `Remove ${name}?` });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(member(page, name)).toContainText('Removed');
}

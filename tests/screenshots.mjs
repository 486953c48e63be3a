// Makes the pictures of the README from the running app, with the demo community: node tests/screenshots.mjs [folder]
// The app must be built (dist/). Every place, phone and desktop, light and dark.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import config from './playwright.config.mjs';
import { startWorld } from './e2e/support/world.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const places = { today: '/', help: '/help', ask: '/help/ask', feed: '/feed', tell: '/feed/new', journal: '/journal', me: '/me' };

/** The map's ground is painted and no longer fading in, and the sync is at rest. */
function painted() {
  const tiles = [...document.querySelectorAll('canvas.leaflet-tile')];
  const shown = (tile) => tile.classList.contains('leaflet-tile-loaded') && getComputedStyle(tile).opacity === '1';
  return tiles.length > 0 && tiles.every(shown) && document.querySelector('.sync')?.dataset.state === 'ok';
}

const world = await startWorld({ demo: true });
const browser = await chromium.launch(config.use.launchOptions);
try {
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark']) {
      const { page, context } = await world.newPerson(browser, { viewport, colorScheme });
      await page.goto('/me');
      await page.getByRole('textbox').first().fill('Anna');
      await page.getByRole('textbox').first().blur();
      await page.getByText('Saved.', { exact: true }).waitFor();
      await page.goto('/journal');
      await page.getByRole('textbox').first().fill('Herbert rang twice to say he got home. Nobody has thanked me like that for driving eleven minutes.');
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByText('Saved in your journal').waitFor();
      await page.goto('/help');
      await page.locator('.row').first().waitFor();
      for (const [name, address] of Object.entries(places)) {
        await page.goto(address);
        await page.locator('main h1').first().waitFor();
        if (name === 'help') await page.waitForFunction(painted);
        await page.screenshot({ path: path.join(folder, `${name}-${size}-${colorScheme}.png`) });
      }
      await page.goto('/help');
      await page.locator('.row a').first().click();
      await page.locator('main h1').first().waitFor();
      await page.screenshot({ path: path.join(folder, `request-${size}-${colorScheme}.png`) });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await world.stop();
}

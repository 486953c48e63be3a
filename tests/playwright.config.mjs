// End-to-end tests: real browsers against the built app in dist/ and a real backend. Each test starts a world of its
// own (e2e/support/world.mjs). Run by `cargo xtask test --only end-to-end`, which sees to browser and build.

import fs from 'node:fs';
import { defineConfig } from '@playwright/test';

const DEBIAN = '/usr/bin/chromium';

/** CHROME, Debian's Chromium, or (undefined) the browser Playwright brings. */
function browser() {
  if (process.env.CHROME) return process.env.CHROME;
  return fs.existsSync(DEBIAN) ? DEBIAN : undefined;
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  // Two cores and two browsers in a test: one test at a time, and an honest answer at the first try.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  // What can be undone leaves only after ten seconds.
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    // A click that finds nothing to click says so soon.
    actionTimeout: 30_000,
    browserName: 'chromium',
    headless: true,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: browser(),
      // As in xtask/src/browser.rs; Playwright adds the headless flag.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});

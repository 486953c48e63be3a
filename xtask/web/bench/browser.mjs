// A fresh browser for each measurement, with a profile on disk: a private window (what Playwright's contexts are)
// would keep IndexedDB in memory.

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import config from '../../../tests/playwright.config.mjs';

/** Runs in every page before its own scripts. */
function watchLongTasks() {
  const seen = [];
  const keep = (entries) => seen.push(...entries.map(({ startTime, duration }) => ({ startTime, duration })));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });
  // The longest task that touches the span from `from` to `to`, in ms; 0 where all took less than 50 (the API's limit).
  window.longestTask = (from, to) => {
    keep(observer.takeRecords());
    return Math.max(0, ...seen.filter((t) => t.startTime < to && t.startTime + t.duration > from).map((t) => t.duration));
  };
}

/** Opens a fresh browser, hands `measure` a page and the profile's folder, and puts everything away. */
export async function withFreshPage(measure) {
  const profile = await fs.mkdtemp(path.join(os.tmpdir(), 'h2h-bench-'));
  try {
    const context = await chromium.launchPersistentContext(profile, {
      ...config.use.launchOptions,
      headless: true,
      locale: 'en-GB',
      viewport: { width: 390, height: 844 },
    });
    try {
      await context.addInitScript(watchLongTasks);
      return await measure(context.pages()[0] ?? (await context.newPage()), profile);
    } finally {
      await context.close();
    }
  } finally {
    await fs.rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The browser's version. */
export async function version() {
  const browser = await chromium.launch(config.use.launchOptions);
  const found = browser.version();
  await browser.close();
  return found;
}

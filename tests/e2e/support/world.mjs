// A world for one test: the app's files on one free port, the backend with fresh data on another, the demo community
// in it if wanted, and people with browsers of their own. Tests import `test` and `expect` from here:
//
//   test('a request reaches another person', async ({ world, newPerson }) => {
//     const anna = await newPerson({ locale: 'en' });
//     await anna.page.goto('/help');
//   });
//
// `test.use({ demo: false })` leaves the backend empty; `test.use({ demo: 'by-hand' })` is a site whose community has no
// backend at all. A person's test fails on any page error, console error, or
// request to a foreign origin.

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';

export { expect };

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SERVER = path.join(ROOT, 'xtask/web/server.mjs');

/** Starts one half of the local server; resolves once it listens. */
function startServer(flags) {
  const child = spawn(process.execPath, [SERVER, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => {
      const said = JSON.parse(line);
      if (said.error) reject(new Error(`The local server did not start: ${line}`));
      else resolve({ url: said.app ?? said.backend, stop: () => (child.stdin.end(), exited) });
    });
    child.once('exit', (code) => reject(new Error(`The local server ended with code ${code}.`)));
  });
}

/** A community that has no backend; its root key is nobody's. */
const BY_HAND = { community: 'A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg', backend: '', name: 'Gafadura' };

/** Runs one of the project's own commands; resolves with what it printed. */
async function xtask(...words) {
  const own = process.env.H2H_XTASK;
  const [program, ...first] = own ? [own] : ['cargo', 'xtask'];
  const { stdout } = await promisify(execFile)(program, [...first, ...words], { cwd: ROOT });
  return stdout;
}

/** Loads the demo community; resolves with the app's configuration. */
async function loadDemo(backend, data) {
  return JSON.parse(await xtask('demo', '--backend', backend, '--data', data));
}

class World {
  #backend;
  #app;
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  /** The app's address, the backend's address, and what /config.json answers. */
  app;
  backend;
  config;

  async start(demo) {
    await this.startBackend();
    if (demo === 'by-hand') this.config = BY_HAND;
    else if (demo) this.config = await loadDemo(this.backend, path.join(this.#folder, 'demo'));
    else this.config = { backend: this.backend };
    const dist = path.join(ROOT, 'dist');
    this.#app = await startServer(['--only', 'app', '--app-port', '0', '--dist', dist, '--config', JSON.stringify(this.config)]);
    this.app = this.#app.url;
  }

  /** Puts `count` requests of one cell into the demo community. */
  async crowd(count) {
    await xtask('crowd', '--data', path.join(this.#folder, 'demo'), '--count', String(count));
  }

  /** The community's database on the backend, as a path for `couch`. */
  get database() {
    return new URL(this.config.backend).pathname;
  }

  /** Starts the backend; again after a stop, with the same address and data. */
  async startBackend() {
    const port = this.backend ? new URL(this.backend).port : '0';
    const data = path.join(this.#folder, 'backend');
    this.#backend = await startServer(['--only', 'backend', '--backend-port', port, '--data', data]);
    this.backend = this.#backend.url;
  }

  async stopBackend() {
    await this.#backend?.stop();
    this.#backend = undefined;
  }

  async stop() {
    await Promise.all([this.stopBackend(), this.#app?.stop()]);
    await fs.rm(this.#folder, { recursive: true, force: true });
  }

  /** Asks the backend past the app: `couch('/db/_all_docs')`, `couch('/db/id', { method: 'PUT', json: {…} })`. */
  async couch(route, { json, ...init } = {}) {
    if (json !== undefined) {
      init.method ??= 'POST';
      init.body = JSON.stringify(json);
      init.headers = { 'content-type': 'application/json', ...init.headers };
    }
    const response = await fetch(this.backend + route, init);
    return { status: response.status, json: await response.json() };
  }

  /** A person with a fresh browser profile; `problems` gathers what must not happen. */
  async newPerson(browser, { locale = 'en-GB', viewport = { width: 1280, height: 800 }, colorScheme = 'light', ...more } = {}) {
    const context = await browser.newContext({
      baseURL: this.app,
      locale,
      viewport,
      colorScheme,
      timezoneId: 'Europe/Vaduz',
      ...more,
    });
    const problems = [];
    const own = new Set([new URL(this.app).origin, new URL(this.backend).origin]);
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && !own.has(url.origin)) {
        problems.push(`request to a foreign origin: ${url}`);
      }
    });
    context.on('weberror', (error) => problems.push(`page error: ${error.error().stack ?? error.error()}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !this.#isAnswerOfBackend(message)) {
        problems.push(`console error: ${message.text()} (${message.location().url})`);
      }
    });
    return { context, page: await context.newPage(), problems };
  }

  // Chromium writes an error for each failed request by itself, for a checkpoint that isn't there yet (404) too. What
  // the backend answers is the app's to handle; a file missing from the app is a problem.
  #isAnswerOfBackend(message) {
    return message.text().startsWith('Failed to load resource') && message.location().url.startsWith(this.backend);
  }
}

/** Starts a world; end it with `stop()`. */
export async function startWorld({ demo = true } = {}) {
  const world = new World(await fs.mkdtemp(path.join(os.tmpdir(), 'h2h-world-')));
  try {
    await world.start(demo);
  } catch (error) {
    await world.stop();
    throw error;
  }
  return world;
}

export const test = base.extend({
  demo: [true, { option: true }],

  world: async ({ demo }, use) => {
    const world = await startWorld({ demo });
    await use(world);
    await world.stop();
  },

  newPerson: async ({ browser, world }, use) => {
    const people = [];
    await use(async (options) => {
      const person = await world.newPerson(browser, options);
      people.push(person);
      return person;
    });
    const problems = people.flatMap((person) => person.problems);
    await Promise.all(people.map(({ context }) => context.close()));
    expect(problems, 'what must not happen in any page').toEqual([]);
  },
});

// What the app's replicator and its browsers rely on from the local server, asked over HTTP as they ask it.
// Run by `cargo xtask test`, or alone: `node --test xtask/web/`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./server.mjs', import.meta.url));
const REV_A = `1-${'a'.repeat(32)}`;
const REV_B = `1-${'b'.repeat(32)}`;
const REV_C = `1-${'c'.repeat(32)}`;

function start(...flags) {
  const child = spawn(process.execPath, [SERVER, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  return new Promise((resolve) => {
    child.stdout.once('data', (line) => resolve({ ...JSON.parse(line), child, exit }));
  });
}

let folder;
let server;

/** Asks the backend; resolves with status and JSON. */
async function ask(method, route, body, headers = {}) {
  const response = await fetch(server.backend + route, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined };
}

const push = (db, ...docs) => ask('POST', `/${db}/_bulk_docs`, { new_edits: false, docs });

before(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'h2h-server-'));
  const dist = path.join(folder, 'dist');
  await fs.mkdir(dist);
  await fs.writeFile(path.join(dist, 'index.html'), '<!doctype html><title>shell</title>');
  await fs.writeFile(path.join(dist, 'app-0123456789abcdef_bg.wasm'), Buffer.from('0061736d01000000', 'hex'));
  await fs.writeFile(path.join(dist, 'region.pmtiles'), 'PMTiles0123456789');
  await fs.writeFile(path.join(dist, 'manifest.webmanifest'), '{}');
  server = await start(
    '--dist', dist, '--data', path.join(folder, 'data'), '--app-port', '0', '--backend-port', '0',
    '--config', '{"community":"demo"}',
  );
});

after(async () => {
  server.child.stdin.end();
  await server.exit;
  await fs.rm(folder, { recursive: true });
});

describe('the backend', () => {
  test('a database is made once, and names follow CouchDB\'s rule', async () => {
    assert.equal((await ask('PUT', '/made')).status, 201);
    assert.equal((await ask('PUT', '/made')).status, 412);
    assert.equal((await ask('PUT', '/Made')).json.error, 'illegal_database_name');
    assert.equal((await ask('GET', '/made')).json.update_seq, 0);
    assert.equal((await ask('GET', '/never')).status, 404);
    assert.equal((await ask('GET', '/never/_changes')).status, 404);
  });

  test('revisions arrive as they are, twice without harm, and conflicts keep all leaves', async () => {
    await ask('PUT', '/leaves');
    assert.deepEqual((await push('leaves', { _id: 'u0:x', _rev: REV_A, p: 'a' })).json, []);
    assert.deepEqual((await push('leaves', { _id: 'u0:x', _rev: REV_A, p: 'a' }, { _id: 'u0:x', _rev: REV_B, p: 'b' })).json, []);
    const missing = await ask('POST', '/leaves/_revs_diff', { 'u0:x': [REV_A, REV_C], 'u0:y': [REV_A] });
    assert.deepEqual(missing.json, { 'u0:x': { missing: [REV_C] }, 'u0:y': { missing: [REV_A] } });
    const all = await ask('GET', '/leaves/_changes?style=all_docs&include_docs=true');
    assert.deepEqual(all.json.results[0].changes.map(({ rev }) => rev).sort(), [REV_A, REV_B]);
    assert.equal(all.json.results[0].doc.p, 'b');
    const range = await ask('GET', '/leaves/_all_docs?startkey=%22u0%22&endkey=%22u0%3A%EF%BF%B0%22&include_docs=true&conflicts=true');
    assert.deepEqual(range.json.rows[0].doc._conflicts, [REV_A]);
  });

  test('a document may be called anything', async () => {
    await ask('PUT', '/names');
    const id = encodeURIComponent('žluťoučký 💛 3');
    assert.equal((await ask('PUT', `/names/${id}`, { p: 'a' })).status, 201);
    assert.equal((await ask('GET', `/names/${id}`)).json.p, 'a');
  });

  test('_bulk_get answers each request, missing ones included', async () => {
    await ask('PUT', '/bulk');
    await push('bulk', { _id: 'x', _rev: REV_A, p: 'a' }, { _id: 'x', _rev: REV_B, p: 'b' });
    const docs = [{ id: 'x' }, { id: 'x', rev: REV_A }, { id: 'x', rev: REV_C }, { id: 'none' }];
    const { json } = await ask('POST', '/bulk/_bulk_get?revs=true', { docs });
    const [leaves, one, lost, none] = json.results.map((result) => result.docs);
    assert.deepEqual(leaves.map(({ ok }) => ok.p).sort(), ['a', 'b']);
    assert.equal(one[0].ok._revisions.start, 1);
    assert.deepEqual(lost[0].error, { id: 'x', rev: REV_C, error: 'not_found', reason: 'missing' });
    assert.equal(none[0].error.error, 'not_found');
  });

  test('checkpoints live in _local documents and stay out of _changes', async () => {
    await ask('PUT', '/local');
    assert.equal((await ask('GET', '/local/_local/ck')).status, 404);
    assert.equal((await ask('PUT', '/local/_local/ck', { seq: 1 })).json.rev, '0-1');
    assert.equal((await ask('PUT', '/local/_local/ck', { seq: 2 })).status, 409);
    assert.equal((await ask('PUT', '/local/_local/ck', { seq: 2, _rev: '0-1' })).json.rev, '0-2');
    assert.equal((await ask('GET', '/local/_local/ck')).json.seq, 2);
    assert.deepEqual((await ask('GET', '/local/_changes')).json, { results: [], last_seq: 0, pending: 0 });
  });

  test('_changes pages by limit, says what is pending, and refuses a malformed since', async () => {
    await ask('PUT', '/pages');
    await push('pages', ...[1, 2, 3].map((n) => ({ _id: `d${n}`, _rev: REV_A, n })));
    const first = (await ask('GET', '/pages/_changes?limit=2')).json;
    assert.deepEqual([first.results.length, first.pending], [2, 1]);
    const rest = (await ask('GET', `/pages/_changes?since=${first.last_seq}`)).json;
    assert.deepEqual([rest.results.length, rest.pending], [1, 0]);
    assert.equal((await ask('GET', '/pages/_changes?since=12-g1AAAA')).status, 400);
    assert.equal((await ask('GET', '/pages/_changes?since=now')).json.results.length, 0);
    // As after a restore: a position this database never reached.
    assert.equal((await ask('GET', '/pages/_changes?since=999')).json.results.length, 3);
    const chosen = await ask('POST', '/pages/_changes?filter=_selector', { selector: { n: { $gt: 2 } } });
    assert.deepEqual(chosen.json.results.map(({ id }) => id), ['d3']);
    const ids = await ask('POST', '/pages/_changes?filter=_doc_ids', { doc_ids: ['d1'] });
    assert.deepEqual(ids.json.results.map(({ id }) => id), ['d1']);
  });

  test('longpolls end at their timeout with the position to go on from', async () => {
    await ask('PUT', '/quiet');
    await push('quiet', { _id: 'x', _rev: REV_A });
    const started = Date.now();
    const { json } = await ask('GET', '/quiet/_changes?feed=longpoll&since=1&timeout=200');
    assert.deepEqual(json, { results: [], last_seq: 1, pending: 0 });
    assert.ok(Date.now() - started >= 195);
  });

  test('two longpolls both wake within 100 ms of a write, filters and heartbeats included', async () => {
    await ask('PUT', '/waking');
    const heads = [];
    const wait = async (query) => {
      const response = await fetch(`${server.backend}/waking/_changes?feed=longpoll&since=now&${query}`);
      heads.push(query);
      const body = await response.json();
      return { at: performance.now(), body };
    };
    const waiting = [wait('include_docs=true&style=all_docs&timeout=20000'), wait('heartbeat=50')];
    // Both have answered their heads, so both are listening; a beat passes meanwhile.
    while (heads.length < 2) await new Promise((resolve) => { setImmediate(resolve); });
    await push('waking', { _id: 'x', _rev: REV_A, p: 'hello' });
    const written = performance.now();
    const [one, two] = await Promise.all(waiting);
    assert.equal(one.body.results[0].doc.p, 'hello');
    assert.equal(two.body.results[0].id, 'x');
    assert.ok(Math.max(one.at, two.at) - written < 100, `woke after ${Math.max(one.at, two.at) - written} ms`);
  });

  test('one oversized document is 413, as is what cannot be read 400', async () => {
    await ask('PUT', '/large');
    const large = await push('large', { _id: 'small', _rev: REV_A }, { _id: 'big', _rev: REV_A, p: 'x'.repeat(8_000_001) });
    assert.deepEqual([large.status, large.json], [413, { error: 'document_too_large', reason: 'big' }]);
    const many = Array.from({ length: 12 }, (_, n) => ({ _id: `d${n}`, _rev: REV_A, p: 'x'.repeat(1_000_000) }));
    assert.deepEqual((await push('large', ...many)).json, []);
    const cut = await fetch(`${server.backend}/large/_bulk_docs`, { method: 'POST', body: '{"docs":', headers: { 'content-type': 'application/json' } });
    assert.equal(cut.status, 400);
  });

  test('any origin may ask, with the preflight remembered', async () => {
    const origin = 'http://partner.example';
    const preflight = await fetch(`${server.backend}/made/_bulk_docs`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
    assert.match(preflight.headers.get('access-control-allow-headers'), /content-type/);
    assert.ok(Number(preflight.headers.get('access-control-max-age')) > 0);
    const refused = await ask('GET', '/never/_changes', undefined, { origin });
    assert.equal(refused.headers.get('access-control-allow-origin'), origin);
  });

  test('data survives the end of the process, and a taken port or folder is named', async () => {
    const data = path.join(folder, 'again');
    const flags = ['--only', 'backend', '--data', data, '--backend-port', '0'];
    const first = await start(...flags);
    await fetch(`${first.backend}/kept`, { method: 'PUT' });
    const body = JSON.stringify({ new_edits: false, docs: [{ _id: 'x', _rev: REV_A, p: 'kept' }] });
    await fetch(`${first.backend}/kept/_bulk_docs`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    first.child.kill('SIGKILL');
    await first.exit;
    const { port } = new URL(first.backend);
    const second = await start('--only', 'backend', '--data', data, '--backend-port', port);
    assert.equal((await (await fetch(`${second.backend}/kept/x`)).json()).p, 'kept');
    const third = await start('--only', 'backend', '--data', path.join(folder, 'third'), '--backend-port', port);
    assert.deepEqual([third.error, third.port, await third.exit], ['port-taken', Number(port), 3]);
    const fourth = await start('--only', 'backend', '--data', data, '--backend-port', '0');
    assert.deepEqual([fourth.error, await fourth.exit], ['data-in-use', 4]);
    // A waiting longpoll doesn't hold up the end.
    const poll = fetch(`${second.backend}/kept/_changes?feed=longpoll&since=now`).then((response) => response.text()).catch(() => 'cut');
    second.child.kill('SIGTERM');
    assert.equal(await second.exit, 0);
    await poll;
  });
});

describe('the app\'s files', () => {
  const get = (route, headers) => fetch(server.app + route, { headers });

  test('navigations get the shell, missing files an honest 404', async () => {
    const deep = await get('/help/some-request', { accept: 'text/html,*/*' });
    assert.equal(deep.status, 200);
    assert.match(await deep.text(), /shell/);
    assert.equal((await get('/app-ffffffffffffffff.js', { accept: '*/*' })).status, 404);
    const missing = await get('/missing.js', { accept: 'text/html' });
    assert.equal(missing.status, 404);
    assert.doesNotMatch(await missing.text(), /</);
    assert.equal((await get('/..%2fdata/')).status, 404);
  });

  test('types, caching and security headers are right', async () => {
    const wasm = await get('/app-0123456789abcdef_bg.wasm');
    assert.equal(wasm.headers.get('content-type'), 'application/wasm');
    assert.match(wasm.headers.get('cache-control'), /immutable/);
    assert.equal(wasm.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(wasm.headers.get('referrer-policy'), 'no-referrer');
    const manifest = await get('/manifest.webmanifest');
    assert.match(manifest.headers.get('content-type'), /^application\/manifest\+json/);
    assert.equal(manifest.headers.get('cache-control'), 'no-cache');
  });

  test('map tiles are read by range', async () => {
    const part = await get('/region.pmtiles', { range: 'bytes=0-6' });
    assert.deepEqual([part.status, await part.text()], [206, 'PMTiles']);
    assert.equal(part.headers.get('content-range'), 'bytes 0-6/17');
  });

  test('/config.json is what the caller passed, and passes later', async () => {
    const config = async () => (await get('/config.json')).json();
    assert.deepEqual(await config(), { community: 'demo' });
    server.child.stdin.write('{"config":{"community":"other"}}\n');
    while ((await config()).community !== 'other');
  });
});

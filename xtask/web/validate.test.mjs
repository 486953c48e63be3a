// The rules of a community's database (src/sync/server/validate.js), asked by themselves and through the local server, with
// documents that the app's own code made (vectors.json).

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import vm from 'node:vm';
import { createBackend } from './backend.mjs';

const RULES = fs.readFileSync(new URL('../../src/sync/server/validate.js', import.meta.url), 'utf8');
const { community, cases } = JSON.parse(
  fs.readFileSync(new URL('../../src/sync/server/vectors.json', import.meta.url), 'utf8'),
  // A long payload is kept as what it is made of.
  (key, value) => (value?.times ? value.head + value.fill.repeat(value.times) + value.tail : value),
);
const SOURCE = RULES.trimEnd().replace('@community@', community);

const MEMBER = { db: 'x', name: 'x-members', roles: [] };
const ADMIN = { db: 'x', name: 'admin', roles: ['_admin'] };
const STRANGER = { db: 'x', name: null, roles: [] };
const SECURITY = { admins: { names: ['anna'], roles: ['_admin', 'keepers'] }, members: { names: ['x-members'], roles: [] } };

/** The rules as an engine compiles them; an old one knows no BigInt. */
function compile(isOld) {
  const context = vm.createContext({});
  if (isOld) vm.runInContext('delete this.BigInt; delete this.Uint8Array; delete this.Symbol', context);
  const rules = vm.runInContext(`(${SOURCE})`, context);
  return (doc, user = MEMBER) => {
    try {
      rules(structuredClone(doc), null, user, SECURITY);
      return '';
    } catch (thrown) {
      assert.equal(typeof thrown.forbidden, 'string', `it must say why: ${thrown.stack ?? thrown}`);
      assert.match(thrown.forbidden, /^[A-Z].*\.$/);
      return thrown.forbidden;
    }
  };
}

const rules = compile(false);
const named = (name) => structuredClone(cases.find((one) => one.name === name).doc);

describe('the rules by themselves', () => {
  for (const { name, doc, wrong } of cases) {
    test(`${wrong ? 'refused' : 'taken'}: ${name}`, () => {
      assert.equal(rules(doc) === '', wrong === '', rules(doc));
    });
  }

  test('an engine without BigInt checks everything but signatures', () => {
    const old = compile(true);
    for (const { name, doc, wrong } of cases) assert.equal(old(doc) === '', ['', 'signature'].includes(wrong), name);
  });

  test('what a server adds to a document is no fault', () => {
    const doc = { ...named('an act in many scripts'), _rev: '1-ab', _revisions: { start: 1, ids: ['ab'] } };
    assert.equal(rules(doc), '');
    assert.equal(rules({ ...named('a tombstone'), _rev: '2-ab', _revisions: { start: 2, ids: ['ab', 'aa'] } }), '');
  });

  test('every bit of the signature counts', () => {
    const doc = named('an act in many scripts');
    for (let bit = 0; bit < 512; bit += 7) {
      const s = Buffer.from(doc.s, 'base64url');
      s[bit >> 3] ^= 1 << (bit & 7);
      assert.notEqual(rules({ ...doc, s: s.toString('base64url') }), '', `bit ${bit}`);
    }
  });

  test('half of a surrogate pair is no text', () => {
    const doc = named('an act in many scripts');
    for (const half of ['\ud83d', '\udc9b', '\ud83dx']) assert.match(rules({ ...doc, p: `${doc.p}${half}` }), /payload/);
  });

  test('photos hang only on a record that names them', () => {
    const doc = named('an act in many scripts');
    const photo = { content_type: 'image/webp', length: 1000, stub: true, digest: 'md5-x' };
    assert.match(rules({ ...doc, _attachments: { [`sha256-${'A'.repeat(43)}`]: photo } }), /does not name/);
  });

  test('strangers write nothing, and admins alone change the rules', () => {
    const doc = named('an act in many scripts');
    assert.match(rules(doc, STRANGER), /name and a password/);
    const design = { _id: '_design/heart2help', language: 'javascript' };
    for (const user of [ADMIN, { ...MEMBER, name: 'anna' }, { ...MEMBER, roles: ['keepers'] }]) assert.equal(rules(design, user), '');
    for (const user of [MEMBER, STRANGER]) assert.match(rules(design, user), /admin/);
  });

  test('an admin may clear away what is no record, and nothing else', () => {
    const old = { _id: 'note', _rev: '2-x', _deleted: true };
    assert.equal(rules(old, ADMIN), '');
    assert.notEqual(rules(old, MEMBER), '');
    assert.notEqual(rules({ ...old, _id: named('a tombstone')._id }, ADMIN), '');
  });

  test('the source is of 2009: no engine of CouchDB 3 stumbles over it', () => {
    const code = RULES.replace(/\/\/.*$/gm, '').replace(/'(?:[^'\\]|\\.)*'/g, "''");
    for (const young of [/\b(let|const|class|async|await|import|export)\b/, /=>/, /`/, /\.\.\./, /\*\*/, /\b\d+n\b/, /\?\?|\?\./]) {
      assert.doesNotMatch(code, young);
    }
  });
});

describe('a database with the rules on the local server', () => {
  let folder;
  let backend;
  let server;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'h2h-rules-'));
    backend = await createBackend(folder);
    server = http.createServer(backend.handler);
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    await ask('PUT', '');
    await ask('PUT', '/_design/heart2help', { language: 'javascript', community, validate_doc_update: SOURCE });
  });

  after(async () => {
    server.close();
    server.closeAllConnections();
    await backend.close();
    fs.rmSync(folder, { recursive: true });
  });

  async function ask(method, route, body) {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/held${route}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, json: await response.json() };
  }

  /** A revision as replication brings it. */
  const rev = (n, doc) => `${n}-${crypto.createHash('md5').update(JSON.stringify(doc)).digest('hex')}`;
  const push = (...docs) => ask('POST', '/_bulk_docs', { new_edits: false, docs });

  test('one push of everything leaves what is true and names what is not', async () => {
    const chosen = cases.filter(({ doc }) => !doc._deleted);
    const { json } = await push(...chosen.map(({ doc }) => ({ ...doc, _rev: rev(1, doc) })));
    const bad = chosen.filter(({ wrong }) => wrong);
    assert.equal(json.length, bad.length);
    for (const line of json) assert.deepEqual([line.error, typeof line.reason], ['forbidden', 'string']);
    const { json: all } = await ask('GET', '/_all_docs');
    const good = chosen.filter(({ wrong }) => !wrong).map(({ doc }) => doc._id);
    assert.deepEqual(all.rows.map(({ id }) => id).filter((id) => id[0] !== '_').sort(), good.sort());
  });

  test('a tombstone pushed by replication goes onto its record, an unsigned deletion does not', async () => {
    const record = named('an act in many scripts');
    const stone = named('a tombstone');
    const first = rev(1, record);
    const next = rev(2, stone);
    const bare = { _id: record._id, _deleted: true, _rev: next };
    const ids = [next.slice(2), first.slice(2)];
    const refused = await push({ ...bare, _revisions: { start: 2, ids } });
    assert.equal(refused.json[0].error, 'forbidden');
    assert.equal((await ask('DELETE', `/${record._id}?rev=${first}`)).status, 403);
    assert.equal((await ask('GET', `/${record._id}`)).json._rev, first);
    assert.deepEqual((await push({ ...stone, _rev: next, _revisions: { start: 2, ids } })).json, []);
    const leaves = (await ask('GET', `/${record._id}?open_revs=all`)).json;
    assert.deepEqual(leaves.map(({ ok }) => [ok._rev, ok._deleted, ok.h]), [[next, true, stone.h]]);
  });

  test('nobody else\'s code is run', async () => {
    const evil = 'function (doc) { throw { forbidden: doc.constructor.constructor("return 1 + 1")() + "" }; }';
    const put = await ask('PUT', '/_design/evil', { language: 'javascript', community, validate_doc_update: evil });
    assert.equal(put.status, 201);
    const record = named('a retraction');
    assert.deepEqual((await push({ ...record, _rev: rev(1, record) })).json, []);
  });

  test('single writes and checkpoints: the first are held to the rules, the second are nobody\'s business', async () => {
    assert.equal((await ask('PUT', '/note', { text: 'not ours' })).status, 403);
    assert.equal((await ask('POST', '', { text: 'not ours' })).status, 403);
    assert.equal((await ask('PUT', '/_local/checkpoint', { seq: 1 })).status, 201);
  });
});

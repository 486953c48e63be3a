// Holds writes to the rules of a community's database (`_design/heart2help`), as CouchDB does: each document by itself, also those pushed with `new_edits:false`. express-pouchdb has a plugin for it, which replaces the revisions of a
// pushed document by those of what was there before, so that tombstones pushed by replication are lost; hence this.
// There are no users here, so whoever writes is an admin.

import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import vm from 'node:vm';

const USER = { name: null, roles: ['_admin'] };
const SECURITY = { admins: { names: [], roles: ['_admin'] }, members: { names: [], roles: [] } };

const OURS = fs.readFileSync(new URL('../../src/sync/server/validate.js', import.meta.url), 'utf8').trimEnd();
const COMMUNITY = /^[A-Za-z0-9_-]{43}$/;

/** The rules of a database, compiled once for each community. Only our own text is ever run: any website open in a
 * developer's browser can write a design document to this server, and Node has no safe place for strangers' code. */
function compiler() {
  const compiled = new Map();
  return async (db) => {
    const { rows } = await db.allDocs({ startkey: '_design/', endkey: '_design0', include_docs: true });
    const own = rows.map(({ doc }) => doc).filter(({ community, validate_doc_update: text }) => (
      COMMUNITY.test(community) && text === OURS.replace('@community@', community)
    ));
    return own.map(({ community, validate_doc_update: text }) => {
      if (!compiled.has(community)) compiled.set(community, vm.runInNewContext(`(${text})`));
      return compiled.get(community);
    });
  };
}

/** Why the rules refuse this document; nothing if they don't. */
async function refusal(db, rules, doc) {
  if (!rules.length || doc._id?.startsWith('_local/')) return undefined;
  const before = await db.get(doc._id, { revs: true }).catch(() => null);
  try {
    const copy = () => JSON.parse(JSON.stringify(doc));
    for (const rule of rules) rule(copy(), before, { ...USER, db: db.name }, SECURITY);
    return undefined;
  } catch (thrown) {
    if (thrown.forbidden) return { status: 403, error: 'forbidden', reason: thrown.forbidden };
    if (thrown.unauthorized) return { status: 401, error: 'unauthorized', reason: thrown.unauthorized };
    return { status: 500, error: 'compilation_error', reason: String(thrown) };
  }
}

/** Express handlers for `_bulk_docs` and for single documents, before those that write. An attachment put by itself is
 * not looked at. */
export function rules(store) {
  const rulesOf = compiler();
  const looked = async (request) => {
    const db = await store.get(request.params.db);
    return { db, found: db ? await rulesOf(db) : [] };
  };
  const bulk = async (request, response, next) => {
    try {
      const { db, found } = await looked(request);
      const docs = request.body?.docs;
      if (!found.length || !Array.isArray(docs)) return next();
      const refused = [];
      const good = [];
      for (const doc of docs) {
        doc._id ??= randomUUID();
        const why = await refusal(db, found, doc);
        if (why) refused.push({ id: doc._id, error: why.error, reason: why.reason });
        else good.push(doc);
      }
      const options = { new_edits: request.body.new_edits !== false };
      const written = good.length ? await db.bulkDocs(good, options) : [];
      const lines = written.map((line) => (line.error ? { id: line.id, error: line.name, reason: line.reason } : line));
      return response.status(201).json([...refused, ...lines]);
    } catch (error) {
      return next(error);
    }
  };
  const single = async (request, response, next) => {
    // Checkpoints and the rules themselves are not held to the rules.
    if (request.params.id?.startsWith('_')) return next();
    try {
      const { db, found } = await looked(request);
      if (!found.length) return next();
      const rev = request.query.rev ? { _rev: request.query.rev } : {};
      const id = { _id: request.params.id ?? request.body._id ?? randomUUID() };
      const deleted = request.method === 'DELETE' ? { _deleted: true } : {};
      const why = await refusal(db, found, { ...request.body, ...id, ...rev, ...deleted });
      return why ? response.status(why.status).json({ error: why.error, reason: why.reason }) : next();
    } catch (error) {
      return next(error);
    }
  };
  return { bulk, single };
}

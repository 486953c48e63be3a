// The embedded default backend: express-pouchdb over PouchDB's LevelDB adapter, inside an express 4 app (with
// express 5 its `_changes` fails). What it answers differently from CouchDB 3 in a way that matters to a
// replicator is answered here instead: CORS, size limits, database names, `_changes`, `_bulk_get`, and the rules of
// a community's database.
// Made for development, tests and the demo: anyone who reaches its port may read and write.

import fs from 'node:fs';
import path from 'node:path';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { bulkGet } from './bulk_get.mjs';
import { changes } from './changes.mjs';
import { rules } from './rules.mjs';

// CouchDB 3 defaults: [couchdb] max_document_size; [chttpd] max_http_request_size is 4 GB, far above what a
// browser should send at once, so this server says 413 earlier.
const MAX_DOCUMENT_BYTES = 8_000_000;
const MAX_REQUEST_BYTES = 64_000_000;

// CouchDB's rule for names, less the slash (no database of ours has one).
const DATABASE_NAME = /^[a-z][a-z0-9_$()+-]*$/;

const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';
const ALLOWED_HEADERS = 'accept, authorization, content-type';
const EXPOSED_HEADERS = 'cache-control, content-type, etag, retry-after';

function cors(request, response, next) {
  const origin = request.get('origin');
  if (origin) {
    response.set('Access-Control-Allow-Origin', origin);
    response.set('Access-Control-Expose-Headers', EXPOSED_HEADERS);
  }
  response.vary('Origin');
  response.set('Cache-Control', 'must-revalidate');
  if (request.method !== 'OPTIONS') return next();
  response.set('Access-Control-Allow-Methods', ALLOWED_METHODS);
  response.set('Access-Control-Allow-Headers', ALLOWED_HEADERS);
  response.set('Access-Control-Max-Age', '7200');
  return response.status(204).end();
}

function refuseLargeDocuments(request, response, next) {
  // The whole body is below the limit in nearly every request: then no document can be above it.
  if (Number(request.get('content-length') ?? Infinity) <= MAX_DOCUMENT_BYTES) return next();
  const docs = Array.isArray(request.body?.docs) ? request.body.docs : [request.body];
  const large = docs.find((doc) => Buffer.byteLength(JSON.stringify(doc) ?? '') > MAX_DOCUMENT_BYTES);
  if (!large) return next();
  return response.status(413).json({ error: 'document_too_large', reason: large._id ?? '' });
}

/** One handle per database for the routes answered here; PouchDB shares the open store with express-pouchdb. */
function databases(Pouch) {
  const open = new Map();
  Pouch.on('destroyed', (name) => open.delete(name));
  return {
    async get(name) {
      if (!(await Pouch.allDbs()).includes(name)) return null;
      if (!open.has(name)) open.set(name, new Pouch(name));
      return open.get(name);
    },
    close: () => Promise.allSettled([...open.values()].map((db) => db.close())),
  };
}

/** LevelDB lets one process at a time open a database; found out at the start, not at the first request. */
async function refuseFolderInUse(Pouch, data) {
  try {
    // The list of databases, which express-pouchdb keeps under this name.
    await new Pouch('pouch__all_dbs__').info();
  } catch (error) {
    const inUse = /lock/i.test(`${error.message} ${error.reason ?? ''}`);
    const reason = inUse ? `Another server is using the data in ${data}.` : `The data in ${data} cannot be opened: ${error.message}`;
    throw Object.assign(new Error(reason), { code: inUse ? 'DATA_IN_USE' : 'DATA_UNREADABLE' });
  }
}

/** The backend over the databases in `folder`: its request handler, and how to close it. */
export async function createBackend(folder) {
  // Old parts of express-pouchdb use `new Buffer()`; the warning helps nobody who runs this.
  process.noDeprecation = true;
  const data = path.resolve(folder);
  fs.mkdirSync(data, { recursive: true });
  const Pouch = PouchDB.defaults({ prefix: data + path.sep });
  await refuseFolderInUse(Pouch, data);

  // The smallest mode has no configuration, users, logs or admin page. Compression would hold back heartbeats.
  const pouch = expressPouchDB({
    mode: 'minimumForPouchDB',
    overrideMode: { include: ['routes/find'], exclude: ['compression'] },
  });
  pouch.disable('x-powered-by');
  await pouch.setPouchDB(Pouch);
  const store = databases(Pouch);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(cors);

  const json = express.json({ limit: MAX_REQUEST_BYTES, strict: false });
  app.put('/:db', (request, response, next) => {
    if (DATABASE_NAME.test(request.params.db)) return next();
    return response.status(400).json({
      error: 'illegal_database_name',
      reason: `Name: '${request.params.db}'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), + and - are allowed. Must begin with a letter.`,
    });
  });
  app.post(['/:db', '/:db/_bulk_docs'], json, refuseLargeDocuments);
  app.put('/:db/:id', json, refuseLargeDocuments);
  const held = rules(store);
  app.post('/:db/_bulk_docs', held.bulk);
  app.post('/:db', held.single);
  app.put('/:db/:id', held.single);
  app.delete('/:db/:id', held.single);
  app.get('/:db/_changes', changes(store));
  app.post('/:db/_changes', json, changes(store));
  app.post('/:db/_bulk_get', json, bulkGet(store));
  app.use(pouch);

  app.use((error, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error.status === 413) {
      return response.status(413).json({ error: 'too_large', reason: 'the request entity is too large' });
    }
    const status = error.status ?? 500;
    const name = status === 400 ? 'bad_request' : status === 500 ? 'internal_server_error' : error.name;
    return response.status(status).json({ error: name, reason: error.type === 'entity.parse.failed' ? 'invalid UTF-8 JSON' : error.message });
  });

  return { handler: app, close: () => store.close() };
}

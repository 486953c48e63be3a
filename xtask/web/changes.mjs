// `/{db}/_changes`, normal and longpoll, as CouchDB 3 answers it. express-pouchdb alone never ends a longpoll at
// its timeout, finds nothing for ever after a malformed `since`, and doesn't know `filter=_selector`.
// Other feeds and filters (continuous, design documents) are left to it.

import { EventEmitter } from 'node:events';

// CouchDB 3: [chttpd] changes_timeout.
const DEFAULT_TIMEOUT = 60_000;
const OWN_FILTERS = new Set([undefined, '_selector', '_doc_ids']);

class BadRequest extends Error {
  status = 400;
}

/** A query value as CouchDB reads it: JSON where it is JSON, otherwise the bare word. */
function value(text) {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function count(text, name) {
  const number = value(text);
  if (number === undefined) return undefined;
  if (!Number.isInteger(number) || number < 0) throw new BadRequest(`Invalid value for ${name}: ${text}`);
  return number;
}

/** The position asked for, as a sequence number of this database. */
function position(text, current) {
  const since = value(text) ?? 0;
  if (since === 'now') return current;
  const number = typeof since === 'string' && /^\d+$/.test(since) ? Number(since) : since;
  if (!Number.isInteger(number) || number < 0) {
    throw new BadRequest("Malformed sequence supplied in 'since' parameter.");
  }
  // A sequence this database has not reached comes from another life of it: start over, as CouchDB does.
  return number > current ? 0 : number;
}

function options(request, current) {
  const { query, body } = request;
  const chosen = {
    since: position(query.since, current),
    style: query.style === 'all_docs' ? 'all_docs' : 'main_only',
    include_docs: value(query.include_docs) === true,
    conflicts: value(query.conflicts) === true,
    attachments: value(query.attachments) === true,
    descending: value(query.descending) === true,
  };
  const limit = count(query.limit, 'limit');
  // CouchDB reads a limit of 0 as 1.
  if (limit !== undefined) chosen.limit = Math.max(1, limit);
  if (query.filter === '_selector') {
    if (!body?.selector) throw new BadRequest('Selector must be a JSON object.');
    chosen.selector = body.selector;
  }
  if (query.filter === '_doc_ids') {
    chosen.doc_ids = body?.doc_ids ?? value(query.doc_ids);
    if (!Array.isArray(chosen.doc_ids)) throw new BadRequest('`doc_ids` filter parameter is not a list.');
  }
  return chosen;
}

// One live listener for each database, whatever the number of waiting longpolls.
const listeners = new WeakMap();

/** The emitter that says 'change' after a write; nothing written after this resolves is missed. */
async function writes(db) {
  if (!listeners.has(db)) {
    const emitter = new EventEmitter().setMaxListeners(0);
    listeners.set(db, emitter);
    emitter.started = db.info().then(({ update_seq: since }) => {
      db.changes({ live: true, since, return_docs: false })
        .on('change', () => emitter.emit('change'))
        .on('error', () => emitter.emit('gone'))
        .on('complete', () => emitter.emit('gone'));
    });
  }
  const emitter = listeners.get(db);
  await emitter.started;
  return emitter;
}

/** Resolves at the next write, when `milliseconds` are over, or when the asker or the database is gone. */
function nextWrite(emitter, response, milliseconds) {
  return new Promise((resolve) => {
    const end = (reason) => () => {
      clearTimeout(timer);
      emitter.off('change', onChange).off('gone', onGone);
      response.off('close', onClose);
      resolve(reason);
    };
    const [onChange, onGone, onClose] = [end('change'), end('over'), end('closed')];
    const timer = milliseconds === Infinity ? undefined : setTimeout(end('over'), milliseconds);
    emitter.once('change', onChange).once('gone', onGone);
    response.once('close', onClose);
  });
}

async function read(db, chosen) {
  const { results, last_seq: last } = await db.changes(chosen);
  const { update_seq: current } = await db.info();
  // With nothing (more) that passes the filter, the position moves on to what has been looked at.
  const lastSeq = results.length < (chosen.limit ?? Infinity) && !chosen.descending ? Math.max(last, chosen.since) : last;
  return { results, last_seq: lastSeq, pending: Math.max(0, current - lastSeq) };
}

async function longpoll(request, response, db, chosen) {
  const heartbeat = value(request.query.heartbeat);
  const beat = heartbeat === true ? DEFAULT_TIMEOUT : count(request.query.heartbeat, 'heartbeat');
  // CouchDB: a heartbeat overrides the timeout.
  const timeout = beat ? Infinity : Math.min(count(request.query.timeout, 'timeout') ?? DEFAULT_TIMEOUT, DEFAULT_TIMEOUT);
  const deadline = timeout === Infinity ? Infinity : Date.now() + timeout;
  const emitter = await writes(db);

  response.status(200).type('application/json');
  response.flushHeaders();
  const beating = beat ? setInterval(() => response.write('\n'), beat) : undefined;
  try {
    for (;;) {
      // Listen before reading, so that a write in between is not slept through.
      const left = deadline === Infinity ? Infinity : Math.max(0, deadline - Date.now());
      const written = nextWrite(emitter, response, left);
      const page = await read(db, chosen);
      const reason = page.results.length > 0 ? 'found' : await written;
      if (reason === 'closed') return;
      if (reason !== 'change') {
        response.end(`${JSON.stringify(page)}\n`);
        return;
      }
    }
  } finally {
    clearInterval(beating);
  }
}

export function changes(store) {
  return async (request, response, next) => {
    const feed = request.query.feed ?? 'normal';
    if (!['normal', 'longpoll'].includes(feed) || !OWN_FILTERS.has(request.query.filter)) return next();
    try {
      const db = await store.get(request.params.db);
      if (!db) return response.status(404).json({ error: 'not_found', reason: 'Database does not exist.' });
      const chosen = options(request, (await db.info()).update_seq);
      if (feed === 'longpoll') return await longpoll(request, response, db, chosen);
      return response.json(await read(db, chosen));
    } catch (error) {
      // Once the answer has begun, cutting it is the only honest sign of failure.
      if (response.headersSent) return response.destroy();
      return next(error);
    }
  };
}

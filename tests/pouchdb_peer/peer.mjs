// A peer that replicates with PouchDB's own replicator, and writes what PouchDB can: documents with histories,
// conflicts, deletions, and all of these on documents that are not its own. tests/pouchdb_peer.rs speaks to it in
// lines of JSON: one order a line on stdin, one answer a line on stdout. It ends when stdin closes.

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import PouchDB from 'pouchdb';
import { writer } from './writes.mjs';

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'h2h-peer-'));
const local = new PouchDB(path.join(folder, 'peer'));
let server;
let write;

/** All leaves, those of deleted documents too, as [id, revision, deleted, body]. */
async function leaves(database) {
  const { results } = await database.changes({ style: 'all_docs' });
  const documents = results.map(async ({ id, changes }) => {
    const open = await database.get(id, { open_revs: changes.map(({ rev }) => rev) });
    return open.map(({ ok }) => {
      const { _id, _rev, _deleted = false, ...body } = ok;
      return [_id, _rev, _deleted, body];
    });
  });
  return (await Promise.all(documents)).flat();
}

/** Both ways, until PouchDB finds nothing more to move; how many documents it moved. */
async function replicate() {
  const there = await local.replicate.to(server, { batch_size: 25 });
  const here = await local.replicate.from(server, { batch_size: 25 });
  const failures = [...there.errors, ...here.errors];
  if (!there.ok || !here.ok || failures.length) throw new Error(`replication failed: ${JSON.stringify(failures)}`);
  return there.docs_written + here.docs_written;
}

const orders = {
  async open({ address, seed }) {
    server = new PouchDB(address);
    write = writer(local, server, seed);
    return (await server.info()).db_name;
  },
  /** `ours`: records of the other side, with the revision their author writes first. */
  write: ({ count, ours }) => write(count, ours),
  replicate,
  leaves: ({ of }) => leaves(of === 'server' ? server : local),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answer = await orders[order.do](order).then(
    (ok) => ({ ok }),
    (error) => ({ error: `${order.do}: ${error.stack ?? JSON.stringify(error)}` }),
  );
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await local.close();
await fs.rm(folder, { recursive: true, force: true });

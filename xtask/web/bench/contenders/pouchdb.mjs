// PouchDB 9 with its newer adapter, `indexeddb`, and pages of 1,000.

import PouchDB from 'pouchdb-browser';
import indexeddb from 'pouchdb-adapter-indexeddb';

PouchDB.plugin(indexeddb);

// PouchDB sends cookies unless told otherwise, and the server has no use for them (CORS).
const fetch = (address, options) => PouchDB.fetch(address, { ...options, credentials: 'omit' });

window.sync = async (backend) => {
  const local = new PouchDB('bench', { adapter: 'indexeddb' });
  const result = await PouchDB.replicate(new PouchDB(backend, { fetch }), local, { batch_size: 1000 });
  if (result.errors.length > 0) throw new Error(`PouchDB could not write ${result.errors.length} records.`);
  return async () => (await local.info()).doc_count;
};

// RxDB with its Dexie storage and its CouchDB replication, and pages of 1,000. It only pulls: there is nothing to push.

import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateCouchDB } from 'rxdb/plugins/replication-couchdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

const text = { type: 'string' };
const schema = {
  version: 0,
  primaryKey: '_id',
  type: 'object',
  properties: { _id: { type: 'string', maxLength: 100 }, a: text, p: text, s: text },
  required: ['_id', 'a', 'p', 's'],
};

window.sync = async (backend) => {
  const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie(), multiInstance: false });
  const { records } = await database.addCollections({ records: { schema } });
  const replication = replicateCouchDB({
    replicationIdentifier: 'bench',
    collection: records,
    url: `${backend}/`,
    live: false,
    pull: { batchSize: 1000 },
  });
  const failed = new Promise((_, reject) => replication.error$.subscribe(reject));
  await Promise.race([replication.awaitInitialReplication().then(() => replication.awaitInSync()), failed]);
  return () => records.count().exec();
};

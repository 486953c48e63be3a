// Looking behind the page: at what a browser keeps and at what the backend holds.

/** Every text in IndexedDB of the page's site, as { database, store, key, value }. */
export function kept(page) {
  return page.evaluate(async () => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const shelf = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(shelf.getAllKeys()), done(shelf.getAll())]);
        keys.forEach((key, at) => all.push({ database: name, store, key, value: values[at] }));
      }
      database.close();
    }
    return all;
  });
}

/** Every record a browser keeps, alone or in a segment, as { id, value }. */
export async function records(page) {
  const texts = (await kept(page)).filter(({ store }) => store === 'records' || store === 'segments');
  const lines = texts.flatMap(({ value }) => value.split('\n')).filter(Boolean);
  return lines.map((value) => ({ id: JSON.parse(value)._id, value }));
}

/** What is typed and not sent yet, as one text. */
export async function drafts(page) {
  return JSON.stringify((await kept(page)).filter(({ store }) => store === 'drafts'));
}

/** Everything the community's database answers, as one text: documents, leaves, changes, local documents. */
export async function wholeBackend(world) {
  const routes = [
    '/_all_docs?include_docs=true&conflicts=true&attachments=true',
    '/_changes?include_docs=true&style=all_docs&conflicts=true',
    '/_local_docs?include_docs=true',
  ];
  const answers = await Promise.all(routes.map((route) => world.couch(world.database + route)));
  return JSON.stringify(answers.map(({ json }) => json));
}

/** The documents of one kind, as they are on the backend. */
export async function documents(world, kind) {
  const { json } = await world.couch(`${world.database}/_all_docs?include_docs=true`);
  return json.rows.map(({ doc }) => doc).filter((doc) => doc._id.split(':')[1] === kind);
}

/** The ways a secret could stand in a text: as it is, as JSON escapes, in hex, in base64 at any offset. */
function spellings(secret) {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '');
    // The first and the last characters also depend on what stands next to the secret.
    return text.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  const url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [secret, JSON.stringify(secret).slice(1, -1), bytes.toString('hex'), ...base64, ...url];
}

/** Which of the secrets stand in the text, in whatever spelling. */
export function tracesOf(secrets, text) {
  return secrets.filter((secret) => spellings(secret).some((spelling) => text.includes(spelling)));
}

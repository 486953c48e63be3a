// `POST /{db}/_bulk_get` as CouchDB answers it. express-pouchdb groups the answers by id, so that one of two
// requests for the same document is lost, and says `{}` where a document is missing.

async function leaves(db, { id, rev }, options) {
  try {
    return await db.get(id, { ...options, open_revs: rev ? [rev] : 'all' });
  } catch (error) {
    if (error.status === 404 || error.status === 400) return [{ missing: rev }];
    throw error;
  }
}

async function answer(db, wanted, options) {
  const found = await leaves(db, wanted, options);
  const docs = found.map((leaf) =>
    leaf.ok
      ? { ok: leaf.ok }
      : { error: { id: wanted.id, rev: leaf.missing ?? 'undefined', error: 'not_found', reason: 'missing' } },
  );
  return { id: wanted.id, docs };
}

export function bulkGet(store) {
  return async (request, response, next) => {
    try {
      const db = await store.get(request.params.db);
      if (!db) return response.status(404).json({ error: 'not_found', reason: 'Database does not exist.' });
      const docs = request.body?.docs;
      if (!Array.isArray(docs) || docs.some((doc) => typeof doc?.id !== 'string')) {
        return response.status(400).json({ error: 'bad_request', reason: "Missing JSON list of 'docs'." });
      }
      const asked = (name) => request.query[name] === 'true';
      const options = { revs: asked('revs'), latest: asked('latest'), attachments: asked('attachments') };
      return response.json({ results: await Promise.all(docs.map((doc) => answer(db, doc, options))) });
    } catch (error) {
      return next(error);
    }
  };
}

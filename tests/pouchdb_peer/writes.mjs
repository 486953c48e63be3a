// Seeded random writes into a PouchDB: what its own users do, and what they do to the records of ours.

/** Numbers that follow from a seed (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)], hex: () => Array.from({ length: 32 }, () => below(16).toString(16)).join('') };
}

/** Ids that make trouble for whoever splices them into addresses, or takes them for records. */
const NAMES = [
  (n) => `note-${n}`,
  (n) => `a/b?c=${n}&d#e %2F +"`,
  (n) => `žluťoučký 💛 ${n}`,
  (n) => `_design/design-${n}`,
  (n) => `a:act:${String(n).padStart(13, '0')}:AAAAAAAAAAAAAAAAAAAAAA`,
  (n) => `u0qtz4:request:${String(1_790_000_000_000 + n)}:BBBBBBBBBBBBBBBBBBBBBA`,
  (n) => `a:act:${n}`,
];

/** Bodies that are not ours; the last ones look like it from afar. */
const BODIES = [
  (n) => ({ text: `note ${n}` }),
  (n) => ({ n, list: [null, [], { deep: [[[n]]] }], e: 1e300, text: '\u0000\u2028"' }),
  (n) => ({ text: 'long '.repeat(2_000), n }),
  (n) => ({ n, _attachments: { 'a.txt': { content_type: 'text/plain', data: Buffer.from(`file ${n}`).toString('base64') } } }),
  (n) => ({ a: n, p: [], s: null }),
  (n) => ({ a: 'A'.repeat(43), p: '{"v":1,"b":', s: 'A'.repeat(86), n }),
];

/** `write(count, ours)` makes that many writes; resolves with how often it did what. */
export function writer(local, server, seed) {
  const { below, pick, hex } = dice(seed);
  const own = [];
  let number = 0;

  /** The document with every leaf and its path, or null where it is not here (yet). */
  const branches = async (id) => {
    try {
      const open = await local.get(id, { open_revs: 'all', revs: true });
      return open.filter(({ ok }) => ok).map(({ ok }) => ok);
    } catch (error) {
      if (error.status === 404) return null;
      throw error;
    }
  };
  const winner = async (id) => {
    const { results } = await local.changes({ style: 'main_only', doc_ids: [id] });
    return results.length ? { rev: results[0].changes[0].rev, deleted: Boolean(results[0].deleted) } : null;
  };
  const put = async (id, body) => {
    const there = await winner(id);
    await local.put({ ...body, _id: id, ...(there && { _rev: there.rev }) });
  };
  const remove = async (id) => {
    const there = await winner(id);
    if (there && !there.deleted) await local.remove(id, there.rev);
  };

  /** Another branch, from somewhere on a path that is there or from nothing, one to three revisions long. */
  const branch = async (id, body, deleted) => {
    const leaf = pick((await branches(id)) ?? []);
    const path = leaf?._revisions ?? { start: 0, ids: [] };
    const from = below(path.ids.length + 1);
    const news = Array.from({ length: 1 + below(3) }, hex);
    const ids = [...news, ...path.ids.slice(from)];
    const start = path.start - from + news.length;
    const document = { ...body, _id: id, _rev: `${start}-${ids[0]}`, _revisions: { start, ids } };
    await bulk(local, deleted ? { _id: id, _rev: document._rev, _revisions: document._revisions, _deleted: true } : document);
  };
  const bulk = async (database, document) => {
    const answers = await database.bulkDocs([document], { new_edits: false });
    const failed = answers.filter(({ error }) => error);
    if (failed.length) throw new Error(`not written: ${JSON.stringify(failed)}`);
  };

  const garbage = (record) => pick([
    { milk: true },
    { a: 5, p: {}, s: null },
    { a: record.a, p: record.p.replace('number', 'forged number'), s: record.s },
    { a: record.a, p: record.p, s: `${'A'.repeat(85)}A` },
    { a: record.a, h: 'A'.repeat(43), s: record.s },
  ]);
  const body = () => pick(BODIES)(number);
  const someOf = async (list, act) => list.length && act(pick(list));

  const writes = {
    async create() {
      const id = pick(NAMES)((number += 1));
      own.push(id);
      await put(id, body());
    },
    update: () => someOf(own, (id) => put(id, body())),
    remove: () => someOf(own, remove),
    revive: () => someOf(own, async (id) => (await winner(id))?.deleted && put(id, body())),
    conflict: () => someOf(own, (id) => branch(id, body(), below(4) === 0)),
    /** Deletes every leaf, so that nothing of the document is left to be shown. */
    raze: () => someOf(own, razed),
  };
  const razed = async (id) => {
    for (let left = 20; left && !((await winner(id))?.deleted ?? true); left -= 1) await remove(id);
  };

  const onOurs = {
    copy: (record) => {
      const [place, kind, time] = record._id.split(':');
      const id = pick([`copy of ${record._id}`, [place, kind, time, hex().slice(0, 21) + 'A'].join(':')]);
      return put(id, { a: record.a, p: record.p, s: record.s });
    },
    bury: (record) => remove(record._id),
    buryAll: (record) => razed(record._id),
    overwrite: (record) => put(record._id, garbage(record)),
    cover: (record) => branch(record._id, garbage(record), below(4) === 0),
    /** A high generation wins over whatever is there. */
    outbid: (record) => bulk(local, { ...garbage(record), _id: record._id, _rev: `${9 + below(3)}-${hex()}` }),
    /** Under the very revision its author writes: past PouchDB, for whoever is there first decides on a body. */
    poison: (record) => bulk(server, { ...garbage(record), _id: record._id, _rev: record.rev }),
  };

  return async (count, ours) => {
    const done = {};
    for (let left = count; left; left -= 1) {
      const [name, act] = pick(Object.entries(below(3) === 0 && ours.length ? onOurs : writes));
      const { id, ...record } = ours.length ? pick(ours) : {};
      await act({ _id: id, ...record });
      done[name] = (done[name] ?? 0) + 1;
    }
    return done;
  };
}

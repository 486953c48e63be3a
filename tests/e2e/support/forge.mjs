// Records made by hand, as anybody with the backend's address could make them: the format of src/domain/record.rs,
// written a second time. A record signed here by a stranger's own key is true; everything else is a forgery.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const fromText = (text) => Buffer.from(text, 'base64url');

function hashFields(domain, fields) {
  const parts = [domain, ...fields].flatMap((field) => {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  return sha256(Buffer.concat(parts));
}

/** The id this content must have. */
export function contentId({ community, place, kind, time, author, payload }) {
  const stamp = String(time).padStart(13, '0');
  const fields = [fromText(community), place, kind, stamp, fromText(author), sha256(payload)];
  const tag = hashFields('heart2help/id/1', fields).subarray(0, 16);
  return `${place}:${kind}:${stamp}:${tag.toString('base64url')}`;
}

/** A stranger with a key of their own, who writes past the app. */
export function stranger(community) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const author = publicKey.export({ format: 'jwk' }).x;
  return {
    /** A record with a valid signature. */
    write({ place, kind, body, time = Date.now(), days = 30 }) {
      const n = randomBytes(16).toString('base64url');
      const payload = JSON.stringify({ v: 1, n, exp: time + days * 86_400_000, b: body });
      const id = contentId({ community, place, kind, time, author, payload });
      const signed = hashFields('heart2help/sign/1', [fromText(community), id, sha256(payload)]);
      return { _id: id, a: author, p: payload, s: sign(null, signed, privateKey).toString('base64url') };
    },
  };
}

/** The document with `change` made to the body in its payload; its id, author and signature stay. */
export function withBody(doc, change) {
  const payload = JSON.parse(doc.p);
  return { ...doc, p: JSON.stringify({ ...payload, b: { ...payload.b, ...change } }) };
}

/** The document under the id its content must have, so that only the signature is wrong. */
export function underRightId(doc, community) {
  const [place, kind, time] = doc._id.split(':');
  const { _rev, ...rest } = doc;
  return { ...rest, _id: contentId({ community, place, kind, time, author: doc.a, payload: doc.p }) };
}

/** The document with one bit of its signature changed. */
export function withBentSignature(doc) {
  const bytes = fromText(doc.s);
  bytes[7] ^= 1;
  return { ...doc, s: bytes.toString('base64url') };
}

/** The document under an id of the same shape that fits nothing. */
export function underMadeUpId(doc) {
  const { _rev, ...rest } = doc;
  const tag = randomBytes(16).toString('base64url');
  return { ...rest, _id: [...doc._id.split(':').slice(0, 3), tag].join(':') };
}

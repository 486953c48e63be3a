function (newDoc, oldDoc, userCtx, secObj) {
  // Keeps rubbish out of a community's database: only documents in the record format (docs/architecture.md, "The
  // record") whose id belongs to their content, and tombstones of such. No reader relies on it: devices check every
  // record themselves. ECMAScript 5, since CouchDB may run it in SpiderMonkey 1.8.5; the signature is checked where
  // the engine has BigInt. Anything younger than this text is let through: unknown kinds, newer payloads, any time.
  var COMMUNITY = '@community@';
  var LONGEST_PAYLOAD = 32 * 1024;
  var LARGEST_PHOTO = 300 * 1024;
  var MOST_PHOTOS = 4;
  var ID = /^(a|[0-9b-hjkmnp-z]{1,6}):([a-z-]{1,24}):([0-9]{13}):([A-Za-z0-9_-]{22})$/;
  var PHOTO = /^sha256-([A-Za-z0-9_-]{43})$/;
  var BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  // Fractional parts of the cube roots of the first 80 primes and of the square roots of the first 8, 64 bits each
  // (FIPS 180-4, sections 4.2.3 and 5.3.5). Their upper halves are SHA-256's.
  var CUBE_ROOTS = (
    '428a2f98d728ae22 7137449123ef65cd b5c0fbcfec4d3b2f e9b5dba58189dbbc 3956c25bf348b538 59f111f1b605d019 ' +
    '923f82a4af194f9b ab1c5ed5da6d8118 d807aa98a3030242 12835b0145706fbe 243185be4ee4b28c 550c7dc3d5ffb4e2 ' +
    '72be5d74f27b896f 80deb1fe3b1696b1 9bdc06a725c71235 c19bf174cf692694 e49b69c19ef14ad2 efbe4786384f25e3 ' +
    '0fc19dc68b8cd5b5 240ca1cc77ac9c65 2de92c6f592b0275 4a7484aa6ea6e483 5cb0a9dcbd41fbd4 76f988da831153b5 ' +
    '983e5152ee66dfab a831c66d2db43210 b00327c898fb213f bf597fc7beef0ee4 c6e00bf33da88fc2 d5a79147930aa725 ' +
    '06ca6351e003826f 142929670a0e6e70 27b70a8546d22ffc 2e1b21385c26c926 4d2c6dfc5ac42aed 53380d139d95b3df ' +
    '650a73548baf63de 766a0abb3c77b2a8 81c2c92e47edaee6 92722c851482353b a2bfe8a14cf10364 a81a664bbc423001 ' +
    'c24b8b70d0f89791 c76c51a30654be30 d192e819d6ef5218 d69906245565a910 f40e35855771202a 106aa07032bbd1b8 ' +
    '19a4c116b8d2d0c8 1e376c085141ab53 2748774cdf8eeb99 34b0bcb5e19b48a8 391c0cb3c5c95a63 4ed8aa4ae3418acb ' +
    '5b9cca4f7763e373 682e6ff3d6b2b8a3 748f82ee5defb2fc 78a5636f43172f60 84c87814a1f0ab72 8cc702081a6439ec ' +
    '90befffa23631e28 a4506cebde82bde9 bef9a3f7b2c67915 c67178f2e372532b ca273eceea26619c d186b8c721c0c207 ' +
    'eada7dd6cde0eb1e f57d4f7fee6ed178 06f067aa72176fba 0a637dc5a2c898a6 113f9804bef90dae 1b710b35131c471b ' +
    '28db77f523047d84 32caab7b40c72493 3c9ebe0a15c9bebc 431d67c49c100d4c 4cc5d4becb3e42b6 597f299cfc657e2a ' +
    '5fcb6fab3ad6faec 6c44198c4a475817'
  ).split(' ');
  var SQUARE_ROOTS = (
    '6a09e667f3bcc908 bb67ae8584caa73b 3c6ef372fe94f82b a54ff53a5f1d36f1 510e527fade682d1 9b05688c2b3e6c1f ' +
    '1f83d9abfb41bd6b 5be0cd19137e2179'
  ).split(' ');

  function refuse(why) {
    throw { forbidden: why };
  }

  function has(list, item) {
    return Array.isArray(list) && list.indexOf(item) >= 0;
  }

  function isAdmin() {
    var admins = (secObj && secObj.admins) || {};
    if (has(userCtx.roles, '_admin') || (userCtx.name !== null && has(admins.names, userCtx.name))) return true;
    return (userCtx.roles || []).some(function (role) { return has(admins.roles, role); });
  }

  // The bytes behind canonical unpadded base64url of exactly this many bytes; otherwise null.
  function bytesOf(text, length) {
    var bytes = [];
    var held = 0;
    var bits = 0;
    if (typeof text !== 'string' || text.length !== Math.ceil((length * 4) / 3)) return null;
    for (var i = 0; i < text.length; i += 1) {
      var value = BASE64URL.indexOf(text.charAt(i));
      if (value < 0) return null;
      held = (held << 6) | value;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.push(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return held === 0 ? bytes : null;
  }

  // The UTF-8 of a text; null where half of a surrogate pair stands alone, which no text has.
  function utf8(text) {
    var bytes = [];
    for (var i = 0; i < text.length; i += 1) {
      var code = text.charCodeAt(i);
      if (code >= 0xd800 && code < 0xe000) {
        var low = text.charCodeAt(i + 1);
        if (code >= 0xdc00 || !(low >= 0xdc00 && low < 0xe000)) return null;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 1;
      }
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
    return bytes;
  }

  // Ends a message as both hashes want it: a one, zeros, and its length in bits at the end of a block.
  function padded(message, block) {
    var bytes = message.concat([0x80]);
    while (bytes.length % block !== block - block / 8) bytes.push(0);
    for (var n = 4; n < block / 8; n += 1) bytes.push(0);
    var bits = message.length * 8;
    bytes.push((bits >>> 24) & 255, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255);
    return bytes;
  }

  function upper(hex) {
    return parseInt(hex.slice(0, 8), 16) | 0;
  }

  // SHA-256 (FIPS 180-4, section 6.2) of bytes, as bytes.
  function sha256(message) {
    var bytes = padded(message, 64);
    var k = CUBE_ROOTS.slice(0, 64).map(upper);
    var h = SQUARE_ROOTS.map(upper);
    var w = [];
    function turn(x, by) {
      return (x >>> by) | (x << (32 - by));
    }
    for (var at = 0; at < bytes.length; at += 64) {
      var v = h.slice();
      for (var t = 0; t < 64; t += 1) {
        if (t < 16) {
          var p = at + t * 4;
          w[t] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
        } else {
          var a = w[t - 15];
          var b = w[t - 2];
          var small = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
          w[t] = (w[t - 16] + small + w[t - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
        }
        var e = v[4];
        var one = v[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & v[5]) ^ (~e & v[6])) + k[t] + w[t];
        var f = v[0];
        var two = (turn(f, 2) ^ turn(f, 13) ^ turn(f, 22)) + ((f & v[1]) ^ (f & v[2]) ^ (v[1] & v[2]));
        v = [(one + two) | 0, f, v[1], v[2], (v[3] + one) | 0, e, v[5], v[6]];
      }
      for (var n = 0; n < 8; n += 1) h[n] = (h[n] + v[n]) | 0;
    }
    var out = [];
    h.forEach(function (word) {
      out.push((word >>> 24) & 255, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
    });
    return out;
  }

  // SHA-256 over fields with their lengths before them (docs/architecture.md, "Hashes").
  function hashOf(fields) {
    var bytes = [];
    fields.forEach(function (field) {
      var raw = typeof field === 'string' ? utf8(field) : field;
      var n = raw.length;
      bytes = bytes.concat([n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24], raw);
    });
    return sha256(bytes);
  }

  // Whether `s` is the signature of `a` over 32 bytes, by the rules of ed25519-dalek's `verify_strict`: RFC 8032 without
  // cofactor, s below the order, and neither key nor R of small order. All in BigInt, without its literals.
  function isSigned(a, message, s) {
    var big = BigInt;
    var ZERO = big(0);
    var ONE = big(1);
    var TWO = big(2);
    var MASK = (ONE << big(64)) - ONE;
    var P = (ONE << big(255)) - big(19);
    var ORDER = (ONE << big(252)) + big('27742317777372353535851937790883648493');
    var D = big('37095705934669439343138083508754565189542113879843219016388785533085940283555');

    function mod(x) {
      var rest = x % P;
      return rest < ZERO ? rest + P : rest;
    }

    function power(x, exponent) {
      var result = ONE;
      for (var n = exponent; n > ZERO; n >>= ONE) {
        if ((n & ONE) === ONE) result = (result * x) % P;
        x = (x * x) % P;
      }
      return result;
    }

    function little(bytes) {
      var hex = bytes.map(function (byte) { return (byte < 16 ? '0' : '') + byte.toString(16); });
      return big('0x' + hex.reverse().join(''));
    }

    // SHA-512 (FIPS 180-4, section 6.4) of less than one block, as a number with the first byte lowest.
    function sha512(input) {
      var bytes = padded(input, 128);
      var w = [];
      var h = SQUARE_ROOTS.map(function (hex) { return big('0x' + hex); });
      function turn(x, by) {
        return (x >> big(by)) | ((x << big(64 - by)) & MASK);
      }
      var v = h.slice();
      for (var t = 0; t < 80; t += 1) {
        if (t < 16) {
          w[t] = little(bytes.slice(t * 8, t * 8 + 8).reverse());
        } else {
          var x = w[t - 15];
          var y = w[t - 2];
          var small = turn(x, 1) ^ turn(x, 8) ^ (x >> big(7));
          w[t] = (w[t - 16] + small + w[t - 7] + (turn(y, 19) ^ turn(y, 61) ^ (y >> big(6)))) & MASK;
        }
        var e = v[4];
        var one = v[7] + (turn(e, 14) ^ turn(e, 18) ^ turn(e, 41)) + ((e & v[5]) ^ ((e ^ MASK) & v[6])) +
          big('0x' + CUBE_ROOTS[t]) + w[t];
        var f = v[0];
        var two = (turn(f, 28) ^ turn(f, 34) ^ turn(f, 39)) + ((f & v[1]) ^ (f & v[2]) ^ (v[1] & v[2]));
        v = [(one + two) & MASK, f, v[1], v[2], (v[3] + one) & MASK, e, v[5], v[6]];
      }
      return h.reduce(function (sum, word, n) {
        var own = (word + v[n]) & MASK;
        for (var i = 0; i < 8; i += 1) {
          sum |= ((own >> big(56 - 8 * i)) & big(255)) << big(64 * n + 8 * i);
        }
        return sum;
      }, ZERO);
    }

    // Points of the curve as [X, Y, Z, T] with x = X/Z, y = Y/Z, xy = T/Z (RFC 8032, section 5.1.4).
    function plus(p, q) {
      var m = (p[1] - p[0]) * (q[1] - q[0]) % P;
      var n = (p[1] + p[0]) * (q[1] + q[0]) % P;
      var c = (TWO * p[3] * q[3] % P) * D % P;
      var d = TWO * p[2] * q[2] % P;
      var e = n - m;
      var f = d - c;
      var g = d + c;
      var h = n + m;
      return [e * f % P, g * h % P, f * g % P, e * h % P];
    }

    function twice(p) {
      var m = p[0] * p[0] % P;
      var n = p[1] * p[1] % P;
      var h = m + n;
      var sum = p[0] + p[1];
      var e = h - sum * sum % P;
      var g = m - n;
      var f = TWO * p[2] * p[2] % P + g;
      return [e * f % P, g * h % P, f * g % P, e * h % P];
    }

    function isSmall(p) {
      var q = twice(twice(twice(p)));
      return mod(q[0]) === ZERO && mod(q[1] - q[2]) === ZERO;
    }

    // The point with this y whose x is odd or even; null where there is none (RFC 8032, section 5.1.3).
    function pointAt(y, sign) {
      var u = mod(y * y - ONE);
      var v = mod(D * y * y + ONE);
      var x = u * power(v, big(3)) % P * power(u * power(v, big(7)) % P, (P - big(5)) / big(8)) % P;
      var square = v * x * x % P;
      if (square !== u) {
        if (square !== mod(-u)) return null;
        x = x * power(TWO, (P - ONE) / big(4)) % P;
      }
      if ((x & ONE) !== sign) x = mod(-x);
      return [x, y, ONE, x * y % P];
    }

    var scalar = little(s.slice(32));
    // The negated key: the other x. A y of P and more is taken modulo P, as `verify_strict` takes it.
    var encodedKey = little(a);
    var key = pointAt((encodedKey & ((ONE << big(255)) - ONE)) % P, ONE - (encodedKey >> big(255)));
    if (scalar >= ORDER || key === null || isSmall(key)) return false;
    var k = sha512(s.slice(0, 32).concat(a, message)) % ORDER;
    var base = pointAt(TWO * TWO * power(big(5), P - TWO) % P, ZERO);

    // R = s·B − k·A, two bits of both numbers at a time.
    var sums = [[ZERO, ONE, ONE, ZERO]];
    for (var i = 1; i < 16; i += 1) sums[i] = i < 4 ? plus(sums[i - 1], base) : plus(sums[i - 4], key);
    var r = sums[0];
    for (var bit = 252; bit >= 0; bit -= 2) {
      r = twice(twice(r));
      var here = Number((scalar >> big(bit)) & big(3)) + 4 * Number((k >> big(bit)) & big(3));
      if (here > 0) r = plus(r, sums[here]);
    }
    if (isSmall(r)) return false;
    var inverse = power(mod(r[2]), P - TWO);
    var encoded = mod(r[1] * inverse) | ((mod(r[0] * inverse) & ONE) << big(255));
    return encoded === little(s.slice(0, 32));
  }

  // What a record and its tombstone have in common: the id belongs to author, content and community, and the author
  // signed.
  function check(parts, h, signed) {
    var a = bytesOf(newDoc.a, 32);
    var s = bytesOf(newDoc.s, 64);
    var root = bytesOf(COMMUNITY, 32);
    if (a === null || s === null) refuse('The key or the signature is not in the format.');
    var bound = hashOf(['heart2help/id/1', root, parts[1], parts[2], parts[3], a, h]).slice(0, 16);
    if (bound.join() !== bytesOf(parts[4], 16).join()) {
      refuse('The id does not belong to this content, this author and this community.');
    }
    if (typeof BigInt === 'function' && !isSigned(a, hashOf(signed(root)), s)) {
      refuse('The signature is not the author\'s.');
    }
  }

  function checkFields(names) {
    Object.keys(newDoc).forEach(function (field) {
      if (field.charAt(0) !== '_' && names.indexOf(field) < 0) refuse('The field ' + field + ' does not belong here.');
    });
  }

  // Photos are named in the payload by their hash, and nothing else may hang on a record.
  function checkPhotos(photos) {
    var names = Object.keys(photos || {});
    if (names.length > MOST_PHOTOS) refuse('There are more photos than a record may have.');
    names.forEach(function (name) {
      var photo = photos[name];
      var hash = PHOTO.exec(name);
      var size = typeof photo.length === 'number' ? photo.length : ((photo.data || '').length * 3) / 4;
      if (!hash || newDoc.p.indexOf(hash[1]) < 0) refuse('This record does not name that photo.');
      if (!/^image\/(jpeg|webp|avif)$/.test(photo.content_type)) refuse('That is no photo.');
      if (size > LARGEST_PHOTO + 2) refuse('The photo is too large.');
    });
  }

  function checkRecord(parts) {
    checkFields(['a', 'p', 's']);
    var bytes = typeof newDoc.p === 'string' && newDoc.p.length <= LONGEST_PAYLOAD ? utf8(newDoc.p) : null;
    if (bytes === null || bytes.length > LONGEST_PAYLOAD) refuse('The payload is no text, or longer than 32 KiB.');
    var payload = null;
    try {
      payload = JSON.parse(newDoc.p);
    } catch (notJson) {
      refuse('The payload is not JSON.');
    }
    if (payload === null || typeof payload !== 'object' || typeof payload.v !== 'number') {
      refuse('The payload is not in the format.');
    }
    checkPhotos(newDoc._attachments);
    var h = sha256(bytes);
    check(parts, h, function (root) { return ['heart2help/sign/1', root, newDoc._id, h]; });
  }

  function checkTombstone(parts) {
    checkFields(['a', 'h', 's']);
    if (newDoc._attachments) refuse('Nothing hangs on a tombstone.');
    var h = bytesOf(newDoc.h, 32);
    if (h === null) refuse('Only its author can delete a record, with a signature.');
    check(parts, h, function (root) { return ['heart2help/delete/1', root, newDoc._id]; });
  }

  if (newDoc._id.indexOf('_design/') === 0) {
    if (!isAdmin()) refuse('Only an admin of this database changes its rules.');
    return;
  }
  if (!userCtx.name && !has(userCtx.roles, '_admin')) refuse('To write here, a name and a password are needed.');
  var parts = ID.exec(newDoc._id);
  if (!parts || bytesOf(parts[4], 16) === null) {
    // What lay here before these rules came may be cleared away.
    if (newDoc._deleted && isAdmin()) return;
    refuse('The id is not that of a record.');
  }
  if (newDoc._deleted) checkTombstone(parts);
  else checkRecord(parts);
}

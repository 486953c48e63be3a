// PMTiles archives of this site. A missing or broken archive leaves the map without that ground; it never stops the map.

import { EtagMismatch, PMTiles } from "pmtiles";

/**
 * Reads byte ranges, and also gets along with an answer that holds the whole file: simple hosts without range requests
 * and service workers that cached the file give 200. The archives of this site are a few megabytes at most.
 */
class Bytes {
  constructor(url) {
    this.url = url;
    this.whole = null;
  }

  getKey() {
    return this.url;
  }

  async getBytes(offset, length, signal, etag) {
    if (this.whole) return { data: this.whole.slice(offset, offset + length) };
    const answer = await fetch(this.url, { signal, headers: { range: `bytes=${offset}-${offset + length - 1}` } });
    if (answer.status === 200) {
      const whole = await answer.arrayBuffer();
      this.whole = whole;
      return { data: whole.slice(offset, offset + length) };
    }
    if (answer.status !== 206) throw new Error(`${this.url}: HTTP ${answer.status}`);
    // A weak tag says nothing about single bytes (RFC 9110, section 8.8.1), so only a strong one is compared.
    const tag = answer.headers.get("etag");
    const strong = tag && !tag.startsWith("W/") ? tag : undefined;
    if (etag && strong && etag !== strong) throw new EtagMismatch(this.url);
    return { data: await answer.arrayBuffer(), etag: strong };
  }
}

/** An archive that gives empty tiles where it cannot be read, and says so once through `onProblem(error)`. */
export class Archive extends PMTiles {
  constructor(url, onProblem) {
    super(new Bytes(url));
    this.onProblem = onProblem;
    this.broken = false;
  }

  async getZxy(z, x, y, signal) {
    try {
      return await super.getZxy(z, x, y, signal);
    } catch (error) {
      if (error.name === "AbortError") throw error;
      if (!this.broken) {
        this.broken = true;
        this.onProblem(error);
      }
      return undefined;
    }
  }
}

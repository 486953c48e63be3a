// Serves the built app (dist/) the way a good static host does: byte ranges for the map's tiles, the shell for
// navigations, an honest 404 for a missing file, long caching for hashed names only.

import path from 'node:path';
import express from 'express';

// trunk puts a hash of the content into a name: `app-1a2b3c4d5e6f7a8b.js`, `…_bg.wasm`.
const HASHED = /-[0-9a-f]{12,}(_bg)?\.(js|mjs|css|wasm)$/;
const FOREVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

// Types express 4 doesn't know by itself.
const TYPES = { '.pmtiles': 'application/octet-stream', '.webmanifest': 'application/manifest+json' };

/** A navigation is a browser asking for a page: it accepts HTML and names no file. */
function isNavigation(request) {
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    (request.get('accept') ?? '').includes('text/html') &&
    path.posix.extname(request.path) === ''
  );
}

/** The request handler for the app's files; `config()` is what `/config.json` answers. */
export function createStatic(dist, config) {
  const root = path.resolve(dist);
  const app = express();
  app.disable('x-powered-by');

  app.use((request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    response.set('Referrer-Policy', 'no-referrer');
    next();
  });

  app.get('/config.json', (request, response) => {
    response.set('Cache-Control', ASK_AGAIN).json(config());
  });

  app.use(
    express.static(root, {
      redirect: false,
      setHeaders(response, file) {
        const type = TYPES[path.extname(file)];
        if (type) response.set('Content-Type', type);
        response.set('Cache-Control', HASHED.test(file) ? FOREVER : ASK_AGAIN);
      },
    }),
  );

  app.use((request, response) => {
    response.set('Cache-Control', ASK_AGAIN);
    if (isNavigation(request)) {
      response.sendFile(path.join(root, 'index.html'), { cacheControl: false }, (error) => {
        if (error && !response.headersSent) response.status(404).type('text/plain').send('The app is not built yet.\n');
      });
    } else {
      response.status(404).type('text/plain').send('There is no such file.\n');
    }
  });

  // A broken address (such as `/%`) is the asker's mistake and no reason for a page full of our paths.
  app.use((error, request, response, next) => {
    if (response.headersSent) return next(error);
    return response.status(error.status ?? 500).type('text/plain').send('This address cannot be read.\n');
  });
  return app;
}

// The local server behind `cargo xtask serve` and the tests: one process with two listeners, the app's
// files (static.mjs) and a CouchDB-compatible backend with its data on disk (backend.mjs).
// It speaks to its parent in one JSON line on stdout, takes lines such as {"config":{…}} from it on stdin, and ends
// when the parent does (stdin closes).

import http from 'node:http';
import process from 'node:process';
import readline from 'node:readline';
import { parseArgs } from 'node:util';

const USAGE = `Usage: node server.mjs --dist DIR --data DIR [--app-port N] [--backend-port N]
                      [--host ADDRESS] [--config JSON] [--only app|backend]
A port of 0 takes any free one. --config is what /config.json answers. The address is printed as one line of JSON when both listen.`;

const PORT_TAKEN = 3;
const DATA_IN_USE = 4;
const BAD_USAGE = 2;

/** Ends the process with one line the parent can read. */
function refuse(fields, code) {
  process.stdout.write(`${JSON.stringify(fields)}\n`, () => process.exit(code));
}

function readFlags() {
  const { values } = parseArgs({
    options: {
      dist: { type: 'string', default: 'dist' },
      data: { type: 'string' },
      'app-port': { type: 'string', default: '4460' },
      'backend-port': { type: 'string', default: '4461' },
      host: { type: 'string', default: '127.0.0.1' },
      config: { type: 'string', default: '{}' },
      only: { type: 'string' },
    },
  });
  const port = (name) => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 0 || number > 65535) {
      throw new Error(`--${name} must be a port from 0 to 65535, but it is "${values[name]}".`);
    }
    return number;
  };
  if (values.only && !['app', 'backend'].includes(values.only)) {
    throw new Error(`--only must be "app" or "backend", but it is "${values.only}".`);
  }
  if (values.only !== 'app' && !values.data) {
    throw new Error('--data is missing: the folder in which the backend keeps its databases.');
  }
  return {
    dist: values.dist,
    data: values.data,
    host: values.host,
    config: JSON.parse(values.config),
    appPort: port('app-port'),
    backendPort: port('backend-port'),
    app: values.only !== 'backend',
    backend: values.only !== 'app',
  };
}

/** Listens, and resolves with the server and the address a browser can open. */
function listen(handler, port, host) {
  return new Promise((resolve, reject) => {
    const server = http.createServer(handler);
    // A longpoll may stay open for minutes; only idle keep-alive connections are closed.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 75_000;
    server.once('error', (error) => reject(Object.assign(error, { port })));
    server.listen(port, host, () => {
      const shown = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
      resolve({ server, url: `http://${shown}:${server.address().port}` });
    });
  });
}

const running = [];
let closeBackend = async () => {};
let stopping = false;

/** Ends open requests, closes the databases, and goes; the second signal goes at once. */
async function stop() {
  if (stopping) process.exit(0);
  stopping = true;
  for (const { server } of running) {
    server.close();
    server.closeAllConnections();
  }
  // Closing flushes; LevelDB's log survives without it, so a stuck close must not hold anyone up.
  setTimeout(() => process.exit(0), 2000).unref();
  await closeBackend().catch(() => {});
  process.exit(0);
}

async function main() {
  let flags;
  try {
    flags = readFlags();
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    refuse({ error: 'bad-usage', reason: error.message }, BAD_USAGE);
    return;
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The parent holds our stdin: when it ends, however it ends, so do we. What it writes are new configurations.
  const orders = readline.createInterface({ input: process.stdin });
  orders.on('line', (line) => Object.assign(flags, JSON.parse(line))).on('close', stop);

  const ready = { ready: true };
  try {
    if (flags.backend) {
      const { createBackend } = await import('./backend.mjs');
      const backend = await createBackend(flags.data);
      closeBackend = backend.close;
      const listener = await listen(backend.handler, flags.backendPort, flags.host);
      running.push(listener);
      ready.backend = listener.url;
    }
    if (flags.app) {
      const { createStatic } = await import('./static.mjs');
      const listener = await listen(createStatic(flags.dist, () => flags.config), flags.appPort, flags.host);
      running.push(listener);
      ready.app = listener.url;
    }
  } catch (error) {
    await closeBackend().catch(() => {});
    if (error.code === 'EADDRINUSE') refuse({ error: 'port-taken', port: error.port }, PORT_TAKEN);
    else if (error.code === 'DATA_IN_USE') refuse({ error: 'data-in-use', reason: error.message }, DATA_IN_USE);
    else refuse({ error: 'failed', code: error.code, reason: error.message }, 1);
    return;
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

await main();

// A disk that fails: what a browser's storage can do to an app, done to one profile on order. It works on the pages
// and on the worker beside one of them alike.

const CHANNEL = 'orders to the disk';

/** Runs in every page and worker, before the app: waits for orders, and says that it has heard them. */
function tricks(name) {
  const orders = { full: '', lost: 0, stopAt: 0 };
  let done = 0;
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => {
    if (data.heard) return;
    Object.assign(orders, data);
    done = 0;
    channel.postMessage({ heard: true });
  };
  const isCommit = (transaction) => transaction.mode === 'readwrite' && transaction.objectStoreNames.contains('outbox');
  // Nothing happens here any more until the answer comes, and it never does: the test kills the page meanwhile.
  const stop = () => {
    const request = new XMLHttpRequest();
    request.open('GET', '/stopped', false);
    request.send();
  };

  const noRoom = () => new DOMException('The disk of the test is full.', 'QuotaExceededError');
  // As a browser does it that finds out late: every write is taken, and then the transaction is given up.
  const failing = new WeakSet();
  const fail = (transaction) => {
    if (failing.has(transaction)) return;
    failing.add(transaction);
    Object.defineProperty(transaction, 'error', { value: noRoom() });
    queueMicrotask(() => transaction.abort());
  };

  for (const method of ['put', 'delete']) {
    const original = IDBObjectStore.prototype[method];
    IDBObjectStore.prototype[method] = function (...words) {
      if (method === 'put' && orders.full === 'at a write') throw noRoom();
      if (method === 'put' && orders.full === 'at the commit') fail(this.transaction);
      if (!isCommit(this.transaction)) return original.apply(this, words);
      done += 1;
      if (done === orders.stopAt) stop();
      return original.apply(this, words);
    };
  }
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...words) {
    if (orders.lost > 0) {
      orders.lost -= 1;
      throw new DOMException('The connection of the test was closed.', 'InvalidStateError');
    }
    const begun = transaction.apply(this, words);
    if (isCommit(begun)) begun.addEventListener('complete', () => orders.stopAt === Infinity && stop());
    return begun;
  };
}

const source = `(${tricks})(${JSON.stringify(CHANNEL)});`;

/** Puts the tricks under all pages and workers that this browser opens from now on. */
export async function onFailingDisk(context) {
  await context.addInitScript(source);
  // Not by changing its script on the way: a worker from such a script may not speak to a server on this machine.
  // A worker that is gone again before it is reached needs no tricks.
  const gone = (error) => {
    if (!/has been closed|was closed|was destroyed/.test(error.message)) throw error;
  };
  const reach = (page) => page.on('worker', (worker) => worker.evaluate(source).catch(gone));
  context.pages().forEach(reach);
  context.on('page', reach);
}

/** Gives an order, and waits until the page and its worker have heard it. */
export async function order(page, orders) {
  const ends = 1 + page.workers().length;
  await page.evaluate(
    ([name, orders, ends]) =>
      new Promise((resolve) => {
        const channel = new BroadcastChannel(name);
        let heard = 0;
        channel.onmessage = ({ data }) => {
          heard += data.heard ? 1 : 0;
          if (heard === ends) resolve(channel.close());
        };
        channel.postMessage(orders);
      }),
    [CHANNEL, orders, ends],
  );
}

/** The next commit of this page stops before its `step`-th write, or at its end with `Infinity`; then the page's
 *  process dies. Do what leads to the commit in `act`. Resolves once the process is gone. */
export async function killAt(page, step, act) {
  const gone = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  await page.route('**/stopped', () => devtools.send('Page.crash').catch(() => {}));
  await order(page, { stopAt: step });
  await act();
  await gone;
  await page.close();
}

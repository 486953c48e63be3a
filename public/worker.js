// The thread beside the page: runs the sync's program with the order the page sends. Says `null` once it runs, and a
// text when it stops.
const stopped = (error) => self.postMessage(String((error && (error.stack || error.message)) || error));
self.addEventListener('error', (event) => stopped(event.error || event.message));
self.addEventListener('unhandledrejection', (event) => stopped(event.reason));
self.addEventListener('message', async ({ data: { program, order } }) => {
  try {
    const { default: load, begin } = await import(program);
    await load();
    begin(order);
    self.postMessage(null);
  } catch (error) {
    stopped(error);
  }
}, { once: true });

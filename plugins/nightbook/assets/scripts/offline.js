// Brings in the worker that keeps the runbooks for the time without network (`sw.js`), once the page stands. A page of an
// older version, or of a book that keeps nothing, sends it away, with all it kept.
function startOffline() {
  const workers = navigator.serviceWorker; // none on plain http
  const place = $(".nb-offline[hidden]"); // none on a copy, nor where another builder made the page
  if (!workers || !root || !place) return;
  const keeps = !place.dataset.keep && !$(".nb-superseded:not([hidden])");
  const line = $(".nb-kept");
  if (line) workers.addEventListener("message", ({ data }) => {
    line.textContent = `On this device for the time without network: ${data.kept} of ${data.of} runbooks.` +
      (data.full ? " It has no room for more." : "");
  });
  const start = () => (keeps ? keepBook(workers) : keepNothing(workers)).catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}

async function keepBook(workers) {
  await workers.register(`${root}sw.js`);
  (await workers.ready).active.postMessage("keep");
}

async function keepNothing(workers) {
  for (const worker of await workers.getRegistrations()) {
    if (worker.scope !== root.href) continue;
    worker.active?.postMessage("leave");
    await worker.unregister();
  }
  await caches.delete(`nightbook-offline:${root.pathname}`);
}

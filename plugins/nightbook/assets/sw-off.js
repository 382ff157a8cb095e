// In place of the worker where nothing shall be kept: takes away what an earlier build kept, and itself.
"use strict";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(
  caches.delete(`nightbook-offline:${new URL("./", self.location).pathname}`).then(() => registration.unregister())
));

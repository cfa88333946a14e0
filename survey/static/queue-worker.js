// Sends what waits after the page was closed. It is registered only while something waits, removes
// itself afterwards, and is registered for a folder without pages, so that no page is under it.
"use strict";

(function (queue) {
  function tellPages(thanks) {
    return self.clients.matchAll({ includeUncontrolled: true })
      .then((pages) => pages.forEach((page) => page.postMessage(thanks)));
  }

  // Fetched so slowly that a page was quicker.
  function leaveIfIdle() {
    return queue.kept().then((items) => items.length || self.registration.unregister());
  }

  function send(isLastChance) {
    return queue.deliverAll().then(tellPages).then(queue.kept).then((items) => {
      // The browser tries again later when this fails.
      if (items.some(queue.isWaiting) && !isLastChance) throw new Error("something still waits");
      return self.registration.unregister();
    });
  }

  self.addEventListener("activate", (event) => event.waitUntil(leaveIfIdle()));
  self.addEventListener("sync", (event) => event.waitUntil(send(event.lastChance)));
})(self.queue);

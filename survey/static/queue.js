// What waits on this phone, and how it is sent: shared by the page and the service worker.
// The server puts words and addresses before this file (`self.queue.said`).
// For Chrome and WebView 63, Firefox 67, Safari 11.1 and later; elsewhere, and where nothing may be
// stored, the form is sent as if there were no queue.
"use strict";

(function (queue) {
  const PLACE = "kept";
  const PATIENCE = 20000; // milliseconds; a network that says nothing for longer counts as none
  const SECOND = 1000;
  const DAY = 86400000;
  const TOO_MANY_REQUESTS = 429;
  const UNAVAILABLE = 503;

  // An item is {visit, address, body, day: the last one on which it is kept, isRefused}.
  function opened() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(PLACE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(PLACE, { keyPath: "visit" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  // Resolves only once the change is really on the phone.
  function inStore(mode, act) {
    return opened().then((database) => new Promise((resolve, reject) => {
      const change = database.transaction(PLACE, mode);
      const request = act(change.objectStore(PLACE));
      change.oncomplete = () => { database.close(); resolve(request.result); };
      change.onabort = () => { database.close(); reject(change.error); };
    }));
  }

  const kept = () => inStore("readonly", (store) => store.getAll());
  const keep = (item) => inStore("readwrite", (store) => store.put(item));
  const remove = (item) => inStore("readwrite", (store) => store.delete(item.visit));

  // Only what still lies here: the person may have deleted it, or the server has it meanwhile.
  function alter(visit, change) {
    return inStore("readwrite", (store) => {
      const request = store.get(visit);
      request.onsuccess = () => {
        if (request.result) store.put(Object.assign(request.result, change));
      };
      return request;
    });
  }

  // Takes what the server has stored from the phone. Resolves to the address of the thanks, which
  // says so where something was changed after it had left.
  function thanked(item, address) {
    const lastWritten = inStore("readwrite", (store) => {
      const request = store.get(item.visit);
      store.delete(item.visit);
      return request;
    });
    return lastWritten.then((last) => (
      last && last.body !== item.body ? address + queue.said.changed_later : address
    ));
  }

  function newItem(visit, address, body) {
    const day = Math.floor(Date.now() / DAY) + queue.said.days;
    return { visit, address, body, day, isRefused: false };
  }

  const isOver = (item) => item.day < Math.floor(Date.now() / DAY);

  // Rejects without network, and where the network says nothing for long.
  function answered(address, request) {
    const stop = self.AbortController && new AbortController();
    const begun = Date.now();
    let timer = 0;
    const late = new Promise((_, reject) => {
      // By the clock, as what counts up may stand still while a phone sleeps.
      timer = setInterval(() => {
        const passed = Date.now() - begun;
        if (passed >= 0 && passed < PATIENCE) return;
        clearInterval(timer);
        reject(new Error("no answer in time"));
        if (stop) stop.abort();
      }, SECOND);
    });
    const sent = fetch(address, Object.assign(request, { signal: stop ? stop.signal : undefined }));
    const end = () => clearInterval(timer);
    sent.then(end, end);
    return Promise.race([sent, late]);
  }

  // Whether a page would come now, or the browser's own about an error.
  const reach = () => answered(queue.said.reached, { method: "HEAD", cache: "no-store" });

  // Resolves to {thanks: the address} once stored, else to {isRefused}; rejects without network.
  function delivered(item) {
    const body = new URLSearchParams(item.body);
    return answered(item.address, { method: "POST", body }).then(
      judged,
      (error) => { queue.isBusy = false; throw error; },
    );
  }

  // Only our server leads to the page of thanks, and only once the answers are on its disk. Only
  // our server sends its policy: a page of a Wi-Fi that wants a password says nothing about answers.
  function judged(answer) {
    const url = new URL(answer.url);
    const isPlace = url.origin === self.location.origin && url.pathname === queue.said.thanks;
    if (answer.redirected && answer.ok && isPlace) return { thanks: answer.url };
    // What a Wi-Fi says while it is out of order is no word of our server's.
    queue.isBusy = answer.status === UNAVAILABLE && answer.headers.has("Content-Security-Policy");
    const isPage = answer.ok || (answer.status >= 400 && answer.status < 500);
    const isOurs = isPage && !answer.redirected && answer.headers.has("Content-Security-Policy");
    return { isRefused: isOurs && answer.status !== TOO_MANY_REQUESTS };
  }

  // Deletes after the acknowledgement and never before. Resolves to the address of the thanks.
  function deliver(item) {
    return delivered(item).catch(() => ({})).then((answer) => {
      if (answer.thanks) return thanked(item, answer.thanks);
      // Tried once more before it is given up: the clock of a phone may have been wrong.
      if (isOver(item)) return remove(item).then(() => null);
      return answer.isRefused ? alter(item.visit, { isRefused: true }).then(() => null) : null;
    });
  }

  // What this page is sending just now lies on the phone too, but does not wait.
  const isWaiting = (item) => !item.isRefused && item.visit !== queue.underWay;

  // One after the other, as the network is poor. Resolves to the addresses of the thanks by visit.
  function deliverAll() {
    const thanks = {};
    const one = (item) => deliver(item).then((address) => {
      if (address) thanks[item.visit] = address;
    });
    return kept()
      .then((items) => items.filter((item) => isWaiting(item) || (item.isRefused && isOver(item))))
      .then((items) => items.reduce((last, item) => last.then(() => one(item)), Promise.resolve()))
      .then(() => thanks);
  }

  Object.assign(queue, {
    PLACE, underWay: "", isBusy: false, isLeaving: false, kept, keep, remove, alter, thanked, newItem,
    isWaiting, reach, delivered, deliverAll,
  });
})(self.queue);

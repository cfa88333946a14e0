// Says what waits on this phone, wherever a page of ours is open, and lets the person send, open
// or delete it.
"use strict";

(function (queue) {
  const said = queue.said;
  const FIRST_PAUSE = 15000; // milliseconds
  const LONGEST_PAUSE = 300000;

  // There is one only in a page that brings answers back; elsewhere this file is imported.
  const script = document.currentScript;
  // There from the beginning: a screen reader speaks of what comes into a region, not with it.
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.tabIndex = -1;
  let isSending = false;
  let mayClose = false; // whether what waits is sent although this page is closed
  let pause = FIRST_PAUSE;
  let timer = 0;
  let due = Infinity; // by the clock, as a timer may stand still while the phone sleeps

  // The mark that makes the next page load this file; it says nothing else.
  function mark(items) {
    if (items.length) localStorage.setItem(queue.PLACE, "1");
    else localStorage.removeItem(queue.PLACE);
  }

  const form = () => document.getElementById("answers");
  const token = () => (form() ? form().elements.visit.value : "");
  // Its random number alone: in another language the same visit has another token.
  const visit = () => token().split("*").pop().split(".")[0];

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  // Deleting is not what one does first. The first view carries no style for it.
  function quietButton(words, act) {
    const made = button(words, act);
    Object.assign(made.style, { background: "none", color: "inherit", border: "2px solid" });
    return made;
  }

  function paragraph(words) {
    const made = document.createElement("p");
    made.textContent = words;
    return made;
  }

  function howSent() {
    const why = queue.isBusy ? said.busy : said.no_network;
    return `${why} ${mayClose ? said.by_itself : said.by_page}`;
  }

  function aboutWaiting(items) {
    const isOfThisPage = items.some((item) => item.visit === visit());
    return [
      paragraph(`${isOfThisPage ? said.kept : said.kept_before} ${howSent()}`),
      button(said.send_now, sendNow),
      quietButton(said.delete, () => forget(items)),
    ];
  }

  function aboutRefused(item) {
    return [
      paragraph(said.refused),
      button(said.open, () => open(item)),
      quietButton(said.delete, () => forget([item])),
    ];
  }

  function say(parts) {
    const hadFocus = region.contains(document.activeElement);
    region.textContent = "";
    region.className = parts.length ? "notice" : "";
    parts.forEach((part) => region.appendChild(part));
    if (hadFocus) region.focus();
  }

  // Shows what the phone holds, or `otherwise` when that is nothing; resolves to whether it waits.
  function show(otherwise) {
    return queue.kept().then((items) => {
      mark(items);
      const waiting = items.filter(queue.isWaiting);
      const refused = items.filter((item) => item.isRefused);
      const isSent = queue.emptyIfSent(items);
      const parts = isSent ? [paragraph(said.sent_before)] : [];
      if (waiting.length) parts.push(...aboutWaiting(waiting));
      if (refused.length) parts.push(...aboutRefused(refused[0]));
      say(parts.length || !otherwise ? parts : [paragraph(otherwise)]);
      if (isSent) toTheTop();
      clearTimeout(timer);
      due = waiting.length ? Date.now() + pause : Infinity;
      if (waiting.length) timer = setTimeout(sendAll, pause);
      else if (!queue.underWay) sendWorkerHome();
      return waiting.length > 0;
    });
  }

  // What is deleted was not sent, and is not marked any more either.
  function forget(items) {
    items.forEach((item) => queue.know(item.visit, []));
    if (items.some((item) => item.visit === visit())) queue.refill([]);
    return Promise.all(items.map(queue.remove)).then(() => show(said.deleted));
  }

  // A worker can only be fetched while there is some network; without, the next page sends.
  function callWorker() {
    if (!navigator.serviceWorker || !self.SyncManager) return Promise.resolve(false);
    return navigator.serviceWorker.register(said.worker).then((registration) => {
      const worker = registration.installing || registration.waiting || registration.active;
      return new Promise((resolve, reject) => {
        const ask = () => {
          if (worker.state === "redundant") reject(new Error("it has gone home already"));
          if (worker.state !== "activated") return;
          registration.sync.register(queue.PLACE).then(() => resolve(true), reject);
        };
        worker.addEventListener("statechange", ask);
        ask();
      });
    }).catch(() => false);
  }

  // Only where a worker has come may the page be closed.
  function handOver() {
    return callWorker().then((hasCome) => {
      mayClose = hasCome;
      return show("");
    });
  }

  function sendWorkerHome() {
    if (!navigator.serviceWorker) return Promise.resolve();
    return navigator.serviceWorker.getRegistrations()
      .then((all) => Promise.all(all.map((one) => one.unregister())))
      .catch(() => {});
  }

  // After this page nobody may look after what it leaves behind.
  function tidyUp() {
    return queue.kept().then((items) => {
      mark(items);
      return items.length ? null : sendWorkerHome();
    });
  }

  function sendNow() {
    region.firstChild.textContent = said.sending;
    return sendAll();
  }

  function sendAll() {
    if (isSending) return Promise.resolve();
    isSending = true;
    pause = Math.min(2 * pause, LONGEST_PAUSE);
    return queue.deliverAll()
      .then(tell)
      .catch(() => {})
      .then(() => { isSending = false; });
  }

  // Nothing is marked and nothing written in the form of this page.
  function isBlank() {
    const marks = form() && form().querySelectorAll('input:checked:not([value=""]), textarea');
    return marks && !Array.from(marks).some((one) => one.checked || one.value.trim());
  }

  // Whoever looks at the form that was just stored goes on to the thanks: the next person would
  // otherwise fill in a visit that already counts. So does who has opened the poster again: a blank
  // form under what was sent would ask the same person a second time.
  function tell(thanks) {
    const addresses = Object.keys(thanks).map((one) => thanks[one]);
    if (thanks[visit()]) queue.know(visit(), "sent");
    const address = thanks[visit()] || (isBlank() && addresses[0]);
    if (address) return goOn(address);
    const sent = form() ? said.sent_apart : said.sent;
    return show(addresses.length ? sent : "").then((isWaiting) => isWaiting && handOver());
  }

  function goOn(address) {
    queue.isLeaving = true;
    return tidyUp().then(() => { location.href = address; });
  }

  const name = (item) => "#giu-" + item.visit.slice(-12);

  // As an ordinary form, so that the person sees what the server says. The phone keeps it until a
  // page has come that holds the answers, which `arrive` knows by the end of its address.
  function open(item) {
    const carrier = document.createElement("form");
    carrier.method = "post";
    carrier.action = item.address + name(item);
    carrier.hidden = true;
    new URLSearchParams(item.body).forEach((value, field) => {
      const made = document.createElement("textarea");
      made.name = field;
      made.value = value;
      carrier.appendChild(made);
    });
    document.body.appendChild(carrier);
    HTMLFormElement.prototype.submit.call(carrier);
  }

  function arrive() {
    const isHere = script || location.pathname === said.thanks;
    return queue.kept()
      .then((items) => items.filter((item) => isHere && location.hash === name(item)))
      .then((items) => {
        items.forEach((item) => queue.know(item.visit, script ? null : "sent"));
        return Promise.all(items.map(queue.remove));
      });
  }

  // On a small screen the button that was pressed may be the last thing that shows.
  function inSight() {
    region.scrollIntoView({ block: "nearest" });
  }

  // Where every screen shows it.
  function toTheTop() {
    const main = document.querySelector("main");
    main.insertBefore(region, main.firstChild);
    inSight();
  }

  function begin() {
    const main = document.querySelector("main");
    main.insertBefore(region, main.firstChild);
    self.addEventListener("online", sendAll);
    document.addEventListener("visibilitychange", () => { if (Date.now() >= due) sendAll(); });
    if (navigator.serviceWorker) {
      navigator.serviceWorker.addEventListener("message", (event) => tell(event.data));
    }
    return arrive().then(() => show("")).then((isWaiting) => isWaiting && sendAll()).catch(() => {});
  }

  Object.assign(queue, {
    region, mark, tidyUp, form, token, visit, isBlank, paragraph, say, show, inSight, handOver, goOn,
    begin,
  });
})(self.queue);

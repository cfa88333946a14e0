// The button that sends: the answers lie on this phone before they leave it, and are deleted once
// the server has them.
"use strict";

(function (queue) {
  const said = queue.said;
  let pressedLast = null; // the button that has sent what waits
  let pressed = null; // the button of the last click: old browsers do not say which one sends
  let release = null; // gives the button back its words while it is sending
  let isReached = false; // a press is let through, as the server is there

  // With the line ends that a form sends.
  function written(form, sender) {
    const body = new URLSearchParams();
    new FormData(form).forEach((value, field) => {
      body.append(field, value.replace(/\r\n|\r|\n/g, "\r\n"));
    });
    if (sender && sender.name) body.append(sender.name, sender.value);
    return body.toString();
  }

  // Nobody tells this tab whether it arrives.
  function sendAsAlways(form, sender) {
    queue.know(queue.visit(), null);
    if (sender.name) {
      const carrier = document.createElement("input");
      carrier.type = "hidden";
      carrier.name = sender.name;
      carrier.value = sender.value;
      form.appendChild(carrier);
    }
    // A question might be called "submit".
    HTMLFormElement.prototype.submit.call(form);
  }

  function tellAt(pressed) {
    const place = pressed.closest(".steps, nav") || pressed;
    place.parentNode.insertBefore(queue.region, place.nextSibling);
  }

  // In place of the browser's page about an error, from which not all find back.
  function tellNoNetwork(pressed) {
    tellAt(pressed);
    queue.say([queue.paragraph(said.not_now)]);
    queue.inSight();
  }

  // Not `disabled`, which takes a button away from under a keyboard and a screen reader.
  function hold(sender) {
    const words = sender.textContent;
    sender.textContent = said.sending;
    sender.setAttribute("aria-disabled", "true");
    tellAt(sender);
    release = () => {
      sender.textContent = words;
      sender.removeAttribute("aria-disabled");
      release = null;
    };
  }

  function send(form, sender) {
    pressedLast = sender;
    const address = form.getAttribute("action");
    const item = queue.newItem(queue.visit(), address, written(form, sender));
    hold(sender);
    queue.underWay = item.visit;
    return queue.keep(item)
      .then(() => {
        queue.mark([item]);
        queue.know(item.visit, "kept");
      })
      .then(() => queue.delivered(item).catch(() => ({})))
      .then((answer) => {
        queue.underWay = "";
        if (answer.thanks) return queue.thanked(item, answer.thanks).then(leave);
        if (!answer.isRefused) return wait().then(release);
        return takeBack(item).then(queue.tidyUp).then(() => sendAsAlways(form, sender));
      })
      // Nothing may be stored here, or the phone is full: as if there were no queue.
      .catch(() => takeBack(item).catch(() => {}).then(queue.reach)
        .then(() => sendAsAlways(form, sender), () => { release(); tellNoNetwork(sender); }));
  }

  // It does not lie here any more, and was not sent either.
  function takeBack(item) {
    queue.remember();
    return queue.remove(item);
  }

  function wait() {
    return queue.show("").then(queue.inSight).then(queue.handOver);
  }

  function leave(thanks) {
    queue.know(queue.visit(), "sent");
    return queue.goOn(thanks);
  }

  // What waits is sent as it is marked last.
  function onInput() {
    if (queue.isKnown("sent")) return;
    if (!queue.isKnown("kept")) queue.remember();
    else {
      queue.alter(queue.visit(), { body: written(queue.form(), pressedLast) })
        .then((item) => item || queue.show(""))
        .catch(() => {});
    }
  }

  // Loaded anew without network, the page gives way to the browser's own about an error, and what is
  // marked goes with it: so the browser asks first. What waits or was sent is safe.
  function askFirst() {
    const isSafe = queue.isBlank() || queue.isKnown("kept") || queue.isKnown("sent");
    return isSafe ? undefined : said.no_network;
  }

  function onSubmit(event) {
    const form = queue.form();
    if (event.target !== form) return;
    const sender = event.submitter || pressed || form.querySelector("button:not([type])");
    if (isReached) { isReached = false; return; }
    event.preventDefault();
    // The thanks are on their way.
    if (queue.isLeaving) return;
    if (said.switches.indexOf(sender.name) !== -1) goWhereThereIsNetwork(sender, tellNoNetwork);
    // The server says that it counts once; without it nothing may be promised.
    else if (queue.isKnown("sent")) goWhereThereIsNetwork(sender, () => queue.show(""));
    else if (!release) send(form, sender);
  }

  function goWhereThereIsNetwork(pressed, otherwise) {
    queue.reach().then(() => { isReached = true; pressed.click(); }, () => otherwise(pressed));
  }

  function onClick(event) {
    pressed = event.target.closest("button");
    const link = event.target.closest('a[href^="/"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (isReached) { isReached = false; return; }
    event.preventDefault();
    goWhereThereIsNetwork(link, tellNoNetwork);
  }

  // Told from half the limit on; nothing is cut, and the server says so once more.
  function countCharacters(words) {
    const told = document.createElement("p");
    told.setAttribute("aria-live", "polite");
    words.parentNode.insertBefore(told, words.nextSibling);
    words.addEventListener("input", () => {
      const left = said.longest - Array.from(words.value.trim().normalize()).length;
      const sentence = left < 0 ? said.too_many : said.left;
      const isNear = left < said.longest / 2;
      told.textContent = isNear ? sentence.replace("{number}", Math.abs(left)) : "";
    });
  }

  function onScreen() {
    queue.stamp();
    if (queue.isKnown("sent")) queue.show("");
  }

  // A page that a browser had put aside as it was, maybe with the button still sending.
  function onPageShow(event) {
    if (!event.persisted) return;
    if (release) release();
    queue.isLeaving = false;
    queue.bringBack(true).then(() => queue.show("")).catch(() => {});
  }

  function begin() {
    if (!queue.form()) return queue.begin();
    if (queue.form().elements.comment) countCharacters(queue.form().elements.comment);
    document.addEventListener("click", onClick);
    document.addEventListener("submit", onSubmit);
    queue.form().addEventListener("input", onInput);
    self.addEventListener("hashchange", onScreen);
    self.addEventListener("pageshow", onPageShow);
    // Before a browser puts the page aside.
    self.addEventListener("pagehide", () => { if (queue.isKnown("sent")) queue.refill([]); });
    // Only while there is none: some browsers keep no page for going back that listens to this.
    self.addEventListener("offline", () => { self.onbeforeunload = askFirst; });
    self.addEventListener("online", () => { self.onbeforeunload = null; });
    const isFoundAgain = queue.takeVisit();
    queue.stamp();
    return queue.bringBack(isFoundAgain).catch(() => {}).then(queue.begin);
  }

  if (!self.indexedDB || !self.fetch || !self.URLSearchParams) return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})(self.queue);

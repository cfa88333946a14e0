// The button that sends: the answers lie on this phone before they leave it, and are deleted once
// the server has them.
"use strict";

(function (queue) {
  const said = queue.said;
  const SCANNED = 0; // of performance.navigation: neither loaded anew nor found by going back
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
    if (sender.name) body.append(sender.name, sender.value);
    return body.toString();
  }

  function sendAsAlways(form, sender) {
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
    inSight();
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

  // On a small screen the button may be the last thing that shows.
  function inSight() {
    queue.region.scrollIntoView({ block: "nearest" });
  }

  function send(form, sender) {
    pressedLast = sender;
    const address = form.getAttribute("action");
    const item = queue.newItem(queue.visit(), address, written(form, sender));
    hold(sender);
    queue.underWay = item.visit;
    return queue.keep(item)
      .then(() => queue.mark([item]))
      .then(() => queue.delivered(item).catch(() => ({})))
      .then((answer) => {
        queue.underWay = "";
        if (answer.thanks) return queue.thanked(item, answer.thanks).then(leave);
        if (!answer.isRefused) return wait(item).then(release);
        return queue.remove(item).then(queue.tidyUp).then(() => sendAsAlways(form, sender));
      })
      // Nothing may be stored here, or the phone is full: as if there were no queue.
      .catch(() => queue.remove(item).catch(() => {}).then(queue.reach)
        .then(() => sendAsAlways(form, sender), () => { release(); tellNoNetwork(sender); }));
  }

  // Where this page is loaded anew, what waits is not marked once more under another visit.
  function wait(item) {
    history.replaceState({ kept: item.visit }, "");
    return queue.show("").then(inSight).then(queue.handOver);
  }

  // Where a browser comes back to this page, the entry of its history knows that it was sent.
  function leave(thanks) {
    history.replaceState({ sent: queue.visit() }, "", address());
    return queue.goOn(thanks);
  }

  // A page that a button has brought is asked for again without what that button sent: its address
  // keeps language and look.
  const address = () =>
    location.search ? queue.form().getAttribute("action") + location.hash : location.href;

  const isKnown = (what) => history.state && history.state[what] === queue.visit();

  // What is marked stays for a page that is loaded anew, and what waits is sent as it is marked last.
  function remember() {
    const form = queue.form();
    if (isKnown("sent")) return;
    if (isKnown("kept")) {
      queue.alter(queue.visit(), { body: written(form, pressedLast) }).catch(() => {});
      return;
    }
    const marks = Array.from(form.querySelectorAll("input:checked, textarea"));
    try {
      const marked = marks.map((one) => [one.name, one.value]);
      history.replaceState({ visit: queue.visit(), marks: marked }, "", address());
    } catch (error) {
      // Some browsers refuse it when it comes too often; the next change is remembered.
    }
  }

  // Not where the code was scanned again, which a browser may take for the same page. A page that is
  // asked for anew has another visit: sent as that one it would count twice.
  function bringBack() {
    const state = history.state;
    if (performance.navigation.type === SCANNED || !state) return;
    const fields = queue.form().elements;
    fields.visit.value = state.sent || state.visit || queue.visit();
    if (!state.marks || !queue.isBlank()) return;
    state.marks.forEach(([name, value]) => {
      if (fields[name]) fields[name].value = value;
    });
  }

  // Loaded anew without network, the page gives way to the browser's own about an error, and what is
  // marked goes with it: so the browser asks first. What waits or was sent is safe.
  function askFirst() {
    return queue.isBlank() || isKnown("kept") || isKnown("sent") ? undefined : said.no_network;
  }

  function tellIfSent() {
    if (!history.state || history.state.sent !== queue.visit()) return;
    queue.region.className = "notice";
    queue.region.textContent = said.sent_before;
    inSight();
  }

  function onSubmit(event) {
    const form = queue.form();
    if (event.target !== form) return;
    const sender = event.submitter || pressed || form.querySelector("button:not([type])");
    if (isReached) { isReached = false; return; }
    event.preventDefault();
    if (said.switches.indexOf(sender.name) !== -1) goWhereThereIsNetwork(sender);
    else if (!release) send(form, sender);
  }

  function goWhereThereIsNetwork(pressed) {
    queue.reach().then(() => { isReached = true; pressed.click(); }, () => tellNoNetwork(pressed));
  }

  function onClick(event) {
    pressed = event.target.closest("button");
    const link = event.target.closest('a[href^="/"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (isReached) { isReached = false; return; }
    event.preventDefault();
    goWhereThereIsNetwork(link);
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

  function begin() {
    if (queue.form()) {
      if (queue.form().elements.comment) countCharacters(queue.form().elements.comment);
      document.addEventListener("click", onClick);
      document.addEventListener("submit", onSubmit);
      queue.form().addEventListener("input", remember);
      // Only while there is none: some browsers keep no page for going back that listens to this.
      self.addEventListener("offline", () => { self.onbeforeunload = askFirst; });
      self.addEventListener("online", () => { self.onbeforeunload = null; });
      bringBack();
      // The touch that has loaded this file came before it.
      if (!history.state && !queue.isBlank()) remember();
    }
    // A page that a browser had put aside as it was, with the button still sending.
    self.addEventListener("pageshow", (event) => {
      if (event.persisted && release) release();
      if (event.persisted && queue.form()) tellIfSent();
    });
    return queue.begin().then(() => { if (queue.form()) tellIfSent(); });
  }

  if (!self.indexedDB || !self.fetch || !self.URLSearchParams) return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})(self.queue);

// The button that sends: the answers lie on this phone before they leave it, and are deleted once
// the server has them.
"use strict";

(function (queue) {
  const said = queue.said;
  let pressed = null; // the button of the last click: old browsers do not say which one sends
  let release = null; // gives the button back its words while it is sending

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

  // Not `disabled`, which takes a button away from under a keyboard and a screen reader.
  function hold(sender) {
    const words = sender.textContent;
    sender.textContent = said.sending;
    sender.setAttribute("aria-disabled", "true");
    const place = sender.closest(".steps") || sender;
    place.parentNode.insertBefore(queue.region, place.nextSibling);
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
    const address = form.getAttribute("action");
    const item = queue.newItem(queue.visit(), address, written(form, sender));
    hold(sender);
    queue.underWay = item.visit;
    return queue.keep(item)
      .then(() => queue.mark([item]))
      .then(() => queue.delivered(item).catch(() => ({})))
      .then((answer) => {
        queue.underWay = "";
        if (answer.thanks) return queue.remove(item).then(() => leave(answer.thanks));
        if (!answer.isRefused) return queue.show("").then(inSight).then(queue.callWorker).then(release);
        return queue.remove(item).then(queue.tidyUp).then(() => sendAsAlways(form, sender));
      })
      // Nothing may be stored here, or the phone is full: as if there were no queue.
      .catch(() => queue.remove(item).catch(() => {}).then(() => sendAsAlways(form, sender)));
  }

  // Where a browser comes back to this page, the entry of its history knows that it was sent.
  function leave(thanks) {
    history.replaceState({ sent: queue.visit() }, "");
    return queue.goOn(thanks);
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
    if (said.switches.indexOf(sender.name) !== -1) return;
    event.preventDefault();
    if (!release) send(form, sender);
  }

  // Told from a tenth before the limit on; nothing is cut, and the server says so once more.
  function countCharacters(words) {
    const told = document.createElement("p");
    told.setAttribute("aria-live", "polite");
    words.parentNode.insertBefore(told, words.nextSibling);
    words.addEventListener("input", () => {
      const left = said.longest - Array.from(words.value.trim()).length;
      const sentence = left < 0 ? said.too_many : said.left;
      const isNear = left < said.longest / 10;
      told.textContent = isNear ? sentence.replace("{number}", Math.abs(left)) : "";
    });
  }

  function begin() {
    if (queue.form()) {
      if (queue.form().elements.comment) countCharacters(queue.form().elements.comment);
      document.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
      document.addEventListener("submit", onSubmit);
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

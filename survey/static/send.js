// Sends the answers from a device that many people use, and leaves none of them behind on it.
// Nothing is kept for later: without network the page says so, and the person presses again.
"use strict";

// All inside: names of this file must not meet those of another script on the page.
(() => {
  const LONGEST_WAIT = 20000; // milliseconds
  const form = document.getElementById("answers");
  const told = document.getElementById("not-sent");
  const carrier = form.querySelector("[data-kept]"); // of the key of a tablet; elsewhere none
  const way = document.querySelector("#stop a"); // out of the questions on the device of a clerk
  let isSending = false;
  let pressed = null; // the button of the last click: old browsers do not say which one sends

  function pressedWith(button) {
    const sent = new URLSearchParams(new FormData(form));
    if (button && button.name) sent.set(button.name, button.value);
    return sent;
  }

  function addressOf(button) {
    return button && button.hasAttribute("formaction") ? button.formAction : form.action;
  }

  function tell() {
    told.hidden = false;
    told.scrollIntoView();
  }

  // The server's own page comes by an ordinary sending: the same visit counts once.
  function show(button) {
    if (button && button.name) {
      const carrier = document.createElement("input");
      carrier.type = "hidden";
      carrier.name = button.name;
      carrier.value = button.value;
      form.append(carrier);
    }
    form.action = addressOf(button);
    form.submit();
  }

  // By the clock, as what counts up may stand still while a device sleeps.
  function stopLater(stop) {
    const begun = Date.now();
    return setInterval(() => {
      const passed = Date.now() - begun;
      if (passed < 0 || passed >= LONGEST_WAIT) stop.abort();
    }, 1000);
  }

  // From now on nobody here knows whether the answers were saved. Another look sends none of them.
  function mayBeSaved(button) {
    if (way && !(button && button.closest("nav, .unseen"))) way.href = way.dataset.sending;
  }

  async function send(button) {
    told.hidden = true;
    mayBeSaved(button);
    const stop = new AbortController();
    const timer = stopLater(stop);
    try {
      const answer = await fetch(addressOf(button), {
        method: "POST",
        body: pressedWith(button),
        signal: stop.signal,
      });
      if (answer.status >= 500) tell();
      else if (answer.redirected) location.replace(answer.url);
      else show(button);
    } catch {
      tell();
    } finally {
      clearInterval(timer);
    }
  }

  if (carrier) carrier.value = localStorage.getItem(carrier.dataset.kept);
  document.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    await send(event.submitter || pressed);
    isSending = false;
  });

  // A page that came with what was sent would come again with it, by going back or loading anew.
  if (new URLSearchParams(location.search).has("gui")) {
    history.replaceState(null, "", form.dataset.first + location.hash);
  }

  // A browser may keep a page whole for going back, whatever it was told.
  window.addEventListener("pagehide", () => {
    for (const mark of form.querySelectorAll("input:checked")) mark.checked = false;
    for (const words of form.querySelectorAll("textarea")) words.value = "";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(form.dataset.first);
  });
})();

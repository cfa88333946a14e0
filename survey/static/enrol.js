// Enrols this tablet: makes its key, shows the code that staff were given, and keeps the key once
// the server knows it.
"use strict";

const form = document.getElementById("enrol");
const typed = document.getElementById("code");
const told = document.querySelectorAll("[data-told]");
const made = Array.from(crypto.getRandomValues(new Uint8Array(32)), hexadecimal).join("");
let isSending = false;

function hexadecimal(byte) {
  return byte.toString(16).padStart(2, "0");
}

function tell(what) {
  for (const one of told) one.hidden = one.dataset.told !== what;
}

// The same key again, as an answer may be lost on its way after the server has learnt it.
function sent() {
  const body = new URLSearchParams({ code: typed.value, "tablet-key": made });
  return fetch(form.action, { method: "POST", body });
}

async function enrol() {
  tell("nothing");
  try {
    const answer = await sent();
    if (!isThere(answer)) return tell(answer.status === 403 ? "refused" : "away");
    if (!tablet.keep(made)) return tell("not-kept");
    location.replace(form.dataset.start);
  } catch {
    tell("away");
  }
}

// A page of a Wi-Fi that wants a password is not the start of a tablet.
function isThere(answer) {
  return answer.ok && new URL(answer.url).pathname === form.dataset.start;
}

function canKeep() {
  try {
    localStorage.setItem("tablet-try", "1");
    localStorage.removeItem("tablet-try");
    return true;
  } catch {
    return false;
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  await enrol();
  isSending = false;
});

// Behind the sign that no browser sends to a server.
typed.value = decodeURIComponent(location.hash.slice(1));
if (canKeep()) form.hidden = false;
else tell("not-kept");

"use strict";
// Typing sheets with digits alone. Without this file the same page works with the Tab key.

// Keys that were pressed while a sheet was being saved: they belong to the next one.
let early = null;

const form = () => document.querySelector("form.entry");
const fields = () => [...form().querySelectorAll("[data-signs]")];
const said = () => document.querySelector("#said");

function say(sentence) {
  said().textContent = sentence;
  said().scrollIntoView({ block: "nearest" });
}

function goTo(field) {
  field.focus();
  // Words would be lost with the next key.
  if (field.dataset.signs) field.select();
}

function step(field, by) {
  const all = fields();
  const to = all[all.indexOf(field) + by];
  if (to) goTo(to);
  else if (by > 0) (form().elements.comment ?? form().querySelector("button")).focus();
  return to;
}

const faultOf = (field) => document.getElementById(`${field.name}-error`);

// At the field, as the server says it.
function refuse(field) {
  if (!faultOf(field)) {
    const fault = document.createElement("p");
    fault.id = `${field.name}-error`;
    fault.className = "error";
    fault.setAttribute("role", "alert");
    field.nextElementSibling.append(fault);
    fault.textContent = field.dataset.refusal;
  }
  field.setAttribute("aria-invalid", "true");
  goTo(field);
}

function accept(field, code) {
  faultOf(field)?.remove();
  field.removeAttribute("aria-invalid");
  field.value = code;
}

function put(field, code) {
  if (code !== "" && !field.dataset.signs.includes(code)) {
    field.value = "";
    refuse(field);
    return;
  }
  accept(field, code);
  step(field, 1);
}

function goBack(field) {
  if (field.value !== "") field.value = "";
  else {
    const before = step(field, -1);
    if (before) before.value = "";
  }
}

// Returns whether the key was used up.
function press(key) {
  const field = document.activeElement;
  if (key === "Enter" && field.name !== "spoiled") form().requestSubmit();
  else if (!field.dataset || !field.dataset.signs) return false;
  else if (key === "Backspace") goBack(field);
  else if (key === " ") put(field, "");
  else if (key.length === 1) put(field, key);
  else return false;
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (early) {
    early.push(event.key);
    event.preventDefault();
  } else if (!(event.key === "Enter" && event.shiftKey) && press(event.key)) {
    event.preventDefault();
  }
}

// A keyboard on the screen may tell no key, only what came of it.
function onInput(event) {
  if (event.target.dataset.signs && event.target.value !== "") put(event.target, event.target.value);
}

async function send(event) {
  event.preventDefault();
  if (early) return;
  const refused = fields().find((field) => field.hasAttribute("aria-invalid"));
  if (refused && !event.submitter?.name) {
    // A code that was refused must not be saved as a blank in passing.
    refuse(refused);
    return;
  }
  early = [];
  const body = new URLSearchParams(new FormData(form()));
  if (event.submitter && event.submitter.name) body.append(event.submitter.name, event.submitter.value);
  let answer, page;
  try {
    answer = await fetch(location.pathname + location.search, { method: "POST", body });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    early = null;
    say(said().dataset.unsent);
    return;
  }
  show(answer, page);
}

function show(answer, page) {
  const keys = early;
  early = null;
  const next = page.querySelector("main");
  if (!page.querySelector("form.entry")) {
    // The batch goes on elsewhere, or something else is to be read: as a page of its own.
    if (answer.redirected) location.assign(answer.url);
    else document.querySelector("main").replaceWith(next ?? page.body);
    return;
  }
  document.querySelector("main").replaceWith(next);
  document.title = page.title;
  if (answer.redirected) history.replaceState(null, "", answer.url);
  begin();
  if (answer.redirected) type(keys);
}

function type(keys) {
  for (const key of keys) {
    if (early) early.push(key);
    else if (!press(key) && key.length === 1) document.activeElement.value += key;
  }
}

function listen() {
  form().addEventListener("keydown", onKey);
  form().addEventListener("input", onInput);
  form().addEventListener("submit", send);
}

const first = () => form().querySelector("[aria-invalid]") ?? fields()[0];

function begin() {
  listen();
  scrollTo(0, 0);
  goTo(first());
}

listen();
// A browser does what `autofocus` asks when it next draws; a key that comes sooner would be lost.
// What already has the focus keeps it: somebody may have begun to type.
if (!form().contains(document.activeElement)) goTo(first());

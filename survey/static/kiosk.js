// A tablet at the counter. The questions stand in a frame of the start page: so full screen stays,
// the start is there even while the server is away, and taking the frame out forgets all in it.
"use strict";

const { SECOND, QUIET, WARNED, SET_BACK, TOUCHES } = self.quiet;
const THANKED = 8 * SECOND;

const start = document.getElementById("start");
const away = document.getElementById("away");
const asking = document.getElementById("asking");
const warning = asking.querySelector("span");
const countdown = document.getElementById("left");
const address = start.action;
const around = document.querySelectorAll("header, main");

let frame = null;
let isDone = false;
let allowed = QUIET;
let ends = 0; // the moment at which the screen goes back to the start
let seen = 0; // the moment at which that was last looked at
let known = null; // this page as the server last gave it
let pressed = null; // the button of the last click: old browsers do not say which one sends

function show(isAsking) {
  asking.hidden = !isAsking;
  for (const one of around) one.hidden = isAsking;
}

function warn(isNear) {
  warning.hidden = countdown.hidden = !isNear;
  asking.classList.toggle("near", isNear);
  countdown.textContent = isNear ? Math.ceil((ends - seen) / SECOND) : "";
}

function last(milliseconds) {
  seen = Date.now();
  ends = seen + milliseconds;
  warn(false);
}

// By the clock of the device: in its sleep no script runs, and what counts up may stand still. Of a
// clock that was set back nobody knows how long it slept.
function isOver() {
  const now = Date.now();
  return now >= ends || now < seen - SET_BACK;
}

// Whoever touches a tablet that has slept may be the next person.
function stay() {
  if (!frame || isDone) return;
  if (isOver()) return home();
  last(allowed);
}

// A frame, into which a form or a link of this page then opens its page.
function openFrame() {
  away.hidden = true;
  isDone = false;
  allowed = QUIET;
  frame = document.createElement("iframe");
  frame.name = start.target;
  frame.title = asking.dataset.title;
  frame.addEventListener("load", arrived);
  asking.append(frame);
  show(true);
  last(allowed);
}

// Not by an address alone: only the key shows that a tablet of the office asks.
function begin(sender) {
  const said = new URLSearchParams({ look: start.elements.look.value });
  if (sender) said.set(sender.name, sender.value);
  start.elements["tablet-key"].value = tablet.key();
  start.action = `${address}?${said}`;
  openFrame();
  start.submit();
}

function home() {
  if (frame) frame.remove();
  frame = null;
  warn(false);
  show(false);
  scrollTo(0, 0);
  look();
}

// The page in the frame, or null where the browser shows its own page about an error.
function inside() {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

function arrived() {
  const page = inside();
  if (page && page.URL === "about:blank") return; // some browsers tell of the empty frame, too
  if (isDone || isOver() || (page && page.getElementById("start"))) return home();
  if (!page) {
    home();
    away.hidden = false;
    return;
  }
  for (const touch of TOUCHES) {
    page.addEventListener(touch, stay, { capture: true, passive: true });
  }
  const wait = page.querySelector("[data-wait]");
  allowed = QUIET + (wait ? Number(wait.dataset.wait) * SECOND : 0);
  isDone = page.querySelector("[data-done]") !== null;
  last(isDone ? THANKED : allowed);
}

// Who has the question read aloud listens and touches nothing.
function isHeard() {
  const page = inside();
  const buttons = page ? Array.from(page.querySelectorAll(".listen")) : [];
  return buttons.some((button) => button.textContent === button.dataset.stop);
}

function check() {
  if (!frame) return;
  if (isOver()) return home();
  if (isHeard()) return stay();
  seen = Date.now();
  warn(!isDone && ends - seen <= WARNED);
}

// While nobody can see the screen nothing stands on it, so that no mark shows when it wakes.
function cover() {
  check();
  document.documentElement.classList.toggle("covered", document.hidden);
  if (!document.hidden && !frame) look();
}

// Names, questions and the code itself may have changed; nothing is loaded anew for nothing.
async function look() {
  try {
    const key = tablet.key();
    const headers = key === null ? {} : { "Tablet-Key": key };
    const answer = await fetch(location.href, { cache: "no-store", headers });
    const text = await answer.text();
    // Another page, of a Wi-Fi that wants a password, says nothing about this tablet.
    if (!text.includes('id="asking"')) return;
    tablet.show(key !== null && answer.ok);
    if (known !== null && known !== text && !frame) location.reload();
    known = text;
  } catch {
    // The server is away; the start stays as it is.
  }
}

function run() {
  start.addEventListener("click", (event) => { pressed = event.target.closest("button"); });
  start.addEventListener("submit", (event) => {
    event.preventDefault();
    const whole = document.documentElement;
    if (whole.requestFullscreen) whole.requestFullscreen().catch(() => {});
    begin(event.submitter || pressed);
  });
  document.getElementById("kept").addEventListener("click", (event) => {
    event.preventDefault();
    openFrame();
    frame.src = event.currentTarget.href;
  });
  asking.querySelector("button").addEventListener("click", home);
  for (const touch of TOUCHES) {
    asking.addEventListener(touch, stay, { capture: true, passive: true });
  }
  setInterval(check, SECOND);
  document.addEventListener("visibilitychange", cover);
  document.addEventListener("resume", check);
  for (const woken of ["pageshow", "focus"]) window.addEventListener(woken, check);
  look();
}

// In the frame this page is only a sign that somebody has gone back to the start.
if (window.parent === window) run();

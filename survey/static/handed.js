// A device that a clerk has handed over: when nobody touches it any more, or whoever holds it stops,
// what was marked is deleted before the device is given back.
"use strict";

(() => {
  const { SECOND, QUIET, WARNED, SET_BACK, TOUCHES } = self.quiet;

  const bar = document.getElementById("stop");
  const warning = bar.querySelector("[role=alert] span");
  const countdown = document.getElementById("left");
  const stop = bar.querySelector("a");
  let ends = 0; // the moment at which the marks are deleted
  let seen = 0; // the moment at which that was last looked at

  function warn(isNear) {
    warning.hidden = countdown.hidden = !isNear;
    bar.classList.toggle("near", isNear);
    countdown.textContent = isNear ? Math.ceil((ends - seen) / SECOND) : "";
  }

  // By the clock of the device: in its sleep no script runs. Of a clock that was set back nobody
  // knows how long it slept.
  function isOver() {
    const now = Date.now();
    return now >= ends || now < seen - SET_BACK;
  }

  // In place of this page, so that going back does not find it; it is not seen while that loads.
  function leave() {
    document.documentElement.classList.add("covered");
    location.replace(stop.href);
  }

  function begin() {
    seen = Date.now();
    ends = seen + QUIET;
    warn(false);
  }

  // Whoever touches a device that has slept may be the clerk.
  function stay() {
    if (isOver()) leave();
    else begin();
  }

  // Who has the question read aloud listens and touches nothing.
  function isHeard() {
    const buttons = Array.from(document.querySelectorAll(".listen"));
    return buttons.some((button) => button.textContent === button.dataset.stop);
  }

  function check() {
    if (isOver()) return leave();
    if (isHeard()) return begin();
    seen = Date.now();
    warn(ends - seen <= WARNED);
  }

  // While nobody can see the screen nothing stands on it, so that no mark shows when it wakes.
  function cover() {
    document.documentElement.classList.toggle("covered", document.hidden);
    check();
  }

  stop.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  for (const touch of TOUCHES) {
    document.addEventListener(touch, stay, { capture: true, passive: true });
  }
  setInterval(check, SECOND);
  document.addEventListener("visibilitychange", cover);
  document.addEventListener("resume", check);
  for (const woken of ["pageshow", "focus"]) window.addEventListener(woken, check);
  begin();
})();

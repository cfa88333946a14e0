// Which tablet this is: the key that the browser keeps since staff have enrolled it. It stands in
// the head, so that who has none never sees the start, and who has one nothing else.
"use strict";

(function () {
  const name = document.currentScript.dataset.kept;

  // Where nothing may be stored, reading is refused as well.
  function key() {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function keep(made) {
    try {
      localStorage.setItem(name, made);
    } catch {
      return false;
    }
    show(true);
    return key() === made;
  }

  function show(isEnrolled) {
    document.documentElement.classList.toggle("enrolled", isEnrolled);
  }

  self.tablet = { key, keep, show };
  document.documentElement.classList.add("scripted");
  show(key() !== null);
})();

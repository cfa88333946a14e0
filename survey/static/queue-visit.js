// What this tab knows of a visit, whichever screen or entry of its history shows it: the marks, until
// they are sent; then that they lie on the phone; then that they were sent. An entry knows its token.
"use strict";

(function (queue) {
  const SCANNED = 0; // of performance.navigation: neither loaded anew nor found by going back

  // Where nothing may be stored nothing is known.
  function know(visit, what) {
    try {
      if (what) sessionStorage.setItem(visit, JSON.stringify(what));
      else sessionStorage.removeItem(visit);
    } catch (error) {
      // Then a page that is loaded anew is blank.
    }
  }

  function known(visit) {
    try {
      return JSON.parse(sessionStorage.getItem(visit));
    } catch (error) {
      return null;
    }
  }

  const isKnown = (what) => known(queue.visit()) === what;

  function fields() {
    return Array.from(queue.form().querySelectorAll("input:checked, textarea"));
  }

  // Not while the answers lie on the phone, and not once they were sent.
  function remember() {
    know(queue.visit(), fields().map((one) => [one.name, one.value]));
  }

  // Shows these marks and words, and no other.
  function refill(marks) {
    fields().forEach((one) => {
      if (one.checked) one.checked = false;
      else one.value = "";
    });
    marks.forEach(([name, value]) => {
      const field = queue.form().elements[name];
      if (field && field.type !== "hidden") field.value = value;
    });
  }

  // A page that is asked for anew has another visit: sent as that one it would count twice. Not where
  // the code was scanned again, which a browser may take for the same page.
  function takeVisit() {
    const state = history.state;
    if (performance.navigation.type === SCANNED || !state || !state.visit) return false;
    queue.form().elements.visit.value = state.visit;
    return true;
  }

  // Every screen is an entry of its own. A page that a button has brought is asked for again without
  // what that button sent: its address keeps language and look.
  function stamp() {
    const action = queue.form().getAttribute("action");
    try {
      const address = location.search ? action + location.hash : location.href;
      history.replaceState({ visit: queue.token() }, "", address);
    } catch (error) {
      // Some browsers refuse it when it comes too often; the next screen is stamped.
    }
  }

  // What is known counts on a page that is found again, not what the browser has put back there.
  function bringBack(isFoundAgain) {
    const marks = known(queue.visit());
    if (isKnown("kept")) return queue.kept().then(putWhatWaits);
    if (isFoundAgain && Array.isArray(marks)) refill(marks);
    else if (!isKnown("sent") && !queue.isBlank()) remember();
    return Promise.resolve();
  }

  function putWhatWaits(items) {
    items.filter((item) => item.visit === queue.visit())
      .forEach((item) => refill(Array.from(new URLSearchParams(item.body))));
  }

  // Whoever takes the phone after a sending finds no mark. What does not lie here any more was sent,
  // by whatever page or worker: deleting changes what is known.
  function emptyIfSent(items) {
    const lies = items.some((item) => item.visit === queue.visit());
    if (isKnown("kept") && !lies) know(queue.visit(), "sent");
    if (!isKnown("sent")) return false;
    refill([]);
    return true;
  }

  Object.assign(queue, {
    know, isKnown, remember, refill, takeVisit, stamp, bringBack, emptyIfSent,
  });
})(self.queue);

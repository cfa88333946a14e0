// How long a device that many people use waits for a touch: the tablet at the counter and the device
// that a clerk hands over wait alike.
"use strict";

self.quiet = (() => {
  const SECOND = 1000; // milliseconds, as all times here
  return {
    SECOND,
    QUIET: 50 * SECOND, // without a touch
    WARNED: 20 * SECOND, // the last ones, which are counted down
    SET_BACK: 2 * SECOND, // further back than a clock that is only put right
    TOUCHES: ["pointerdown", "pointermove", "touchmove", "keydown", "wheel", "scroll", "input"],
  };
})();

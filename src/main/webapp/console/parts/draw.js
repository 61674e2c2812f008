// Drawing anew, once for all that changed in the meantime.

/** @type {() => void} */
let drawer = () => undefined;
let waiting = false;

/** @param {() => void} how */
export function onDraw(how) {
  drawer = how;
}

export function draw() {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    drawer();
  });
}

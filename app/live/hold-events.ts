/** Those for which React draws a page at once that it has not taken over yet: what people do, not what moves by. */
const DONE_BY_PEOPLE = [
  "mousedown mouseup touchcancel touchend touchstart auxclick dblclick pointercancel pointerdown pointerup",
  "dragend dragstart drop compositionend compositionstart keydown keypress keyup input textInput",
  "copy cut paste click change contextmenu reset submit",
].flatMap((line) => line.split(" "));

/**
 * Keeps from React what people do before its root can be drawn; the browser itself does with it what it always does.
 *
 * The router's root waits for the data that came with the page, and stands in no boundary. React 18 wants to draw at
 * once for a press or a key, cannot wait there, and reports an error of its own (345, "Root did not complete").
 *
 * @param isReady - asked at each event; once true, nothing is held any more.
 */
export function holdEvents(target: EventTarget, isReady: () => boolean): void {
  const released = new AbortController();
  const hold = (event: Event): void => {
    if (isReady()) released.abort();
    else event.stopImmediatePropagation();
  };
  for (const type of DONE_BY_PEOPLE) {
    target.addEventListener(type, hold, { capture: true, passive: true, signal: released.signal });
  }
}

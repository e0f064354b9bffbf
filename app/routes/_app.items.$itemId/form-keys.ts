import type { KeyboardEvent } from "react";

/** Keys of a small form: Ctrl Enter sends it, Escape leaves it. While an input method composes, keys are its own. */
export function makeFormKeys({ send, leave }: { send: () => void; leave?: () => void }) {
  return (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") leave?.();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
}

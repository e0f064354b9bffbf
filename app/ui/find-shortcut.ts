import type { Shortcut } from "./shortcut.ts";
import type { ShortcutPreferences } from "./shortcut-preferences.ts";

export interface Press {
  readonly event: KeyboardEvent;
  /** The key pressed just before, when it may begin a pair. */
  readonly beforeCode: string | null;
  readonly preferences: ShortcutPreferences;
}

/** A shortcut with the key that a person gave it. */
export function remapShortcut(shortcut: Shortcut, { remapped }: ShortcutPreferences): Shortcut {
  const own = Object.hasOwn(remapped, shortcut.id) ? remapped[shortcut.id] : undefined;
  if (!own) return shortcut;
  return { ...shortcut, code: own.code, hasShift: false, hasAlt: false, keys: [own.printed] };
}

/** Whether keys write there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
    return true;
  }
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type)
  );
}

/** What a pressed key does on the page: the one of a pair before the one alone, the last bound before the others. */
export function findShortcut(all: readonly Shortcut[], { event, beforeCode, preferences }: Press): Shortcut | null {
  // 229 is what some input methods send instead of isComposing.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return null;
  if (document.querySelector("dialog[open]")) return null;
  const hasCtrl = event.ctrlKey || event.metaKey;
  if (!hasCtrl && !event.altKey && (preferences.isOff || isTyping(event.target))) return null;
  const matches = all
    .map((shortcut) => remapShortcut(shortcut, preferences))
    .filter(
      (shortcut) =>
        shortcut.code === event.code &&
        (shortcut.hasCtrl ?? false) === hasCtrl &&
        (shortcut.hasShift ?? false) === event.shiftKey &&
        (shortcut.hasAlt ?? false) === event.altKey &&
        (shortcut.after === undefined || shortcut.after === beforeCode),
    );
  // Enter and Space belong to a focused control first.
  const isControl = event.target instanceof Element && event.target.closest("a[href], button, summary") !== null;
  if (!hasCtrl && isControl && (event.code === "Enter" || event.code === "Space")) return null;
  return matches.findLast((shortcut) => shortcut.after !== undefined) ?? matches.at(-1) ?? null;
}

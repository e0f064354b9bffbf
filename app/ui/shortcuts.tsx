import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Shortcut } from "./shortcut.ts";
import { listShortcutClashes } from "./shortcut-clashes.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { useShortcutPreferences } from "./shortcut-preferences.ts";
import type { ShortcutPreferences } from "./shortcut-preferences.ts";

/** How long the first key of a pair waits for the second. */
const PAIR_MS = 1_200;

/** The one that opens the sheet is on every page. */
export const SHEET_SHORTCUT_ID = "shell.shortcuts";

type Registered = RefObject<readonly Shortcut[]>;

interface ShortcutContextValue {
  register: (shortcuts: Registered) => () => void;
  list: readonly Shortcut[];
  openSheet: () => void;
}

const ShortcutContext = createContext<ShortcutContextValue>({
  register: () => () => {},
  list: [],
  openSheet: () => {},
});

/**
 * Binds keys while the component is in the page.
 *
 * Telex and VNI use letters and digits for tone marks: keys are bound by place (`event.code`), single ones are ignored
 * in text fields and while composing, and can be switched off or remapped. Nothing is bound under an open dialog.
 *
 * @param shortcuts - each with a key of its own on the page; two that share one are reported as an error of the page.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { register } = useContext(ShortcutContext);
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = JSON.stringify(shortcuts);
  useEffect(() => register(latest), [register, signature]);
}

/** All keys of the page, remapping applied; and the way to open the sheet. */
export function useShortcutList(): Pick<ShortcutContextValue, "list" | "openSheet"> {
  return useContext(ShortcutContext);
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation("shell");
  const preferences = useShortcutPreferences();
  const [registered, setRegistered] = useState<readonly Registered[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const register = useCallback((shortcuts: Registered) => {
    setRegistered((before) => [...before, shortcuts]);
    return () => setRegistered((before) => before.filter((other) => other !== shortcuts));
  }, []);
  const openSheet = useCallback(() => setIsOpen(true), []);
  const openLabel = t("shortcuts.open");
  const help = useMemo<Shortcut>(
    () => ({
      id: SHEET_SHORTCUT_ID,
      code: "Slash",
      hasShift: true,
      keys: ["?"],
      label: openLabel,
      hint: openLabel,
      run: openSheet,
    }),
    [openLabel, openSheet],
  );

  useEffect(() => {
    let before: { code: string; at: number } | null = null;
    const press = (event: KeyboardEvent): void => {
      const all = [help, ...registered.flatMap((shortcuts) => shortcuts.current ?? [])];
      const beforeCode = before && event.timeStamp - before.at < PAIR_MS ? before.code : null;
      const found = findShortcut(all, { event, beforeCode, preferences });
      before = isTyping(event.target) ? null : { code: event.code, at: event.timeStamp };
      if (!found) return;
      // A key that does something alone may also begin a pair: C, then 3.
      if (found.after !== undefined) before = null;
      event.preventDefault();
      found.run();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [registered, preferences, help]);

  useEffect(() => {
    const clashes = listShortcutClashes([help, ...registered.flatMap((shortcuts) => shortcuts.current ?? [])]);
    // People are not stopped by it; whatever listens to the page's errors, a browser test for one, is.
    if (clashes.length > 0) reportError(new Error(`two shortcuts on one key: ${clashes.join("; ")}`));
  }, [registered, help]);

  const value = useMemo<ShortcutContextValue>(() => {
    const all = [...registered.flatMap((shortcuts) => shortcuts.current ?? []), help];
    return { register, list: all.map((shortcut) => remap(shortcut, preferences)), openSheet };
  }, [registered, preferences, help, register, openSheet]);

  return (
    <ShortcutContext.Provider value={value}>
      {children}
      <ShortcutSheet isOpen={isOpen} onClose={() => setIsOpen(false)} shortcuts={value.list} />
    </ShortcutContext.Provider>
  );
}

function remap(shortcut: Shortcut, { remapped }: ShortcutPreferences): Shortcut {
  const own = Object.hasOwn(remapped, shortcut.id) ? remapped[shortcut.id] : undefined;
  if (!own) return shortcut;
  return { ...shortcut, code: own.code, hasShift: false, hasAlt: false, keys: [own.printed] };
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) {
    return true;
  }
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type)
  );
}

interface Press {
  event: KeyboardEvent;
  beforeCode: string | null;
  preferences: ShortcutPreferences;
}

function findShortcut(all: readonly Shortcut[], { event, beforeCode, preferences }: Press): Shortcut | null {
  // 229 is what some input methods send instead of isComposing.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return null;
  if (document.querySelector("dialog[open]")) return null;
  const hasCtrl = event.ctrlKey || event.metaKey;
  if (!hasCtrl && !event.altKey && (preferences.isOff || isTyping(event.target))) return null;
  const matches = all
    .map((shortcut) => remap(shortcut, preferences))
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

import { useSyncExternalStore } from "react";

/** One remapped key: where it is on the keyboard, and what it prints. */
export interface RemappedKey {
  code: string;
  printed: string;
}

export interface ShortcutPreferences {
  /** Single keys do nothing; those with Ctrl still work. */
  isOff: boolean;
  /** By the shortcut's id. */
  remapped: Readonly<Record<string, RemappedKey>>;
}

const STORAGE_KEY = "assay.shortcuts";
const DEFAULTS: ShortcutPreferences = { isOff: false, remapped: {} };
const listeners = new Set<() => void>();
let current: ShortcutPreferences | null = null;

function read(): ShortcutPreferences {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null") as Partial<ShortcutPreferences> | null;
    return { isOff: stored?.isOff === true, remapped: stored?.remapped ?? {} };
  } catch {
    // Storage is blocked or holds something else: the defaults work everywhere.
    return DEFAULTS;
  }
}

function getSnapshot(): ShortcutPreferences {
  return (current ??= read());
}

/** Keeps the choice on this machine: keyboards differ from desk to desk. */
export function saveShortcutPreferences(next: ShortcutPreferences): void {
  current = next;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Blocked storage: the choice holds for this page.
  }
  for (const listener of listeners) listener();
}

export function useShortcutPreferences(): ShortcutPreferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot,
    () => DEFAULTS,
  );
}

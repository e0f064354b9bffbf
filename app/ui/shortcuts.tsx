import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { findShortcut, isTyping, remapShortcut } from "./find-shortcut.ts";
import type { Shortcut } from "./shortcut.ts";
import { ShortcutRegistry } from "./shortcut-registry.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { useShortcutPreferences } from "./shortcut-preferences.ts";
import { useBrowserLayoutEffect } from "./use-browser-layout-effect.ts";

/** How long the first key of a pair waits for the second. */
const PAIR_MS = 1_200;

/** The one that opens the sheet is on every page. */
export const SHEET_SHORTCUT_ID = "shell.shortcuts";

const NONE: readonly Shortcut[] = [];
const ShortcutContext = createContext({ registry: new ShortcutRegistry(), openSheet: () => {} });

/**
 * Binds keys while the component is in the page.
 *
 * Telex and VNI use letters and digits for tone marks: keys are bound by place (`event.code`), single ones are ignored
 * in text fields and while composing, and can be switched off or remapped. Nothing is bound under an open dialog.
 *
 * @param shortcuts - each with a key of its own on the page; two that share one are reported as an error of the page.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { registry } = useContext(ShortcutContext);
  const latest = useRef(shortcuts);
  useBrowserLayoutEffect(() => {
    latest.current = shortcuts;
  });
  const signature = JSON.stringify(shortcuts);
  useBrowserLayoutEffect(() => registry.bind(latest), [registry, signature]);
}

/** All keys of the page, remapped, the one of the sheet last; and the way to open it. Empty until keys work. */
export function useShortcutList(): { readonly list: readonly Shortcut[]; readonly openSheet: () => void } {
  const { registry, openSheet } = useContext(ShortcutContext);
  const preferences = useShortcutPreferences();
  const bound = useSyncExternalStore(registry.subscribe, registry.list, () => NONE);
  const list = useMemo(() => {
    const isLast = ({ id }: Shortcut): number => Number(id === SHEET_SHORTCUT_ID);
    return bound
      .map((shortcut) => remapShortcut(shortcut, preferences))
      .sort((one, other) => isLast(one) - isLast(other));
  }, [bound, preferences]);
  return { list, openSheet };
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => new ShortcutRegistry());
  const [isOpen, setIsOpen] = useState(false);
  const value = useMemo(() => ({ registry, openSheet: () => setIsOpen(true) }), [registry]);
  useEffect(() => {
    registry.reportClashes();
    return registry.subscribe(registry.reportClashes);
  }, [registry]);
  useKeyboard(registry);
  return (
    <ShortcutContext.Provider value={value}>
      {children}
      <SheetOfPage isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </ShortcutContext.Provider>
  );
}

/** The sheet with its own key. */
function SheetOfPage({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("shell");
  const { list, openSheet } = useShortcutList();
  const label = t("shortcuts.open");
  useShortcuts([
    { id: SHEET_SHORTCUT_ID, code: "Slash", hasShift: true, keys: ["?"], label, hint: label, run: openSheet },
  ]);
  return <ShortcutSheet isOpen={isOpen} onClose={onClose} shortcuts={list} />;
}

function useKeyboard(registry: ShortcutRegistry): void {
  const preferences = useShortcutPreferences();
  useEffect(() => {
    let before: { code: string; at: number } | null = null;
    const press = (event: KeyboardEvent): void => {
      const beforeCode = before && event.timeStamp - before.at < PAIR_MS ? before.code : null;
      const found = findShortcut(registry.current(), { event, beforeCode, preferences });
      before = isTyping(event.target) ? null : { code: event.code, at: event.timeStamp };
      if (!found) return;
      // A key that does something alone may also begin a pair: C, then 3.
      if (found.after !== undefined) before = null;
      event.preventDefault();
      found.run();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [registry, preferences]);
}

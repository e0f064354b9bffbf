import { useTranslation } from "react-i18next";
import type { Shortcut } from "#app/ui/shortcut.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import type { Finder } from "./use-finder.ts";
import type { ViewHandle } from "./use-pane.ts";
import type { Zoom } from "./use-zoom.ts";

export interface ViewerKeys {
  /** Nothing is bound without it. */
  readonly hasKeys: boolean;
  readonly zoom: Zoom;
  readonly finder: Finder;
  readonly page: number;
  readonly pageCount: number;
  readonly viewRef: { readonly current: ViewHandle | null };
  readonly changeMode: () => void;
  /** Puts the focus on the document, where arrows select words. */
  readonly enter: () => void;
  /** Begins or ends the choosing of a region; null where none can be chosen. */
  readonly toggleRegion: (() => void) | null;
}

/** The keys of the document: pages, zoom, search, picture or text. */
export function useViewerKeys(options: ViewerKeys): void {
  const { hasKeys, zoom, finder, page, pageCount, viewRef, changeMode, enter, toggleRegion } = options;
  const { t } = useTranslation("viewer");
  const goTo = (next: number) => (): void => viewRef.current?.goToPage(Math.min(Math.max(next, 1), pageCount));
  const bind = (id: string, code: string, run: () => void, over: Partial<Shortcut> & { keys: string[] }): Shortcut => ({
    id: `viewer.${id}`,
    code,
    // The same on another key of the keyboard has the same name.
    label: t(`keys.${id.replace(/-(shift|pad)$/, "") as "page-next"}`),
    run,
    ...over,
  });
  const find = bind("find", "KeyF", finder.open, { hasCtrl: true, keys: ["Ctrl", "F"] });
  const shortcuts = [
    bind("page-next", "PageDown", goTo(page + 1), { keys: ["PgDn"] }),
    bind("page-previous", "PageUp", goTo(page - 1), { keys: ["PgUp"] }),
    bind("zoom-in", "Equal", zoom.enlarge, { keys: ["+"] }),
    bind("zoom-in-shift", "Equal", zoom.enlarge, { hasShift: true, keys: ["+"] }),
    bind("zoom-in-pad", "NumpadAdd", zoom.enlarge, { keys: ["+"] }),
    bind("zoom-out", "Minus", zoom.reduce, { keys: ["−"] }),
    bind("zoom-out-pad", "NumpadSubtract", zoom.reduce, { keys: ["−"] }),
    // A digit alone chooses a level.
    bind("fit", "Digit0", zoom.fit, { hasShift: true, keys: ["Shift", "0"] }),
    bind("mode", "KeyB", changeMode, { keys: ["B"] }),
    bind("enter", "KeyD", enter, { keys: ["D"] }),
    ...(toggleRegion === null ? [] : [bind("region", "KeyA", toggleRegion, { hasShift: true, keys: ["Shift", "A"] })]),
    // Pressed once more in the field, the browser's own search opens.
    ...(finder.isOpen ? [] : [find]),
  ];
  useShortcuts(hasKeys ? shortcuts : []);
}

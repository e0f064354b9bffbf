import type { Shortcut } from "./shortcut.ts";

/**
 * Keys that a page binds to two shortcuts at once: only one of the two would ever run.
 *
 * The same shortcut in two places is no clash, nor is a key alone beside the same key as the second of a pair. How a
 * person remapped keys is left out: that is theirs to choose.
 *
 * @param shortcuts - of one page, as they were registered.
 * @returns a line for each key, with the ids in the order in which they were registered; empty when all is well.
 */
export function listShortcutClashes(shortcuts: readonly Shortcut[]): string[] {
  const idsOf = new Map<string, Set<string>>();
  for (const shortcut of shortcuts) {
    const key = toKey(shortcut);
    idsOf.set(key, (idsOf.get(key) ?? new Set()).add(shortcut.id));
  }
  return [...idsOf].flatMap(([key, ids]) => (ids.size > 1 ? [`${key}: ${[...ids].join(", ")}`] : []));
}

function toKey({ after, hasCtrl = false, hasAlt = false, hasShift = false, code }: Shortcut): string {
  const parts = [hasCtrl && "Ctrl", hasAlt && "Alt", hasShift && "Shift", code].filter((part) => part !== false);
  return after === undefined ? parts.join("+") : `${after} ${parts.join("+")}`;
}

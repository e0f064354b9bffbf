import { expect, test } from "vitest";
import { listShortcutClashes } from "../../../app/ui/shortcut-clashes.ts";
import type { Shortcut } from "../../../app/ui/shortcut.ts";

const makeShortcut = (id: string, code: string, over: Partial<Shortcut> = {}): Shortcut => ({
  id,
  code,
  keys: [],
  label: id,
  run: () => undefined,
  ...over,
});

test("one key of two shortcuts is named with both", () => {
  const shortcuts = [
    makeShortcut("workbench.points", "KeyP"),
    makeShortcut("workbench.next-note", "KeyN"),
    makeShortcut("workbench.previous-note", "KeyP"),
    makeShortcut("workbench.seal", "Enter", { hasCtrl: true }),
    makeShortcut("workbench.record", "Enter", { hasCtrl: true }),
  ];
  expect(listShortcutClashes(shortcuts)).toEqual([
    "KeyP: workbench.points, workbench.previous-note",
    "Ctrl+Enter: workbench.seal, workbench.record",
  ]);
});

test("with another modifier, as the second of a pair, or the same shortcut twice, it is no clash", () => {
  const shortcuts = [
    makeShortcut("workbench.next-note", "KeyN"),
    makeShortcut("workbench.next-unread", "KeyN", { hasShift: true }),
    makeShortcut("workbench.level-3", "Digit3"),
    makeShortcut("workbench.confidence-3", "Digit3", { after: "KeyC" }),
    makeShortcut("workbench.kind-missing", "Digit3", { hasAlt: true }),
    makeShortcut("workbench.kind-missing", "Digit3", { hasAlt: true }),
  ];
  expect(listShortcutClashes(shortcuts)).toEqual([]);
  expect(listShortcutClashes([])).toEqual([]);
});

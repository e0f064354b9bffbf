import { expect, test } from "vitest";
import { makeI18n } from "#app/i18n/make-i18n.ts";
import { vi } from "#app/i18n/vi.ts";
import { listPaletteGroups } from "#app/ui/palette-options.ts";
import type { Shortcut } from "#app/ui/shortcut.ts";
import type { PaletteHit } from "../../../server/services/palette/palette-view.ts";

const namespaces: ["palette", "shell"] = ["palette", "shell"];
const t = makeI18n("vi", vi).getFixedT(null, namespaces);

const makeHit = (kind: PaletteHit["kind"], name: string, over: Partial<PaletteHit> = {}): PaletteHit => ({
  kind,
  itemId: `item-${name}`,
  code: kind === "entity" ? null : "2.1",
  name: kind === "entity" ? null : { vi: name, en: name },
  entityName: { vi: kind === "entity" ? name : "Huế", en: "Huế" },
  text: kind === "note" ? name : null,
  ...over,
});

const makeShortcut = (id: string, label: string): Shortcut => ({
  id,
  code: "KeyA",
  keys: ["A"],
  label,
  run: () => undefined,
});

const shortcuts = [
  makeShortcut("workbench.next-note", "ghi chú kế"),
  makeShortcut("workbench.annotate", "ghi chú"),
  makeShortcut("viewer.zoom-in", "phóng to"),
  makeShortcut("viewer.zoom-in-pad", "phóng to"),
];

function list(query: string, hits: readonly PaletteHit[]): string[] {
  const nav = [{ key: "notes" as const, to: "/notes" }];
  const groups = listPaletteGroups({ query, nav, shortcuts, hits, locale: "vi", t });
  return groups.flatMap(({ key, options }) => options.map(({ label }) => `${key}: ${label}`));
}

test("what is called as was typed stands first, be it a command, a page or one of many items", () => {
  const hits = [makeHit("item", "Sổ ghi chú điện tử"), makeHit("note", "Cần ghi chú thêm"), makeHit("entity", "Huế")];
  expect(list("ghi chú", hits.slice(0, 2))).toEqual([
    "command: Ghi chú",
    "command: Ghi chú kế",
    "item: 2.1 Sổ ghi chú điện tử",
    "note: Cần ghi chú thêm",
  ]);
  expect(list("hue", [makeHit("item", "Một cửa"), ...hits.slice(2)])).toEqual(["entity: Huế", "item: 2.1 Một cửa"]);
});

test("what the server found by another language's name stays, behind what shows why it fits", () => {
  const english = makeHit("item", "Một cửa", { name: { vi: "Một cửa", en: "One-stop shop" } });
  expect(list("shop", [english])).toEqual(["item: 2.1 Một cửa"]);
});

test("before anything is typed there are pages, then commands, each name once", () => {
  expect(list("", [])).toEqual(["page: Trao đổi", "command: Ghi chú kế", "command: Ghi chú", "command: Phóng to"]);
});

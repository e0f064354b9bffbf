import type { TFunction } from "i18next";
import { foldMarks } from "#domain/framework/fold-marks.ts";
import type { PaletteHit } from "../../server/services/palette/palette-view.ts";
import type { Locale } from "../i18n/locale.ts";
import type { NavItem } from "./app-shell.tsx";
import { toItemPath } from "./places.ts";
import type { Shortcut } from "./shortcut.ts";

/** One line of the palette: it goes somewhere, or does what a key does. */
export interface PaletteOption {
  /** Of the letters that an element's id may have. */
  readonly id: string;
  readonly label: string;
  readonly detail: string | null;
  readonly keys: readonly string[];
  readonly to: string | null;
  readonly run: (() => void) | null;
}

export type PaletteGroupKey = "page" | "command" | PaletteHit["kind"];

export interface PaletteGroup {
  readonly key: PaletteGroupKey;
  readonly options: readonly PaletteOption[];
}

/** Pages and commands without a search are many: the first of them. */
const IDLE_COMMANDS_MAX = 8;

interface Given {
  readonly query: string;
  readonly nav: readonly NavItem[];
  readonly shortcuts: readonly Shortcut[];
  readonly hits: readonly PaletteHit[];
  readonly locale: Locale;
  readonly t: TFunction<["palette", "shell"]>;
}

/** What the palette shows: pages and commands that fit here, then what the server found. No empty groups. */
export function listPaletteGroups({ query, nav, shortcuts, hits, locale, t }: Given): PaletteGroup[] {
  const words = foldMarks(query).split(/\s+/).filter(Boolean);
  const fits = (label: string): boolean => words.every((word) => foldMarks(label).includes(word));
  const pages = nav
    .map(({ key, to }) => ({ ...EMPTY, id: `page-${key}`, label: t(`shell:nav.${key}`), to }))
    .filter(({ label }) => fits(label));
  const commands = listCommands(shortcuts).filter(({ label }) => fits(label));
  const groups: PaletteGroup[] = [
    ...(["item", "entity", "indicator", "note"] as const).map((kind) => ({
      key: kind,
      options: hits.filter((hit) => hit.kind === kind).map((hit, at) => toOption(hit, at, locale)),
    })),
    { key: "page", options: pages },
    { key: "command", options: words.length === 0 ? commands.slice(0, IDLE_COMMANDS_MAX) : commands },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

const EMPTY = { detail: null, keys: [], run: null };

/** Of keys that do the same, as remapped ones may, the later registered is the one that runs. */
function listCommands(shortcuts: readonly Shortcut[]): PaletteOption[] {
  const byId = new Map(shortcuts.map((shortcut) => [shortcut.id, shortcut]));
  return [...byId.values()].map(({ id, label, keys, run }) => ({
    id: `command-${id.replace(/[^\w-]/g, "-")}`,
    label: label.charAt(0).toLocaleUpperCase() + label.slice(1),
    detail: null,
    keys,
    to: null,
    run,
  }));
}

function toOption(hit: PaletteHit, at: number, locale: Locale): PaletteOption {
  const where = hit.entityName[locale];
  const name = hit.name === null ? where : `${hit.code} ${hit.name[locale]}`;
  const label = hit.kind === "note" ? (hit.text ?? "") : name;
  const detail = { item: where, note: `${name}, ${where}`, entity: null, indicator: null }[hit.kind];
  return { ...EMPTY, id: `${hit.kind}-${at}`, label, detail, to: toItemPath(hit.itemId) };
}

import type { TFunction } from "i18next";
import { rankBest } from "#domain/framework/rank-match.ts";
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

/** What the server found by a name in the other language fits, and less than all that shows why. */
const RANK_OF_HITS = 99;

/**
 * What the palette shows: what fits best stands first, group by group. Of groups that fit alike, pages and commands
 * come before the many items. No empty groups.
 */
export function listPaletteGroups({ query, nav, shortcuts, hits, locale, t }: Given): PaletteGroup[] {
  const isIdle = query.trim() === "";
  const pages = nav.map(({ key, to }) => ({ ...EMPTY, id: `page-${key}`, label: t(`shell:nav.${key}`), to }));
  const commands = listCommands(shortcuts);
  const groups = [
    rankGroup("page", query, pages),
    rankGroup("command", query, isIdle ? commands.slice(0, IDLE_COMMANDS_MAX) : commands),
    ...(["entity", "indicator", "item", "note"] as const).map((kind) => {
      const found = hits.filter((hit) => hit.kind === kind).map((hit, at) => toOption(hit, at, locale));
      return rankGroup(kind, query, found, RANK_OF_HITS);
    }),
  ];
  return groups.filter(({ options }) => options.length > 0).sort((a, b) => a.rank - b.rank);
}

/** @param other - rank of what its texts do not show to fit; left out: it does not fit. */
function rankGroup(key: PaletteGroupKey, query: string, all: readonly PaletteOption[], other: number | null = null) {
  const ranked = all
    .flatMap((option) => {
      const rank = rankBest(query, [option.label, `${option.label} ${option.detail ?? ""}`]) ?? other;
      return rank === null ? [] : [{ option, rank }];
    })
    .sort((a, b) => a.rank - b.rank);
  return { key, options: ranked.map(({ option }) => option), rank: ranked[0]?.rank ?? RANK_OF_HITS };
}

const EMPTY = { detail: null, keys: [], run: null };

/** Of keys that do the same, as remapped ones may, the later registered is the one that runs; each name stands once. */
function listCommands(shortcuts: readonly Shortcut[]): PaletteOption[] {
  const byId = new Map(shortcuts.map((shortcut) => [shortcut.id, shortcut]));
  const byName = Map.groupBy(byId.values(), ({ label }) => label);
  return [...byName.values()]
    .flatMap(([first]) => first ?? [])
    .map(({ id, label, keys, run }) => ({
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

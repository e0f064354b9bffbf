import { z } from "zod";
import type { Entity, Merger } from "./entities.ts";
import type { LocalText } from "../scoring/rubric.ts";
import { toSlug } from "./entities.ts";
import { foldMarks } from "./fold-marks.ts";

/** The provinces were merged on 1 July 2025 (Resolution 202/2025/QH15). */
const MERGED_ON = "2025-07-01";
const LAST_DAY_BEFORE = "2025-06-30";
/** Makes the id of a predecessor: `da-nang-until-2025` is the city before the merger, `da-nang` the one after it. */
const PREDECESSOR_SUFFIX = "-until-2025";

const rowSchema = z.looseObject({
  new_name_vi: z.string().min(1),
  new_name_en: z.string().min(1),
  new_type: z.enum(["city", "province"]),
  kind: z.enum(["merged", "unchanged"]),
  n_predecessors: z.string().regex(/^\d+$/),
  old_name_vi: z.string().min(1),
  old_name_en: z.string().min(1),
  old_type: z.enum(["city", "province"]),
});
type Row = z.infer<typeof rowSchema>;

export type ParsedMergers =
  | { readonly ok: true; readonly entities: readonly Entity[]; readonly mergers: readonly Merger[] }
  | { readonly ok: false; readonly problems: readonly { row: number; message: string }[] };

/**
 * Reads the table of mergers, one row per predecessor, into entities and mergers.
 *
 * A unit that did not change keeps one id through all years, its old name as an alias. A predecessor of a merged unit
 * has an id of its own, even where the merged unit took over its name.
 *
 * @param rows - objects by column name, as a CSV reader gives them, every value a string.
 * @returns entities sorted by id, the units of both times; mergers sorted by `to`. `row` of a problem counts from 1
 *   and leaves the header out.
 */
export function parseMergers(rows: readonly unknown[]): ParsedMergers {
  const problems: { row: number; message: string }[] = [];
  const parsedRows: Row[] = [];
  for (const [position, row] of rows.entries()) {
    const parsed = rowSchema.safeParse(row);
    if (parsed.success) parsedRows.push(parsed.data);
    else {
      const message = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
      problems.push({ row: position + 1, message });
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  const byId = new Map<string, Entity>();
  const predecessors = new Map<string, string[]>();
  const expected = new Map<string, number>();
  for (const [position, row] of parsedRows.entries()) {
    const id = toSlug(row.new_name_en);
    byId.set(id, toStandingEntity(row, id));
    if (row.kind === "unchanged") continue;
    const old = toPredecessor(row);
    if (byId.has(old.id)) problems.push({ row: position + 1, message: `${row.old_name_vi} is merged twice` });
    byId.set(old.id, old);
    predecessors.set(id, [...(predecessors.get(id) ?? []), old.id]);
    expected.set(id, Number.parseInt(row.n_predecessors, 10));
  }
  for (const [id, count] of expected) {
    const found = predecessors.get(id)?.length ?? 0;
    if (found !== count || count < 2)
      problems.push({ row: 0, message: `${id}: ${found} predecessors listed, not ${count}` });
  }
  if (problems.length > 0) return { ok: false, problems };
  const mergers = [...predecessors].map(([to, from]) => ({ to, from: from.toSorted() }));
  return {
    ok: true,
    entities: [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    mergers: mergers.sort((a, b) => (a.to < b.to ? -1 : 1)),
  };
}

/** The name of a place keeps its marks in English; the table writes it without, and some places have another name. */
const toName = (vi: string, en: string): LocalText => ({ vi, en: foldMarks(en) === foldMarks(vi) ? vi : en });

function toStandingEntity(row: Row, id: string): Entity {
  const isRenamed = row.kind === "unchanged" && row.old_name_vi !== row.new_name_vi;
  return {
    id,
    name: toName(row.new_name_vi, row.new_name_en),
    aliases: isRenamed ? [{ vi: row.old_name_vi, en: row.old_name_en }] : [],
    kind: row.new_type,
    validFrom: row.kind === "merged" ? MERGED_ON : null,
    validTo: null,
  };
}

function toPredecessor(row: Row): Entity {
  return {
    id: toSlug(row.old_name_en) + PREDECESSOR_SUFFIX,
    name: toName(row.old_name_vi, row.old_name_en),
    aliases: [],
    kind: row.old_type,
    validFrom: null,
    validTo: LAST_DAY_BEFORE,
  };
}

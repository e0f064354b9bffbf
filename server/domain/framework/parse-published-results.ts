import { z } from "zod";
import { parseDecimal } from "../scoring/milli-points.ts";
import { findEntity, toSlug } from "./entities.ts";
import type { Entity } from "./entities.ts";
import type { LocalText } from "../scoring/rubric.ts";

/** One line of a published ranking, as an earlier edition. Null: not published, or not found. */
export interface PublishedResult {
  readonly year: number;
  readonly tier: string;
  /** Which units were ranked together, e.g. `34 provinces`; the block for ministries. */
  readonly entitySet: string;
  /** Id of the entity register for provinces, a slug of the English name for others. */
  readonly entity: string;
  readonly name: LocalText;
  readonly rank: number | null;
  readonly rankOf: number | null;
  /** Integer 0..10000: the published value × 10 000. */
  readonly value: number | null;
  /** By pillar and main-index code, only those that were published, same unit as `value`. */
  readonly pillars: Readonly<Record<string, number>>;
  readonly mainIndices: Readonly<Record<string, number>>;
  readonly valueStatus: string;
  readonly note: string;
  readonly sourceUrl: string;
}

export type ParsedResults =
  | { readonly ok: true; readonly results: readonly PublishedResult[] }
  | { readonly ok: false; readonly problems: readonly { row: number; message: string }[] };

const PILLAR_COLUMNS = { G: "p_gov", E: "p_eco", S: "p_soc" };
const FOUNDATION_COLUMNS = {
  "1": "m1_awareness",
  "2": "m2_institutions",
  "3": "m3_infrastructure",
  "4": "m4_workforce",
  "5": "m5_security",
};
/** 922/QĐ-BTTTT (editions 2021 to 2023) has the unscored smart city as 6; 405/QĐ-BKHCN (2024) does not. */
const ACTIVITY_COLUMNS_922 = { "7": "m6_gov_activity", "8": "m7_eco_activity", "9": "m8_soc_activity" };
const ACTIVITY_COLUMNS_405 = { "6": "m6_gov_activity", "7": "m7_eco_activity", "8": "m8_soc_activity" };

const rowSchema = z.looseObject({
  year: z.string().regex(/^\d{4}$/),
  tier: z.string().min(1),
  entity: z.string().min(1),
  entity_vi: z.string().min(1),
  rank: z.string().regex(/^\d*$/),
  rank_of: z.string().regex(/^\d*$/),
  dti: z.string(),
  entity_set: z.string().optional(),
  block: z.string().optional(),
  value_status: z.string().default(""),
  note: z.string().default(""),
  source_url: z.string().default(""),
});

/**
 * Reads rows of published results, provincial or ministerial.
 *
 * @param rows - objects by column name, every value a string; `row` of a problem counts from 1, header left out.
 * @param entities - the register that `parseMergers` gives; provinces that are not in it are problems.
 */
export function parsePublishedResults(rows: readonly unknown[], entities: readonly Entity[]): ParsedResults {
  const problems: { row: number; message: string }[] = [];
  const results: PublishedResult[] = [];
  for (const [position, row] of rows.entries()) {
    const say = (message: string) => problems.push({ row: position + 1, message });
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) say(`${issue.path.join(".")}: ${issue.message}`);
      continue;
    }
    const entity = findEntityId(parsed.data, entities);
    if (entity === null) say(`${parsed.data.entity_vi} is not in the register of entities`);
    else results.push(toResult(parsed.data, entity, say));
  }
  return problems.length === 0 ? { ok: true, results } : { ok: false, problems };
}

function findEntityId(row: z.infer<typeof rowSchema>, entities: readonly Entity[]): string | null {
  if (row.tier !== "provincial") return toSlug(row.entity);
  const set = row.entity_set === "34 provinces" ? "after-merger" : "before-merger";
  return findEntity(entities, row.entity_vi, set)?.id ?? null;
}

function toResult(row: z.infer<typeof rowSchema>, entity: string, say: (message: string) => void): PublishedResult {
  const toValue = (column: string): number | null => {
    const text = row[column];
    if (typeof text !== "string" || text === "") return null;
    const parsed = parseDecimal(text, 4);
    if (parsed.ok && parsed.units >= 0 && parsed.units <= 10_000) return parsed.units;
    say(`${column}: ${text} is not a value from 0 to 1 with at most four decimals`);
    return null;
  };
  const toValues = (columns: Readonly<Record<string, string>>): Record<string, number> => {
    const values: Record<string, number> = {};
    for (const [code, column] of Object.entries(columns)) {
      const value = toValue(column);
      if (value !== null) values[code] = value;
    }
    return values;
  };
  const year = Number.parseInt(row.year, 10);
  const activityColumns = year >= 2024 ? ACTIVITY_COLUMNS_405 : ACTIVITY_COLUMNS_922;
  return {
    year,
    tier: row.tier,
    entitySet: row.entity_set ?? row.block ?? "",
    entity,
    name: { vi: row.entity_vi, en: row.entity },
    rank: row.rank === "" ? null : Number.parseInt(row.rank, 10),
    rankOf: row.rank_of === "" ? null : Number.parseInt(row.rank_of, 10),
    value: toValue("dti"),
    pillars: toValues(PILLAR_COLUMNS),
    mainIndices: toValues({ ...FOUNDATION_COLUMNS, ...activityColumns }),
    valueStatus: row.value_status,
    note: row.note,
    sourceUrl: row.source_url,
  };
}

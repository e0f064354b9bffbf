import type { Transaction } from "../dialects/write-queue.ts";
import type { Framework } from "../../server/domain/framework/framework.ts";
import type { Merger } from "../../server/domain/framework/entities.ts";
import type { PreviousEdition } from "../../server/domain/index-calculator/edition-change.ts";
import type { IndexInput } from "../../server/domain/index-calculator/index-input.ts";
import { toScoreValue } from "./scores.ts";

/** Which imported value counts for a component of each source; experts' final scores come from decisions. */
const COUNTED_KIND = { "self-report": "appraised", survey: "survey", measured: "measured" } as const;

/**
 * What the calculator is run on: appraised, survey and measured values, and the newest final score of each item.
 *
 * @returns inputs in no stated order; a component without a value is left out, which is *blank*.
 */
export async function listIndexInputs(db: Transaction, roundId: string, framework: Framework): Promise<IndexInput[]> {
  const kinds = new Map<string, string>(
    framework.components.flatMap(({ code, source }) => (source === "expert" ? [] : [[code, COUNTED_KIND[source]]])),
  );
  const reported = await db.selectFrom("reported_value").selectAll().where("round_id", "=", roundId).execute();
  const decided = await db
    .selectFrom("decision")
    .innerJoin("item", (join) =>
      join.onRef("item.id", "=", "decision.item_id").onRef("item.decision_version", "=", "decision.version"),
    )
    .select(["item.entity_id", "item.indicator", "decision.value_state", "decision.milli_points"])
    .where("item.round_id", "=", roundId)
    .execute();
  const rows = [...reported.filter((row) => kinds.get(row.indicator) === row.kind), ...decided];
  return rows.flatMap((row) => {
    const value = toScoreValue(row.value_state, row.milli_points);
    return value === null ? [] : [{ entity: row.entity_id, code: row.indicator, value }];
  });
}

/** Entities of a round, ascending by id. */
export async function listRoundEntities(db: Transaction, roundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("round_entity")
    .select("entity_id")
    .where("round_id", "=", roundId)
    .orderBy("entity_id")
    .execute();
  return rows.map((row) => row.entity_id);
}

/** Predecessors in the order of their code units: a result is the same whatever order the database has for words. */
export async function listMergers(db: Transaction): Promise<Merger[]> {
  const rows = await db.selectFrom("merger").selectAll().execute();
  rows.sort((a, b) => (`${a.entity_id} ${a.predecessor_id}` < `${b.entity_id} ${b.predecessor_id}` ? -1 : 1));
  const byEntity = new Map<string, string[]>();
  for (const row of rows) {
    byEntity.set(row.entity_id, [...(byEntity.get(row.entity_id) ?? []), row.predecessor_id]);
  }
  return [...byEntity].map(([to, from]) => ({ to, from }));
}

/** The edition published for the year before; a unit ranked in two sets counts in the smaller, newer one. */
export async function findPreviousEdition(
  db: Transaction,
  edition: { year: number; tier: string },
): Promise<PreviousEdition | null> {
  const rows = await db
    .selectFrom("published_result")
    .selectAll()
    .where("tier", "=", edition.tier)
    .where("year", "=", edition.year - 1)
    .execute();
  if (rows.length === 0) return null;
  rows.sort((a, b) => Number(a.entity_set < b.entity_set) - Number(a.entity_set > b.entity_set));
  // Predecessors stay in: a merged entity is compared with their mean. The set ranked today comes last and wins.
  const bySet = new Map(rows.map((row) => [row.entity_id, row]));
  const entities = [...bySet.values()].map((row) => ({
    entity: row.entity_id,
    value: row.value_basis,
    rank: row.rank,
  }));
  return { frameworkHash: null, entities };
}

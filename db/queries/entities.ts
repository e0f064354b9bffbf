import type { Transaction } from "../dialects/write-queue.ts";
import type { LocalText } from "../../server/domain/scoring/rubric.ts";

/** Entities that a round scores, in no stated order. */
export async function listRoundEntities(db: Transaction, roundId: string): Promise<string[]> {
  const rows = await db.selectFrom("round_entity").select("entity_id").where("round_id", "=", roundId).execute();
  return rows.map((row) => row.entity_id);
}

/** Names of everything that was ever scored, or of those asked for, ordered by id; an unknown id is left out. */
export async function listEntityNames(
  db: Transaction,
  entityIds?: readonly string[],
): Promise<ReadonlyMap<string, LocalText>> {
  if (entityIds?.length === 0) return new Map();
  const all = db.selectFrom("entity").select(["id", "name_vi", "name_en"]).orderBy("id");
  const asked = entityIds === undefined ? all : all.where("id", "in", [...new Set(entityIds)]);
  return new Map((await asked.execute()).map((row) => [row.id, { vi: row.name_vi, en: row.name_en }]));
}

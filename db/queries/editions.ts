import type { Transaction } from "../dialects/write-queue.ts";

/** One line of an earlier edition as published. */
export interface EditionRow {
  readonly year: number;
  /** Which units were ranked together, e.g. `63 provinces`. */
  readonly entitySet: string;
  readonly entityId: string;
  readonly rank: number | null;
  /** Value × 10 000; null where only a rank was published. */
  readonly valueBasis: number | null;
  /** Entry of the import. */
  readonly seq: number;
}

/** Every published line of a tier: newest year first, then by set, rank (unranked last) and entity. */
export async function listEditionRows(db: Transaction, tier: string): Promise<EditionRow[]> {
  const rows = await db
    .selectFrom("published_result")
    .selectAll()
    .where("tier", "=", tier)
    .orderBy("year", "desc")
    .orderBy("entity_set")
    .orderBy("entity_id")
    .execute();
  const last = Number.POSITIVE_INFINITY;
  // SQLite and PostgreSQL put nulls at different ends, so ranks are ordered here; the sort is stable.
  return rows
    .map((row) => ({
      year: row.year,
      entitySet: row.entity_set,
      entityId: row.entity_id,
      rank: row.rank,
      valueBasis: row.value_basis,
      seq: row.seq,
    }))
    .sort((a, b) => {
      if (a.year !== b.year || a.entitySet !== b.entitySet) return 0;
      return a.rank === b.rank ? 0 : (a.rank ?? last) - (b.rank ?? last);
    });
}

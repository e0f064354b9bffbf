import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { CosignatureTable } from "../schema/ledger-table.ts";

export interface CosignedCheckpointRow {
  readonly size: number;
  /** Signed note with the cosignature lines that are stored, in the order of their names. */
  readonly note: string;
  /** UTC instant of publication. */
  readonly at: string;
}

/** Keeps the cosignature of a published checkpoint; the first of a key stays. */
export async function insertCosignature(trx: Transaction, row: Selectable<CosignatureTable>): Promise<void> {
  await trx
    .insertInto("cosignature")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Cosignatures of the checkpoints of these sizes, by size, then by name. */
export async function listCosignatures(
  db: Transaction,
  sizes: readonly number[],
): Promise<Selectable<CosignatureTable>[]> {
  if (sizes.length === 0) return [];
  const query = db.selectFrom("cosignature").selectAll().where("size", "in", sizes);
  return query.orderBy("size").orderBy("name").orderBy("key_id").execute();
}

/** The largest size that a witness has cosigned, as far as the database knows; 0 for none. */
export async function findCosignedSize(db: Transaction, key: { name: string; keyId: number }): Promise<number> {
  const row = await db
    .selectFrom("cosignature")
    .select("size")
    .where("name", "=", key.name)
    .where("key_id", "=", key.keyId)
    .orderBy("size", "desc")
    .executeTakeFirst();
  return row?.size ?? 0;
}

/**
 * Published checkpoints with the lines that are stored for them.
 *
 * @param range - `after < size ≤ upTo`; at most `limit`, from the end that `order` names.
 */
export async function listCosignedCheckpoints(
  db: Transaction,
  range: { after: number; upTo: number; order: "asc" | "desc"; limit: number; isCosigned: boolean },
): Promise<CosignedCheckpointRow[]> {
  let query = db.selectFrom("checkpoint").selectAll();
  query = query.where("size", ">", range.after).where("size", "<=", range.upTo);
  if (range.isCosigned) query = query.where("size", "in", db.selectFrom("cosignature").select("size"));
  const rows = await query.orderBy("size", range.order).limit(range.limit).execute();
  const sizes = rows.map((row) => row.size);
  const lines = Map.groupBy(await listCosignatures(db, sizes), (row) => row.size);
  return rows.map((row) => ({ ...row, note: row.note + (lines.get(row.size) ?? []).map(({ line }) => line).join("") }));
}

import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { LedgerHeadTable, LedgerPartTable, LedgerStateTable } from "../schema/ledger-table.ts";
import { listCosignatures } from "./cosignatures.ts";
import type { Tile } from "../../server/domain/ledger/tree-tiles.ts";

/** The head of the log; null before the first entry. */
export async function findLedgerState(db: Transaction): Promise<Selectable<LedgerStateTable> | null> {
  return (await db.selectFrom("ledger_state").selectAll().executeTakeFirst()) ?? null;
}

export async function upsertLedgerState(trx: Transaction, state: Omit<LedgerStateTable, "id">): Promise<void> {
  await trx
    .insertInto("ledger_state")
    .values({ id: 1, ...state })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(state))
    .execute();
}

export async function findTile(db: Transaction, level: number, tileIndex: number): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom("ledger_tile")
    .select("hashes")
    .where("level", "=", level)
    .where("tile_index", "=", tileIndex)
    .executeTakeFirst();
  return row?.hashes ?? null;
}

export async function upsertTile(trx: Transaction, { level, index, hashes }: Tile): Promise<void> {
  await trx
    .insertInto("ledger_tile")
    .values({ level, tile_index: index, hashes })
    .onConflict((conflict) => conflict.columns(["level", "tile_index"]).doUpdateSet({ hashes }))
    .execute();
}

/** Entries `from ≤ seq < to`, ascending. */
export async function listEntries(
  db: Transaction,
  from: number,
  to: number,
): Promise<{ seq: number; at: string; entry: string; leafHash: Uint8Array }[]> {
  const rows = await db
    .selectFrom("ledger_entry")
    .selectAll()
    .where("seq", ">=", from)
    .where("seq", "<", to)
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, at, entry, leaf_hash }) => ({ seq, at, entry, leafHash: leaf_hash }));
}

/** Heads `from ≤ seq < to`, ascending. */
export async function listHeads(db: Transaction, from: number, to: number): Promise<Selectable<LedgerHeadTable>[]> {
  return db
    .selectFrom("ledger_head")
    .selectAll()
    .where("seq", ">=", from)
    .where("seq", "<", to)
    .orderBy("seq")
    .execute();
}

export async function findHeadByCommand(
  db: Transaction,
  actorId: string,
  commandId: string,
): Promise<Selectable<LedgerHeadTable> | null> {
  const row = await db
    .selectFrom("ledger_head")
    .selectAll()
    .where("actor_id", "=", actorId)
    .where("command_id", "=", commandId)
    .executeTakeFirst();
  return row ?? null;
}

/** Sealed boxes of the parts, by `seq`; ascending. */
export async function listParts(db: Transaction, seqs: readonly number[]): Promise<Selectable<LedgerPartTable>[]> {
  if (seqs.length === 0) return [];
  return db.selectFrom("ledger_part").selectAll().where("seq", "in", seqs).orderBy("seq").execute();
}

/** The newest published checkpoint, as a signed note with its cosignatures so far; null before the first. */
export async function findPublishedCheckpoint(db: Transaction): Promise<{ size: number; note: string } | null> {
  const row = await db.selectFrom("checkpoint").select(["size", "note"]).orderBy("size", "desc").executeTakeFirst();
  if (row === undefined) return null;
  const lines = await listCosignatures(db, [row.size]);
  return { size: row.size, note: row.note + lines.map(({ line }) => line).join("") };
}

/** Public texts of the entries with these numbers, ascending. */
export async function listEntriesAt(
  db: Transaction,
  seqs: readonly number[],
): Promise<{ seq: number; entry: string }[]> {
  if (seqs.length === 0) return [];
  return db.selectFrom("ledger_entry").select(["seq", "entry"]).where("seq", "in", seqs).orderBy("seq").execute();
}

/** The first entry after another, of some types and about the same thing; null without one. */
export async function findHead(
  db: Transaction,
  asked: {
    types: readonly string[];
    after: number;
    itemId: string | null;
    caseId: string | null;
    actorId?: string;
  },
): Promise<Selectable<LedgerHeadTable> | null> {
  const { types, after, itemId, caseId, actorId } = asked;
  let query = db
    .selectFrom("ledger_head")
    .selectAll()
    .where("seq", ">", after)
    .where("type", "in", types)
    .where("item_id", "is not distinct from", itemId)
    .where("case_id", "is not distinct from", caseId);
  if (actorId !== undefined) query = query.where("actor_id", "=", actorId);
  return (await query.orderBy("seq").limit(1).executeTakeFirst()) ?? null;
}

import { type Selectable, sql } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { LedgerHeadTable, LedgerPartTable, LedgerStateTable } from "../schema/ledger-table.ts";
import { listCosignatures } from "./cosignatures.ts";
import { defineStatement } from "./statement.ts";
import type { Tile } from "../../server/domain/ledger/tree-tiles.ts";

const selectState = defineStatement((db) => db.selectFrom("ledger_state").selectAll());

/** The head of the log; null before the first entry. */
export async function findLedgerState(db: Transaction): Promise<Selectable<LedgerStateTable> | null> {
  return (await selectState(db))[0] ?? null;
}

const upsertState = defineStatement((db, origin: string, size: number, last_at: string, last_leaf: string) =>
  db
    .insertInto("ledger_state")
    .values({ id: sql.lit(1), origin, size, last_at, last_leaf })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((row) => ({
        origin: row.ref("excluded.origin"),
        size: row.ref("excluded.size"),
        last_at: row.ref("excluded.last_at"),
        last_leaf: row.ref("excluded.last_leaf"),
      })),
    ),
);

export async function upsertLedgerState(trx: Transaction, state: Omit<LedgerStateTable, "id">): Promise<void> {
  await upsertState(trx, state.origin, state.size, state.last_at, state.last_leaf);
}

const selectTile = defineStatement((db, level: number, tileIndex: number) =>
  db.selectFrom("ledger_tile").select("hashes").where("level", "=", level).where("tile_index", "=", tileIndex),
);

export async function findTile(db: Transaction, level: number, tileIndex: number): Promise<Uint8Array | null> {
  return (await selectTile(db, level, tileIndex))[0]?.hashes ?? null;
}

const upsertTileRow = defineStatement((db, level: number, tile_index: number, hashes: Uint8Array) =>
  db
    .insertInto("ledger_tile")
    .values({ level, tile_index, hashes })
    .onConflict((conflict) =>
      conflict.columns(["level", "tile_index"]).doUpdateSet((row) => ({ hashes: row.ref("excluded.hashes") })),
    ),
);

export async function upsertTile(trx: Transaction, { level, index, hashes }: Tile): Promise<void> {
  await upsertTileRow(trx, level, index, hashes);
}

const selectEntries = defineStatement((db, from: number, to: number) =>
  db
    .selectFrom("ledger_entry")
    .select(["seq", "at", "entry", "leaf_hash as leafHash"])
    .where("seq", ">=", from)
    .where("seq", "<", to)
    .orderBy("seq"),
);

/** Entries `from ≤ seq < to`, ascending. */
export async function listEntries(
  db: Transaction,
  from: number,
  to: number,
): Promise<{ seq: number; at: string; entry: string; leafHash: Uint8Array }[]> {
  return selectEntries(db, from, to);
}

const insertEntryRow = defineStatement((db, seq: number, at: string, entry: string, leaf_hash: Uint8Array) =>
  db.insertInto("ledger_entry").values({ seq, at, entry, leaf_hash }),
);

const insertPartRow = defineStatement((db, seq: number, head: Uint8Array, value: Uint8Array, text: Uint8Array) =>
  db.insertInto("ledger_part").values({ seq, head, value, text }),
);

/** One entry with its sealed parts; the tables refuse a `seq` that is there. */
export async function insertEntry(
  trx: Transaction,
  { seq, at, entry, leafHash }: { seq: number; at: string; entry: string; leafHash: Uint8Array },
  parts: { head: Uint8Array; value: Uint8Array; text: Uint8Array },
): Promise<void> {
  await insertEntryRow(trx, seq, at, entry, leafHash);
  await insertPartRow(trx, seq, parts.head, parts.value, parts.text);
}

const insertHeadRow = defineStatement(
  (
    db,
    seq: number,
    type: string,
    actor_id: string,
    command_id: string,
    ...[round_id, entity_id, indicator, item_id, case_id]: (string | null)[]
  ) =>
    db.insertInto("ledger_head").values({
      seq,
      type,
      actor_id,
      command_id,
      round_id: round_id ?? null,
      entity_id: entity_id ?? null,
      indicator: indicator ?? null,
      item_id: item_id ?? null,
      case_id: case_id ?? null,
    }),
);

/** The index row of an entry; the table refuses a second command of one id and actor. */
export async function insertHead(trx: Transaction, head: LedgerHeadTable): Promise<void> {
  const { seq, type, actor_id, command_id, round_id, entity_id, indicator, item_id, case_id } = head;
  await insertHeadRow(trx, seq, type, actor_id, command_id, round_id, entity_id, indicator, item_id, case_id);
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

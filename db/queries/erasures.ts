import type { Selectable } from "kysely";
import { deleteVersionWriter } from "./document-versions.ts";
import type { Transaction } from "../dialects/write-queue.ts";
import type { ErasureTable } from "../schema/erasure-table.ts";

export type ErasureRow = Selectable<ErasureTable>;

/** @param seq - entry of the proposal. */
export async function findErasure(db: Transaction, seq: number): Promise<ErasureRow | null> {
  return (await db.selectFrom("erasure").selectAll().where("seq", "=", seq).executeTakeFirst()) ?? null;
}

/** Newest first. */
export async function listErasures(db: Transaction): Promise<ErasureRow[]> {
  return db.selectFrom("erasure").selectAll().orderBy("seq", "desc").execute();
}

/** An entry that somebody wants to erase the text of. */
export interface ErasableEntry {
  readonly seq: number;
  readonly type: string;
  readonly itemId: string | null;
  readonly roundId: string | null;
  /** Null where the entry belongs to no round. */
  readonly roundPhase: string | null;
  readonly isErased: boolean;
}

/** Those of the entries that exist, ascending. */
export async function listErasableEntries(db: Transaction, seqs: readonly number[]): Promise<ErasableEntry[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .selectFrom("ledger_head")
    .leftJoin("round", "round.id", "ledger_head.round_id")
    .leftJoin("erased_text", "erased_text.seq", "ledger_head.seq")
    .select(["ledger_head.seq", "ledger_head.type", "ledger_head.item_id", "ledger_head.round_id"])
    .select(["round.phase", "erased_text.erasure_seq"])
    .where("ledger_head.seq", "in", seqs)
    .orderBy("ledger_head.seq")
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    type: row.type,
    itemId: row.item_id,
    roundId: row.round_id,
    roundPhase: row.phase,
    isErased: row.erasure_seq !== null,
  }));
}

/** Cases that are not decided yet, by the item and the round that they are of. */
export async function listOpenCases(db: Transaction): Promise<{ itemId: string; roundId: string }[]> {
  const rows = await db
    .selectFrom("review_case")
    .select(["item_id", "round_id"])
    .where("state", "not in", ["closed", "inadmissible"])
    .execute();
  return rows.map((row) => ({ itemId: row.item_id, roundId: row.round_id }));
}

/** Pseudonyms that still lead to an account, with the round that they are of; in no order. */
export async function listPseudonyms(
  db: Transaction,
  actorIds: readonly string[],
): Promise<{ actorId: string; accountId: string; roundId: string; roundPhase: string | null }[]> {
  if (actorIds.length === 0) return [];
  const rows = await db
    .selectFrom("pseudonym")
    .leftJoin("round", "round.id", "pseudonym.round_id")
    .select(["pseudonym.actor_id", "pseudonym.account_id", "pseudonym.round_id", "round.phase"])
    .where("pseudonym.actor_id", "in", actorIds)
    .execute();
  return rows.map((row) => ({
    actorId: row.actor_id,
    accountId: row.account_id,
    roundId: row.round_id,
    roundPhase: row.phase,
  }));
}

/** Names the entries as erased and takes their text: the trigger lets no other text go. */
export async function eraseTexts(
  trx: Transaction,
  { seqs, erasureSeq }: { seqs: readonly number[]; erasureSeq: number },
): Promise<void> {
  if (seqs.length === 0) return;
  await trx
    .insertInto("erased_text")
    .values(seqs.map((seq) => ({ seq, erasure_seq: erasureSeq })))
    .execute();
  await trx
    .updateTable("ledger_part")
    .set({ text: null })
    .where("seq", "in", seqs)
    .where("text", "is not", null)
    .execute();
}

/** Texts that were erased until now; only grows. */
export async function countErasedTexts(db: Transaction): Promise<number> {
  const query = db.selectFrom("erased_text").select((select) => select.fn.countAll<number>().as("count"));
  return Number((await query.executeTakeFirstOrThrow()).count);
}

/** Destroys what leads from a pseudonym to an account: the mapping, and whose hand wrote in the round's documents. */
export async function deletePseudonym(
  trx: Transaction,
  { actorId, accountId, roundId }: { actorId: string; accountId: string; roundId: string },
): Promise<void> {
  await trx.deleteFrom("pseudonym").where("actor_id", "=", actorId).execute();
  const items = await trx.selectFrom("item").select("id").where("round_id", "=", roundId).execute();
  for (const { id } of items) {
    const names = [`conclusion/${id}`, `draft/${id}/${actorId}`];
    await trx.deleteFrom("document_client").where("account_id", "=", accountId).where("name", "in", names).execute();
    await deleteVersionWriter(trx, accountId, names);
  }
}

/** Whether an account is still needed: for a role, or for a seat in some round. */
export async function isAccountNeeded(db: Transaction, accountId: string): Promise<boolean> {
  const role = await db
    .selectFrom("account_role")
    .select("role")
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  if (role !== undefined) return true;
  const seat = await db
    .selectFrom("pseudonym")
    .select("actor_id")
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return seat !== undefined;
}

/** Removes an account with name, password, sessions, and the key of what browsers keep of it. */
export async function deleteAccount(trx: Transaction, accountId: string): Promise<void> {
  await trx.deleteFrom("session").where("account_id", "=", accountId).execute();
  await trx.deleteFrom("credential").where("account_id", "=", accountId).execute();
  await trx.deleteFrom("local_key").where("account_id", "=", accountId).execute();
  await trx.deleteFrom("account").where("id", "=", accountId).execute();
}

/** Entries of an item whose text was not erased, ascending. */
export async function listTextEntries(db: Transaction, itemId: string): Promise<{ seq: number; type: string }[]> {
  return db
    .selectFrom("ledger_head")
    .leftJoin("erased_text", "erased_text.seq", "ledger_head.seq")
    .select(["ledger_head.seq", "ledger_head.type"])
    .where("ledger_head.item_id", "=", itemId)
    .where("erased_text.seq", "is", null)
    .orderBy("ledger_head.seq")
    .execute();
}

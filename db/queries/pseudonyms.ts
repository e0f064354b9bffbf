import type { Transaction } from "../dialects/write-queue.ts";

/** Pseudonyms of a round by account: of everybody with a seat whose identity was not erased. */
export async function listSeatAccounts(db: Transaction, roundId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("pseudonym")
    .select(["account_id", "actor_id"])
    .where("round_id", "=", roundId)
    .execute();
  return new Map(rows.map((row) => [row.account_id, row.actor_id]));
}

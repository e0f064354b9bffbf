import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** The sealed key of an account; null before its first sign-in. */
export async function findLocalKeyBox(db: Kysely<Schema>, accountId: string): Promise<Uint8Array | null> {
  const query = db.selectFrom("local_key").select("box").where("account_id", "=", accountId);
  return (await query.executeTakeFirst())?.box ?? null;
}

export async function insertLocalKey(
  trx: Kysely<Schema>,
  { accountId, box, createdAt }: { accountId: string; box: Uint8Array; createdAt: string },
): Promise<void> {
  await trx.insertInto("local_key").values({ account_id: accountId, box, created_at: createdAt }).execute();
}

import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** Failed attempts under one key; the key says what is counted and hides which name was typed. */
export interface SignInFailures {
  readonly key: string;
  readonly failures: number;
  /** UTC instant of the last one, in ISO form. */
  readonly lastAt: string;
}

/** @returns those keys that have failures, in no order. */
export async function listSignInFailures(db: Kysely<Schema>, keys: readonly string[]): Promise<SignInFailures[]> {
  const rows = await db.selectFrom("sign_in_failure").selectAll().where("key", "in", keys).execute();
  return rows.map((row) => ({ key: row.key, failures: row.failures, lastAt: row.last_at }));
}

/** Sets a key's count; 0 forgets the key. */
export async function putSignInFailures(trx: Kysely<Schema>, { key, failures, lastAt }: SignInFailures): Promise<void> {
  await trx.deleteFrom("sign_in_failure").where("key", "=", key).execute();
  if (failures > 0) await trx.insertInto("sign_in_failure").values({ key, failures, last_at: lastAt }).execute();
}

export async function deleteSignInFailuresBefore(trx: Kysely<Schema>, lastAt: string): Promise<void> {
  await trx.deleteFrom("sign_in_failure").where("last_at", "<", lastAt).execute();
}

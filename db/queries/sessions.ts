import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";

/** A signed-in browser; all times are UTC instants in ISO form. */
export interface SessionRecord {
  /** Hex SHA-256 of the id in the cookie. */
  readonly idHash: string;
  readonly accountId: string;
  readonly csrfToken: string;
  readonly createdAt: string;
  /** Last request, true to a minute. */
  readonly seenAt: string;
  /** The absolute limit. */
  readonly expiresAt: string;
}

export async function insertSession(trx: Kysely<Schema>, session: SessionRecord): Promise<void> {
  await trx
    .insertInto("session")
    .values({
      id_hash: session.idHash,
      account_id: session.accountId,
      csrf_token: session.csrfToken,
      created_at: session.createdAt,
      seen_at: session.seenAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** Finds the row whatever its age: the caller knows the limits. */
export async function findSessionRecord(db: Kysely<Schema>, idHash: string): Promise<SessionRecord | null> {
  const row = await db.selectFrom("session").selectAll().where("id_hash", "=", idHash).executeTakeFirst();
  if (row === undefined) return null;
  return {
    idHash: row.id_hash,
    accountId: row.account_id,
    csrfToken: row.csrf_token,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    expiresAt: row.expires_at,
  };
}

/** Those of the sessions that are there, have an account, and are within both limits; in no stated order. */
export async function listLiveSessions(
  db: Kysely<Schema>,
  { idHashes, now, idleSince }: { idHashes: readonly string[]; now: string; idleSince: string },
): Promise<string[]> {
  if (idHashes.length === 0) return [];
  const rows = await db
    .selectFrom("session")
    .innerJoin("account", "account.id", "session.account_id")
    .select("session.id_hash")
    .where("session.id_hash", "in", idHashes)
    .where("session.expires_at", ">", now)
    .where("session.seen_at", ">", idleSince)
    .execute();
  return rows.map((row) => row.id_hash);
}

export async function updateSessionSeen(trx: Kysely<Schema>, idHash: string, seenAt: string): Promise<void> {
  await trx.updateTable("session").set({ seen_at: seenAt }).where("id_hash", "=", idHash).execute();
}

/** @returns false when there was no such session. */
export async function deleteSession(trx: Kysely<Schema>, idHash: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("session").where("id_hash", "=", idHash).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Removes sessions past their absolute limit, or not seen since `idleSince`. */
export async function deleteStaleSessions(
  trx: Kysely<Schema>,
  { now, idleSince }: { now: string; idleSince: string },
): Promise<void> {
  await trx
    .deleteFrom("session")
    .where((row) => row.or([row("expires_at", "<=", now), row("seen_at", "<=", idleSince)]))
    .execute();
}

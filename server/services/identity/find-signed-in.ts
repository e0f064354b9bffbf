import type { Database } from "../../../db/dialects/database.ts";
import { type Account, findAccount } from "../../../db/queries/accounts.ts";
import { findSessionRecord, updateSessionSeen } from "../../../db/queries/sessions.ts";

/** A session ends when it was idle for 12 hours, and after 7 days in any case. */
export const IDLE_MS = 12 * 60 * 60 * 1000;
export const LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const SEEN_EVERY_MS = 60 * 1000;

/** Somebody with a valid session. */
export interface SignedIn {
  readonly session: {
    /** Names the session inside the server; never sent. */
    readonly idHash: string;
    readonly expiresAt: string;
  };
  readonly account: Account;
  /** Sent back by every form (`csrf`) or request (`x-csrf-token`) that changes something. */
  readonly csrfToken: string;
}

/**
 * @param isSeen - whether this counts as use of the session; noted at most once a minute.
 * @returns null when the session is unknown or past its limits.
 */
export async function findSignedIn(
  database: Database,
  idHash: string,
  { now, isSeen }: { now: Date; isSeen: boolean },
): Promise<SignedIn | null> {
  const record = await findSessionRecord(database.reader, idHash);
  if (record === null || now.toISOString() >= record.expiresAt) return null;
  const idleMs = now.getTime() - Date.parse(record.seenAt);
  if (idleMs >= IDLE_MS) return null;
  const account = await findAccount(database.reader, record.accountId);
  if (account === null) return null;
  if (isSeen && idleMs >= SEEN_EVERY_MS) {
    // Pages can still be read when writing has stopped; /healthz says that it has.
    await database.writer.run((trx) => updateSessionSeen(trx, idHash, now.toISOString())).catch(() => undefined);
  }
  return { session: { idHash, expiresAt: record.expiresAt }, account, csrfToken: record.csrfToken };
}

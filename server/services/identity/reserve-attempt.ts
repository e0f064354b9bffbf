import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import {
  deleteSignInFailuresBefore,
  listSignInFailures,
  putSignInFailures,
  type SignInFailures,
} from "../../../db/queries/sign-in-failures.ts";
import { Refusal } from "../../domain/refusal.ts";
import { computeWaitSeconds, countFailures, FORGET_MS, toAccountKey, toAddressKey } from "./throttle.ts";

/** A counted attempt. */
export interface Attempt {
  /** The password was right: the account's failures are forgotten, and this attempt of the address. */
  forgive(trx: Transaction): Promise<void>;
}

/**
 * Counts an attempt as failed before the password is looked at, so that many at once cannot all go first.
 *
 * @throws Refusal `sign-in.throttled` {waitSeconds, retryAt} when account or address must wait; that is not counted.
 */
export async function reserveAttempt(
  database: Database,
  { login, address }: { login: string; address: string },
  now: Date,
): Promise<Attempt> {
  const accountKey = toAccountKey(login);
  const addressKey = toAddressKey(address);
  const keys = [accountKey, addressKey];
  // A storm is refused by reading alone; the writer belongs to scores.
  checkWait(await listSignInFailures(database.reader, keys), now);
  const lastAt = now.toISOString();
  await database.writer.run(async (trx) => {
    const records = await listSignInFailures(trx, keys);
    checkWait(records, now);
    await deleteSignInFailuresBefore(trx, new Date(now.getTime() - FORGET_MS).toISOString());
    for (const key of keys) {
      const record = records.find((candidate) => candidate.key === key);
      await putSignInFailures(trx, { key, failures: countFailures(record, now) + 1, lastAt });
    }
  });
  return {
    forgive: async (trx) => {
      await putSignInFailures(trx, { key: accountKey, failures: 0, lastAt });
      const [record] = await listSignInFailures(trx, [addressKey]);
      if (record !== undefined) await putSignInFailures(trx, { ...record, failures: record.failures - 1 });
    },
  };
}

function checkWait(records: readonly SignInFailures[], now: Date): void {
  const waitSeconds = Math.max(0, ...records.map((record) => computeWaitSeconds(record, now)));
  if (waitSeconds === 0) return;
  const retryAt = new Date(now.getTime() + waitSeconds * 1000).toISOString();
  throw new Refusal("sign-in.throttled", { waitSeconds, retryAt });
}

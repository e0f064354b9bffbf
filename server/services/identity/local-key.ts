// A browser at a shared desk keeps unsent work of several people. Each account has one key for it, which the browser
// gets while its person is signed in and holds in memory only. The key stays the same for the account's life: work that
// waits for its owner could not be read under another one. It goes with the account, and nothing opens what is left.
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findLocalKeyBox, insertLocalKey } from "../../../db/queries/local-keys.ts";
import { systemRandomBytes } from "../random-bytes.ts";
import type { Vault } from "../vault.ts";

const KEY_BYTES = 32;

/** What the box of an account's key belongs to. */
export const toLocalKeyContext = (accountId: string): string => `local-key/${accountId}`;

/** Makes the account's key at its first sign-in. */
export async function ensureLocalKey(
  trx: Transaction,
  { vault, accountId, createdAt }: { vault: Vault; accountId: string; createdAt: string },
): Promise<void> {
  if ((await findLocalKeyBox(trx, accountId)) !== null) return;
  const box = vault.seal(systemRandomBytes(KEY_BYTES), toLocalKeyContext(accountId));
  await insertLocalKey(trx, { accountId, box, createdAt });
}

/** @returns 32 bytes. @throws Error when the account never signed in, or the vault's key is another. */
export async function getLocalKey(
  { reader }: Pick<Database, "reader">,
  { vault, accountId }: { vault: Vault; accountId: string },
): Promise<Uint8Array> {
  const box = await findLocalKeyBox(reader, accountId);
  if (box === null) throw new Error(`get local key: account ${accountId} has none`);
  return vault.open(box, toLocalKeyContext(accountId));
}

import type { Database } from "../../../db/dialects/database.ts";

/** Between two tries while a reader, an export for instance, holds the state before the erasure. */
const RETRY_MS = 5_000;

/**
 * Makes what takes overwritten texts off the disk. It tries at once, and again for as long as a reader is in the way;
 * a process that ends before is made up for when the database is opened.
 */
export function makeForgetErased(database: Pick<Database, "forgetOverwritten">): () => Promise<void> {
  const forget = async (): Promise<void> => {
    if (await database.forgetOverwritten()) return;
    // A queue that stopped refuses: the next start does it.
    setTimeout(() => void forget().catch(() => undefined), RETRY_MS).unref();
  };
  return forget;
}

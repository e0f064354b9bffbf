import type { Database } from "../../../db/dialects/database.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** Between two tries while a reader, an export for instance, holds the state before the erasure. */
const RETRY_MS = 5_000;

/**
 * Makes what takes erased texts out of the second copy of the log, and overwritten ones off the disk.
 *
 * The disk is tried at once, and again for as long as a reader is in the way; a process that ends before is made up for
 * when the database is opened.
 */
export function makeForgetErased(
  database: Pick<Database, "forgetOverwritten" | "writer">,
  ledger: Pick<Ledger, "recopy">,
): () => Promise<void> {
  const forget = async (): Promise<void> => {
    if (await database.forgetOverwritten()) return;
    // A queue that stopped refuses: the next start does it.
    setTimeout(() => void forget().catch(() => undefined), RETRY_MS).unref();
  };
  return async () => {
    await database.writer
      .runBetween(() => ledger.recopy())
      .catch((error: unknown) => {
        // A copy that cannot be written stops the log, as after any commit.
        database.writer.stop(error);
        throw error;
      });
    await forget();
  };
}

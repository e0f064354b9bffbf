import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";
import type { Transaction } from "./write-queue.ts";

/** Takes one connection of the pool for good: the session's locks and transactions belong to it. */
export async function holdConnection(
  pool: Kysely<Schema>,
): Promise<{ connection: Transaction; release: () => Promise<void> }> {
  let letGo = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return new Promise((resolve, reject) => {
    const held = pool.connection().execute(async (connection) => {
      resolve({
        connection,
        release: async () => {
          letGo();
          await held;
        },
      });
      await until;
    });
    held.catch(reject);
  });
}

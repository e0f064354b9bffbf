import { findCosignedSize } from "../../../db/queries/cosignatures.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { LogBehind, LogCorrupt } from "../ledger/log-corrupt.ts";
import type { ReachableWitness } from "./ask-witness.ts";
import { askFrom } from "./gather-cosignatures.ts";

const TIMEOUT_MS = 3_000;

/**
 * Asks every witness, before anything is written, whether it has seen more of this log than there is.
 *
 * Whoever cannot be reached or answers nonsense is told of and left out: a witness that is away must not stop the log.
 *
 * @throws LogBehind when a witness has cosigned more entries than the log has.
 * @throws LogCorrupt when it has cosigned other entries.
 */
export async function refuseBehind(
  { database, ledger, warn }: { database: Pick<Database, "reader">; ledger: Ledger; warn: Warn },
  witnesses: readonly ReachableWitness[],
): Promise<void> {
  const checkpoint = ledger.signedCheckpoint();
  const { signal } = new AbortController();
  const replies = await Promise.all(
    witnesses.map(async (witness) => {
      const oldSize = Math.min(await findCosignedSize(database.reader, witness.key), checkpoint.size);
      const reply = await askFrom(ledger, witness, { checkpoint, oldSize, signal, timeoutMs: TIMEOUT_MS });
      return { name: witness.name, reply };
    }),
  );
  for (const { name, reply } of replies) {
    if (reply.kind === "knows" && reply.size > checkpoint.size) {
      throw new LogBehind(
        `the witness ${name} has cosigned ${reply.size} entries and the log has ${checkpoint.size}: an old state was ` +
          "put in its place; bring the newest one back, or run: assay recover",
      );
    }
    if (reply.kind === "knows" || (reply.kind === "refused" && reply.status === 422)) {
      throw new LogCorrupt(
        `the witness ${name} has cosigned other entries than the log has: this is not the log that it knows; ` +
          "bring that one back, or run: assay recover",
      );
    }
    if (reply.kind !== "cosigned") warn({ witness: name, ...reply }, "the witness could not say what it knows");
  }
}

type Warn = (details: object, message: string) => void;

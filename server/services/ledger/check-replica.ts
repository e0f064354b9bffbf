import type { CheckResult } from "../../../db/checks/run-checks.ts";
import { findLedgerState, listEntries } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { readReplica, ReplicaCorrupt } from "./replica.ts";

const PAGE = 500;

/** Compares the second copy with the log, entry by entry; only reads. A copy that is shorter is caught up at start. */
export async function checkReplica(db: Transaction, dir: string): Promise<CheckResult> {
  const problems: string[] = [];
  const size = (await findLedgerState(db))?.size ?? 0;
  let page: { seq: number; entry: string }[] = [];
  try {
    for await (const { seq, entry } of readReplica(dir)) {
      if (seq >= size) {
        problems.push(`the copy in ${dir} goes on after the end of the log, ${size}`);
        break;
      }
      if (seq % PAGE === 0) page = await listEntries(db, seq, seq + PAGE);
      if (page[seq % PAGE]?.entry !== entry) problems.push(`entry ${seq} is another one in the copy in ${dir}`);
    }
  } catch (error) {
    if (!(error instanceof ReplicaCorrupt)) throw error;
    problems.push(error.message);
  }
  return { name: "replica", problems };
}

import type { CheckResult } from "../../../db/checks/run-checks.ts";
import { listEntries } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { readReplica, ReplicaCorrupt } from "./replica.ts";

const PAGE = 500;

/** Compares the second copy with the log, entry by entry; only reads. A copy that is shorter is caught up at start. */
export async function checkReplica(db: Transaction, dir: string): Promise<CheckResult> {
  const problems: string[] = [];
  let from = 0;
  let page: string[] = [];
  try {
    const erased = new Set((await db.selectFrom("erased_text").select("seq").execute()).map((row) => row.seq));
    for await (const { seq, entry, boxes } of readReplica(dir)) {
      if (page[seq - from] === undefined) {
        // Read anew at its end: a log in use grows, and is always ahead of its copy.
        from = seq;
        page = (await listEntries(db, seq, seq + PAGE)).map((row) => row.entry);
      }
      if (page[seq - from] === undefined) {
        problems.push(`the copy in ${dir} goes on after the end of the log, ${seq}`);
        break;
      }
      if (page[seq - from] !== entry) problems.push(`entry ${seq} is another one in the copy in ${dir}`);
      if (erased.has(seq) && boxes.text !== null) {
        problems.push(`the text of entry ${seq} was erased and is still in the copy; remove ${dir}, it is made anew`);
      }
    }
  } catch (error) {
    if (!(error instanceof ReplicaCorrupt)) throw error;
    problems.push(error.message);
  }
  return { name: "replica", problems };
}

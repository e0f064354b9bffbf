import { summariseAccess } from "../../server/domain/ledger/access-record.ts";
import { canonicalJson } from "../../server/domain/ledger/canonical-json.ts";
import { countHourRecords, listAccessHours, listHourRecords } from "../queries/access.ts";
import type { CheckContext, Problems } from "./check-context.ts";
import { listActs } from "./list-acts.ts";

/**
 * The records of each hour are what the ledger says of it. Hours lapse whole, the oldest first: one that is gone while
 * an older one is there is a finding. The newest hours may wait for their entry.
 */
export async function checkAccess(context: CheckContext): Promise<Problems> {
  const { db, sha256 } = context;
  const problems: Problems = [];
  const kept = (await countHourRecords(db)).map((one) => one.hour);
  const waiting = new Set((await listAccessHours(db)).map((one) => one.hour));
  const rooted = new Set<string>();
  for (const { seq, act } of await listActs(context, "access.rooted")) {
    const { hour, root, count, kinds } = act.value;
    if (rooted.has(hour)) problems.push(`entry ${seq} is a second root of the hour ${hour}`);
    rooted.add(hour);
    const hasLapsed = count > 0 && (kept[0] === undefined || hour < kept[0]);
    if (hasLapsed) continue;
    const found = summariseAccess(sha256, await listHourRecords(db, hour));
    if (canonicalJson({ ...found }) !== canonicalJson({ root, count, kinds })) {
      problems.push(`the access log of ${hour} is not what entry ${seq} says: ${found.count} records of ${count}`);
    }
  }
  for (const hour of kept) {
    if (!rooted.has(hour) && !waiting.has(hour)) problems.push(`the access log of ${hour} is in no entry`);
  }
  return problems;
}

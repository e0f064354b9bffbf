import type { Transaction } from "../dialects/write-queue.ts";
import type { ReportedKind } from "../../server/domain/event/process-events.ts";
import type { ScoreValue } from "../../server/domain/scoring/value.ts";
import { toScoreValue } from "./scores.ts";

/** What one source says of one indicator of an entity; null when it says nothing. */
export async function findReportedValue(
  db: Transaction,
  key: { roundId: string; entityId: string; indicator: string; kind: ReportedKind },
): Promise<ScoreValue | null> {
  const row = await db
    .selectFrom("reported_value")
    .select(["value_state", "milli_points"])
    .where("round_id", "=", key.roundId)
    .where("entity_id", "=", key.entityId)
    .where("indicator", "=", key.indicator)
    .where("kind", "=", key.kind)
    .executeTakeFirst();
  return row === undefined ? null : toScoreValue(row.value_state, row.milli_points);
}

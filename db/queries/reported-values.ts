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

/** What one source says of some entities of a round, by entity and indicator; see `toCell`. */
export async function listReportedValues(
  db: Transaction,
  key: { roundId: string; entityIds: readonly string[]; kind: ReportedKind },
): Promise<ReadonlyMap<string, ScoreValue>> {
  if (key.entityIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("reported_value")
    .select(["entity_id", "indicator", "value_state", "milli_points"])
    .where("round_id", "=", key.roundId)
    .where("entity_id", "in", [...key.entityIds])
    .where("kind", "=", key.kind)
    .execute();
  return new Map(
    rows.map((row) => [
      toCell({ entityId: row.entity_id, indicator: row.indicator }),
      toScoreValue(row.value_state, row.milli_points) ?? { state: "blank" },
    ]),
  );
}

/** Key of an entity's indicator in the maps here. */
export function toCell({ entityId, indicator }: { entityId: string; indicator: string }): string {
  return JSON.stringify([entityId, indicator]);
}

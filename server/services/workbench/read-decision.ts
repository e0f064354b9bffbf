import { listDecisions } from "../../../db/queries/decisions.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import type { PageServices } from "../page-services.ts";
import type { DecisionView } from "./workbench-view.ts";

/** The final score that stands; null before it. The caller has asked whether the person may read it. */
export async function readDecision(services: PageServices, item: ItemRow): Promise<DecisionView | null> {
  const row = (await listDecisions(services.database.reader, item.itemId)).at(-1);
  if (row === undefined) return null;
  const value = toScoreValue(row.value_state, row.milli_points) ?? ({ state: "blank" } as const);
  const { version, rule, reason, seq, at } = row;
  const isProvisional = services.witnesses.isProvisional(seq);
  return { version, value, rule, reason, seq, at, isReviewed: row.case_id !== null, isProvisional };
}

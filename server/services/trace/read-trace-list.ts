import { findActor } from "../../../db/queries/actors.ts";
import { listRoundDecisions } from "../../../db/queries/trace.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { listRoundItems } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import type { Framework } from "../../domain/framework/framework.ts";
import { can } from "../../domain/policy/can.ts";
import type { ItemState } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import type { DecisionState, TraceIndicator, TraceListView } from "./trace-view.ts";

/** The final scores of the current round that the person may trace. */
export async function readTraceList(services: PageServices, account: { id: string }): Promise<TraceListView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  if (actor === null) throw new Refusal("thing.absent");
  const round = await findCurrentRound(services);
  if (round === null) return { now, round: null, lines: [] };
  const { framework } = await getRoundFramework(db, round.id);
  const names = await listEntityNames(db);
  const decisions = new Map((await listRoundDecisions(db, round.id)).map((row) => [row.item_id, row]));
  const items = await listRoundItems(db, round.id);
  const lines = items.flatMap((item) => {
    const decision = decisions.get(item.itemId);
    if (decision === undefined || can(actor, "decision.read", { kind: "item", item }, now) !== "yes") return [];
    return [
      {
        itemId: item.itemId,
        entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
        indicator: toTraceIndicator(framework, item.indicator),
        value: toScoreValue(decision.value_state, decision.milli_points) ?? { state: "blank" as const },
        state: toDecisionState(item.state),
        seq: decision.seq,
        at: decision.at,
      },
    ];
  });
  return { now, round: { year: round.year, tier: round.tier }, lines };
}

/** How a final score is underlined. */
export function toDecisionState(state: ItemState): DecisionState {
  if (state === "published") return "published";
  return state === "under-review" ? "disputed" : "final";
}

/** @throws RangeError when the framework has no such component. */
export function toTraceIndicator(framework: Framework, code: string): TraceIndicator {
  const component = framework.components.find((one) => one.code === code);
  if (component === undefined) throw new RangeError(`to trace indicator: ${framework.id} has no ${code}`);
  const { name, shortName, maxMilliPoints, sample } = component;
  return { code, name, shortName, maxMilliPoints, isSample: sample };
}

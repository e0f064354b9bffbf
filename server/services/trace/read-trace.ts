import { findActor } from "../../../db/queries/actors.ts";
import { listDecisions } from "../../../db/queries/decisions.ts";
import { listEditionRows } from "../../../db/queries/editions.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { listIndexInputs, listMergers } from "../../../db/queries/index-inputs.ts";
import { findBatch, findItem, type ItemRow, listRoundItems } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { groupInputs } from "../../domain/index-calculator/compute-index.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { veilItem } from "../../domain/policy/veil-item.ts";
import { Refusal } from "../../domain/refusal.ts";
import { makeProfile } from "../index/make-profile.ts";
import { findIndexResult } from "../index/recompute-index.ts";
import type { PageServices } from "../page-services.ts";
import { listTraceEntries } from "./list-trace-entries.ts";
import { toDecisionState, toTraceIndicator } from "./read-trace-list.ts";
import type { TraceView } from "./trace-view.ts";

/**
 * Where a final score comes from: from the entity's value down to the item, and every entry of the item that the person
 * may read.
 *
 * @throws Refusal `thing.absent` or `action.forbidden` as the item's own visibility says.
 */
export async function readTrace(
  services: PageServices,
  account: { id: string },
  asked: { itemId: string },
): Promise<TraceView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  const found = await findItem(db, asked.itemId);
  if (actor === null || found === null) throw new Refusal("thing.absent");
  const item = veilItem(actor, found, now);
  const verdict = can(actor, "item.read", { kind: "item", item }, now);
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action: "item.read" });

  const { round, framework } = await getRoundFramework(db, item.roundId);
  const names = await listEntityNames(db);
  const batch = await findBatch(db, item.batchId);
  const mainIndex = framework.mainIndices.find((one) => one.code === item.mainIndex);
  return {
    now,
    round: { id: round.id, year: round.year, tier: round.tier, phase: round.phase as RoundPhase },
    item: {
      id: item.itemId,
      entityId: item.entityId,
      entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
      indicator: toTraceIndicator(framework, item.indicator),
      mainIndex: { code: item.mainIndex, name: mainIndex?.name ?? { vi: item.mainIndex, en: item.mainIndex } },
      state: item.state,
      batchPhase: item.batchPhase,
      openedAt: item.batchPhase === "independent" ? null : (batch?.opened_at ?? null),
    },
    decision: await readDecision(services, { actor, item, now }),
    index: await readIndexPart(db, { actor, item, now }),
    entries: await listTraceEntries({
      db,
      vault: services.vault,
      actor,
      now,
      item,
      openedSeq: batch?.opened_seq ?? null,
    }),
  };
}

interface Asked {
  readonly actor: Actor;
  readonly item: ItemRow;
  readonly now: string;
}

async function readDecision(services: PageServices, { actor, item, now }: Asked): Promise<TraceView["decision"]> {
  if (can(actor, "decision.read", { kind: "item", item }, now) !== "yes") return null;
  const decision = (await listDecisions(services.database.reader, item.itemId)).at(-1);
  const value = decision === undefined ? null : toScoreValue(decision.value_state, decision.milli_points);
  if (decision === undefined || value === null) return null;
  const { seq } = decision;
  return { value, state: toDecisionState(item.state), seq, isProvisional: services.witnesses.isProvisional(seq) };
}

async function readIndexPart(db: Transaction, { actor, item, now }: Asked): Promise<TraceView["index"]> {
  const { roundId, roundPhase: phase, entityId } = item;
  if (can(actor, "index.read", { kind: "round", roundId, phase }, now) !== "yes") return null;
  const recorded = await findIndexResult(db, roundId);
  const entity = recorded?.result.entities.find((one) => one.entity === entityId);
  if (recorded === null || entity === undefined) return null;
  const { round, framework } = await getRoundFramework(db, roundId);
  const inputs = groupInputs(await listIndexInputs(db, roundId, framework)).get(entityId) ?? new Map();
  const items = (await listRoundItems(db, roundId)).filter((one) => one.entityId === entityId);
  const editions = await listEditionRows(db, round.tier);
  return {
    value: entity.value,
    rank: entity.rank,
    coverage: entity.coverage,
    scaleMilliPoints: framework.scaleMilliPoints,
    isPublished: phase === "published",
    resultHash: recorded.resultHash,
    seq: recorded.seq,
    profile: makeProfile(entity, { framework, inputs, items, editions, mergers: await listMergers(db) }),
  };
}

import { findActor } from "../../../db/queries/actors.ts";
import { type CaseRow, listCases, toCaseFacts } from "../../../db/queries/cases.ts";
import { type DecisionRow, listStandingDecisions } from "../../../db/queries/decisions.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { type ItemRow, listBatches, listRoundItems } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { Framework } from "../../domain/framework/framework.ts";
import { type Actor, hasRole } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { itemFacts } from "../commands/item-context.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import type { DecisionRule } from "./case-scores.ts";
import { type CaseLine, type IndicatorFace, toCaseLine, toIndicatorFace } from "./case-line.ts";

/** A final score of the agency's own, as the agency may see it from the response phase on. */
export interface ContestableScore {
  readonly itemId: string;
  readonly indicator: IndicatorFace;
  readonly value: ScoreValue;
  readonly reason: string;
  readonly rule: DecisionRule;
  /** Entry of the final score. */
  readonly seq: number;
  /** Until when a review can be asked for, UTC instant. */
  readonly dueAt: string;
  /** What a request says of the item, but for the case's id, which is the command's own; null when none can be made. */
  readonly facts: HeadFacts | null;
  readonly decisionVersion: number;
  /** Why none can be made; null when one can. */
  readonly obstacle: "under-review" | "too-late" | "not-in-response" | null;
}

export interface ReviewsView {
  /** UTC instant of the request. */
  readonly now: string;
  /** As whom the person looks at reviews; `none` is told why the list is empty. */
  readonly viewer: "agency" | "overseer" | "reviewer" | "none";
  /** The agency's final scores, by code; empty before the response phase and for everybody else. */
  readonly scores: readonly ContestableScore[];
  /** Newest first. */
  readonly cases: readonly CaseLine[];
}

/** The reviews of the current round that the person may know of. */
export async function readReviews(services: PageServices, account: { id: string }): Promise<ReviewsView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  if (actor === null) throw new Refusal("thing.absent");
  const viewer = toViewer(actor);
  if (round === null) return { now, viewer, scores: [], cases: [] };
  const { framework } = await getRoundFramework(db, round.id);
  const names = await listEntityNames(db);
  const items = await listRoundItems(db, round.id);
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const cases: CaseLine[] = [];
  for (const row of await listCases(db, round.id)) {
    const item = byId.get(row.item_id);
    if (item === undefined || !(await mayKnow({ services, actor, now }, row, item))) continue;
    cases.push(toCaseLine(row, { round, framework, indicator: item.indicator, names }));
  }
  const own = viewer === "agency" ? items.filter((item) => item.entityId === actor.entityId) : [];
  const scores = await listScores({ services, actor, now }, framework, own);
  return { now, viewer, scores, cases };
}

interface Asked {
  readonly services: PageServices;
  readonly actor: Actor;
  readonly now: string;
}

function toViewer(actor: Actor): ReviewsView["viewer"] {
  if (hasRole(actor, "agency")) return "agency";
  if (hasRole(actor, "secretariat", "council", "delegate", "auditor")) return "overseer";
  return actor.seats.length > 0 ? "reviewer" : "none";
}

async function mayKnow({ services, actor, now }: Asked, row: CaseRow, item: ItemRow): Promise<boolean> {
  const given = { row, item, accountId: actor.accountId };
  const facts = await toCaseFacts(services.database.reader, given);
  return can(actor, "case.read", { kind: "case", case: facts }, now) === "yes";
}

async function listScores(
  { services, actor, now }: Asked,
  framework: Framework,
  items: readonly ItemRow[],
): Promise<ContestableScore[]> {
  const [first] = items;
  if (first === undefined) return [];
  const db = services.database.reader;
  const decisions = await listStandingDecisions(db, first);
  const byItem = new Map(decisions.map((decision) => [decision.item_id, decision]));
  const batches = await listBatches(db, first.roundId);
  const dueAts = new Map(batches.map((batch) => [batch.id, batch.due_at]));
  return items.flatMap((item) => {
    const thing = { kind: "item", item } as const;
    const decision = byItem.get(item.itemId);
    if (decision === undefined || can(actor, "decision.read", thing, now) !== "yes") return [];
    const dueAt = dueAts.get(item.batchId) ?? "";
    const obstacle = findObstacle(item, { dueAt, now, mayOpen: can(actor, "case.open", thing, now) === "yes" });
    return [toScore(item, { decision, framework, dueAt, obstacle })];
  });
}

function findObstacle(
  item: ItemRow,
  { dueAt, now, mayOpen }: { dueAt: string; now: string; mayOpen: boolean },
): ContestableScore["obstacle"] {
  if (item.state === "under-review") return "under-review";
  if (!mayOpen) return "not-in-response";
  return dueAt <= now ? "too-late" : null;
}

function toScore(
  item: ItemRow,
  given: {
    decision: DecisionRow;
    framework: Framework;
    dueAt: string;
    obstacle: ContestableScore["obstacle"];
  },
): ContestableScore {
  const { decision, framework, dueAt, obstacle } = given;
  return {
    itemId: item.itemId,
    indicator: toIndicatorFace(framework, item.indicator),
    value: toScoreValue(decision.value_state, decision.milli_points) as ScoreValue,
    reason: decision.reason,
    rule: decision.rule as DecisionRule,
    seq: decision.seq,
    dueAt,
    facts: obstacle === null ? { ...itemFacts(item), expects: item.decisionVersion } : null,
    decisionVersion: item.decisionVersion,
    obstacle,
  };
}

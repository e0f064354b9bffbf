import type { ItemRow } from "../../../db/queries/items.ts";
import {
  countPanelQuestions,
  listConflicts,
  listPanelDecisionEntries,
  listPanelDecisions,
} from "../../../db/queries/panels.ts";
import type { BallotRow } from "../../../db/queries/scores.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import type { FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { computeMedian, computeSpread, countedMilliPoints } from "../../domain/scoring/aggregate-scores.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { itemFacts } from "../commands/item-context.ts";
import { computeStanding, type ItemScores } from "../scoring/finalise-item.ts";
import type { PageServices } from "../page-services.ts";
import type { PanelRows } from "./read-panel-rows.ts";
import { toBallot } from "../process/open-batch.ts";
import { countSeals, type SealCount } from "../process/count-seals.ts";
import { hashSeenScores } from "../../domain/process/hash-seen-scores.ts";
import { sha256 } from "../hash.ts";

/**
 * Where an item stands for the asking person. `recused`: they have a conflict or no declaration, and see nothing of it.
 * `ready` is computed: nothing stands between the item and its final score.
 */
export type BoardItemState = "recused" | "blind" | "open" | "ready" | "final" | "disputed";

/** One cell. What the person may not see is null; milli-points throughout. */
export interface BoardItem {
  readonly itemId: string;
  readonly state: BoardItemState;
  /** Ballots sealed, of those due; before the opening only. */
  readonly seals: SealCount | null;
  /** Points that count, ascending, without names; empty before the opening. */
  readonly points: readonly number[];
  /** Largest minus smallest; null with fewer than two. */
  readonly spread: number | null;
  readonly median: number | null;
  readonly final: ScoreValue | null;
  /** True while the log's witnesses have not seen the final score; false without one to see. */
  readonly isProvisional: boolean;
  /** The chair's command for a ready item: group and reason are theirs to add. */
  readonly finalise: { readonly facts: HeadFacts; readonly value: ValuePart<"item.finalised"> } | null;
}

interface PanelWork {
  readonly scores: PanelRows["scores"];
  readonly questions: ReadonlyMap<string, number>;
  readonly decisions: ReadonlyMap<string, ScoreValue>;
  /** Numbers of their entries. */
  readonly decidedIn: ReadonlyMap<string, number>;
  readonly actorIds: readonly string[];
  readonly recused: readonly { actorId: string; entityId: string }[];
}

/** @returns items by `entity\nindicator`; those that the person may not know of are left out. */
export async function readBoardItems(
  services: PageServices,
  actor: Actor,
  asked: { panelId: string; roundId: string; rows: PanelRows; components: readonly FrameworkComponent[] },
): Promise<ReadonlyMap<string, BoardItem>> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const { panelId, roundId, rows, components } = asked;
  const panel: PanelWork = {
    scores: rows.scores,
    questions: await countPanelQuestions(db, panelId),
    decisions: await listPanelDecisions(db, panelId),
    decidedIn: await listPanelDecisionEntries(db, panelId),
    actorIds: rows.experts.map((member) => member.actorId),
    recused: await listConflicts(db, roundId),
  };
  const byCode = new Map(components.map((component) => [component.code, component]));
  const items = new Map<string, BoardItem>();
  for (const item of rows.items) {
    const component = byCode.get(item.indicator);
    const verdict = can(actor, "item.read", { kind: "item", item }, now);
    if (component === undefined || verdict === "absent") continue;
    const key = `${item.entityId}\n${item.indicator}`;
    if (verdict === "explain") items.set(key, { ...NOTHING, itemId: item.itemId, state: "recused" });
    else items.set(key, await toBoardItem({ services, actor, now, panel }, item, component));
  }
  return items;
}

const NOTHING = {
  seals: null,
  points: [],
  spread: null,
  median: null,
  final: null,
  isProvisional: false,
  finalise: null,
} as const;

interface Context {
  readonly services: PageServices;
  readonly actor: Actor;
  readonly now: string;
  readonly panel: PanelWork;
}

async function toBoardItem(context: Context, item: ItemRow, component: FrameworkComponent): Promise<BoardItem> {
  const { services, actor, now, panel } = context;
  const thing = { kind: "item", item } as const;
  const scores = panel.scores.get(item.itemId) ?? [];
  if (item.batchPhase === "independent") {
    const seals = can(actor, "seal.count", thing, now) === "yes" ? countItemSeals(panel, item, scores) : null;
    return { ...NOTHING, itemId: item.itemId, state: "blind", seals };
  }
  const seen = scores.filter(
    (score) => can(actor, "contribution.read", { kind: "contribution", item, authorId: score.actor_id }, now) === "yes",
  );
  const standing = computeStanding(component, seen, {
    openQuestions: panel.questions.get(item.itemId) ?? 0,
    evidenceSetSeq: item.evidenceSetSeq,
  });
  const values = standing.scores.map((score) => score.value);
  const points = values.map(countedMilliPoints).filter((one) => one !== null);
  const final = can(actor, "decision.read", thing, now) === "yes" ? (panel.decisions.get(item.itemId) ?? null) : null;
  return {
    itemId: item.itemId,
    state: toState(item, standing),
    seals: null,
    points: points.sort((a, b) => a - b),
    spread: computeSpread(values),
    median: computeMedian(points),
    final,
    isProvisional: final !== null && services.witnesses.isProvisional(panel.decidedIn.get(item.itemId) ?? 0),
    finalise: await toFinalise(context, item, standing),
  };
}

/** Ballots of one item. */
export function countItemSeals(
  panel: Pick<PanelWork, "actorIds" | "recused">,
  item: ItemRow,
  scores: readonly BallotRow[],
): SealCount {
  const sealed = scores.map((score) => toBallot(score, item));
  return countSeals({ items: [item], actorIds: panel.actorIds, recused: panel.recused, sealed });
}

function toState(item: ItemRow, standing: ItemScores): BoardItemState {
  if (item.state === "under-review") return "disputed";
  if (item.state !== "opened") return "final";
  return standing.conditions.length === 0 ? "ready" : "open";
}

/** Null for whom it is not, and where the rule gives no value: then the chair decides in the item itself. */
async function toFinalise(
  { services, actor, now }: Context,
  item: ItemRow,
  standing: ItemScores,
): Promise<BoardItem["finalise"]> {
  const { value } = standing.aggregate;
  if (can(actor, "item.finalise", { kind: "item", item }, now) !== "yes") return null;
  if (standing.conditions.length > 0 || value === null) return null;
  const { conclusionHash } = await services.documents.readConclusion(`conclusion/${item.itemId}`);
  return {
    facts: { ...itemFacts(item), expects: item.decisionVersion },
    value: {
      value,
      rule: standing.rule,
      computed: value,
      scores: hashSeenScores(sha256, standing.scores),
      conclusion: conclusionHash,
    },
  };
}

import { toCell } from "../../../db/queries/reported-values.ts";
import type { MemberFace } from "../../../db/queries/actors.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { type ScoreRow, toScoreValue } from "../../../db/queries/scores.ts";
import type { Framework, FrameworkComponent } from "../../domain/framework/framework.ts";
import type { Actor, Seat } from "../../domain/policy/actor.ts";
import { computePace, type Pace, type SealedBallot } from "../../domain/queue/pace.ts";
import type { QueueState } from "../../domain/queue/queue-query.ts";
import { can } from "../../domain/policy/can.ts";
import { isScorer } from "../../domain/policy/seat-of.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { SealCount } from "../process/count-seals.ts";
import { countItemSeals } from "../board/read-board-items.ts";
import { computeStanding } from "../scoring/finalise-item.ts";
import type { PageServices } from "../page-services.ts";
import { readDraft } from "../workbench/read-own-score.ts";
import { nameItem } from "./name-item.ts";
import { type QueueRows as Rows, readQueueRows, toDraftName } from "./read-queue-rows.ts";

export interface QueueItem {
  readonly itemId: string;
  readonly state: QueueState;
  readonly entityId: string;
  readonly entityName: LocalText;
  readonly indicator: string;
  readonly mainIndex: string;
  readonly name: LocalText;
  readonly isSample: boolean;
  readonly maxMilliPoints: number;
  /** UTC instant, ISO 8601, of the batch's phase. */
  readonly dueAt: string;
  /** Documents that the agency submitted; empty also for the recused. */
  readonly evidence: readonly { readonly id: string; readonly name: string; readonly pageCount: number }[];
  /** Ballots sealed, of those due; before the opening only. */
  readonly seals: SealCount | null;
  /** Own score once the batch is open. A sealed value stays in the ledger: the page shows a closed box. */
  readonly own: ScoreValue | null;
  /** What is chosen and not sealed; null when nothing is. */
  readonly draft: ScoreValue | null;
  /** The agency's own score; null while the person may not know it. */
  readonly selfScore: ScoreValue | null;
  readonly final: ScoreValue | null;
  /** Own notes on its evidence. */
  readonly noteCount: number;
  /** What the person did on it last, newest first, `ACTS_MAX` at most. */
  readonly acts: readonly QueueAct[];
}

/** An entry of the person's own. */
export interface QueueAct {
  readonly seq: number;
  readonly type: string;
  /** UTC instant, ISO 8601. */
  readonly at: string;
}

const ACTS_MAX = 4;
/** Drafts whose value is read: each is a document to decrypt. Nobody has more under way. */
const DRAFTS_READ_MAX = 40;

export interface Asked {
  readonly actor: Actor;
  readonly seat: Seat;
  readonly now: string;
  readonly framework: Framework;
  /** Items of the seat's panel, and of others those on which the person is a guest. */
  readonly rows: readonly ItemRow[];
  readonly members: readonly MemberFace[];
}

/** @returns items in the order of the rows; the pace is null for a chair, who seals nothing. */
export async function readQueueItems(
  services: PageServices,
  asked: Asked,
): Promise<{ items: QueueItem[]; pace: Pace | null }> {
  const rows = await readQueueRows(services, asked);
  const own = asked.rows.filter((item) => asked.seat.duty === "chair" || isScorer(asked.seat, item));
  const items = own.flatMap((item) => {
    const verdict = can(asked.actor, "item.read", { kind: "item", item }, asked.now);
    if (verdict === "absent") return [];
    return [verdict === "yes" ? toQueueItem(asked, rows, item) : toRecused(asked, rows, item)];
  });
  const chosen = await readChosen(services, asked.seat, items);
  const withDrafts = items.map((item) => ({ ...item, draft: chosen.get(item.itemId) ?? null }));
  return { items: withDrafts, pace: computePace(listBallots(rows)) };
}

/** What is chosen in the drafts under way, by item. */
async function readChosen(
  services: PageServices,
  seat: Seat,
  items: readonly QueueItem[],
): Promise<ReadonlyMap<string, ScoreValue>> {
  const chosen = new Map<string, ScoreValue>();
  for (const { itemId } of items.filter(({ state }) => state === "draft").slice(0, DRAFTS_READ_MAX)) {
    const { ballot } = await readDraft(services, { itemId, actorId: seat.actorId });
    if (ballot !== null && ballot.value.state !== "blank") chosen.set(itemId, ballot.value);
  }
  return chosen;
}

/** The first seal of each item, with the pages that were read for it. */
function listBallots({ acts, evidence }: Rows): SealedBallot[] {
  return [...acts].flatMap(([itemId, own]) => {
    const first = own.findLast(({ type }) => type === "score.sealed");
    return first === undefined ? [] : [{ sealedAt: first.at, pageCount: countPages(evidence.get(itemId) ?? []) }];
  });
}

const countPages = (documents: readonly { page_count: number }[]): number =>
  documents.reduce((sum, one) => sum + one.page_count, 0);

function toCommon({ framework }: Asked, rows: Rows, item: ItemRow) {
  return {
    itemId: item.itemId,
    entityId: item.entityId,
    entityName: rows.names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    mainIndex: item.mainIndex,
    ...nameItem(framework, item.indicator),
    dueAt: rows.batches.get(item.batchId) as string,
  };
}

function toRecused(asked: Asked, rows: Rows, item: ItemRow): QueueItem {
  const nothing = {
    evidence: [],
    seals: null,
    own: null,
    draft: null,
    selfScore: null,
    final: null,
    noteCount: 0,
    acts: [],
  };
  return { ...toCommon(asked, rows, item), state: "recused", ...nothing };
}

function toQueueItem(asked: Asked, rows: Rows, item: ItemRow): QueueItem {
  const { actor, seat, now } = asked;
  const thing = { kind: "item", item } as const;
  const scores = rows.scores.get(item.itemId) ?? [];
  const own = scores.find((score) => score.actor_id === seat.actorId);
  const isBlind = item.batchPhase === "independent";
  const canCount = isBlind && can(actor, "seal.count", thing, now) === "yes";
  const selfScore = { kind: "self-score", item, hasChosen: rows.chosen.has(item.itemId) } as const;
  const canCompare = can(actor, "self-score.read", selfScore, now) === "yes";
  const canDecide = can(actor, "decision.read", thing, now) === "yes";
  return {
    ...toCommon(asked, rows, item),
    state: toState(asked, rows, item),
    evidence: (rows.evidence.get(item.itemId) ?? []).map(({ id, name, page_count }) => ({
      id,
      name,
      pageCount: page_count,
    })),
    seals: canCount ? countItemSeals(rows, item, scores) : null,
    own: isBlind || own === undefined ? null : toScoreValue(own.value_state, own.milli_points),
    draft: null,
    selfScore: canCompare ? (rows.selfScores.get(toCell(item)) ?? null) : null,
    noteCount: rows.notes.get(item.itemId) ?? 0,
    acts: (rows.acts.get(item.itemId) ?? []).slice(0, ACTS_MAX).map(({ seq, type, at }) => ({ seq, type, at })),
    final: canDecide ? (rows.decisions.get(item.itemId) ?? null) : null,
  };
}

function toState(asked: Asked, rows: Rows, item: ItemRow): QueueState {
  const { seat, framework } = asked;
  if (item.state === "under-review") return "disputed";
  if (item.state === "final" || item.state === "published") return "final";
  const scores = rows.scores.get(item.itemId) ?? [];
  const own = scores.find((score) => score.actor_id === seat.actorId);
  if (item.state === "opened") {
    const component = framework.components.find((one) => one.code === item.indicator) as FrameworkComponent;
    const { conditions } = computeStanding(component, scores, {
      openQuestions: rows.questions.get(item.itemId) ?? 0,
      evidenceSetSeq: item.evidenceSetSeq,
    });
    if (conditions.length === 0) return "ready";
    return isAnswered(own) ? "answered" : "open";
  }
  if (seat.duty === "chair") return "waiting";
  if (own !== undefined) return "sealed";
  return rows.drafts.has(toDraftName(item.itemId, seat)) ? "draft" : "todo";
}

/** Their own score was opened, and they have changed or kept it since. */
const isAnswered = (own: ScoreRow | undefined): boolean => own !== undefined && own.state !== "opened";

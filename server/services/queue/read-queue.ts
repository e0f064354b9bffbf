import { findActor, listMembers } from "../../../db/queries/actors.ts";
import { findDeclaration } from "../../../db/queries/own-work.ts";
import { listSavedViews } from "../../../db/queries/saved-views.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { type ItemRow, listMemberItems, listRoundItems } from "../../../db/queries/items.ts";
import { listBatchDates, listEntityDecisions } from "../../../db/queries/panels.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { Actor, Role, Seat } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { Pace } from "../../domain/queue/pace.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { listKnownPhases } from "../process/known-phases.ts";
import { isFinal } from "../process/read-batch.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import { nameItem } from "./name-item.ts";
import type { SavedView } from "./saved-views.ts";
import { type QueueItem, readQueueItems } from "./read-queue-items.ts";

interface QueueRound {
  readonly id: string;
  readonly year: number;
  readonly phase: RoundPhase;
}

/** A batch where it stands. */
export interface QueueBatch {
  readonly phase: BatchPhase;
  /** Whether each of its items is. */
  readonly isFinal: boolean;
  /** When its phase is due, UTC instant. */
  readonly dueAt: string;
}

/** An expert's or a chair's items of the current round. */
export interface MemberQueue {
  readonly kind: "member";
  /** UTC instant, ISO 8601: what deadlines are counted from. */
  readonly now: string;
  readonly round: QueueRound;
  readonly seat: { readonly panelId: string; readonly number: number; readonly duty: "expert" | "chair" };
  /** The panel's batches, in no stated order. */
  readonly batches: readonly QueueBatch[];
  /** `missing` and `lapsed`: items stay closed until it is given. */
  readonly declaration: "given" | "missing" | "lapsed";
  /** Entry of the declaration; null before one. */
  readonly declared: { readonly seq: number; readonly at: string } | null;
  /** Null while it cannot be told yet, and for a chair. */
  readonly pace: Pace | null;
  readonly savedViews: readonly SavedView[];
  readonly mainIndices: readonly { readonly code: string; readonly name: LocalText }[];
  readonly items: readonly QueueItem[];
}

/** An agency's own items: final scores appear when their batch is sent for response. */
export interface AgencyQueue {
  readonly kind: "agency";
  readonly now: string;
  readonly round: QueueRound;
  readonly entityName: LocalText;
  /** Those with items of the entity; what is final in them is not told before the response. */
  readonly batches: readonly Omit<QueueBatch, "isFinal">[];
  readonly items: readonly AgencyItem[];
}

export interface AgencyItem {
  readonly itemId: string;
  readonly indicator: string;
  readonly name: LocalText;
  readonly isSample: boolean;
  readonly maxMilliPoints: number;
  /** Null until the response phase. */
  readonly final: ScoreValue | null;
  readonly isUnderReview: boolean;
  /** Until when a review can be asked for; null before the response phase and when it cannot. */
  readonly contestBy: string | null;
}

/** What somebody without items of their own begins with: what they do here, and where. */
export interface RoleQueue {
  readonly kind: "role";
  readonly now: string;
  readonly round: (QueueRound & { readonly batchPhases: readonly BatchPhase[] }) | null;
  /** The first of the person's roles; null for an account without one. */
  readonly role: Role | null;
}

export type QueueView = MemberQueue | AgencyQueue | RoleQueue;

/** @throws RangeError when the account is gone. */
export async function readQueue(services: PageServices, asking: Asking): Promise<QueueView> {
  const actor = await findActor(services.database.reader, asking.id);
  if (actor === null) throw new RangeError(`read queue: no account ${asking.id}`);
  const now = services.now().toISOString();
  const current = await findCurrentRound(services);
  const round = current && { id: current.id, year: current.year, phase: current.phase as RoundPhase };
  const seat = actor.seats.find((one) => one.roundId === round?.id);
  if (round !== null && seat !== undefined) return readMemberQueue(services, { actor, seat, round, now });
  if (round !== null && actor.entityId !== null && actor.roles.includes("agency")) {
    return readAgencyQueue(services, { actor, entityId: actor.entityId, round, now });
  }
  const items = round === null ? [] : await listRoundItems(services.database.reader, round.id);
  const batchPhases = listKnownPhases(actor, items, now);
  return { kind: "role", now, round: round && { ...round, batchPhases }, role: actor.roles[0] ?? null };
}

async function readMemberQueue(
  services: PageServices,
  { actor, seat, round, now }: { actor: Actor; seat: Seat; round: QueueRound; now: string },
): Promise<MemberQueue> {
  const db = services.database.reader;
  const { framework } = await getRoundFramework(db, round.id);
  const rows = await listMemberItems(db, seat);
  const members = (await listMembers(db, round.id)).filter((one) => one.panelId === seat.panelId);
  const { items, pace } = await readQueueItems(services, { actor, seat, now, framework, rows, members });
  const used = new Set(rows.map((row) => row.mainIndex));
  return {
    kind: "member",
    now,
    round,
    seat: { panelId: seat.panelId, number: seat.panelNumber, duty: seat.duty },
    batches: toBatches(rows, await listBatchDates(db, round.id)),
    declaration: seat.interestExpiresAt === null ? "missing" : seat.interestExpiresAt <= now ? "lapsed" : "given",
    declared: await findDeclaration(db, { roundId: round.id, actorId: seat.actorId }),
    pace: seat.duty === "expert" ? pace : null,
    savedViews: await listSavedViews(db, actor.accountId),
    mainIndices: framework.mainIndices.filter(({ code }) => used.has(code)).map(({ code, name }) => ({ code, name })),
    items,
  };
}

async function readAgencyQueue(
  services: PageServices,
  { actor, entityId, round, now }: { actor: Actor; entityId: string; round: QueueRound; now: string },
): Promise<AgencyQueue> {
  const db = services.database.reader;
  const { framework } = await getRoundFramework(db, round.id);
  const names = await listEntityNames(db, [entityId]);
  const decisions = await listEntityDecisions(db, { roundId: round.id, entityId });
  const dates = await listBatchDates(db, round.id);
  const rows = (await listRoundItems(db, round.id)).filter((row) => row.entityId === entityId);
  const items = rows.flatMap((item): AgencyItem[] => {
    const thing = { kind: "item", item } as const;
    if (can(actor, "item.read", thing, now) !== "yes") return [];
    const canSee = can(actor, "decision.read", thing, now) === "yes";
    const dueAt = dates.get(item.batchId) ?? null;
    const canContest = can(actor, "case.open", thing, now) === "yes" && dueAt !== null && dueAt > now;
    return [
      {
        itemId: item.itemId,
        ...nameItem(framework, item.indicator),
        final: canSee ? (decisions.get(item.itemId) ?? null) : null,
        isUnderReview: canSee && item.state === "under-review",
        contestBy: canContest ? dueAt : null,
      },
    ];
  });
  const batches = toBatches(rows, dates).map(({ phase, dueAt }) => ({ phase, dueAt }));
  const entityName = names.get(entityId) ?? { vi: entityId, en: entityId };
  return { kind: "agency", now, round, entityName, batches, items };
}

function toBatches(rows: readonly ItemRow[], dates: ReadonlyMap<string, string>): QueueBatch[] {
  return [...dates].flatMap(([batchId, dueAt]) => {
    const items = rows.filter((row) => row.batchId === batchId);
    const [first] = items;
    if (first === undefined) return [];
    return [{ phase: first.batchPhase, isFinal: items.every(isFinal), dueAt }];
  });
}

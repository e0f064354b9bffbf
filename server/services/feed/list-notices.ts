import { findAnnotation } from "../../../db/queries/annotations.ts";
import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { listDecidedItems } from "../../../db/queries/decisions.ts";
import { findItem } from "../../../db/queries/items.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import type { WitnessedStep } from "../cosigning/witnesses.ts";
import { can } from "../../domain/policy/can.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";

/**
 * What a page hears: that something it shows has changed, and where. It then asks its loader, so that what it may see
 * is decided in one place and a reload gives the same page.
 */
export interface FeedNotice {
  readonly kind:
    "annotation" | "message" | "score" | "seal-count" | "decision" | "evidence" | "batch" | "case" | "index" | "round";
  readonly item?: string;
  readonly batch?: string;
  readonly case?: string;
}

interface Asked {
  readonly db: Transaction;
  readonly actor: Actor;
  readonly now: string;
}

/**
 * The notices of one recorded act for one recipient; empty when nothing that they may see has changed. Nothing here
 * tells a replaced seal from no event at all.
 */
export async function listNotices(asked: Asked, act: Act): Promise<FeedNotice[]> {
  const { head } = act;
  if (head.case !== undefined) return listCaseNotices(asked, act);
  if (head.type.startsWith("annotation.") || head.type.startsWith("message.")) return listNoteNotices(asked, act);
  // Nobody else hears that somebody has begun.
  if (head.type === "choice.recorded") {
    return listActorIds(asked.actor).includes(head.actor) ? [{ kind: "score", item: head.item as string }] : [];
  }
  if (head.type.startsWith("score.")) return listScoreNotices(asked, act);
  if (EVIDENCE_NOUNS.has(head.type.split(".")[0] ?? "")) return listEvidenceNotices(asked, act);
  if (head.type === "item.finalised") return listDecisionNotices(asked, act);
  if (head.batch !== undefined) return listBatchNotices(asked, act);
  if (head.type === "round.phase-moved" || head.type === "values.imported") {
    const round = { kind: "round", roundId: head.round as string, phase: "setup" } as const;
    return can(asked.actor, "round.read", round, asked.now) === "yes" ? [{ kind: "round" }] : [];
  }
  return [];
}

const EVIDENCE_NOUNS: ReadonlySet<string> = new Set(["evidence", "evidence-set", "supplement", "completeness"]);

/** Who works on an item hears of a set that is closed; what comes before it is for agency and staff. */
async function listEvidenceNotices({ db, actor, now }: Asked, { head }: Act): Promise<FeedNotice[]> {
  const item = await findItem(db, head.item as string);
  if (item === null) return [];
  const isSeen = head.type === "evidence-set.frozen" || item.evidenceSet === null;
  const action = isSeen ? "evidence.read" : "completeness.read";
  const isTold = can(actor, action, { kind: "item", item }, now) === "yes";
  return isTold ? [{ kind: "evidence", item: item.itemId }] : [];
}

async function listScoreNotices({ db, actor, now }: Asked, act: Act): Promise<FeedNotice[]> {
  const { head } = act;
  const item = await findItem(db, head.item as string);
  if (item === null) return [];
  const notice = { item: item.itemId };
  if (listActorIds(actor).includes(head.actor)) return [{ kind: "score", ...notice }];
  if (head.type === "score.changed" || head.type === "score.kept") {
    const thing = { kind: "contribution", item, authorId: head.actor } as const;
    return can(actor, "contribution.read", thing, now) === "yes" ? [{ kind: "score", ...notice }] : [];
  }
  // The count of seals moves with the first seal and with a withdrawal, not with a replacement.
  const movesCount = head.type === "score.withdrawn" || (await isFirstSeal(db, act, item.evidenceSetSeq));
  if (!movesCount || can(actor, "seal.count", { kind: "item", item }, now) !== "yes") return [];
  return [{ kind: "seal-count", ...notice }];
}

async function isFirstSeal(db: Transaction, { head }: Act, evidenceSetSeq: number | null): Promise<boolean> {
  if (head.expects === 0) return true;
  // A seal after a withdrawal counts again: the version before it was no standing seal. So does the first answer to
  // a new evidence set, be it a replacement or a word that the seal stands.
  const before = await db
    .selectFrom("ledger_head")
    .select(["type", "seq"])
    .where("item_id", "=", head.item as string)
    .where("actor_id", "=", head.actor)
    .where("type", "in", ["score.sealed", "score.withdrawn", "score.reaffirmed"])
    .where("command_id", "!=", head.command)
    .orderBy("seq", "desc")
    .executeTakeFirst();
  return before?.type === "score.withdrawn" || (before?.seq ?? 0) < (evidenceSetSeq ?? 0);
}

async function listNoteNotices({ db, actor, now }: Asked, act: Act): Promise<FeedNotice[]> {
  const item = await findItem(db, act.head.item as string);
  const { annotation } = act.value as { annotation: string };
  const row = await findAnnotation(db, annotation);
  if (item === null || row === null) return [];
  const thing = { kind: "contribution", item, authorId: row.actor_id } as const;
  if (can(actor, "contribution.read", thing, now) !== "yes") return [];
  return [{ kind: act.head.type.startsWith("message.") ? "message" : "annotation", item: item.itemId }];
}

async function listDecisionNotices({ db, actor, now }: Asked, act: Act): Promise<FeedNotice[]> {
  const item = await findItem(db, act.head.item as string);
  if (item === null || can(actor, "decision.read", { kind: "item", item }, now) !== "yes") return [];
  const round = { kind: "round", roundId: item.roundId, phase: item.roundPhase } as const;
  const notices: FeedNotice[] = [{ kind: "decision", item: item.itemId }];
  if (can(actor, "index.read", round, now) === "yes") notices.push({ kind: "index" });
  return notices;
}

/** The notices of decisions that witnesses have seen now; of very many in one step, some. */
export async function listWitnessedNotices(
  { db, actor, now }: Asked,
  { roundId, step }: { roundId: string; step: WitnessedStep },
): Promise<FeedNotice[]> {
  const notices: FeedNotice[] = [];
  for (const itemId of await listDecidedItems(db, { roundId, ...step, limit: WITNESSED_NOTICES_MAX })) {
    const item = await findItem(db, itemId);
    const isSeen = item !== null && can(actor, "decision.read", { kind: "item", item }, now) === "yes";
    if (isSeen) notices.push({ kind: "decision", item: itemId });
  }
  return notices;
}

/** A page loads once for all the notices of an event. */
const WITNESSED_NOTICES_MAX = 50;

function listBatchNotices({ actor, now }: Asked, { head }: Act): FeedNotice[] {
  const panel = { kind: "panel", roundId: head.round as string, panelId: head.panel as string } as const;
  const isSeen = can(actor, "panel.read", panel, now) === "yes";
  // Agencies learn of a batch when its response begins.
  const isTold = isSeen || (head.type === "batch.phase-moved" && actor.entityId !== null);
  return isTold ? [{ kind: "batch", batch: head.batch as string }] : [];
}

async function listCaseNotices({ db, actor, now }: Asked, { head }: Act): Promise<FeedNotice[]> {
  const row = await findCase(db, head.case as string);
  const item = row === null ? null : await findItem(db, row.item_id);
  if (row === null || item === null) return [];
  const facts = await toCaseFacts(db, { row, item, accountId: actor.accountId });
  if (can(actor, "case.read", { kind: "case", case: facts }, now) !== "yes") return [];
  const notices: FeedNotice[] = [{ kind: "case", case: row.id, item: item.itemId }];
  const round = { kind: "round", roundId: item.roundId, phase: item.roundPhase } as const;
  if (head.type === "case.decision-approved" && can(actor, "index.read", round, now) === "yes") {
    notices.push({ kind: "index" });
  }
  return notices;
}

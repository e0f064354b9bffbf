import { findAnnotation } from "../../../db/queries/annotations.ts";
import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { listDecidedItems } from "../../../db/queries/decisions.ts";
import { findItem } from "../../../db/queries/items.ts";
import { findPanel } from "../../../db/queries/panels.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import type { CaseFacts, ItemFacts, Thing } from "../../domain/policy/thing.ts";
import type { WitnessedStep } from "../cosigning/witnesses.ts";
import type { FeedNotice } from "./list-notices.ts";

type ThingOf<K extends Thing["kind"]> = Extract<Thing, { kind: K }>;

export interface ScoreFacts {
  readonly kind: "score";
  readonly item: ItemFacts;
  readonly authorId: string;
  /** Changed or kept after the opening, or held against the final score. */
  readonly isOpen: boolean;
  /** Whether one more or one less has sealed. */
  readonly movesCount: boolean;
}

export interface CaseNoticeFacts {
  readonly kind: "case";
  readonly caseId: string;
  readonly one: CaseFacts;
  readonly hasIndex: boolean;
}

/** All that must be known of an event to say who hears of it: looked up once, however many listen. */
export type FeedFacts =
  | { readonly kind: "note"; readonly item: ItemFacts; readonly authorId: string; readonly notice: FeedNotice }
  | ScoreFacts
  | { readonly kind: "choice"; readonly itemId: string; readonly authorId: string }
  | { readonly kind: "evidence"; readonly item: ItemFacts; readonly action: "evidence.read" | "completeness.read" }
  | { readonly kind: "decisions"; readonly items: readonly ItemFacts[]; readonly hasIndex: boolean }
  | {
      readonly kind: "batch";
      readonly panel: ThingOf<"panel">;
      readonly batch: string;
      readonly hasPhaseMoved: boolean;
    }
  | CaseNoticeFacts
  | {
      readonly kind: "round";
      readonly round: ThingOf<"round">;
      readonly action: "round.read" | "round.read-plan";
    }
  /** What somebody may see or has to do is another now. */
  | { readonly kind: "rights"; readonly actorIds: readonly string[]; readonly round: ThingOf<"round"> }
  | { readonly kind: "presence"; readonly panel: ThingOf<"panel">; readonly present: number };

/** An entry of the log. */
interface Entered {
  readonly seq: number;
  readonly act: Act;
}

/** What is only proposed is no news to those whom it may touch one day. */
const STAFF_ROUND_EVENTS: ReadonlySet<string> = new Set(["round.change-proposed", "round.change-withdrawn"]);

/** @returns null for an event that nobody hears of. */
export async function loadFacts(db: Transaction, entered: Entered): Promise<FeedFacts | null> {
  const { act } = entered;
  const { head } = act;
  if (head.case !== undefined) return loadCase(db, act);
  if (head.type.startsWith("annotation.") || head.type.startsWith("message.")) return loadNote(db, act);
  if (head.type === "choice.recorded") return { kind: "choice", itemId: head.item as string, authorId: head.actor };
  if (EVIDENCE_NOUNS.has(head.type.split(".")[0] ?? "")) return loadEvidence(db, act);
  if (head.type.startsWith("score.") || head.type === "opinion.recorded") return loadScore(db, entered);
  if (head.type === "item.finalised") {
    const item = await findItem(db, head.item as string);
    return item === null ? null : { kind: "decisions", items: [item], hasIndex: true };
  }
  if (head.batch !== undefined) {
    const panel = { kind: "panel", roundId: head.round as string, panelId: head.panel as string } as const;
    return { kind: "batch", panel, batch: head.batch, hasPhaseMoved: head.type === "batch.phase-moved" };
  }
  if (RIGHTS_NOUNS.has(head.type.split(".")[0] ?? "")) return toRights(act);
  if (head.type.startsWith("round.") || head.type === "values.imported") {
    const round = { kind: "round", roundId: head.round as string, phase: "setup" } as const;
    return { kind: "round", round, action: STAFF_ROUND_EVENTS.has(head.type) ? "round.read-plan" : "round.read" };
  }
  return null;
}

const RIGHTS_NOUNS: ReadonlySet<string> = new Set(["interest", "conflict", "assignment"]);

/** Conflicts and assignment are heard of by those whom they touch, and by those who oversee them. */
function toRights({ head, value }: Act): FeedFacts {
  const { to = null } = value as { to?: string | null };
  const actorIds = [head.actor, head.subject ?? null, to].filter((actorId) => actorId !== null);
  return { kind: "rights", actorIds, round: { kind: "round", roundId: head.round as string, phase: "setup" } };
}

/** A page loads once for all the notices of an event. */
const WITNESSED_NOTICES_MAX = 50;

/** Decisions that witnesses have seen now; of very many in one step, some. */
export async function loadWitnessed(db: Transaction, roundId: string, step: WitnessedStep): Promise<FeedFacts> {
  const items: ItemFacts[] = [];
  for (const itemId of await listDecidedItems(db, { roundId, ...step, limit: WITNESSED_NOTICES_MAX })) {
    const item = await findItem(db, itemId);
    if (item !== null) items.push(item);
  }
  return { kind: "decisions", items, hasIndex: false };
}

/** @returns null for a panel that there is not. */
export async function loadPresence(
  db: Transaction,
  panelId: string,
  present: number,
): Promise<{ facts: FeedFacts; roundId: string } | null> {
  const row = await findPanel(db, panelId);
  if (row === null) return null;
  const roundId = row.round_id;
  return { roundId, facts: { kind: "presence", panel: { kind: "panel", roundId, panelId }, present } };
}

async function loadNote(db: Transaction, act: Act): Promise<FeedFacts | null> {
  const { annotation } = act.value as { annotation: string };
  const [item, row] = [await findItem(db, act.head.item as string), await findAnnotation(db, annotation)];
  if (item === null || row === null) return null;
  const kind = act.head.type.startsWith("message.") ? "message" : "annotation";
  return { kind: "note", item, authorId: row.actor_id, notice: { kind, item: item.itemId } };
}

const EVIDENCE_NOUNS: ReadonlySet<string> = new Set(["evidence", "evidence-set", "supplement", "completeness"]);

/** Who works on an item hears of a set that is closed; what comes before it is for agency and staff. */
async function loadEvidence(db: Transaction, { head }: Act): Promise<FeedFacts | null> {
  const item = await findItem(db, head.item as string);
  if (item === null) return null;
  const isSeen = head.type === "evidence-set.frozen" || item.evidenceSet === null;
  return { kind: "evidence", item, action: isSeen ? "evidence.read" : "completeness.read" };
}

/** Said by a member after the opening. */
const OPEN_TYPES: ReadonlySet<string> = new Set(["score.changed", "score.kept", "opinion.recorded"]);

async function loadScore(db: Transaction, entered: Entered): Promise<FeedFacts | null> {
  const { head } = entered.act;
  const item = await findItem(db, head.item as string);
  if (item === null) return null;
  const isOpen = OPEN_TYPES.has(head.type);
  // The count of seals moves with the first seal and with a withdrawal, not with a replacement.
  const movesCount =
    head.type === "score.withdrawn" || (!isOpen && (await isFirstSeal(db, entered, item.evidenceSetSeq)));
  return { kind: "score", item, authorId: head.actor, isOpen, movesCount };
}

async function isFirstSeal(
  db: Transaction,
  { seq, act: { head } }: Entered,
  evidenceSetSeq: number | null,
): Promise<boolean> {
  if (head.expects === 0) return true;
  // A seal after a withdrawal counts again: the version before it was no standing seal. So does the first answer to
  // a new evidence set, be it a replacement or a word that the seal stands.
  const before = await db
    .selectFrom("ledger_head")
    .select(["type", "seq"])
    .where("item_id", "=", head.item as string)
    .where("actor_id", "=", head.actor)
    .where("type", "in", ["score.sealed", "score.withdrawn", "score.reaffirmed"])
    .where("seq", "<", seq)
    .orderBy("seq", "desc")
    .executeTakeFirst();
  if (before?.type === "score.withdrawn") return true;
  return evidenceSetSeq !== null && (before?.seq ?? 0) < evidenceSetSeq && evidenceSetSeq < seq;
}

async function loadCase(db: Transaction, { head }: Act): Promise<FeedFacts | null> {
  const row = await findCase(db, head.case as string);
  const item = row === null ? null : await findItem(db, row.item_id);
  if (row === null || item === null) return null;
  // Whose stake in it is asked by those who decide a case; to read it, it does not matter.
  const one = await toCaseFacts(db, { row, item, accountId: "" });
  return { kind: "case", caseId: row.id, one, hasIndex: head.type === "case.decision-approved" };
}

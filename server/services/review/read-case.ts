import { findActor, listMembers } from "../../../db/queries/actors.ts";
import { listEvidence } from "../../../db/queries/annotations.ts";
import { type CaseRow, findCase, listCaseActs, toCaseFacts } from "../../../db/queries/cases.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { getComponent } from "../commands/item-context.ts";
import type { PageServices } from "../page-services.ts";
import { type CaseActs, readCaseActs } from "./case-acts.ts";
import { canReadDocument } from "../evidence/read-document.ts";
import { type DryRun, readRecordedEffect, type RecordedEffect, runDry } from "./case-effect.ts";
import { type CaseLine, toCaseLine } from "./case-line.ts";
import { type FinalScore, type MemberView, type NamedScore, readFinalScores } from "./case-scores.ts";
import { readNamedScores, toMember } from "./case-scores.ts";

/** One thing that happened in a case. Who did it is told as an office, never as a person. */
export interface CaseStep {
  readonly seq: number;
  /** Event type. */
  readonly type: string;
  readonly at: string;
  /** Done by the person who asks. */
  readonly isOwn: boolean;
}

export interface CaseView extends CaseLine {
  /** UTC instant of the request. */
  readonly now: string;
  readonly itemId: string;
  readonly panelNumber: number;
  readonly claim: string;
  /** Reason of admission or refusal; null before either. */
  readonly admissionReason: string | null;
  /** Oldest first; only what the person may know of. */
  readonly steps: readonly CaseStep[];
  /** The contested final score; null for a reviewer who has not sealed yet. */
  readonly before: FinalScore | null;
  /** The final score that the decision gave; null before it. */
  readonly after: FinalScore | null;
  readonly evidence: readonly { id: string; number: string; name: string; issuedOn: string; pageCount: number }[];
  /** Whether the item's own page is open to the person. */
  readonly hasItemPage: boolean;
  /** Null: not for this person, or none assigned. */
  readonly reviewer: MemberView | null;
  /** Null: not for this person, or not yet. */
  readonly scores: { readonly panel: readonly NamedScore[]; readonly review: NamedScore | null } | null;
  readonly proposal: { seq: number; isOwn: boolean; value: ScoreValue; reason: string } | null;
  /** Why the last proposal was returned; null when none was, or not for this person. */
  readonly returnReason: string | null;
  readonly acts: CaseActs;
  /** Effect on value and rank: for secretariat, council and auditor only. */
  readonly effect: RecordedEffect | null;
  readonly dryRun: DryRun | null;
}

/** @throws Refusal `thing.absent` for those who may not know of the case, as for one that is not there. */
export async function readCase(services: PageServices, account: { id: string }, caseId: string): Promise<CaseView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  const row = await findCase(db, caseId);
  const item = row === null ? null : await findItem(db, row.item_id);
  if (actor === null || row === null || item === null) throw new Refusal("thing.absent");
  const facts = await toCaseFacts(db, { row, item, accountId: actor.accountId });
  const thing = { kind: "case", case: facts } as const;
  if (can(actor, "case.read", thing, now) !== "yes") throw new Refusal("thing.absent");
  const mayReadScores = can(actor, "case.read-panel-scores", thing, now) === "yes";
  const mayReadFinal = mayReadScores || can(actor, "decision.read", { kind: "item", item }, now) === "yes";
  const isReviewer = actor.seats.some((seat) => seat.actorId === row.reviewer_id);
  const { round, framework } = await getRoundFramework(db, item.roundId);
  const component = await getComponent({ trx: db }, item);
  const names = await listEntityNames(db);
  const members = await listMembers(db, item.roundId);
  const { before, after } = await readFinalScores(db, row);
  const scores = await readNamedScores(db, { row, item });
  const proposal = mayReadScores ? toProposal(row, actor) : null;
  const mayReadIndex =
    can(actor, "index.read", { kind: "round", roundId: round.id, phase: item.roundPhase }, now) === "yes" &&
    mayReadScores &&
    !isReviewer;
  const wanted = row.state === "closed" ? null : (proposal?.value ?? scores.review?.value ?? null);
  const given = { db, actor, now, row, item, facts, component, before, review: scores.review };
  return {
    ...toCaseLine(row, { round, framework, indicator: item.indicator, names }),
    now,
    itemId: item.itemId,
    panelNumber: members.find((one) => one.panelId === item.panelId)?.panelNumber ?? 0,
    claim: row.claim,
    admissionReason: row.admission_reason,
    steps: await listSteps(services, row, { actor, mayReadScores, isReviewer }),
    before: mayReadFinal ? before : null,
    after: mayReadFinal ? after : null,
    evidence: await listDocuments(services, { actor, now }, item),
    hasItemPage: isReviewer || mayReadScores,
    reviewer: mayReadScores || isReviewer ? toMember(members, row.reviewer_id) : null,
    scores: mayReadScores ? scores : null,
    proposal,
    returnReason: mayReadScores && row.state === "re-scored" ? row.decision_reason : null,
    acts: await readCaseActs(given),
    effect: mayReadIndex ? await readRecordedEffect(services, row.id) : null,
    dryRun: mayReadIndex && wanted !== null ? await runDry(services, { row, item, value: wanted, names }) : null,
  };
}

function toProposal(row: CaseRow, actor: Actor): CaseView["proposal"] {
  const value = toScoreValue(row.proposed_value_state, row.proposed_milli_points);
  if (value === null || row.proposal_seq === null) return null;
  const isOwn = listActorIds(actor).includes(row.proposed_by ?? "");
  return { seq: row.proposal_seq, isOwn, value, reason: row.proposal_reason ?? "" };
}

/** What the agency is told of the way: that it is open, admitted or refused, and decided. */
const TOLD_TO_ALL: ReadonlySet<string> = new Set([
  "case.opened",
  "case.admitted",
  "case.refused",
  "case.decision-approved",
]);

async function listSteps(
  services: PageServices,
  row: CaseRow,
  asked: { actor: Actor; mayReadScores: boolean; isReviewer: boolean },
): Promise<CaseStep[]> {
  const own = listActorIds(asked.actor);
  const acts = await listCaseActs(services.database.reader, row.id);
  const isTold = (type: string): boolean =>
    asked.mayReadScores || TOLD_TO_ALL.has(type) || (asked.isReviewer && type === "case.assigned");
  return acts
    .filter(({ type }) => isTold(type))
    .map(({ seq, type, at, actorId }) => ({ seq, type, at, isOwn: own.includes(actorId) }));
}

async function listDocuments(
  services: PageServices,
  asking: { actor: Actor; now: string },
  item: ItemRow,
): Promise<CaseView["evidence"]> {
  const rows = await listEvidence(services.database.reader, item.itemId);
  const readable = rows.filter((row) => canReadDocument(asking, item, row) === "yes");
  return readable.map(({ id, number, name, issued_on, page_count }) => ({
    id,
    number,
    name,
    issuedOn: issued_on,
    pageCount: page_count,
  }));
}

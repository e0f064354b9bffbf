import { deleteVersions } from "../../../db/queries/document-versions.ts";
import { emptyDocument } from "../../../db/queries/documents.ts";
import { findHead } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Act } from "../../domain/event/act.ts";
import type { EventType, TextPart } from "../../domain/event/catalogue.ts";
import { ERASED_TEXT } from "../../domain/event/erased-text.ts";
import { toContentColumns } from "../annotation/content-columns.ts";

interface Erasing {
  readonly trx: Transaction;
  readonly seq: number;
  /** As it reads from now on: each string of its text is `ERASED_TEXT`. */
  readonly act: Act;
}

/** Events that have a text. */
type TextType = { [T in EventType]: string extends keyof TextPart<T> ? never : T }[EventType];

/**
 * Takes an erased text out of the projections: afterwards they are what a replay gives, which reads it as erased.
 *
 * A text that was never disclosed to a projection, or was replaced there by a later entry's, is in none.
 */
export async function eraseProjections(erasing: Erasing): Promise<void> {
  const { type } = erasing.act.head;
  if (Object.hasOwn(ERASERS, type)) await ERASERS[type as TextType](erasing);
}

const inNoProjection = (): Promise<void> => Promise.resolve();

const ERASERS: Readonly<Record<TextType, (erasing: Erasing) => Promise<void>>> = {
  "score.sealed": eraseJustification,
  "score.changed": eraseChange,
  "score.kept": eraseChange,
  "annotation.created": eraseAnnotation,
  "annotation.revised": eraseAnnotation,
  "annotation.hidden": eraseHidingReason,
  "message.posted": eraseMessage,
  "message.revised": eraseMessage,
  "evidence.added": eraseEvidence,
  "evidence.explained": eraseExplanation,
  "supplement.requested": eraseSupplement,
  "item.finalised": eraseDecision,
  "opinion.recorded": eraseOpinion,
  "case.opened": eraseClaim,
  "case.admitted": eraseAdmission,
  "case.refused": eraseAdmission,
  "case.decision-proposed": eraseProposal,
  "case.decision-approved": async (erasing) => {
    await eraseDecision(erasing);
    await eraseDecisionReason(erasing);
  },
  "case.decision-returned": eraseDecisionReason,
  "erasure.proposed": eraseErasure,
  "batch.opening-proposed": inNoProjection,
  "round.change-proposed": eraseChangeReason,
  "round.change-confirmed": inNoProjection,
  "round.change-withdrawn": eraseWithdrawalReason,
  "assignment.move-proposed": inNoProjection,
  "assignment.moved": inNoProjection,
  "conflict.proposed": inNoProjection,
  "conflict.pinned": inNoProjection,
  "log.created": inNoProjection,
  "log.key-rotated": inNoProjection,
  "log.witness-policy-changed": inNoProjection,
  "parts-key.rotated": inNoProjection,
};

/** Whether no later entry of these types by the same hand, on the same item and case, took the place of this one. */
async function isNewest({ trx, seq, act }: Erasing, types: readonly EventType[], isOneHand: boolean): Promise<boolean> {
  const { item, case: caseId, actor } = act.head;
  const later = await findHead(trx, {
    types,
    after: seq,
    itemId: item ?? null,
    caseId: caseId ?? null,
    ...(isOneHand ? { actorId: actor } : {}),
  });
  return later === null;
}

async function eraseJustification(erasing: Erasing): Promise<void> {
  const { trx, seq, act } = erasing;
  const { item, actor, case: caseId } = act.head;
  // The expert's own draft says the same words. What a browser still has of them fits no document any more.
  const name = `draft/${item}/${actor}`;
  await emptyDocument(trx, name, `erased-${seq}`);
  await deleteVersions(trx, name);
  if (!(await isNewest(erasing, ["score.sealed"], true))) return;
  await trx
    .updateTable("score")
    .set({ justification: ERASED_TEXT })
    .where("item_id", "=", item ?? "")
    .where("actor_id", "=", actor)
    .where("case_id", "=", caseId ?? "")
    .where("justification", "is not", null)
    .execute();
}

async function eraseChange({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("score_change").set({ reason: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseChangeReason({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("round_change").set({ reason: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseWithdrawalReason({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("round_change").set({ settled_reason: ERASED_TEXT }).where("settled_seq", "=", seq).execute();
}

async function eraseAnnotation({ trx, seq, act }: Erasing): Promise<void> {
  await trx
    .updateTable("annotation")
    .set(toContentColumns(act as Act<"annotation.created">))
    .where("seq", "=", seq)
    .where("anchor", "is not", null)
    .execute();
}

async function eraseHidingReason({ trx, seq }: Erasing): Promise<void> {
  for (const table of ["annotation", "message"] as const) {
    await trx.updateTable(table).set({ hidden_reason: ERASED_TEXT }).where("hidden_seq", "=", seq).execute();
  }
}

async function eraseMessage({ trx, seq }: Erasing): Promise<void> {
  await trx
    .updateTable("message")
    .set({ body: ERASED_TEXT })
    .where("seq", "=", seq)
    .where("body", "is not", null)
    .execute();
}

async function eraseEvidence({ trx, seq }: Erasing): Promise<void> {
  const described = { number: ERASED_TEXT, name: ERASED_TEXT, abstract: ERASED_TEXT };
  const erased = { ...described, file_name: ERASED_TEXT, signers: ERASED_TEXT };
  await trx.updateTable("evidence").set(erased).where("seq", "=", seq).execute();
}

async function eraseExplanation({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("explanation").set({ reason: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseSupplement({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("supplement").set({ reason: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseDecision({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("decision").set({ reason: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseOpinion({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("minority_opinion").set({ opinion: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseClaim({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("review_case").set({ claim: ERASED_TEXT }).where("seq", "=", seq).execute();
}

async function eraseAdmission({ trx, act }: Erasing): Promise<void> {
  await trx
    .updateTable("review_case")
    .set({ admission_reason: ERASED_TEXT })
    .where("id", "=", act.head.case ?? "")
    .execute();
}

async function eraseProposal({ trx, seq }: Erasing): Promise<void> {
  const row = await trx
    .selectFrom("review_case")
    .select(["id", "decision_reason"])
    .where("proposal_seq", "=", seq)
    .executeTakeFirst();
  if (row === undefined) return;
  await trx.updateTable("review_case").set({ proposal_reason: ERASED_TEXT }).where("id", "=", row.id).execute();
  // Who approved without a word of their own adopted the proposer's.
  if ((row.decision_reason ?? "").trim() !== "") return;
  await trx.updateTable("decision").set({ reason: ERASED_TEXT }).where("case_id", "=", row.id).execute();
}

async function eraseDecisionReason(erasing: Erasing): Promise<void> {
  if (!(await isNewest(erasing, ["case.decision-approved", "case.decision-returned"], false))) return;
  await erasing.trx
    .updateTable("review_case")
    .set({ decision_reason: ERASED_TEXT })
    .where("id", "=", erasing.act.head.case ?? "")
    .execute();
}

async function eraseErasure({ trx, seq }: Erasing): Promise<void> {
  await trx.updateTable("erasure").set({ reason: ERASED_TEXT }).where("seq", "=", seq).execute();
}

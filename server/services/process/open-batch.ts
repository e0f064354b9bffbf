import type { Selectable } from "kysely";
import type { BatchTable } from "../../../db/schema/round-table.ts";
import { findAccountId, listMembers } from "../../../db/queries/actors.ts";
import { findBatch, listBatchItems } from "../../../db/queries/items.ts";
import { listUnsettledItems } from "../../../db/queries/evidence.ts";
import { followBatches } from "../../../db/queries/rounds.ts";
import { listConflicts } from "../../../db/queries/panels.ts";
import { type BallotRow, listBatchScores, toDetailColumns, toValueColumns } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import { type Act, parseParts } from "../../domain/event/act.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { listMissingSeals } from "../../domain/process/missing-seals.ts";
import { isOnEvidenceSet } from "../../domain/process/on-evidence-set.ts";
import type { BatchFacts, BatchPhase } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import { toContentColumns } from "../annotation/content-columns.ts";
import { type DecideContext, defineHandler, demand, demandField, type ProjectContext } from "../commands/handler.ts";
import { toReadable } from "../ledger/parts-box.ts";

/** The chair proposes to open a batch: every assigned expert has sealed every item, or is named missing, with why. */
export const proposeOpening = defineHandler({
  type: "batch.opening-proposed",
  decide: async (context, act) => {
    const batch = await demandBatch(context, act.head.batch, "batch.propose-opening");
    await demandSettled(context, batch.id);
    const missing = await listMissing(context.trx, batch);
    if (missing.length > 0 && act.text.reason.trim() === "") {
      throw new Refusal("batch.seals-missing", { missing: missing.length });
    }
    return { facts: batchFacts(batch), value: { missing } };
  },
  project: async ({ trx, seq }, act) => {
    await trx
      .updateTable("batch")
      .set({ proposal_seq: seq, proposed_by: act.head.actor })
      .where("id", "=", act.head.batch as string)
      .execute();
  },
});

/**
 * Another person confirms, and every seal of the batch becomes readable to its panel at once. The confirmation names
 * the proposal and each seal that it opens: it is refused when anything was sealed or withdrawn in between.
 */
export const openBatch = defineHandler({
  type: "batch.opened",
  decide: async (context, act) => {
    const batch = await demandBatch(context, act.head.batch, "batch.confirm-opening");
    await demandSettled(context, batch.id);
    const seals = (await listBatchScores(context.trx, batch.id)).map((score) => score.seq);
    if (batch.proposal_seq === null || act.value.proposal !== batch.proposal_seq) {
      throw new Refusal("batch.proposal-moved");
    }
    await demandUnchanged(context, batch);
    // A part that does not open or does not say what its entry is stops the opening before anything is written.
    await readActs(context, seals);
    return { facts: batchFacts(batch), value: { proposal: batch.proposal_seq, seals } };
  },
  project: async (context, act) => {
    const { trx, seq, at } = context;
    const batchId = act.head.batch as string;
    await trx
      .updateTable("batch")
      .set({ phase: "reconciliation", opened_seq: seq, opened_at: at })
      .where("id", "=", batchId)
      .execute();
    await trx.updateTable("item").set({ state: "opened" }).where("batch_id", "=", batchId).execute();
    await followBatches(trx, act.head.round as string);
    await discloseScores(context, act.value.seals);
    await discloseAnnotations(context, batchId);
    await discloseMessages(context, batchId);
  },
});

async function demandBatch(
  context: DecideContext,
  batchId: string | undefined,
  action: "batch.propose-opening" | "batch.confirm-opening",
): Promise<Selectable<BatchTable>> {
  const batch = await findBatch(context.trx, demandField(batchId, "head.batch"));
  if (batch === null) throw new Refusal("thing.absent");
  const facts = await toBatchFacts(context.trx, batch);
  if (action === "batch.confirm-opening" && facts.proposedByAccountId === context.actor.accountId) {
    throw new Refusal("two-persons.same-person", { attempted: "batch.opened" });
  }
  demand(context, action, { kind: "batch", batch: facts });
  return batch;
}

/** What the rules ask of a batch. */
export async function toBatchFacts(db: Transaction, batch: Selectable<BatchTable>): Promise<BatchFacts> {
  const round = await db.selectFrom("round").select("phase").where("id", "=", batch.round_id).executeTakeFirstOrThrow();
  return {
    roundId: batch.round_id,
    roundPhase: round.phase as RoundPhase,
    panelId: batch.panel_id,
    phase: batch.phase as BatchPhase,
    proposedByAccountId: batch.proposed_by === null ? null : await findAccountId(db, batch.proposed_by),
  };
}

/** Head fields that every act on a batch has. */
export function batchFacts(batch: Selectable<BatchTable>) {
  return { round: batch.round_id, panel: batch.panel_id, batch: batch.id };
}

/** After the opening no seal can be replaced: what the agency was asked for has to be in, and in the set. */
async function demandSettled({ trx, now }: DecideContext, batchId: string): Promise<void> {
  const unsettled = await listUnsettledItems(trx, batchId, now);
  if (unsettled.length > 0) throw new Refusal("batch.evidence-unsettled", { items: unsettled.length });
}

async function listMissing(trx: Transaction, batch: Selectable<BatchTable>) {
  return listMissingSeals(await readBallots(trx, batch));
}

/** Which ballots of a batch are due, and which are in: what the rule of missing seals is asked with. */
export async function readBallots(trx: Transaction, batch: Selectable<BatchTable>) {
  const experts = (await listMembers(trx, batch.round_id)).filter(
    (member) => member.panelId === batch.panel_id && member.duty === "expert",
  );
  const scores = await listBatchScores(trx, batch.id);
  const items = await listBatchItems(trx, batch.id);
  const places = new Map(items.map((item) => [item.itemId, item]));
  return {
    items,
    actorIds: experts.map((expert) => expert.actorId),
    recused: await listConflicts(trx, batch.round_id),
    sealed: scores.map((score) => toBallot(score, places.get(score.item_id))),
  };
}

/** A seal as the rule of missing seals looks at it. */
export function toBallot(
  score: BallotRow,
  item: { readonly evidenceSetSeq: number | null; readonly rubricSeq: number | null } | undefined,
) {
  const place = { seq: score.seq, reaffirmedSeq: score.reaffirmed_seq };
  // A word that a seal stands is enough for another evidence set, not for another rubric.
  const isOnRubric = score.seq > (item?.rubricSeq ?? -1);
  const isConfirmed = isOnRubric && isOnEvidenceSet(place, item?.evidenceSetSeq ?? null);
  return { actorId: score.actor_id, itemId: score.item_id, seq: score.seq, isConfirmed };
}

/** The proposal listed who is missing; a seal given or withdrawn since makes it another proposal. */
async function demandUnchanged(context: DecideContext, batch: Selectable<BatchTable>): Promise<void> {
  const [proposal] = await readActs(context, [batch.proposal_seq as number]);
  const proposed = (proposal as Act<"batch.opening-proposed">).value.missing;
  if (canonicalJson(proposed) !== canonicalJson((await listMissing(context.trx, batch)).map((one) => ({ ...one })))) {
    throw new Refusal("batch.proposal-moved");
  }
}

/** @throws Error when a part does not open or does not parse. */
export async function readActs(context: Pick<ProjectContext, "readParts">, seqs: readonly number[]): Promise<Act[]> {
  const parts = await context.readParts(seqs);
  return seqs.map((seq) => {
    const row = parts.get(seq);
    if (row === undefined) throw new Error(`entry ${seq} has no parts`);
    const parsed = parseParts(toReadable(row));
    if (!parsed.ok) throw new Error(`parts of entry ${seq} do not parse`);
    return parsed.act;
  });
}

async function discloseScores(context: ProjectContext, seals: readonly number[]): Promise<void> {
  const acts = (await readActs(context, seals)) as Act<"score.sealed">[];
  for (const [position, act] of acts.entries()) {
    const { value_state, milli_points } = toValueColumns(act.value.value);
    await context.trx
      .updateTable("score")
      .set({
        state: "opened",
        value_state,
        milli_points,
        sealed_value_state: value_state,
        sealed_milli_points: milli_points,
        ...toDetailColumns(act.value),
        confidence: act.value.confidence,
        justification: act.text.justification,
        cites: canonicalJson(act.head.cites ?? []),
      })
      .where("seq", "=", seals[position] as number)
      .where("item_id", "=", act.head.item as string)
      .execute();
  }
}

async function discloseAnnotations(context: ProjectContext, batchId: string): Promise<void> {
  const rows = await context.trx
    .selectFrom("annotation")
    .innerJoin("item", "item.id", "annotation.item_id")
    .select(["annotation.id", "annotation.seq"])
    .where("item.batch_id", "=", batchId)
    .where("annotation.state", "=", "private")
    .orderBy("annotation.seq")
    .execute();
  const acts = (await readActs(
    context,
    rows.map((row) => row.seq),
  )) as Act<"annotation.created">[];
  for (const [position, act] of acts.entries()) {
    await context.trx
      .updateTable("annotation")
      .set({ state: "panel", ...toContentColumns(act) })
      .where("id", "=", rows[position]?.id as string)
      .execute();
  }
}

async function discloseMessages(context: ProjectContext, batchId: string): Promise<void> {
  const rows = await context.trx
    .selectFrom("message")
    .innerJoin("item", "item.id", "message.item_id")
    .innerJoin("annotation", "annotation.id", "message.annotation_id")
    .select(["message.id", "message.seq"])
    .where("item.batch_id", "=", batchId)
    .where("message.state", "=", "private")
    .where("annotation.state", "!=", "removed")
    .orderBy("message.seq")
    .execute();
  const acts = (await readActs(
    context,
    rows.map((row) => row.seq),
  )) as Act<"message.posted">[];
  for (const [position, act] of acts.entries()) {
    await context.trx
      .updateTable("message")
      .set({ state: "panel", body: act.text.body })
      .where("id", "=", rows[position]?.id as string)
      .execute();
  }
}

import type { CaseRow } from "../../../db/queries/cases.ts";
import { setItemState } from "../../../db/queries/items.ts";
import { findScore, toScoreValue, toValueColumns } from "../../../db/queries/scores.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findLevel } from "../../domain/scoring/rubric.ts";
import { checkScore } from "../../domain/scoring/check-score.ts";
import { isSameScoreValue, type ScoreValue } from "../../domain/scoring/value.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler } from "../commands/handler.ts";
import { getComponent } from "../commands/item-context.ts";
import { demandCase } from "./case-context.ts";
import { updateCase } from "./handle-case.ts";

/**
 * An officer proposes the outcome: the standing value, or the one that the fresh reviewer gave. A proposal to change
 * what the reviewer did not find is refused: the test is the rubric applied to the evidence, not another opinion.
 */
export const proposeDecision = defineHandler({
  type: "case.decision-proposed",
  decide: async (context, act) => {
    const { facts, row, item } = await demandCase(context, act.head.case, {
      action: "case.propose",
      states: ["re-scored"],
    });
    const { value } = act.value;
    const standing = await getDecided(context.trx, item.itemId, item.decisionVersion);
    const reviewed = await getReviewed(context.trx, row);
    if (!isSameScoreValue(value, standing) && !isSameScoreValue(value, reviewed)) {
      throw new Refusal("case.value-unsupported");
    }
    const component = await getComponent(context, item);
    const level =
      value.state === "number" && component.rubric !== null
        ? findLevel(component.rubric, value.milliPoints, component.maxMilliPoints)
        : null;
    // The standing value is what an aggregation gave and may lie between steps.
    const [problem] = isSameScoreValue(value, standing) ? [] : checkScore({ indicator: component, value, level });
    if (problem !== undefined) throw new Refusal(problem.code, problem.detail);
    return { facts: { ...facts, expects: item.decisionVersion }, value: { value } };
  },
  project: async ({ trx, seq }, act) => {
    const { value_state, milli_points } = toValueColumns(act.value.value);
    await updateCase({ trx }, act.head.case, {
      state: "proposed",
      proposal_seq: seq,
      proposed_by: act.head.actor,
      proposed_value_state: value_state,
      proposed_milli_points: milli_points,
      proposal_reason: act.text.reason,
    });
  },
});

/** Another officer approves exactly what was proposed; the new final score names the case. */
export const approveDecision = defineHandler({
  type: "case.decision-approved",
  decide: async (context, act) => {
    const { facts, row, item } = await demandCase(context, act.head.case, {
      action: "case.decide",
      states: ["proposed"],
    });
    const old = await getDecided(context.trx, item.itemId, item.decisionVersion);
    const proposed = toScoreValue(row.proposed_value_state, row.proposed_milli_points);
    if (proposed === null || act.value.proposal !== row.proposal_seq) throw new Refusal("case.proposal-moved");
    return {
      facts: { ...facts, expects: item.decisionVersion },
      value: { proposal: row.proposal_seq, old, new: proposed },
    };
  },
  project: async ({ trx, seq, at }, act) => {
    const itemId = act.head.item as string;
    const version = (act.head.expects ?? 0) + 1;
    // Who only agrees adopts the proposer's reason: no final score goes out without one.
    const proposal = await trx
      .selectFrom("review_case")
      .select("proposal_reason")
      .where("id", "=", act.head.case as string)
      .executeTakeFirstOrThrow();
    const before = await trx
      .selectFrom("decision")
      .selectAll()
      .where("item_id", "=", itemId)
      .where("version", "=", version - 1)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto("decision")
      .values({
        ...before,
        version,
        ...toValueColumns(act.value.new),
        rule: "review",
        reason: act.text.reason.trim() === "" ? (proposal.proposal_reason ?? "") : act.text.reason,
        case_id: act.head.case as string,
        actor_id: act.head.actor,
        seq,
        at,
      })
      .execute();
    await trx.updateTable("item").set({ decision_version: version }).where("id", "=", itemId).execute();
    await setItemState(trx, itemId, "final");
    await updateCase({ trx }, act.head.case, {
      state: "closed",
      decided_by: act.head.actor,
      decision_reason: act.text.reason,
      closed_at: at,
    });
  },
});

/** Another officer returns the proposal with the reason; it can be proposed anew. */
export const returnDecision = defineHandler({
  type: "case.decision-returned",
  decide: async (context, act) => {
    const { facts, row } = await demandCase(context, act.head.case, { action: "case.decide", states: ["proposed"] });
    if (act.value.proposal !== row.proposal_seq) throw new Refusal("case.proposal-moved");
    return { facts, value: { proposal: act.value.proposal } };
  },
  project: async ({ trx }, act) => {
    await updateCase({ trx }, act.head.case, {
      state: "re-scored",
      proposal_seq: null,
      proposed_by: null,
      proposed_value_state: null,
      proposed_milli_points: null,
      proposal_reason: null,
      decision_reason: act.text.reason,
    });
  },
});

async function getDecided(db: Transaction, itemId: string, version: number): Promise<ScoreValue> {
  const row = await db
    .selectFrom("decision")
    .select(["value_state", "milli_points"])
    .where("item_id", "=", itemId)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
  return toScoreValue(row.value_state, row.milli_points) as ScoreValue;
}

async function getReviewed(db: Transaction, row: CaseRow): Promise<ScoreValue> {
  const key = { itemId: row.item_id, actorId: row.reviewer_id ?? "", caseId: row.id };
  const score = await findScore(db, key);
  const value = score === null ? null : toScoreValue(score.value_state, score.milli_points);
  if (value === null) throw new Refusal("case.other-state", { state: row.state });
  return value;
}

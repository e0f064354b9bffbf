import { hasStake } from "../../../db/queries/cases.ts";
import { findAccountId, listMembers } from "../../../db/queries/actors.ts";
import { setItemState } from "../../../db/queries/items.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, type ProjectContext } from "../commands/handler.ts";
import { demandCase } from "./case-context.ts";

/** An officer finds a request admissible: it can be assigned. */
export const admitCase = defineHandler({
  type: "case.admitted",
  decide: async (context, act) => {
    const { facts } = await demandCase(context, act.head.case, { action: "case.admit", states: ["opened"] });
    return { facts };
  },
  project: async ({ trx }, act) => {
    await updateCase({ trx }, act.head.case, {
      state: "admissible",
      admission_reason: act.text.reason,
      admitted_by: act.head.actor,
    });
  },
});

/** An officer finds a request inadmissible, with the reason; the score is final again. */
export const refuseCase = defineHandler({
  type: "case.refused",
  decide: async (context, act) => {
    const { facts } = await demandCase(context, act.head.case, { action: "case.admit", states: ["opened"] });
    return { facts };
  },
  project: async ({ trx, at }, act) => {
    await updateCase({ trx }, act.head.case, {
      state: "inadmissible",
      admission_reason: act.text.reason,
      admitted_by: act.head.actor,
      closed_at: at,
    });
    await setItemState(trx, act.head.item as string, "final");
  },
});

/** An officer gives the case to an expert with fresh eyes: no entry on the item, no conflict, another panel. */
export const assignCase = defineHandler({
  type: "case.assigned",
  decide: async (context, act) => {
    const { facts, item, row } = await demandCase(context, act.head.case, {
      action: "case.admit",
      states: ["admissible", "re-review"],
    });
    const reviewers = await listFreshReviewers(context, item);
    const reviewer = reviewers.find((one) => one.actorId === act.head.subject);
    if (reviewer === undefined) throw new Refusal("fresh-eyes.reviewer", { case: row.id });
    return { facts: { ...facts, subject: reviewer.actorId } };
  },
  project: async ({ trx }, act) => {
    await updateCase({ trx }, act.head.case, { state: "re-review", reviewer_id: act.head.subject as string });
  },
});

/** Experts who may re-score the item, ordered by panel and letter. */
export async function listFreshReviewers(
  context: Pick<DecideContext, "trx" | "now">,
  item: { itemId: string; roundId: string; panelId: string; entityId: string },
) {
  const fresh = [];
  for (const member of await listMembers(context.trx, item.roundId)) {
    if (member.panelId === item.panelId || member.duty !== "expert") continue;
    const accountId = await findAccountId(context.trx, member.actorId);
    if (accountId === null) continue;
    const { itemId, entityId } = item;
    if (!(await hasStake(context.trx, { accountId, itemId, entityId }))) fresh.push(member);
  }
  return fresh;
}

/** Columns of a case that its acts set. */
export async function updateCase(
  { trx }: Pick<ProjectContext, "trx">,
  caseId: string | undefined,
  columns: Partial<{
    state: string;
    admission_reason: string;
    admitted_by: string;
    reviewer_id: string;
    proposal_seq: number | null;
    proposed_by: string | null;
    proposed_value_state: string | null;
    proposed_milli_points: number | null;
    proposal_reason: string | null;
    decided_by: string;
    decision_reason: string;
    closed_at: string;
  }>,
): Promise<void> {
  await trx
    .updateTable("review_case")
    .set(columns)
    .where("id", "=", caseId as string)
    .execute();
}

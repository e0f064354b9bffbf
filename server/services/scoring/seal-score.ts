import { findCase, toCaseFacts } from "../../../db/queries/cases.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import { insertFirstChoice } from "../../../db/queries/first-choices.ts";
import { findScore, toDetailColumns, toValueColumns, upsertScore } from "../../../db/queries/scores.ts";
import type { Act } from "../../domain/event/act.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { NO_DETAIL } from "../../domain/scoring/choice.ts";
import { checkScore } from "../../domain/scoring/check-score.ts";
import { seatFor } from "../../domain/policy/seat-of.ts";
import { Refusal } from "../../domain/refusal.ts";
import { checkCites } from "../annotation/check-cites.ts";
import { type DecideContext, defineHandler, demand } from "../commands/handler.ts";
import { demandItem, getComponent, itemFacts } from "../commands/item-context.ts";
import { demandBallotInTime } from "../process/round-standing.ts";

/**
 * An expert seals a score, or replaces their seal, before the batch opens. Nothing but state, version and place in the
 * log is kept in the clear. With a case in the head it is a fresh reviewer's re-score, disclosed at once to those who
 * decide: there is nobody left to be blind to.
 */
export const sealScore = defineHandler({
  type: "score.sealed",
  decide: async (context, act) => {
    const item = await (act.head.case === undefined
      ? demandItem(context, act.head.item, "score.seal")
      : demandReview(context, act));
    const caseId = act.head.case ?? "";
    if (caseId === "") demandBallotInTime(context.now, item);
    const standing = await findScore(context.trx, { itemId: item.itemId, actorId: context.actingAs, caseId });
    const version = standing?.version ?? 0;
    if (act.head.expects !== version) {
      throw new Refusal("score.version-conflict", { expected: act.head.expects ?? 0, actual: version });
    }
    demandOwnSeat(context, item, act.head.case !== undefined);
    const component = await getComponent(context, item);
    const { value } = act.value;
    if (value.state === "blank") throw new Refusal("score.blank");
    const [problem] = checkScore({ indicator: component, ...act.value });
    if (problem !== undefined) throw new Refusal(problem.code, problem.detail);
    if (act.text.justification.trim() === "") throw new Refusal("score.justification-missing");
    const facts = itemFacts(item);
    return {
      facts: {
        ...facts,
        ...(act.head.case === undefined ? {} : { case: act.head.case }),
        expects: version,
        rubric: item.rubricHash,
        ...(item.evidenceSet === null ? {} : { evidenceSet: item.evidenceSet }),
        cites: await checkCites(context, item, act.head.cites ?? []),
      },
    };
  },
  project: async ({ trx, seq }, act) => {
    const isReview = act.head.case !== undefined;
    const { value, confidence } = act.value;
    await upsertScore(trx, {
      item_id: act.head.item as string,
      actor_id: act.head.actor,
      case_id: act.head.case ?? "",
      version: (act.head.expects ?? 0) + 1,
      state: "sealed",
      seq,
      ...(isReview ? toValueColumns(value) : { value_state: null, milli_points: null }),
      ...toDetailColumns(isReview ? act.value : NO_DETAIL),
      confidence: isReview ? confidence : null,
      justification: isReview ? act.text.justification : null,
      cites: isReview ? canonicalJson(act.head.cites ?? []) : null,
      sealed_value_state: null,
      sealed_milli_points: null,
      is_blind: 1,
    });
    // Who seals has chosen.
    if (!isReview) return insertFirstChoice(trx, act, seq);
    await trx
      .updateTable("review_case")
      .set({ state: "re-scored" })
      .where("id", "=", act.head.case as string)
      .execute();
  },
});

/** @throws Refusal when the command names another pseudonym of the person than the seat that scores the item. */
function demandOwnSeat(context: DecideContext, item: ItemRow, isReview: boolean): void {
  const seat = context.actor.seats.find((one) => one.actorId === context.actingAs);
  if (seat === undefined || (!isReview && seatFor(context.actor, item) !== seat)) throw new Refusal("actor.forbidden");
}

async function demandReview(context: DecideContext, act: Act<"score.sealed">): Promise<ItemRow> {
  const row = await findCase(context.trx, act.head.case as string);
  const item = row === null ? null : await findItem(context.trx, row.item_id);
  if (row === null || item === null) throw new Refusal("thing.absent");
  const facts = await toCaseFacts(context.trx, { row, item, accountId: context.actor.accountId });
  demand(context, "case.re-score", { kind: "case", case: facts });
  if (context.actingAs !== row.reviewer_id || act.head.item !== item.itemId) throw new Refusal("actor.forbidden");
  return item;
}

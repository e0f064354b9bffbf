import { findReaffirmation, findScore } from "../../../db/queries/scores.ts";
import { isOnEvidenceSet } from "../../domain/process/on-evidence-set.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";

/**
 * An expert says that their seal stands on an evidence set that was closed after it. The seal itself stays as it is,
 * unread; the other answer is to replace it.
 */
export const reaffirmScore = defineHandler({
  type: "score.reaffirmed",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "score.seal");
    const key = { itemId: item.itemId, actorId: context.actingAs };
    const standing = await findScore(context.trx, key);
    if (standing === null || standing.state !== "sealed") throw new Refusal("score.nothing-to-reaffirm");
    if (act.head.expects !== standing.version) {
      throw new Refusal("score.version-conflict", { expected: act.head.expects ?? 0, actual: standing.version });
    }
    const place = { seq: standing.seq, reaffirmedSeq: await findReaffirmation(context.trx, key) };
    if (item.evidenceSet === null || isOnEvidenceSet(place, item.evidenceSetSeq)) {
      throw new Refusal("score.nothing-to-reaffirm");
    }
    const facts = { ...itemFacts(item), expects: standing.version, evidenceSet: item.evidenceSet };
    return { facts };
  },
  project: async ({ trx, seq }, act) => {
    await trx
      .insertInto("reaffirmation")
      .values({ item_id: act.head.item as string, actor_id: act.head.actor, seq })
      .onConflict((conflict) => conflict.columns(["item_id", "actor_id"]).doUpdateSet({ seq }))
      .execute();
  },
});

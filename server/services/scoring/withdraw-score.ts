import { findScore } from "../../../db/queries/scores.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";

/** An expert takes their seal back before the batch opens; the entry of the seal stays in the log. */
export const withdrawScore = defineHandler({
  type: "score.withdrawn",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "score.seal");
    const standing = await findScore(context.trx, { itemId: item.itemId, actorId: context.actingAs });
    if (standing === null || standing.state !== "sealed") throw new Refusal("score.nothing-to-withdraw");
    if (act.head.expects !== standing.version) {
      throw new Refusal("score.version-conflict", { expected: act.head.expects ?? 0, actual: standing.version });
    }
    return { facts: { ...itemFacts(item), expects: standing.version } };
  },
  project: async ({ trx, seq }, act) => {
    await trx
      .updateTable("score")
      .set({ state: "withdrawn", version: (act.head.expects ?? 0) + 1, seq })
      .where("item_id", "=", act.head.item as string)
      .where("actor_id", "=", act.head.actor)
      .where("case_id", "=", "")
      .execute();
  },
});

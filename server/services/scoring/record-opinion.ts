import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { Refusal } from "../../domain/refusal.ts";
import { checkCites } from "../annotation/check-cites.ts";
import { defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";

/**
 * A member of the panel records a minority opinion on the final score that they saw: one a person and final score,
 * never taken back, as the score itself is not.
 *
 * @throws Refusal `item.version-conflict` when another final score stands, `opinion.exists` for a second one.
 */
export const recordOpinion = defineHandler({
  type: "opinion.recorded",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "opinion.record");
    const { decisionVersion } = item;
    if (act.head.expects !== decisionVersion) throw new Refusal("item.version-conflict", { actual: decisionVersion });
    const earlier = await context.trx
      .selectFrom("minority_opinion")
      .select("seq")
      .where("item_id", "=", item.itemId)
      .where("decision_version", "=", decisionVersion)
      .where("actor_id", "=", context.actingAs)
      .executeTakeFirst();
    if (earlier !== undefined) throw new Refusal("opinion.exists", { seq: earlier.seq });
    const cites = await checkCites(context, item, act.head.cites ?? []);
    return { facts: { ...itemFacts(item), expects: decisionVersion, cites }, value: {} };
  },
  project: async ({ trx, seq, at }, act) => {
    await trx
      .insertInto("minority_opinion")
      .values({
        item_id: act.head.item as string,
        decision_version: act.head.expects as number,
        actor_id: act.head.actor,
        opinion: act.text.opinion,
        cites: canonicalJson(act.head.cites ?? []),
        seq,
        at,
      })
      .execute();
  },
});

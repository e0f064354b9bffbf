import { nextCaseNumber } from "../../../db/queries/cases.ts";
import { findBatch, setItemState } from "../../../db/queries/items.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";

/**
 * An agency asks for a review of a final score of its own, on a ground, before the due date. The case takes the
 * command's id; the score is marked under review wherever it is used.
 */
export const openCase = defineHandler({
  type: "case.opened",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "case.open");
    const batch = await findBatch(context.trx, item.batchId);
    if (batch === null || batch.due_at <= context.now)
      throw new Refusal("case.too-late", { dueAt: batch?.due_at ?? "" });
    if (act.value.decisionVersion !== item.decisionVersion) {
      throw new Refusal("item.version-conflict", { actual: item.decisionVersion });
    }
    return {
      facts: { ...itemFacts(item), case: act.head.command, expects: item.decisionVersion },
      value: { ground: act.value.ground, decisionVersion: item.decisionVersion },
    };
  },
  project: async ({ trx, seq, at }, act) => {
    const { round, item, entity } = act.head;
    const batch = await trx
      .selectFrom("item")
      .innerJoin("batch", "batch.id", "item.batch_id")
      .select("batch.due_at")
      .where("item.id", "=", item as string)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto("review_case")
      .values({
        id: act.head.case as string,
        number: await nextCaseNumber(trx, round as string),
        round_id: round as string,
        item_id: item as string,
        entity_id: entity as string,
        state: "opened",
        ground: act.value.ground,
        claim: act.text.claim,
        opened_by: act.head.actor,
        opened_at: at,
        due_at: batch.due_at,
        seq,
      })
      .execute();
    await setItemState(trx, item as string, "under-review");
  },
});

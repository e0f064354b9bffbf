import { hasFirstChoice, insertFirstChoice } from "../../../db/queries/first-choices.ts";
import { Refusal } from "../../domain/refusal.ts";
import { seatFor } from "../../domain/policy/seat-of.ts";
import { checkChoice } from "../../domain/scoring/check-choice.ts";
import { defineHandler } from "../commands/handler.ts";
import { demandItem, getComponent, itemFacts } from "../commands/item-context.ts";

/**
 * An expert records what they pick first on an item, once and for good; from then on the agency's own score is sent to
 * them. The choice binds nobody: it need not be whole, and the score may become another one.
 */
export const recordChoice = defineHandler({
  type: "choice.recorded",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "score.seal");
    if (seatFor(context.actor, item)?.actorId !== context.actingAs) throw new Refusal("actor.forbidden");
    if (await hasFirstChoice(context.trx, item.itemId, [context.actingAs])) throw new Refusal("choice.exists");
    const [problem] = checkChoice(await getComponent(context, item), act.value);
    if (problem !== undefined) throw new Refusal(problem.code, problem.detail);
    return { facts: itemFacts(item) };
  },
  project: async ({ trx, seq }, act) => insertFirstChoice(trx, act, seq),
});

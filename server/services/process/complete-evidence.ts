import { listEvidence } from "../../../db/queries/annotations.ts";
import { closeSupplements, findExplanation, findOpenSupplement } from "../../../db/queries/evidence.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";
import { hashEvidenceSet } from "./evidence-set.ts";

/** The support team asks an agency for more until a date. */
export const requestSupplement = defineHandler({
  type: "supplement.requested",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "completeness.judge");
    await demandNoneOpen(context, item);
    const { supplement, until } = act.value;
    const standing = context.trx.selectFrom("supplement").select("id").where("id", "=", supplement);
    if ((await standing.executeTakeFirst()) !== undefined) throw new Refusal("supplement.exists");
    if (until <= context.now) throw new Refusal("supplement.until-past");
    return { facts: itemFacts(item) };
  },
  project: async ({ trx, seq, at }, act) => {
    const { supplement: id, until } = act.value;
    const itemId = act.head.item as string;
    await closeSupplements(trx, itemId);
    const row = { id, item_id: itemId, state: "open", reason: act.text.reason, until, seq, at };
    await trx.insertInto("supplement").values(row).execute();
  },
});

/** The support team ends a request before its date: what was asked for has come, or is needed no longer. */
export const closeSupplement = defineHandler({
  type: "supplement.closed",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "completeness.judge");
    const open = await findOpenSupplement(context.trx, item.itemId);
    if (open === null || open.id !== act.value.supplement) throw new Refusal("supplement.not-opened");
    return { facts: itemFacts(item) };
  },
  project: async ({ trx }, act) => {
    const { supplement: id } = act.value;
    await trx.updateTable("supplement").set({ state: "closed" }).where("id", "=", id).execute();
  },
});

/** The support team finds that what an item has suffices, or accepts the explanation in its place. */
export const markCompleteness = defineHandler({
  type: "completeness.marked",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "completeness.judge");
    const set = await hashEvidenceSet(context.trx, item.itemId);
    if (act.value.set !== set) throw new Refusal("evidence.set-moved");
    const isDocument = act.value.result === "complete";
    const documents = await listEvidence(context.trx, item.itemId);
    if (isDocument && documents.length === 0) throw new Refusal("completeness.no-document");
    const explanation = isDocument ? null : await findExplanation(context.trx, item.itemId);
    if (!isDocument && explanation === null) throw new Refusal("completeness.no-explanation");
    return { facts: itemFacts(item), value: { result: act.value.result, set } };
  },
  project: async ({ trx, seq, at }, act) => {
    const { result, set: evidence_set } = act.value;
    const found = { result, evidence_set, seq, at };
    await trx
      .insertInto("completeness")
      .values({ item_id: act.head.item as string, ...found })
      .onConflict((conflict) => conflict.column("item_id").doUpdateSet(found))
      .execute();
  },
});

/**
 * The support team closes the evidence set of an item: what experts score is this set and no other. After a supplement
 * it is closed anew under another hash, and whoever sealed on the one before is asked to confirm or to replace.
 */
export const freezeEvidence = defineHandler({
  type: "evidence-set.frozen",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "evidence.freeze");
    await demandNoneOpen(context, item);
    const hash = await hashEvidenceSet(context.trx, item.itemId);
    if (item.evidenceSet === hash) throw new Refusal("evidence.frozen");
    return { facts: itemFacts(item), value: { hash } };
  },
  project: async ({ trx, seq }, act) => {
    const itemId = act.head.item as string;
    await closeSupplements(trx, itemId);
    await trx.updateTable("evidence").set({ is_frozen: 1 }).where("item_id", "=", itemId).execute();
    await trx
      .updateTable("item")
      .set({ evidence_set: act.value.hash, evidence_set_seq: seq })
      .where("id", "=", itemId)
      .execute();
  },
});

/** @throws Refusal `supplement.other-state` while a request is open whose date is to come. */
async function demandNoneOpen({ trx, now }: DecideContext, item: ItemRow): Promise<void> {
  const open = await findOpenSupplement(trx, item.itemId);
  if (open !== null && open.until > now) throw new Refusal("supplement.other-state", { until: open.until });
}

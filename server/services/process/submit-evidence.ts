import { findEvidence, listEvidence } from "../../../db/queries/annotations.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { hasRole } from "../../domain/policy/actor.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";
import { hashText } from "../hash.ts";

/** An agency submits a document for an item of its own; the file and its text were stored and hashed before. */
export const addEvidence = defineHandler({
  type: "evidence.added",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "evidence.read");
    const isOwnAgency = hasRole(context.actor, "agency") && context.actor.entityId === item.entityId;
    if (!isOwnAgency) throw new Refusal("action.forbidden", { action: "evidence.add" });
    if (item.roundPhase !== "submission") throw new Refusal("round.other-phase", { phase: item.roundPhase });
    if ((await findEvidence(context.trx, act.value.evidence)) !== null) throw new Refusal("evidence.exists");
    const stored = await context.trx
      .selectFrom("extraction")
      .select("extraction_hash")
      .where("sha256", "=", act.value.sha256)
      .executeTakeFirst();
    if (stored === undefined) throw new Refusal("evidence.not-stored", { sha256: act.value.sha256 });
    const position = (await listEvidence(context.trx, item.itemId)).length + 1;
    return { facts: itemFacts(item), value: { ...act.value, position, extraction: stored.extraction_hash } };
  },
  project: async ({ trx, seq }, act) => {
    const { evidence, position, sha256, issuedOn, pageCount, extraction } = act.value;
    const { number, name, abstract } = act.text;
    await trx
      .insertInto("evidence")
      .values({
        id: evidence,
        item_id: act.head.item as string,
        position,
        sha256,
        number,
        name,
        issued_on: issuedOn,
        abstract,
        page_count: pageCount,
        extraction_hash: extraction,
        seq,
      })
      .execute();
  },
});

/** The support team closes the evidence set of an item: what experts score is this set and no other. */
export const freezeEvidence = defineHandler({
  type: "evidence-set.frozen",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "evidence.read");
    if (!hasRole(context.actor, "support", "secretariat")) {
      throw new Refusal("action.forbidden", { action: "evidence.freeze" });
    }
    if (item.roundPhase !== "completeness") throw new Refusal("round.other-phase", { phase: item.roundPhase });
    if (item.evidenceSet !== null) throw new Refusal("evidence.frozen");
    return { facts: itemFacts(item), value: { hash: await hashEvidenceSet(context.trx, item.itemId) } };
  },
  project: async ({ trx }, act) => {
    await trx
      .updateTable("item")
      .set({ evidence_set: act.value.hash })
      .where("id", "=", act.head.item as string)
      .execute();
  },
});

/** SHA-256 over the ids and file hashes of an item's documents, in their order; the set may be empty. */
export async function hashEvidenceSet(db: Transaction, itemId: string): Promise<string> {
  const documents = await listEvidence(db, itemId);
  return hashText(canonicalJson(documents.map(({ id, sha256 }) => ({ id, sha256 }))));
}

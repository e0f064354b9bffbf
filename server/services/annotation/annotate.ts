import { findAnnotation, findEvidence } from "../../../db/queries/annotations.ts";
import { findItem } from "../../../db/queries/items.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler } from "../commands/handler.ts";
import { demandItem, itemFacts } from "../commands/item-context.ts";
import { checkTarget } from "./check-target.ts";
import { toContentColumns, UNDISCLOSED } from "./content-columns.ts";
import { checkMentions, projectMentions } from "./mentions.ts";
import { demandOwnAnnotation, groupedFacts } from "./own-annotation.ts";

/** A mark on evidence. Private until its batch opens: until then only its place in the log is kept in the clear. */
export const createAnnotation = defineHandler({
  type: "annotation.created",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "contribution.write");
    if ((await findAnnotation(context.trx, act.value.annotation)) !== null) throw new Refusal("annotation.exists");
    if (act.value.version !== 1) throw new Refusal("annotation.version-conflict", { actual: 0 });
    await checkTarget(context, act, item);
    const isPrivate = item.batchPhase === "independent";
    await checkMentions(context, item, { mentions: act.value.mentions, isPrivate });
    return { facts: groupedFacts(item, act.head) };
  },
  project: async (context, act) => {
    const { trx, seq, at } = context;
    const { annotation, target, mentions } = act.value;
    const item = await findItem(trx, act.head.item as string);
    const isPrivate = item?.batchPhase === "independent";
    await trx
      .insertInto("annotation")
      .values({
        id: annotation,
        item_id: act.head.item as string,
        actor_id: act.head.actor,
        version: 1,
        state: isPrivate ? "private" : "panel",
        evidence_id: target.evidence,
        ...(isPrivate ? UNDISCLOSED : toContentColumns(act)),
        is_resolved: 0,
        seq,
        created_at: at,
        hidden_seq: null,
        hidden_reason: null,
        left_evidence_id: null,
      })
      .execute();
    const by = act.head.actor;
    await projectMentions(context, { annotation, message: "", item: act.head.item as string, by, mentions });
  },
});

/**
 * A new version by its author, on the same place, another one, or a newer version of the document; what was cited
 * stays bound to the version that was cited.
 */
export const reviseAnnotation = defineHandler({
  type: "annotation.revised",
  decide: async (context, act) => {
    const { row, item } = await demandOwnAnnotation(context, act.value.annotation);
    if (act.value.version !== row.version + 1) {
      throw new Refusal("annotation.version-conflict", { actual: row.version });
    }
    await checkTarget(context, act, item);
    await checkMentions(context, item, { mentions: act.value.mentions, isPrivate: row.state === "private" });
    return { facts: { ...groupedFacts(item, act.head), expects: row.version } };
  },
  project: async (context, act) => {
    const { trx, seq } = context;
    const { annotation, version, target, mentions } = act.value;
    const row = await findAnnotation(trx, annotation);
    await trx
      .updateTable("annotation")
      .set({
        version,
        evidence_id: target.evidence,
        seq,
        ...(row?.state === "private" ? UNDISCLOSED : toContentColumns(act)),
      })
      .where("id", "=", annotation)
      .execute();
    const by = act.head.actor;
    await projectMentions(context, { annotation, message: "", item: act.head.item as string, by, mentions });
  },
});

/** Its author takes an annotation off the page; the log keeps it. */
export const removeAnnotation = defineHandler({
  type: "annotation.removed",
  decide: async (context, act) => {
    const { row, item } = await demandOwnAnnotation(context, act.value.annotation);
    return { facts: { ...itemFacts(item), expects: row.version } };
  },
  project: async ({ trx }, act) => {
    await trx.updateTable("annotation").set({ state: "removed" }).where("id", "=", act.value.annotation).execute();
    await trx.deleteFrom("mention").where("annotation_id", "=", act.value.annotation).execute();
  },
});

/** Its author leaves it on the earlier version of a document; it is asked about again when a still newer one comes. */
export const leaveOnEarlier = defineHandler({
  type: "annotation.left-on-earlier",
  decide: async (context, act) => {
    const { annotation, version, evidence } = act.value;
    const { row, item } = await demandOwnAnnotation(context, annotation);
    if (version !== row.version) throw new Refusal("annotation.version-conflict", { actual: row.version });
    await demandNewerVersion(context, row.evidence_id, evidence);
    return { facts: { ...itemFacts(item), expects: row.version } };
  },
  project: async ({ trx }, act) => {
    const { annotation, evidence } = act.value;
    await trx.updateTable("annotation").set({ left_evidence_id: evidence }).where("id", "=", annotation).execute();
  },
});

/** @throws Refusal `annotation.no-newer-version` when the one is no newer version of the other. */
async function demandNewerVersion(context: DecideContext, from: string, to: string): Promise<void> {
  let row = await findEvidence(context.trx, to);
  while (row !== null && row.replaces !== null) {
    if (row.replaces === from) return;
    row = await findEvidence(context.trx, row.replaces);
  }
  throw new Refusal("annotation.no-newer-version");
}

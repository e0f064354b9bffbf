import { findAnnotation, findEvidence } from "../../../db/queries/annotations.ts";
import { findExtraction } from "../../../db/queries/extractions.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import type { Act, PartTexts } from "../../domain/event/act.ts";
import { describeAnchor, quoteLengthMax, type TextAnchor } from "../../domain/annotation/anchor.ts";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { hashAnnotation } from "../../domain/annotation/hash-annotation.ts";
import { canonicalJson } from "../../domain/ledger/canonical-json.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand } from "../commands/handler.ts";
import { demandItem, getComponent, itemFacts } from "../commands/item-context.ts";
import { sha256 } from "../hash.ts";

/** A mark on evidence. Private until its batch opens: until then only its place in the log is kept in the clear. */
export const createAnnotation = defineHandler({
  type: "annotation.created",
  decide: async (context, act) => {
    const item = await demandItem(context, act.head.item, "contribution.write");
    if ((await findAnnotation(context.trx, act.value.annotation)) !== null) throw new Refusal("annotation.exists");
    if (act.value.version !== 1) throw new Refusal("annotation.version-conflict", { actual: 0 });
    await checkPlace(context, act, item);
    return { facts: itemFacts(item) };
  },
  project: async (context, act) => {
    const { trx, seq, at } = context;
    const item = await findItem(trx, act.head.item as string);
    const isPrivate = item?.batchPhase === "independent";
    await trx
      .insertInto("annotation")
      .values({
        id: act.value.annotation,
        item_id: act.head.item as string,
        actor_id: act.head.actor,
        version: 1,
        state: isPrivate ? "private" : "panel",
        evidence_id: act.value.evidence,
        ...(isPrivate ? UNDISCLOSED : toContentColumns(act)),
        is_resolved: 0,
        seq,
        created_at: at,
      })
      .execute();
  },
});

/** A new version by its author; what was cited stays bound to the version that was cited. */
export const reviseAnnotation = defineHandler({
  type: "annotation.revised",
  decide: async (context, act) => {
    const { row, item } = await demandOwnAnnotation(context, act.value.annotation);
    if (act.value.version !== row.version + 1) {
      throw new Refusal("annotation.version-conflict", { actual: row.version });
    }
    await checkPlace(context, act, item);
    return { facts: { ...itemFacts(item), expects: row.version } };
  },
  project: async ({ trx, seq }, act) => {
    const row = await findAnnotation(trx, act.value.annotation);
    await trx
      .updateTable("annotation")
      .set({
        version: act.value.version,
        evidence_id: act.value.evidence,
        seq,
        ...(row?.state === "private" ? UNDISCLOSED : toContentColumns(act)),
      })
      .where("id", "=", act.value.annotation)
      .execute();
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
  },
});

/** Anybody of the panel closes or reopens a thread, the author alone while it is private. */
export const resolveAnnotation = defineHandler({
  type: "annotation.resolved",
  decide: async (context, act) => {
    const { row, item } = await demandReadable(context, act.value.annotation);
    if (row.state === "private" && row.actor_id !== context.actingAs) throw new Refusal("thing.absent");
    demand(context, "contribution.write", { kind: "item", item });
    return { facts: itemFacts(item) };
  },
  project: async ({ trx }, act) => {
    await trx
      .updateTable("annotation")
      .set({ is_resolved: act.value.resolved ? 1 : 0 })
      .where("id", "=", act.value.annotation)
      .execute();
  },
});

/** A reply under an annotation; as private as the annotation is. */
export const postMessage = defineHandler({
  type: "message.posted",
  decide: async (context, act) => {
    const { item } = await demandReadable(context, act.value.annotation);
    demand(context, "contribution.write", { kind: "item", item });
    return { facts: itemFacts(item) };
  },
  project: async ({ trx, seq, at }, act) => {
    const annotation = await findAnnotation(trx, act.value.annotation);
    const isPrivate = annotation?.state === "private";
    await trx
      .insertInto("message")
      .values({
        id: act.value.message,
        item_id: act.head.item as string,
        annotation_id: act.value.annotation,
        actor_id: act.head.actor,
        body: isPrivate ? null : act.text.body,
        state: isPrivate ? "private" : "panel",
        seq,
        at,
      })
      .execute();
  },
});

const UNDISCLOSED = { kind: null, criterion: null, anchor: null, body: null, hash: null };

/** Content columns of an annotation; written at once when the panel may read it, else by the opening. */
export function toContentColumns(act: Act<"annotation.created"> | Act<"annotation.revised">) {
  const { kind, criterion, page, start, end, sha256: file } = act.value;
  const { exact, prefix, suffix, body } = act.text;
  const parts: Pick<PartTexts, "value" | "text"> = {
    value: canonicalJson(act.value),
    text: canonicalJson(act.text),
  };
  return {
    kind,
    criterion,
    anchor: canonicalJson({ exact, prefix, suffix, page, start, end, file }),
    body,
    hash: hashAnnotation(sha256, parts),
  };
}

async function demandReadable(context: DecideContext, annotationId: string) {
  const row = await findAnnotation(context.trx, annotationId);
  const item = row === null ? null : await findItem(context.trx, row.item_id);
  if (row === null || item === null || row.state === "removed") throw new Refusal("thing.absent");
  demand(context, "contribution.read", { kind: "contribution", item, authorId: row.actor_id });
  return { row, item };
}

async function demandOwnAnnotation(context: DecideContext, annotationId: string) {
  const { row, item } = await demandReadable(context, annotationId);
  demand(context, "contribution.write", { kind: "contribution", item, authorId: row.actor_id });
  if (row.actor_id !== context.actingAs) throw new Refusal("actor.forbidden");
  return { row, item };
}

/** @throws Refusal when the anchor is not in a document of the item, or the file is another one. */
async function checkPlace(
  context: DecideContext,
  act: Act<"annotation.created"> | Act<"annotation.revised">,
  item: ItemRow,
): Promise<void> {
  const { criterion } = act.value;
  if (criterion !== null && !(await getComponent(context, item)).criteria.some((one) => one.code === criterion)) {
    throw new Refusal("annotation.unknown-criterion", { criterion });
  }
  const evidence = await findEvidence(context.trx, act.value.evidence);
  if (evidence === null || evidence.item_id !== item.itemId) throw new Refusal("thing.absent");
  if (evidence.sha256 !== act.value.sha256) throw new Refusal("annotation.other-file");
  const { start, end, page } = act.value;
  if (end <= start) throw new Refusal("annotation.empty-selection");
  const document = await findExtraction(context.trx, evidence.sha256);
  const extraction = document === null ? null : (JSON.parse(document) as Extraction);
  if (extraction === null || end > extraction.text.length || end - start > quoteLengthMax) {
    throw new Refusal("annotation.other-quote");
  }
  const { exact, prefix, suffix } = act.text;
  const sent: TextAnchor = { exact, prefix, suffix, start, end, page };
  if (canonicalJson({ ...describeAnchor(extraction, start, end) }) !== canonicalJson({ ...sent })) {
    throw new Refusal("annotation.other-quote");
  }
}

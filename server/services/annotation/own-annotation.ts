import { type AnnotationRow, findAnnotation } from "../../../db/queries/annotations.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import type { HeadFacts } from "../../domain/event/head.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, demand } from "../commands/handler.ts";
import { itemFacts } from "../commands/item-context.ts";

interface Found {
  readonly row: AnnotationRow;
  readonly item: ItemRow;
}

/** An annotation that the person may read. What is hidden from them, removed or unknown is absent alike. */
export async function demandReadable(context: DecideContext, annotationId: string): Promise<Found> {
  const row = await findAnnotation(context.trx, annotationId);
  const item = row === null ? null : await findItem(context.trx, row.item_id);
  if (row === null || item === null || row.state === "removed") throw new Refusal("thing.absent");
  demand(context, "contribution.read", { kind: "contribution", item, authorId: row.actor_id });
  return { row, item };
}

/** An annotation of the person's own that may still be written. */
export async function demandOwnAnnotation(context: DecideContext, annotationId: string): Promise<Found> {
  const { row, item } = await demandReadable(context, annotationId);
  demand(context, "contribution.write", { kind: "contribution", item, authorId: row.actor_id });
  if (row.actor_id !== context.actingAs) throw new Refusal("actor.forbidden");
  return { row, item };
}

/** Head fields of an act on an item that may be one of several which one action made. */
export function groupedFacts(item: ItemRow, head: { readonly group?: string | undefined }): HeadFacts {
  return { ...itemFacts(item), ...(head.group === undefined ? {} : { group: head.group }) };
}

import { findAnnotation } from "../../../db/queries/annotations.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { Cite } from "../../domain/event/head.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { DecideContext } from "../commands/handler.ts";
import { computeAnnotationHash } from "./annotation-hash.ts";

/**
 * The citations as the rows have them: each names an annotation of this item that the person can read, bound by the
 * version and hash that stand now. The builder's comparison refuses what differs.
 *
 * @throws Refusal `cite.absent` for an annotation that is not there for this person.
 */
export async function checkCites(context: DecideContext, item: ItemRow, cites: readonly Cite[]): Promise<Cite[]> {
  const checked: Cite[] = [];
  for (const cite of cites) {
    const row = await findAnnotation(context.trx, cite.annotation);
    const isReadable =
      row !== null &&
      row.item_id === item.itemId &&
      row.state !== "removed" &&
      can(context.actor, "contribution.read", { kind: "contribution", item, authorId: row.actor_id }, context.now) ===
        "yes";
    if (!isReadable) throw new Refusal("cite.absent", { annotation: cite.annotation });
    const hash = row.hash ?? (await computeAnnotationHash(context, row.seq));
    checked.push({ annotation: row.id, version: row.version, hash });
  }
  return checked;
}

import { listMembers } from "../../../db/queries/actors.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { DecideContext, ProjectContext } from "../commands/handler.ts";
import { isOnItem } from "../../domain/policy/seat-of.ts";

/**
 * Whoever is called on must be able to hear it: a member of the item's panel, and no private note.
 *
 * @throws Refusal `annotation.private-mention` and `annotation.unknown-mention`.
 */
export async function checkMentions(
  context: DecideContext,
  item: ItemRow,
  { mentions, isPrivate }: { mentions: readonly string[]; isPrivate: boolean },
): Promise<void> {
  if (mentions.length === 0) return;
  if (isPrivate) throw new Refusal("annotation.private-mention");
  const members = await listMembers(context.trx, item.roundId);
  const panel = new Set(members.filter((one) => isOnItem(one, item)).map((one) => one.actorId));
  if (mentions.some((id) => !panel.has(id))) throw new Refusal("annotation.unknown-mention");
}

/**
 * Makes the rows of one note's or reply's mentions what its newest version says. Who was called on before keeps the
 * entry that did it: an edit of the words calls nobody again.
 */
export async function projectMentions(
  { trx, seq, at }: ProjectContext,
  said: { annotation: string; message: string; item: string; by: string; mentions: readonly string[] },
): Promise<void> {
  const { annotation, message, item, by, mentions } = said;
  const before = await trx
    .selectFrom("mention")
    .select("actor_id")
    .where("annotation_id", "=", annotation)
    .where("message_id", "=", message)
    .execute();
  const known = new Set(before.map((row) => row.actor_id));
  for (const actor of known) {
    if (mentions.includes(actor)) continue;
    await trx
      .deleteFrom("mention")
      .where("annotation_id", "=", annotation)
      .where("message_id", "=", message)
      .where("actor_id", "=", actor)
      .execute();
  }
  const added = mentions.filter((id) => !known.has(id));
  if (added.length === 0) return;
  const rows = added.map((actor_id) => ({
    annotation_id: annotation,
    message_id: message,
    actor_id,
    by_actor_id: by,
    item_id: item,
    seq,
    at,
  }));
  await trx.insertInto("mention").values(rows).execute();
}

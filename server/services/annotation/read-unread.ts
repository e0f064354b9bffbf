import { findActor } from "../../../db/queries/actors.ts";
import { findAnnotation } from "../../../db/queries/annotations.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { findItem } from "../../../db/queries/items.ts";
import { listUnread, type UnreadRow } from "../../../db/queries/mentions.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { type Actor, listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { Asking, PageServices } from "../page-services.ts";

/** Something said to the person that they have not read. */
export interface UnreadView {
  readonly kind: "mention" | "reply";
  readonly itemId: string;
  readonly indicator: string;
  readonly entityName: LocalText;
  readonly noteId: string;
  /** Pseudonym of who said it. */
  readonly byActorId: string;
  readonly at: string;
}

/** Mentions and replies that wait for the person, newest first; only of notes that they may still read. */
export async function readUnread(services: PageServices, asking: Pick<Asking, "id">): Promise<UnreadView[]> {
  const db = services.database.reader;
  const actor = await findActor(db, asking.id);
  if (actor === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const names = await listEntityNames(db);
  const views: UnreadView[] = [];
  for (const row of await listUnread(db, { accountId: asking.id, actorIds: listActorIds(actor) })) {
    const view = await toView(db, { actor, now, names }, row);
    if (view !== null) views.push(view);
  }
  return views;
}

async function toView(
  db: Transaction,
  { actor, now, names }: { actor: Actor; now: string; names: Awaited<ReturnType<typeof listEntityNames>> },
  row: UnreadRow,
): Promise<UnreadView | null> {
  const item = await findItem(db, row.item_id);
  const note = await findAnnotation(db, row.annotation_id);
  if (item === null || note === null) return null;
  const thing = { kind: "contribution", item, authorId: note.actor_id } as const;
  if (can(actor, "contribution.read", thing, now) !== "yes") return null;
  return {
    kind: row.kind,
    itemId: item.itemId,
    indicator: item.indicator,
    entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
    noteId: row.annotation_id,
    byActorId: row.by_actor_id,
    at: row.at,
  };
}

/**
 * Remembers that the person has read a thread as it is now. It is theirs alone and no entry of the log.
 *
 * @throws Refusal `thing.absent` for a note that they may not read.
 */
export async function markThreadRead(
  services: PageServices,
  asking: Pick<Asking, "id">,
  annotationId: string,
): Promise<void> {
  const now = services.now().toISOString();
  await services.database.writer.run(async (trx) => {
    const actor = await findActor(trx, asking.id);
    const row = await findAnnotation(trx, annotationId);
    const item = row === null ? null : await findItem(trx, row.item_id);
    if (actor === null || row === null || item === null || row.state === "removed") throw new Refusal("thing.absent");
    const thing = { kind: "contribution", item, authorId: row.actor_id } as const;
    if (can(actor, "contribution.read", thing, now) !== "yes") throw new Refusal("thing.absent");
    const newest = await trx
      .selectFrom("message")
      .select((select) => select.fn.max("seq").as("seq"))
      .where("annotation_id", "=", annotationId)
      .executeTakeFirst();
    const seq = Math.max(row.seq, Number(newest?.seq ?? 0));
    await trx
      .insertInto("thread_read")
      .values({ account_id: asking.id, annotation_id: annotationId, seq })
      .onConflict((conflict) => conflict.columns(["account_id", "annotation_id"]).doUpdateSet({ seq }))
      .execute();
  });
}

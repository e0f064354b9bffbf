import { findActor, listMembers, type MemberFace } from "../../../db/queries/actors.ts";
import { type AnnotationRow, findAnnotation, findMessage } from "../../../db/queries/annotations.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { findItem, type ItemRow } from "../../../db/queries/items.ts";
import { listUnread, type UnreadRow } from "../../../db/queries/mentions.ts";
import { listActorIds } from "../../domain/policy/actor.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { Asking, PageServices } from "../page-services.ts";
import { disclose, discloseReply } from "../workbench/list-notes.ts";

/** Something said to the person that they have not read. */
export interface UnreadView {
  readonly kind: "mention" | "reply";
  readonly itemId: string;
  readonly indicator: string;
  readonly entityName: LocalText;
  readonly noteId: string;
  /** Who said it, as members of the item's panel appear to each other; null for somebody outside of it. */
  readonly by: Pick<MemberFace, "duty" | "letter"> | null;
  /** What was said as it reads now, or the sign of an erased text. */
  readonly words: string;
  readonly at: string;
}

/** An unread row with the thread that it is in, which the person may read. */
interface Waiting {
  readonly row: UnreadRow;
  readonly item: ItemRow;
  readonly note: AnnotationRow;
}

/** Mentions and replies that wait for the person, newest first; only of notes that they may still read. */
export async function readUnread(services: PageServices, asking: Pick<Asking, "id">): Promise<UnreadView[]> {
  const db = services.database.reader;
  const waiting = await listWaiting(services, asking);
  const names = await listEntityNames(db);
  const faces = new Map<string, MemberFace>();
  for (const roundId of new Set(waiting.map(({ item }) => item.roundId))) {
    for (const one of await listMembers(db, roundId)) faces.set(`${one.panelId}/${one.actorId}`, one);
  }
  const views: UnreadView[] = [];
  for (const { row, item, note } of waiting) {
    const face = faces.get(`${item.panelId}/${row.by_actor_id}`);
    const reply = row.message_id === "" ? null : await findMessage(db, row.message_id);
    views.push({
      kind: row.kind,
      itemId: item.itemId,
      indicator: item.indicator,
      entityName: names.get(item.entityId) ?? { vi: item.entityId, en: item.entityId },
      noteId: row.annotation_id,
      by: face === undefined ? null : { duty: face.duty, letter: face.letter },
      words: reply === null ? (await disclose(services, note)).body : await discloseReply(services, reply),
      at: row.at,
    });
  }
  return views;
}

/** How many of them there are: every page says so, and opens no words for it. */
export async function countUnread(services: PageServices, asking: Pick<Asking, "id">): Promise<number> {
  return (await listWaiting(services, asking)).length;
}

async function listWaiting(services: PageServices, asking: Pick<Asking, "id">): Promise<Waiting[]> {
  const db = services.database.reader;
  const actor = await findActor(db, asking.id);
  if (actor === null) throw new Refusal("thing.absent");
  const now = services.now().toISOString();
  const waiting: Waiting[] = [];
  for (const row of await listUnread(db, { accountId: asking.id, actorIds: listActorIds(actor) })) {
    const item = await findItem(db, row.item_id);
    const note = await findAnnotation(db, row.annotation_id);
    if (item === null || note === null) continue;
    const thing = { kind: "contribution", item, authorId: note.actor_id } as const;
    if (can(actor, "contribution.read", thing, now) === "yes") waiting.push({ row, item, note });
  }
  return waiting;
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

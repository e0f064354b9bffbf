import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { MentionTable } from "../schema/annotation-table.ts";

export type MentionRow = Selectable<MentionTable>;

/** Who is called on in the notes and replies of an item, by pseudonym in the order of code units. */
export async function listMentions(db: Transaction, itemId: string): Promise<MentionRow[]> {
  const rows = await db.selectFrom("mention").selectAll().where("item_id", "=", itemId).execute();
  return rows.sort((a, b) => (a.actor_id < b.actor_id ? -1 : 1));
}

/** Something said to a person that they have not read. */
export interface UnreadRow {
  readonly annotation_id: string;
  readonly message_id: string;
  readonly item_id: string;
  readonly by_actor_id: string;
  readonly seq: number;
  readonly at: string;
  readonly kind: "mention" | "reply";
}

/**
 * What waits for a person, newest first: where they are called on, and replies of others in threads that they began or
 * answered in. What was removed or hidden waits for nobody, nor what they did themselves or have answered since.
 */
export async function listUnread(
  db: Transaction,
  { accountId, actorIds }: { accountId: string; actorIds: readonly string[] },
): Promise<UnreadRow[]> {
  const mentions = await db
    .selectFrom("mention")
    .innerJoin("annotation", "annotation.id", "mention.annotation_id")
    .leftJoin("message", "message.id", "mention.message_id")
    .leftJoin("thread_read", (join) =>
      join
        .onRef("thread_read.annotation_id", "=", "mention.annotation_id")
        .on("thread_read.account_id", "=", accountId),
    )
    .select(["mention.annotation_id", "mention.message_id", "mention.item_id", "mention.by_actor_id"])
    .select(["mention.seq", "mention.at"])
    .where("mention.actor_id", "in", actorIds)
    .where("mention.by_actor_id", "not in", actorIds)
    .where("annotation.state", "=", "panel")
    .where("annotation.hidden_seq", "is", null)
    .where("message.hidden_seq", "is", null)
    .where((where) =>
      where.or([where("thread_read.seq", "is", null), where("thread_read.seq", "<", where.ref("mention.seq"))]),
    )
    .execute();
  const replies = await db
    .selectFrom("message")
    .innerJoin("annotation", "annotation.id", "message.annotation_id")
    .leftJoin("thread_read", (join) =>
      join
        .onRef("thread_read.annotation_id", "=", "message.annotation_id")
        .on("thread_read.account_id", "=", accountId),
    )
    .select(["message.annotation_id", "message.id as message_id", "message.item_id"])
    .select(["message.actor_id as by_actor_id", "message.first_seq as seq", "message.at"])
    .where("message.actor_id", "not in", actorIds)
    .where("message.state", "=", "panel")
    .where("annotation.state", "=", "panel")
    .where("annotation.hidden_seq", "is", null)
    .where("message.hidden_seq", "is", null)
    .where((where) =>
      where.or([where("thread_read.seq", "is", null), where("thread_read.seq", "<", where.ref("message.first_seq"))]),
    )
    .where((where) =>
      where.or([
        where("annotation.actor_id", "in", actorIds),
        where(
          "annotation.id",
          "in",
          where.selectFrom("message as own").select("own.annotation_id").where("own.actor_id", "in", actorIds),
        ),
      ]),
    )
    .execute();
  const rows = [
    ...mentions.map((row): UnreadRow => ({ ...row, kind: "mention" })),
    ...replies.map((row): UnreadRow => ({ ...row, kind: "reply" })),
  ];
  // A reply that calls on somebody is one thing to read.
  const byPlace = new Map<string, UnreadRow>();
  for (const row of rows.reverse()) byPlace.set(`${row.annotation_id}/${row.message_id}`, row);
  const answered = await listOwnReplies(db, actorIds);
  const waiting = [...byPlace.values()].filter((row) => row.seq > (answered.get(row.annotation_id) ?? -1));
  return waiting.sort((a, b) => b.seq - a.seq);
}

/** Entry of the person's newest reply in each thread: who answers has read. */
async function listOwnReplies(db: Transaction, actorIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("message")
    .select((select) => ["annotation_id", select.fn.max("first_seq").as("seq")])
    .where("actor_id", "in", actorIds)
    .groupBy("annotation_id")
    .execute();
  return new Map(rows.map((row) => [row.annotation_id, Number(row.seq)]));
}

import type { Selectable } from "kysely";
import type { Transaction } from "../dialects/write-queue.ts";
import type { MentionTable } from "../schema/annotation-table.ts";

export type MentionRow = Selectable<MentionTable>;

/** Who is called on in the notes and replies of an item, by pseudonym in the order of code units. */
export async function listMentions(db: Transaction, itemId: string): Promise<MentionRow[]> {
  const rows = await db.selectFrom("mention").selectAll().where("item_id", "=", itemId).execute();
  return rows.sort((a, b) => (a.actor_id < b.actor_id ? -1 : 1));
}

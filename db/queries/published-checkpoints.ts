import type { Transaction } from "../dialects/write-queue.ts";

/**
 * Published checkpoints `from < size ≤ to`, ascending: signed notes with the lines of the witnesses that cosigned them.
 */
export async function listPublishedCheckpoints(
  db: Transaction,
  from: number,
  to: number,
): Promise<{ size: number; note: string }[]> {
  const notes = await db
    .selectFrom("checkpoint")
    .select(["size", "note"])
    .where("size", ">", from)
    .where("size", "<=", to)
    .orderBy("size")
    .execute();
  const lines = await db
    .selectFrom("cosignature")
    .select(["size", "line"])
    .where("size", ">", from)
    .where("size", "<=", to)
    .orderBy("size")
    .orderBy("name")
    .orderBy("key_id")
    .execute();
  const bySize = Map.groupBy(lines, (row) => row.size);
  return notes.map(({ size, note }) => ({
    size,
    note: note + (bySize.get(size) ?? []).map(({ line }) => line).join(""),
  }));
}

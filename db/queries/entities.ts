import type { Transaction } from "../dialects/write-queue.ts";
import type { LocalText } from "../../server/domain/scoring/rubric.ts";

/** Names of everything that was ever scored, by id. */
export async function listEntityNames(db: Transaction): Promise<Map<string, LocalText>> {
  const rows = await db.selectFrom("entity").select(["id", "name_vi", "name_en"]).execute();
  return new Map(rows.map((row) => [row.id, { vi: row.name_vi, en: row.name_en }]));
}

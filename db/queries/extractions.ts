import type { Transaction } from "../dialects/write-queue.ts";

/** The text of a document as the extractor read it, RFC 8785 text; null when it was never extracted. */
export async function findExtraction(db: Transaction, sha256: string): Promise<string | null> {
  const row = await db.selectFrom("extraction").select("document").where("sha256", "=", sha256).executeTakeFirst();
  return row?.document ?? null;
}

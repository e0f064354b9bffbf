import type { Transaction } from "../dialects/write-queue.ts";
import type { CompletenessResult } from "../../server/domain/event/evidence-events.ts";
import type { SubmissionFacts } from "../../server/domain/evidence/submission-state.ts";

/** What the state of each item with something of it is told by; `documents` counts every version. */
export interface SubmissionRow extends SubmissionFacts {
  readonly documents: number;
  readonly isExplained: boolean;
}

export const NO_SUBMISSION: SubmissionRow = {
  newestSeq: null,
  mark: null,
  request: null,
  documents: 0,
  isExplained: false,
};

/** @param of.entityId - null for every entity. @returns by item; an item with nothing is left out. */
export async function listSubmissions(
  db: Transaction,
  of: { roundId: string; entityId: string | null },
): Promise<ReadonlyMap<string, SubmissionRow>> {
  const items = db.selectFrom("item").select("id").where("round_id", "=", of.roundId);
  const asked = of.entityId === null ? items : items.where("entity_id", "=", of.entityId);
  const documents = await db
    .selectFrom("evidence")
    .select((select) => ["item_id", select.fn.max("seq").as("seq"), select.fn.countAll().as("documents")])
    .where("item_id", "in", asked)
    .groupBy("item_id")
    .execute();
  const explanations = await db
    .selectFrom("explanation")
    .select((select) => ["item_id", select.fn.max("seq").as("seq")])
    .where("item_id", "in", asked)
    .groupBy("item_id")
    .execute();
  const requests = await db
    .selectFrom("supplement")
    .select(["item_id", "seq", "until"])
    .where("state", "=", "open")
    .where("item_id", "in", asked)
    .execute();
  const marks = await db
    .selectFrom("completeness")
    .select(["item_id", "seq", "result"])
    .where("item_id", "in", asked)
    .execute();
  const rows = new Map<string, SubmissionRow>();
  const add = (itemId: string, change: (row: SubmissionRow) => Partial<SubmissionRow>): void => {
    const row = rows.get(itemId) ?? NO_SUBMISSION;
    rows.set(itemId, { ...row, ...change(row) });
  };
  for (const one of documents) {
    add(one.item_id, () => ({ newestSeq: Number(one.seq), documents: Number(one.documents) }));
  }
  for (const one of explanations) {
    add(one.item_id, (row) => ({ newestSeq: Math.max(Number(one.seq), row.newestSeq ?? -1), isExplained: true }));
  }
  for (const { item_id, seq, until } of requests) add(item_id, () => ({ request: { seq, until } }));
  for (const { item_id, seq, result } of marks) {
    add(item_id, () => ({ mark: { seq, result: result as CompletenessResult } }));
  }
  return rows;
}

import type { Transaction } from "../dialects/write-queue.ts";

export interface SavedViewRow {
  readonly name: string;
  readonly query: string;
}

/** Oldest first. */
export async function listSavedViews(db: Transaction, accountId: string): Promise<SavedViewRow[]> {
  return db
    .selectFrom("saved_view")
    .select(["name", "query"])
    .where("account_id", "=", accountId)
    .orderBy("saved_at")
    .orderBy("name")
    .execute();
}

/** A view of that name gets the new query and keeps its place. */
export async function upsertSavedView(
  trx: Transaction,
  { accountId, name, query, savedAt }: SavedViewRow & { accountId: string; savedAt: string },
): Promise<void> {
  await trx
    .insertInto("saved_view")
    .values({ account_id: accountId, name, query, saved_at: savedAt })
    .onConflict((conflict) => conflict.columns(["account_id", "name"]).doUpdateSet({ query }))
    .execute();
}

export async function deleteSavedView(trx: Transaction, accountId: string, name: string): Promise<void> {
  await trx.deleteFrom("saved_view").where("account_id", "=", accountId).where("name", "=", name).execute();
}

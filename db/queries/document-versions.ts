import type { Transaction } from "../dialects/write-queue.ts";

/** A kept version without what it says. */
export interface VersionLine {
  readonly id: number;
  /** UTC instant. */
  readonly at: string;
  readonly kind: "pause" | "final";
  readonly byteCount: number;
}

/** Versions of a document, ascending. */
export async function listVersionLines(db: Transaction, name: string): Promise<VersionLine[]> {
  const rows = await db
    .selectFrom("document_version")
    .select(({ fn }) => ["id", "at", "kind", fn<number>("length", ["bytes"]).as("byte_count")])
    .where("name", "=", name)
    .orderBy("id")
    .execute();
  return rows.map(({ id, at, kind, byte_count }) => ({ id, at, kind: toKind(kind), byteCount: Number(byte_count) }));
}

/** A version of a document by its number, or the newest (`last`), as a box; null when there is none. */
export async function findVersion(
  db: Transaction,
  name: string,
  id: number | "last",
): Promise<{ id: number; at: string; kind: VersionLine["kind"]; bytes: Uint8Array } | null> {
  const query = db.selectFrom("document_version").selectAll().where("name", "=", name);
  const wanted = id === "last" ? query.orderBy("id", "desc").limit(1) : query.where("id", "=", id);
  const row = await wanted.executeTakeFirst();
  return row === undefined ? null : { id: row.id, at: row.at, kind: toKind(row.kind), bytes: row.bytes };
}

/** @param bytes - a box of the vault. @returns the number of the new version. */
export async function insertVersion(
  trx: Transaction,
  version: { name: string; at: string; kind: VersionLine["kind"]; bytes: Uint8Array },
): Promise<number> {
  const row = await trx.insertInto("document_version").values(version).returning("id").executeTakeFirstOrThrow();
  return row.id;
}

export async function markFinalVersion(trx: Transaction, id: number): Promise<void> {
  await trx.updateTable("document_version").set({ kind: "final" }).where("id", "=", id).execute();
}

/** Each once; those that are there already stay. */
export async function insertVersionWriters(
  trx: Transaction,
  versionId: number,
  accountIds: Iterable<string>,
): Promise<void> {
  const rows = [...new Set(accountIds)].map((account_id) => ({ version_id: versionId, account_id }));
  if (rows.length === 0) return;
  await trx
    .insertInto("document_version_writer")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Accounts by version of a document. */
export async function listVersionWriters(db: Transaction, name: string): Promise<ReadonlyMap<number, string[]>> {
  const rows = await db
    .selectFrom("document_version_writer")
    .innerJoin("document_version", "document_version.id", "document_version_writer.version_id")
    .select(["version_id", "account_id"])
    .where("name", "=", name)
    .orderBy("version_id")
    .orderBy("account_id")
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.version_id)].map(([id, own]) => [id, own.map((row) => row.account_id)]),
  );
}

/** Takes a version away; who wrote it wrote what the next one says. */
export async function dropVersion(trx: Transaction, id: number, nextId: number): Promise<void> {
  const writers = await trx
    .selectFrom("document_version_writer")
    .select("account_id")
    .where("version_id", "=", id)
    .execute();
  await insertVersionWriters(
    trx,
    nextId,
    writers.map((row) => row.account_id),
  );
  await trx.deleteFrom("document_version_writer").where("version_id", "=", id).execute();
  await trx.deleteFrom("document_version").where("id", "=", id).execute();
}

/** Everything that is kept of documents: their versions, and who wrote them. */
export async function deleteVersions(trx: Transaction, name: string): Promise<void> {
  const versions = trx.selectFrom("document_version").select("id").where("name", "=", name);
  await trx.deleteFrom("document_version_writer").where("version_id", "in", versions).execute();
  await trx.deleteFrom("document_version").where("name", "=", name).execute();
}

/** Forgets that an account wrote in documents. */
export async function deleteVersionWriter(
  trx: Transaction,
  accountId: string,
  names: readonly string[],
): Promise<void> {
  const versions = trx.selectFrom("document_version").select("id").where("name", "in", names);
  await trx
    .deleteFrom("document_version_writer")
    .where("account_id", "=", accountId)
    .where("version_id", "in", versions)
    .execute();
}

const toKind = (kind: string): VersionLine["kind"] => (kind === "final" ? "final" : "pause");

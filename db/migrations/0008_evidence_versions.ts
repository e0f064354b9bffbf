import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  ["explanation", ["id"], { id: "text", item_id: "text", reason: "text", supplement: "text?", seq: "int", at: "text" }],
  [
    "supplement",
    ["id"],
    { id: "text", item_id: "text", state: "text", reason: "text", until: "text", seq: "int", at: "text" },
  ],
  ["completeness", ["item_id"], { item_id: "text", result: "text", evidence_set: "text", seq: "int", at: "text" }],
  ["reaffirmation", ["item_id", "actor_id"], { item_id: "text", actor_id: "text", seq: "int" }],
  [
    "upload",
    ["id"],
    {
      id: "text",
      account_id: "text",
      entity_id: "text",
      item_id: "text",
      file_name: "text",
      byte_count: "int",
      state: "text",
      sha256: "text?",
      refusal: "text?",
      created_at: "text",
      expires_at: "text",
    },
  ],
];

/** Columns that rows of before get a value for. */
const COLUMNS: readonly (readonly [table: string, column: string])[] = [
  ["evidence", "format text not null default 'pdf'"],
  ["evidence", "file_name text not null default ''"],
  ["evidence", "replaces text"],
  ["evidence", "supplement text"],
  ["evidence", "signatures text"],
  ["evidence", "signers text not null default ''"],
  ["evidence", "at text not null default ''"],
  ["extraction", "format text not null default 'pdf'"],
  ["extraction", "signatures text"],
];

/**
 * Documents have versions, formats and names; items have explanations, requests and marks of the support team.
 *
 * What a document of before was is what today's reading of its entry says, so that a rebuild gives the same rows.
 */
export function evidenceVersions(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      for (const [table, column] of COLUMNS) await addColumn(db, table, column);
      const int = dialect.intType;
      await addColumn(db, "evidence", `byte_count ${int}`);
      await addColumn(db, "evidence", `is_frozen ${int} not null default 0`);
      await addColumn(db, "extraction", `byte_count ${int}`);
      await addColumn(db, "extraction", `page_count ${int}`);
      await addColumn(db, "item", `evidence_set_seq ${int}`);
      await sql`update evidence set
        at = (select at from ledger_entry where ledger_entry.seq = evidence.seq),
        is_frozen = (select case when item.evidence_set is null then 0 else 1 end from item
          where item.id = evidence.item_id)`.execute(db);
      await sql`update item set evidence_set_seq = (select max(seq) from ledger_head
        where ledger_head.type = 'evidence-set.frozen' and ledger_head.item_id = item.id)`.execute(db);
      await sql`create index supplement_item on supplement (item_id)`.execute(db);
      await sql`create index explanation_item on explanation (item_id)`.execute(db);
    },
  };
}

async function addColumn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql.raw(`alter table ${table} add column ${column}`).execute(db);
}

import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTable, createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  ["document_version_writer", ["version_id", "account_id"], { version_id: "int", account_id: "text" }],
];

/** Earlier states of shared documents; and which documents are still stored unsealed, as conclusions were until now. */
export function documentVersions(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTable(db, dialect, {
        name: "document_version",
        columns: { name: "text", at: "text", kind: "text", bytes: "bytes" },
        countingKey: "id",
      });
      await createTables(db, dialect, TABLES);
      await sql`create index document_version_name on document_version (name, id)`.execute(db);
      for (const table of ["document", "document_update"]) {
        const column = `is_sealed ${dialect.intType} not null default 0`;
        await sql.raw(`alter table "${table}" add column ${column}`).execute(db);
        await sql.raw(`update "${table}" set is_sealed = 1 where name like 'draft/%'`).execute(db);
      }
    },
  };
}

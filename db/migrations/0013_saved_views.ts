import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  ["saved_view", ["account_id", "name"], { account_id: "text", name: "text", query: "text", saved_at: "text" }],
];

/** Views of the own queue that people keep under a name. */
export function savedViews(dialect: MigrationDialect): Migration {
  return { up: (db: Kysely<unknown>) => createTables(db, dialect, TABLES) };
}

import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  [
    "cosignature",
    ["size", "name", "key_id"],
    { size: "int", name: "text", key_id: "int", line: "text", cosigned_at: "text" },
  ],
];

/** What witnesses say about published checkpoints. */
export function witnesses(dialect: MigrationDialect): Migration {
  return { up: (db: Kysely<unknown>) => createTables(db, dialect, TABLES) };
}

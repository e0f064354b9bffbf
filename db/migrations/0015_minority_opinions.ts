import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  [
    "minority_opinion",
    ["item_id", "decision_version", "actor_id"],
    {
      item_id: "text",
      decision_version: "int",
      actor_id: "text",
      opinion: "text",
      cites: "text",
      seq: "int",
      at: "text",
    },
  ],
];

/** What members hold against final scores. */
export function minorityOpinions(dialect: MigrationDialect): Migration {
  return { up: async (db: Kysely<unknown>) => createTables(db, dialect, TABLES) };
}

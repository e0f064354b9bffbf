import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  ["assignment_plan", ["round_id"], { round_id: "text", policy: "text", experts: "text", seq: "int" }],
  [
    "assignment_move",
    ["seq"],
    {
      seq: "int",
      round_id: "text",
      entity_id: "text",
      main_index: "text",
      from_actor: "text?",
      to_actor: "text?",
      proposed_by: "text",
      done_seq: "int?",
    },
  ],
  [
    "conflict_proposal",
    ["seq"],
    {
      seq: "int",
      round_id: "text",
      actor_id: "text",
      entity_id: "text",
      kind: "text",
      proposed_by: "text",
      done_seq: "int?",
    },
  ],
];

/** Who scores which entity × main index, and conflicts that are pinned by two persons instead of declared. */
export function assignment(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      await sql`alter table item add column assigned text`.execute(db);
      await sql`alter table conflict add column source text not null default 'declared'`.execute(db);
    },
  };
}

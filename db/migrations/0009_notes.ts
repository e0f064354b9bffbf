import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  [
    "mention",
    ["annotation_id", "message_id", "actor_id"],
    {
      annotation_id: "text",
      message_id: "text",
      actor_id: "text",
      by_actor_id: "text",
      item_id: "text",
      seq: "int",
      at: "text",
    },
  ],
  ["thread_read", ["account_id", "annotation_id"], { account_id: "text", annotation_id: "text", seq: "int" }],
];

/** Versions of replies, what the chair hides, what stays on an earlier document, mentions, how far who has read. */
export function notes(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { intType } = dialect;
      const columns = [
        ["annotation", `hidden_seq ${intType}`],
        ["annotation", "hidden_reason text"],
        ["annotation", "left_evidence_id text"],
        ["message", `version ${intType} not null default 1`],
        ["message", `first_seq ${intType} not null default 0`],
        ["message", "edited_at text"],
        ["message", `hidden_seq ${intType}`],
        ["message", "hidden_reason text"],
      ];
      for (const [table, column] of columns) await sql.raw(`alter table ${table} add column ${column}`).execute(db);
      // Replies had one version each: their entry is the first.
      await sql`update message set first_seq = seq`.execute(db);
      await createTables(db, dialect, TABLES);
      await sql`create index mention_actor on mention (actor_id, seq)`.execute(db);
      await sql`create index message_annotation on message (annotation_id, first_seq)`.execute(db);
    },
  };
}

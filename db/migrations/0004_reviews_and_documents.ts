import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTable, createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  [
    "review_case",
    ["id"],
    {
      id: "text",
      number: "int",
      round_id: "text",
      item_id: "text",
      entity_id: "text",
      state: "text",
      ground: "text",
      claim: "text",
      opened_by: "text",
      opened_at: "text",
      due_at: "text",
      admission_reason: "text?",
      admitted_by: "text?",
      reviewer_id: "text?",
      proposal_seq: "int?",
      proposed_by: "text?",
      proposed_value_state: "text?",
      proposed_milli_points: "int?",
      proposal_reason: "text?",
      decided_by: "text?",
      decision_reason: "text?",
      closed_at: "text?",
      seq: "int",
    },
  ],
  [
    "index_result",
    ["round_id", "seq"],
    { round_id: "text", seq: "int", at: "text", cause_seq: "int", result_hash: "text", document: "text" },
  ],
  ["document", ["name"], { name: "text", epoch: "text", snapshot: "bytes?", snapshot_id: "int" }],
  ["document_client", ["name", "client_id"], { name: "text", client_id: "int", account_id: "text" }],
];

const INDEXES = [
  "create index review_case_item on review_case (item_id)",
  "create index document_update_name on document_update (name, id)",
];

/** Review cases, index results and the updates of shared documents. */
export function reviewsAndDocuments(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      await createTable(db, dialect, {
        name: "document_update",
        columns: { name: "text", bytes: "bytes" },
        countingKey: "id",
      });
      for (const statement of INDEXES) await sql.raw(statement).execute(db);
    },
  };
}

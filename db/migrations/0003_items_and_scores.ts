import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  [
    "item",
    ["id"],
    {
      id: "text",
      round_id: "text",
      entity_id: "text",
      indicator: "text",
      main_index: "text",
      panel_id: "text",
      batch_id: "text",
      state: "text",
      rubric_hash: "text",
      evidence_set: "text?",
      decision_version: "int",
      seq: "int",
    },
  ],
  [
    "evidence",
    ["id"],
    {
      id: "text",
      item_id: "text",
      position: "int",
      sha256: "text",
      number: "text",
      name: "text",
      issued_on: "text",
      abstract: "text",
      page_count: "int",
      extraction_hash: "text",
      seq: "int",
    },
  ],
  ["extraction", ["sha256"], { sha256: "text", extraction_hash: "text", document: "text" }],
  [
    "score",
    ["item_id", "actor_id", "case_id"],
    {
      item_id: "text",
      actor_id: "text",
      case_id: "text",
      version: "int",
      state: "text",
      seq: "int",
      value_state: "text?",
      milli_points: "int?",
      level: "int?",
      confidence: "int?",
      justification: "text?",
      cites: "text?",
      sealed_value_state: "text?",
      sealed_milli_points: "int?",
      is_blind: "int",
    },
  ],
  [
    "score_change",
    ["seq"],
    {
      seq: "int",
      item_id: "text",
      actor_id: "text",
      at: "text",
      kind: "text",
      old_value_state: "text",
      old_milli_points: "int?",
      new_value_state: "text",
      new_milli_points: "int?",
      reason: "text",
      cites: "text",
    },
  ],
  [
    "annotation",
    ["id"],
    {
      id: "text",
      item_id: "text",
      actor_id: "text",
      version: "int",
      state: "text",
      evidence_id: "text",
      kind: "text?",
      criterion: "text?",
      anchor: "text?",
      body: "text?",
      is_resolved: "int",
      hash: "text?",
      seq: "int",
      created_at: "text",
    },
  ],
  [
    "message",
    ["id"],
    {
      id: "text",
      item_id: "text",
      annotation_id: "text",
      actor_id: "text",
      body: "text?",
      state: "text",
      seq: "int",
      at: "text",
    },
  ],
  [
    "decision",
    ["item_id", "version"],
    {
      item_id: "text",
      version: "int",
      value_state: "text",
      milli_points: "int?",
      rule: "text",
      reason: "text",
      conclusion_hash: "text",
      case_id: "text?",
      actor_id: "text",
      seq: "int",
      at: "text",
    },
  ],
];

const INDEXES = [
  "create index item_batch on item (batch_id)",
  "create index item_cell on item (round_id, entity_id, indicator)",
  "create index evidence_item on evidence (item_id)",
  "create index score_actor on score (actor_id)",
  "create index score_change_item on score_change (item_id, seq)",
  "create index annotation_item on annotation (item_id)",
  "create index message_item on message (item_id)",
];

/** Items with their evidence, scores, discussion and decisions. */
export function itemsAndScores(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      for (const statement of INDEXES) await sql.raw(statement).execute(db);
    },
  };
}

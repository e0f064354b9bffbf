import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type ColumnKind, createTable, type MigrationDialect } from "./table-builder.ts";

type TableShape = readonly [name: string, key: readonly string[], columns: Readonly<Record<string, ColumnKind>>];

const SET_UP_TABLES: readonly TableShape[] = [
  ["framework", ["id", "version"], { id: "text", version: "text", hash: "text", document: "text", seq: "int" }],
  [
    "entity",
    ["id"],
    {
      id: "text",
      name_vi: "text",
      name_en: "text",
      kind: "text",
      valid_from: "text?",
      valid_to: "text?",
      seq: "int",
    },
  ],
  ["merger", ["entity_id", "predecessor_id"], { entity_id: "text", predecessor_id: "text", seq: "int" }],
  [
    "published_result",
    ["year", "tier", "entity_set", "entity_id"],
    {
      year: "int",
      tier: "text",
      entity_set: "text",
      entity_id: "text",
      rank: "int?",
      value_basis: "int?",
      seq: "int",
    },
  ],
  [
    "round",
    ["id"],
    {
      id: "text",
      year: "int",
      tier: "text",
      framework_id: "text",
      framework_version: "text",
      framework_hash: "text",
      phase: "text",
      calendar: "text",
      is_simulated: "int",
      seq: "int",
    },
  ],
  ["round_entity", ["round_id", "entity_id"], { round_id: "text", entity_id: "text", panel_id: "text" }],
  ["panel", ["id"], { id: "text", round_id: "text", number: "int", seq: "int" }],
  [
    "panel_member",
    ["panel_id", "actor_id"],
    { panel_id: "text", actor_id: "text", duty: "text", letter: "text", seq: "int" },
  ],
  [
    "batch",
    ["id"],
    {
      id: "text",
      round_id: "text",
      panel_id: "text",
      main_index: "text",
      phase: "text",
      due_at: "text",
      proposal_seq: "int?",
      proposed_by: "text?",
      opened_seq: "int?",
      opened_at: "text?",
      seq: "int",
    },
  ],
  ["interest", ["round_id", "actor_id"], { round_id: "text", actor_id: "text", expires_at: "text", seq: "int" }],
  [
    "conflict",
    ["round_id", "actor_id", "entity_id"],
    { round_id: "text", actor_id: "text", entity_id: "text", kind: "text", seq: "int" },
  ],
  [
    "reported_value",
    ["round_id", "entity_id", "indicator", "kind"],
    {
      round_id: "text",
      entity_id: "text",
      indicator: "text",
      kind: "text",
      value_state: "text",
      milli_points: "int?",
      seq: "int",
    },
  ],
];

const ITEM_TABLES: readonly TableShape[] = [
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

const REVIEW_TABLES: readonly TableShape[] = [
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
  "create index round_entity_panel on round_entity (panel_id)",
  "create index item_batch on item (batch_id)",
  "create index item_cell on item (round_id, entity_id, indicator)",
  "create index evidence_item on evidence (item_id)",
  "create index score_actor on score (actor_id)",
  "create index score_change_item on score_change (item_id, seq)",
  "create index annotation_item on annotation (item_id)",
  "create index message_item on message (item_id)",
  "create index review_case_item on review_case (item_id)",
  "create index document_update_name on document_update (name, id)",
];

/** Rounds, panels, items, scores, discussion, reviews and shared documents. */
export function roundsAndScores(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, key, columns] of [...SET_UP_TABLES, ...ITEM_TABLES, ...REVIEW_TABLES]) {
        await createTable(db, dialect, { name, columns, key });
      }
      await createTable(db, dialect, {
        name: "document_update",
        columns: { name: "text", bytes: "bytes" },
        countingKey: "id",
      });
      for (const statement of INDEXES) await sql.raw(statement).execute(db);
    },
  };
}

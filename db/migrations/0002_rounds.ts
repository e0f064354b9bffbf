import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
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

const INDEXES = ["create index round_entity_panel on round_entity (panel_id)"];

/** Frameworks, entities, rounds, panels and what is declared and reported in a round. */
export function rounds(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      for (const statement of INDEXES) await sql.raw(statement).execute(db);
    },
  };
}

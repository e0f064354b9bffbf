import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [
  [
    "round_change",
    ["seq"],
    {
      seq: "int",
      round_id: "text",
      at: "text",
      proposed_by: "text",
      change: "text",
      reason: "text",
      state: "text",
      settled_seq: "int?",
      settled_by: "text?",
      settled_at: "text?",
      settled_reason: "text?",
    },
  ],
];

/** What openings freeze, and changes by two persons. A round in its scoring shows its earliest batch's phase. */
export function machines(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      await sql`create index round_change_round on round_change (round_id, seq)`.execute(db);
      for (const column of ["policy text", "frozen text", `opened_seq ${dialect.intType}`, "withheld_from text"]) {
        await sql.raw(`alter table round add column ${column}`).execute(db);
      }
      await sql.raw(`alter table item add column rubric_seq ${dialect.intType}`).execute(db);
      await sql`alter table pseudonym add column salt text not null default ''`.execute(db);
      for (const phase of ["reconciliation", "response"]) await showPhase(db, phase);
    },
  };
}

/** Rounds in which no batch is at an earlier phase than this, and one is at it. */
async function showPhase(db: Kysely<unknown>, phase: string): Promise<void> {
  const earlier = phase === "reconciliation" ? sql`'independent'` : sql`'independent', 'reconciliation'`;
  await sql`update round set phase = ${phase} where phase in ('independent', 'reconciliation')
    and exists (select 1 from batch where batch.round_id = round.id and batch.phase = ${phase})
    and not exists (select 1 from batch where batch.round_id = round.id and batch.phase in (${earlier}))`.execute(db);
}

import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTable, type MigrationDialect } from "./table-builder.ts";

/**
 * First choices, and what scores of checklists and ratios follow from. In older logs the first seal of an expert is
 * their first choice: the rows are those that a replay makes.
 */
export function firstChoices(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTable(db, dialect, {
        name: "first_choice",
        columns: { item_id: "text", actor_id: "text", seq: "int" },
        key: ["item_id", "actor_id"],
      });
      await sql`create index first_choice_actor on first_choice (actor_id)`.execute(db);
      await sql`insert into first_choice (item_id, actor_id, seq)
        select item_id, actor_id, min(seq) from ledger_head
        where type = 'score.sealed' and case_id is null and item_id is not null group by item_id, actor_id`.execute(db);
      await sql`alter table score add column parts text`.execute(db);
      await sql`alter table score add column ratio text`.execute(db);
    },
  };
}

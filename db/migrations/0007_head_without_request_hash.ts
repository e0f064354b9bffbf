import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The hash over parts and salts goes: the commitments of the entry say whether a command is the same, and they stand
 * when a text is erased, so that every column of the head index comes from the head alone.
 */
export function headWithoutRequestHash(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await sql`alter table ledger_head drop column request_hash`.execute(db);
    },
  };
}

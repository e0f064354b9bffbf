import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect } from "./table-builder.ts";

/**
 * Keys for what browsers keep of an account. They are made at sign-in, so that reading one writes nothing: sessions
 * from before have none, and end here.
 */
export function localKeys(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const columns = { account_id: "text", box: "bytes", created_at: "text" } as const;
      await createTables(db, dialect, [["local_key", ["account_id"], columns]]);
      await sql`delete from session`.execute(db);
    },
  };
}

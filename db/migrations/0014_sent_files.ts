import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { createTables, type MigrationDialect, type TableShape } from "./table-builder.ts";

const TABLES: readonly TableShape[] = [["file_sender", ["sha256", "entity_id"], { sha256: "text", entity_id: "text" }]];

/** What a browser says that a file is, and whose agency has sent which file. */
export function sentFiles(dialect: MigrationDialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createTables(db, dialect, TABLES);
      await sql`alter table upload add column media_type text not null default ''`.execute(db);
      await sql`insert into file_sender (sha256, entity_id)
        select evidence.sha256, item.entity_id from evidence inner join item on item.id = evidence.item_id
        union select upload.sha256, upload.entity_id from upload where upload.sha256 is not null`.execute(db);
    },
  };
}

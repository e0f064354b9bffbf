import { TABLE_KINDS, type TableName } from "../schema/table-kinds.ts";
import type { CheckContext, Problems } from "./check-context.ts";

/** Tables of the migrations' own bookkeeping. */
const MIGRATION_TABLES: ReadonlySet<string> = new Set(["kysely_migration", "kysely_migration_lock"]);

/** Every table of the database is marked for what it claims, and every marked table is there. */
export async function checkTables({ db }: Pick<CheckContext, "db">): Promise<Problems> {
  const found = new Set((await db.introspection.getTables()).map((table) => table.name));
  const marked = Object.keys(TABLE_KINDS) as TableName[];
  const isMarked = (name: string): boolean => Object.hasOwn(TABLE_KINDS, name) || MIGRATION_TABLES.has(name);
  return [
    ...[...found].filter((name) => !isMarked(name)).map((name) => `the table ${name} is marked for nothing`),
    ...marked.filter((name) => !found.has(name)).map((name) => `the table ${name} is missing`),
  ];
}

import { type Kysely, sql } from "kysely";

/** Column kinds of both databases; a trailing `?` allows null. */
export type ColumnKind = "text" | "int" | "bytes" | "text?" | "int?" | "bytes?";

/** A table: its name, the columns of its primary key, and its columns in order. */
export type TableShape = readonly [name: string, key: readonly string[], columns: Readonly<Record<string, ColumnKind>>];

/** What differs between the databases in a migration, and nowhere else. */
export interface MigrationDialect {
  readonly name: "sqlite" | "postgres";
  readonly bytesType: "blob" | "bytea";
  readonly intType: "integer" | "bigint";
  /** SQL of a primary key that counts up by itself. */
  readonly countingKey: string;
}

export const SQLITE: MigrationDialect = {
  name: "sqlite",
  bytesType: "blob",
  intType: "integer",
  countingKey: "integer primary key autoincrement",
};

export const POSTGRES: MigrationDialect = {
  name: "postgres",
  bytesType: "bytea",
  intType: "bigint",
  countingKey: "bigint generated always as identity primary key",
};

/** Creates one table: columns in the order given, then the primary key. */
export async function createTable(
  db: Kysely<unknown>,
  dialect: MigrationDialect,
  table: { name: string; columns: Readonly<Record<string, ColumnKind>>; key?: readonly string[]; countingKey?: string },
): Promise<void> {
  const types = { text: "text", int: dialect.intType, bytes: dialect.bytesType };
  const lines = Object.entries(table.columns).map(([name, kind]) => {
    const type = types[kind.replace("?", "") as keyof typeof types];
    return `"${name}" ${type}${kind.endsWith("?") ? "" : " not null"}`;
  });
  if (table.countingKey !== undefined) lines.unshift(`"${table.countingKey}" ${dialect.countingKey}`);
  if (table.key !== undefined) lines.push(`primary key (${table.key.map((name) => `"${name}"`).join(", ")})`);
  await sql.raw(`create table "${table.name}" (${lines.join(", ")})`).execute(db);
}

/** Creates tables in the order given. */
export async function createTables(
  db: Kysely<unknown>,
  dialect: MigrationDialect,
  tables: readonly TableShape[],
): Promise<void> {
  for (const [name, key, columns] of tables) await createTable(db, dialect, { name, columns, key });
}

// Somebody who owns the database drops the triggers and changes one column of one row. Every such change is found: at
// start, by the checks of assay doctor, or by its rebuild; a change of entries and parts by the number of the entry.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { compareProjections, describeDifference } from "../../db/checks/compare-tables.ts";
import { listTables, TABLE_KINDS, type TableName } from "../../db/schema/table-kinds.ts";
import { createContentStore } from "../../server/services/evidence/disk-content-store.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { CheckedLog } from "../../server/services/ledger/checked-log.ts";
import { LogCorrupt } from "../../server/services/ledger/log-corrupt.ts";
import { rebuildDatabase } from "../../server/services/rebuild/rebuild-database.ts";
import type { Services } from "../../server/services/services.ts";
import { DIALECTS, openTestDatabase, type Dialect } from "../helpers/open-test-database.ts";
import { makeRandom, type Random } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { scaled } from "../scale.ts";
import { makeTamperedSite } from "./tamper/tampered-site.ts";

const MUTANTS = scaled({ small: 50, full: 1_000 });
const SEED = 20_261_122;

type Column = string | number | Uint8Array | null;
type Row = Record<string, Column>;

const CONTENT: readonly TableName[] = ["ledger_entry", "ledger_part"];

const dropTriggers = async (services: Services, dialect: Dialect): Promise<void> => {
  await services.database.writer.run(async (trx) => {
    if (dialect === "postgres") {
      for (const table of CONTENT) await sql.raw(`alter table ${table} disable trigger user`).execute(trx);
      return;
    }
    const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(trx);
    for (const { name } of rows) await sql.raw(`drop trigger ${name}`).execute(trx);
  });
};

async function readRows(services: Services, table: TableName): Promise<Row[]> {
  const order = sql.join(keyOf(table).map((key) => sql.ref(key)));
  return (await sql<Row>`select * from ${sql.table(table)} order by ${order}`.execute(services.database.reader)).rows;
}

const keyOf = (table: TableName): readonly string[] => TABLE_KINDS[table].key;

const whereKey = (table: TableName, row: Row) =>
  sql.join(
    keyOf(table).map((key) => sql`${sql.ref(key)} = ${row[key]}`),
    sql` and `,
  );

/** Puts `to` in the place of the row `from`, whatever of the key has changed. */
async function replaceRow(services: Services, table: TableName, { from, to }: { from: Row; to: Row }): Promise<void> {
  await services.database.writer.run(async (trx) => {
    const columns = Object.keys(to).filter((column) => !isSame(from[column]!, to[column]!));
    const changes = sql.join(columns.map((column) => sql`${sql.ref(column)} = ${to[column]}`));
    await sql`update ${sql.table(table)} set ${changes} where ${whereKey(table, from)}`.execute(trx);
  });
}

async function deleteRow(services: Services, table: TableName, row: Row): Promise<void> {
  await services.database.writer.run(async (trx) => {
    await sql`delete from ${sql.table(table)} where ${whereKey(table, row)}`.execute(trx);
  });
}

/** As an update in disguise: SQLite deletes the old row for it without asking an update trigger. */
async function insertRow(services: Services, table: TableName, row: Row, dialect: Dialect): Promise<void> {
  const columns = Object.keys(row);
  const changes = columns.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  const [verb, conflict] =
    dialect === "sqlite"
      ? [sql`insert or replace`, sql``]
      : [sql`insert`, sql` on conflict (seq) do update set ${sql.join(changes)}`];
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(columns.map((column) => row[column]));
  await services.database.writer.run(async (trx) => {
    await sql`${verb} into ${sql.table(table)} (${names}) values (${values})${conflict}`.execute(trx);
  });
}

const isSame = (a: Column, b: Column): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.from(a).equals(b) : a === b;

function changeColumn(value: Column, random: Random): Column {
  if (value === null) return "9";
  if (typeof value === "number") return value + random.between(1, 9) * 1_000_000;
  if (typeof value === "string") {
    const at = random.between(0, value.length);
    return `${value.slice(0, at)}7${value.slice(at)}`;
  }
  const changed = Uint8Array.from(value);
  const at = random.between(0, changed.length - 1);
  changed[at] = changed[at]! ^ (1 << random.between(0, 7));
  return changed;
}

/** Everything that is said of the database, in words. */
async function findTampering(services: Services, rebuilt: Services["database"]): Promise<string[]> {
  const { database, vault, content, ledger } = services;
  const found = (
    await checkDatabase(database, vault, content).catch((error: Error) => [
      { name: "checks", problems: [error.message] },
    ])
  ).flatMap((check) => check.problems);
  try {
    await new CheckedLog(ledger.origin).advance(database.reader);
  } catch (error) {
    if (!(error instanceof LogCorrupt)) throw error;
    found.push(error.message);
  }
  if (found.length > 0) return found;
  const differences = await compareProjections({ stored: database.reader, rebuilt: rebuilt.reader });
  return differences.map(describeDifference);
}

describe.each(DIALECTS)("rows that were changed on %s", (dialect) => {
  let services: Services;
  let rebuilt: Services["database"];

  beforeAll(async () => {
    ({ services } = await makeTamperedSite(dialect));
    rebuilt = await openTestDatabase("sqlite");
    const source = services.database.reader;
    const report = await rebuildDatabase({ source, target: rebuilt, vault: services.vault });
    expect(report.differences).toEqual([]);
    await dropTriggers(services, dialect);
  });

  test("nothing is found before", async () => {
    expect(await findTampering(services, rebuilt)).toEqual([]);
  });

  test.each([
    ["entries and their parts", CONTENT],
    ["projections", listTables("projection")],
  ] as const)(
    `${MUTANTS} times: %s`,
    async (_what, tables) => {
      const random = makeRandom(SEED);
      const rows = new Map<TableName, Row[]>();
      for (const table of tables) rows.set(table, await readRows(services, table));
      const filled = tables.filter((table) => rows.get(table)!.length > 0);
      for (let count = 0; count < MUTANTS; count += 1) {
        const table = random.pick(filled);
        const from = random.pick(rows.get(table)!);
        const column = random.pick(Object.keys(from).filter((name) => !keyOf(table).includes(name)));
        const to = { ...from, [column]: changeColumn(from[column]!, random) };
        await replaceRow(services, table, { from, to });
        const found = await findTampering(services, rebuilt);
        await replaceRow(services, table, { from: to, to: from });
        expect(
          found,
          `${table}.${column} of ${keyOf(table)
            .map((key) => String(from[key]))
            .join()}`,
        ).not.toEqual([]);
        if (CONTENT.includes(table)) expect(found.join("\n")).toMatch(new RegExp(`entry ${String(from["seq"])}\\b`));
      }
      expect(await findTampering(services, rebuilt)).toEqual([]);
    },
    MUTANTS * 5_000,
  );

  test(`${MUTANTS} times: updates, deletions and second inserts are refused while the triggers are there`, async () => {
    const guarded = (await makeTamperedSite(dialect)).services;
    const random = makeRandom(SEED);
    const before = await Promise.all(CONTENT.map((table) => readRows(guarded, table)));
    for (let count = 0; count < MUTANTS; count += 1) {
      const place = random.between(0, 1);
      const table = CONTENT[place]!;
      const from = random.pick(before[place]!);
      const column = random.pick(Object.keys(from));
      const to = { ...from, [column]: changeColumn(from[column]!, random) };
      const attack = random.pick([
        () => replaceRow(guarded, table, { from, to }),
        () => deleteRow(guarded, table, from),
        () => insertRow(guarded, table, to["seq"] === from["seq"] ? to : from, dialect),
      ]);
      await expect(attack(), `${count}: ${table}.${column} of ${String(from["seq"])}`).rejects.toThrow();
    }
    expect(await Promise.all(CONTENT.map((table) => readRows(guarded, table)))).toEqual(before);
  });
});

test(`${MUTANTS} times: bytes of an evidence file`, async () => {
  const random = makeRandom(SEED);
  const dir = makeTestDir();
  const store = createContentStore(dir);
  const bytes = Uint8Array.from({ length: 5_000 }, () => random.between(0, 255));
  const { sha256 } = await store.put(bytes);
  const path = join(dir, sha256.slice(0, 2), sha256.slice(2));
  for (let count = 0; count < MUTANTS; count += 1) {
    const isCut = random.chance(0.2);
    const changed = isCut ? bytes.subarray(0, random.between(0, 4_999)) : (changeColumn(bytes, random) as Uint8Array);
    writeFileSync(path, changed);
    expect(await store.verify(sha256), `mutant ${count}`).toBe("damaged");
    await expect(store.get(sha256)).rejects.toThrow("damaged");
  }
});

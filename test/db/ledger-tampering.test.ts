import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { PUBLIC } from "#domain/policy/actor.ts";
import { runVerify } from "../../server/cli/verify.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { exportLog } from "../../server/services/ledger/export-log.ts";
import { LogCorrupt } from "../../server/services/ledger/ledger.ts";
import { DIALECTS, openTestDatabase, type Dialect } from "../helpers/open-test-database.ts";
import { until } from "../helpers/until.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { appendDraft, appendMany, KEY, makeDraft, openTestLedger, reopen, vault } from "./make-ledger.ts";

const TABLES = ["ledger_entry", "ledger_part"] as const;

const execute = (database: Database, statement: string) =>
  database.writer.run(async (trx) => {
    await sql.raw(statement).execute(trx);
  });

async function dropTriggers(database: Database, dialect: Dialect): Promise<void> {
  for (const table of TABLES) {
    if (dialect === "postgres") await execute(database, `alter table ${table} disable trigger user`);
    else
      for (const what of ["second_insert", "update", "delete"])
        await execute(database, `drop trigger ${table}_no_${what}`);
  }
}

async function runOnFile(lines: readonly string[]): Promise<{ code: number; text: string }> {
  const file = join(makeTestDir(), "log.ndjson");
  writeFileSync(file, `${lines.join("\n")}\n`);
  let text = "";
  const output = { stdout: { write: (part: string) => (text += part) }, stderr: { write: () => undefined } };
  return { code: await runVerify([file, "--key", KEY.verifierKey], output), text };
}

describe.each(DIALECTS)("a log that is tampered with on %s", (dialect) => {
  test("entries and parts cannot be updated, deleted or replaced", async () => {
    const database = await openTestDatabase(dialect);
    await appendMany(await openTestLedger(database), 0, 3);
    for (const table of TABLES) {
      const column = table === "ledger_entry" ? "at" : "head";
      await expect(execute(database, `update ${table} set ${column} = ${column} where seq = 1`)).rejects.toThrow(
        "refused",
      );
      await expect(execute(database, `delete from ${table} where seq = 2`)).rejects.toThrow("refused");
      await expect(execute(database, `delete from ${table}`)).rejects.toThrow("refused");
      const insert = dialect === "sqlite" ? "insert or replace" : "insert";
      await expect(execute(database, `${insert} into ${table} select * from ${table} where seq = 1`)).rejects.toThrow();
      if (dialect === "sqlite") continue;
      await expect(execute(database, `truncate ${table}`)).rejects.toThrow("refused");
      const conflict = `on conflict (seq) do update set ${column} = excluded.${column}`;
      await expect(
        execute(database, `insert into ${table} select * from ${table} where seq = 1 ${conflict}`),
      ).rejects.toThrow("refused");
    }
    expect((await checkDatabase(database, vault)).flatMap((check) => check.problems)).toEqual([]);
  });

  const EDITS = {
    text: "update ledger_entry set entry = replace(entry, '\"seq\":2', '\"seq\": 2') where seq = 2",
    time: "update ledger_entry set entry = replace(entry, '2026-01', '2026-02') where seq = 2",
    deletion: "delete from ledger_entry where seq = 2",
  };

  test.each(Object.entries(EDITS))(
    "with triggers dropped, an edit (%s) is named at start and by assay verify",
    async (name, edit) => {
      const database = await openTestDatabase(dialect);
      const ledger = await openTestLedger(database);
      await appendMany(ledger, 0, 5);
      await dropTriggers(database, dialect);
      await execute(database, edit);
      const lines: string[] = [];
      const options = {
        database,
        ledger,
        vault,
        scope: "public" as const,
        actor: PUBLIC,
        now: "2026-01-06T00:00:00.000Z",
      };
      await exportLog(options, (line) => void lines.push(line));
      const { code, text } = await runOnFile(lines);
      expect([name, code]).toEqual([name, 1]);
      expect(text).toMatch(/failed \(first bad entry: 2\)/);
      await database.close();
      await expect(reopenFails(database.location)).resolves.toMatch(/ledger entry 2 /);
    },
  );

  test("a part that was changed is named by the export's verifier and by doctor's checks", async () => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 5);
    await dropTriggers(database, dialect);
    await execute(
      database,
      "update ledger_part set value = (select text from ledger_part where seq = 1) where seq = 3",
    );
    const lines: string[] = [];
    const options = {
      database,
      ledger,
      vault,
      scope: "public" as const,
      actor: PUBLIC,
      now: "2026-01-06T00:00:00.000Z",
    };
    await exportLog(options, (line) => void lines.push(line));
    const { code, text } = await runOnFile(lines);
    expect(code).toBe(1);
    expect(text).toContain("first bad entry: 3");
    const parts = (await checkDatabase(database, vault)).find((check) => check.name === "parts");
    expect(parts?.problems).toHaveLength(1);
    expect(parts?.problems[0]).toContain("entry 3");
  });

  test.each([
    ["a tile", "update ledger_tile set hashes = (select leaf_hash from ledger_entry where seq = 0)", /tiles/],
    ["the head of the log", "update ledger_state set last_at = '2020'", /head of the log/],
    ["a cut tail", "update ledger_state set size = 3", /beyond the end|tiles|head/],
    ["no head of the log", "delete from ledger_state", /beyond the end/],
  ])("%s that was changed is refused at start", async (_what, edit, message) => {
    const database = await openTestDatabase(dialect);
    await appendMany(await openTestLedger(database), 0, 5);
    await execute(database, edit);
    await database.close();
    await expect(reopenFails(database.location)).resolves.toMatch(message);
  });
});

test.runIf(DIALECTS.includes("sqlite"))("a second opener of one file is refused, and the log stays whole", async () => {
  const database = await openTestDatabase("sqlite");
  const ledger = await openTestLedger(database);
  const second = await reopen(database.location);
  try {
    await appendMany(ledger, 0, 2);
    await ledger.publish();
    await expect(appendDraft(second.ledger, makeDraft(5))).rejects.toThrow("another process writes to this log");
    expect(await appendDraft(ledger, makeDraft(2))).toBe(2);
    expect((await checkDatabase(database, vault)).flatMap((check) => check.problems)).toEqual([]);
  } finally {
    await second.database.close();
  }
});

test.runIf(DIALECTS.includes("postgres"))(
  "a second opener of one PostgreSQL database is told to stop the first",
  async () => {
    const database = await openTestDatabase("postgres");
    await expect(openDatabase(database.location)).rejects.toThrow("another assay process");
  },
);

async function reopenFails(location: string): Promise<string> {
  const database = await until(() => openDatabase(location), { what: "the writer's lock to be free" });
  try {
    await openTestLedger(database);
    return "opened";
  } catch (error) {
    if (!(error instanceof LogCorrupt)) throw error;
    return error.message;
  } finally {
    await database.close();
  }
}

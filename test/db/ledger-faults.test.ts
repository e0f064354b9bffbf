// Each write of an append fails twice: without what it wrote, and with it. After both a restart finds a log that
// verifies and goes on.
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Database } from "../../db/dialects/database.ts";
import type { CommitHooks } from "../../db/dialects/write-queue.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { DIALECTS, openTestDatabase, type Dialect } from "../helpers/open-test-database.ts";
import { appendDraft, appendMany, checkDraftReceipt, makeDraft, openTestLedger, reopen, vault } from "./make-ledger.ts";

const fault = (): Promise<never> => Promise.reject(new Error("fault"));

/** Around the ledger's own hooks, on the real queue. Faults are armed once the log has a beginning. */
const HOOK_FAULTS: Record<string, { isPersisted: boolean; wrap(hooks: CommitHooks): Partial<CommitHooks> }> = {
  "before tiles and head of the log": { isPersisted: false, wrap: () => ({ beforeCommit: fault }) },
  "before the commit": {
    isPersisted: false,
    wrap: (hooks) => ({ beforeCommit: (trx) => hooks.beforeCommit(trx).then(fault) }),
  },
  "after the commit": { isPersisted: true, wrap: () => ({ beforeAnswer: fault }) },
  "before the answer": {
    isPersisted: true,
    wrap: (hooks) => ({ beforeAnswer: (connection) => hooks.beforeAnswer(connection).then(fault) }),
  },
};

function armable(database: Database, wrap: (hooks: CommitHooks) => Partial<CommitHooks>) {
  let isArmed = false;
  const writer = {
    ...database.writer,
    setHooks: (hooks: CommitHooks) => {
      const faulty = { ...hooks, ...wrap(hooks) };
      database.writer.setHooks({
        ...hooks,
        beforeCommit: (trx) => (isArmed ? faulty : hooks).beforeCommit(trx),
        beforeAnswer: (connection) => (isArmed ? faulty : hooks).beforeAnswer(connection),
      });
    },
  };
  return { database: { ...database, writer }, arm: () => (isArmed = true) };
}

/** A trigger of the test that makes the write of one table fail, before or after its row is there. */
async function breakTable(database: Database, dialect: Dialect, { table, when }: { table: string; when: string }) {
  const events = table === "ledger_tile" || table === "ledger_state" ? ["insert", "update"] : ["insert"];
  await database.writer.run(async (trx) => {
    if (dialect === "postgres") {
      const body = "$$ begin raise exception 'fault'; end $$";
      await sql.raw(`create function fault() returns trigger language plpgsql as ${body}`).execute(trx);
    }
    for (const event of events) {
      const action =
        dialect === "postgres" ? "for each row execute function fault()" : "begin select raise(abort, 'fault'); end";
      await sql.raw(`create trigger fault_${event} ${when} ${event} on ${table} ${action}`).execute(trx);
    }
  });
}

async function mendTable(database: Database, dialect: Dialect, table: string): Promise<void> {
  await database.writer.run(async (trx) => {
    for (const event of ["insert", "update"]) {
      const on = dialect === "postgres" ? ` on ${table}` : "";
      await sql.raw(`drop trigger if exists fault_${event}${on}`).execute(trx);
    }
  });
}

/** A restart: the log verifies, has what was persisted and nothing else, and goes on. */
async function expectWhole(location: string, size: number): Promise<void> {
  const { database, ledger } = await reopen(location);
  try {
    expect(ledger.size()).toBe(size);
    const draft = makeDraft(900);
    expect(await appendDraft(ledger, draft)).toBe(size);
    expect(checkDraftReceipt(await ledger.receipt(size), draft)).toMatchObject({ ok: true, seq: size });
    expect((await checkDatabase(database, vault)).flatMap((check) => check.problems)).toEqual([]);
  } finally {
    await database.close();
  }
}

describe.each(DIALECTS)("a write that fails on %s", (dialect) => {
  test.each(Object.entries(HOOK_FAULTS))("%s stops the queue and leaves the log valid", async (_name, given) => {
    const real = await openTestDatabase(dialect);
    const { database, arm } = armable(real, given.wrap);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 3);
    await ledger.publish();
    arm();
    // The first finds nobody waiting and is a group of its own; the second waits, and finds the queue stopped.
    const group = await Promise.allSettled([appendDraft(ledger, makeDraft(3)), appendDraft(ledger, makeDraft(4))]);
    expect(group.map((one) => one.status)).toEqual(["rejected", "rejected"]);
    expect(database.writer.failure()?.cause).toMatchObject({ message: "fault" });
    await expect(appendDraft(ledger, makeDraft(5))).rejects.toThrow("stopped");
    await real.close();
    await expectWhole(real.location, given.isPersisted ? 4 : 3);
  });

  const TABLES = ["ledger_entry", "ledger_part", "ledger_head", "ledger_tile", "ledger_state"];
  const WRITES = TABLES.flatMap((table) => ["before", "after"].map((when) => ({ table, when })));

  test.each(WRITES)("$when the row of $table leaves nothing of its entry", async (write) => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 3);
    await breakTable(database, dialect, write);
    await expect(appendDraft(ledger, makeDraft(3))).rejects.toThrow();
    const isOfTheTask = ["ledger_entry", "ledger_part", "ledger_head"].includes(write.table);
    // The row of an entry is its task's own; tiles and head are the group's, whose failure stops the queue.
    expect(database.writer.failure() === null).toBe(isOfTheTask);
    const mending = isOfTheTask ? database : (await database.close(), (await reopen(database.location)).database);
    await mendTable(mending, dialect, write.table);
    if (isOfTheTask) expect(await appendDraft(ledger, makeDraft(4))).toBe(3);
    await mending.close();
    await expectWhole(database.location, isOfTheTask ? 4 : 3);
  });

  test.each(["before", "after"])("a task that throws %s its append changes nothing", async (when) => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 3);
    const failing = ledger.run(async (trx) => {
      if (when === "after") await ledger.append(trx, makeDraft(3));
      await fault();
    });
    await expect(failing).rejects.toThrow("fault");
    expect(ledger.size()).toBe(3);
    await database.close();
    await expectWhole(database.location, 3);
  });
});

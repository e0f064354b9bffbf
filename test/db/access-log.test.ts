import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parseParts } from "#domain/event/act.ts";
import type { ValuePart } from "#domain/event/catalogue.ts";
import { listHourRecords } from "../../db/queries/access.ts";
import { listParts } from "../../db/queries/ledger.ts";
import { createAccessLog, HOUR_RECORDS_MAX } from "../../server/services/access/access-log.ts";
import { type AccessEvent, WAITING_MAX } from "../../server/services/access/access-buffer.ts";
import { leaveNote } from "../../server/services/access/access-spool.ts";
import { checkDatabase } from "../../server/services/ledger/check-database.ts";
import { openParts, toReadable } from "../../server/services/ledger/parts-box.ts";
import type { Services } from "../../server/services/services.ts";
import type { WriteTask } from "../../db/dialects/write-queue.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { openTestServices } from "../helpers/open-test-services.ts";

const HOUR = "2026-03-02T08:00:00.000Z";
const NEXT_HOUR = "2026-03-02T09:00:00.000Z";

const refusalAt = (thing: string): AccessEvent => ({
  kind: "refused",
  accountId: null,
  door: "workbench",
  thing,
  outcome: "thing.absent",
});

describe.each(DIALECTS)("%s: the access log", (dialect) => {
  let now: Date;
  let services: Services;

  beforeEach(async () => {
    now = new Date("2026-03-02T08:10:00.000Z");
    services = await openTestServices(dialect, () => now);
  });

  const openLog = () => createAccessLog({ database: services.database, ledger: services.ledger, now: () => now });

  const listRoots = async (): Promise<ValuePart<"access.rooted">[]> => {
    const db = services.database.reader;
    const heads = await db.selectFrom("ledger_head").select("seq").where("type", "=", "access.rooted").execute();
    const seqs = heads.map((head) => head.seq);
    return (await listParts(db, seqs)).map((row) => {
      const parsed = parseParts(toReadable(openParts(services.vault, row)));
      if (!parsed.ok) throw new Error("no act");
      return parsed.act.value as ValuePart<"access.rooted">;
    });
  };

  const listProblems = async (): Promise<string[]> =>
    (await checkDatabase(services.database, services.vault)).flatMap((one) => one.problems);

  test("says who, what and how it ended, and counts the very same once", async () => {
    const { access } = services;
    for (let i = 0; i < 3; i += 1) access.note(refusalAt("item-1"));
    access.note(refusalAt("item-2"));
    access.note({ kind: "exported", accountId: null, door: "export", thing: "public", outcome: "ok" });
    await access.flush();
    const at = now.toISOString();
    const rest = { at, actor: null, source: null };
    expect(await listHourRecords(services.database.reader, HOUR)).toEqual([
      { ...rest, kind: "refused", door: "workbench", thing: "item-1", outcome: "thing.absent", times: 3 },
      { ...rest, kind: "refused", door: "workbench", thing: "item-2", outcome: "thing.absent", times: 1 },
      { ...rest, kind: "exported", door: "export", thing: "public", outcome: "ok", times: 1 },
    ]);
  });

  test("takes up what commands left that have no database to write to, once", async () => {
    const dataDir = makeTestDir();
    const at = "2026-03-02T08:05:00.000Z";
    leaveNote(dataDir, { at, kind: "exported", accountId: null, door: "export", thing: "public", outcome: "ok" });
    writeFileSync(join(dataDir, "access-notes.ndjson"), "no event\n", { flag: "a" });
    const { database, ledger } = services;
    const access = createAccessLog({ database, ledger, now: () => now, dataDir });
    await access.start();
    await access.flush();
    expect(await listHourRecords(database.reader, HOUR)).toMatchObject([{ at, kind: "exported", door: "export" }]);
    expect(readdirSync(dataDir)).toEqual([]);
    await access.close();
  });

  test("each hour that is over is one entry, which the records are checked against", async () => {
    const { access } = services;
    access.note(refusalAt("item-1"));
    access.note({ kind: "read", accountId: null, door: "trace", thing: "item-1", outcome: "ok" });
    await access.flush();
    expect(await listRoots()).toEqual([]);
    now = new Date("2026-03-02T09:00:01.000Z");
    access.note(refusalAt("item-2"));
    await access.flush();
    await access.flush();
    const kinds = { refused: 1, failedSignIn: 0, read: 1, exported: 0 };
    expect(await listRoots()).toMatchObject([{ hour: HOUR, count: 2, dropped: 0, kinds }]);
    expect(await listHourRecords(services.database.reader, NEXT_HOUR)).toHaveLength(1);
    expect(await listProblems()).toEqual([]);
  });

  test("an hour without anything is no entry", async () => {
    const { access } = services;
    await access.flush();
    now = new Date("2026-03-02T12:00:01.000Z");
    await access.flush();
    expect(await listRoots()).toEqual([]);
  });

  describe("what somebody changes behind its back is found", () => {
    const write = (sqlText: (trx: Services["database"]["reader"]) => { execute(): Promise<unknown> }) =>
      services.database.writer.run((trx) => sqlText(trx).execute());

    beforeEach(async () => {
      for (const hour of ["08", "09", "10"]) {
        now = new Date(`2026-03-02T${hour}:10:00.000Z`);
        services.access.note(refusalAt(`item-${hour}`));
        services.access.note(refusalAt(`other-${hour}`));
        await services.access.flush();
      }
      now = new Date("2026-03-02T11:10:00.000Z");
      await services.access.flush();
      expect(await listProblems()).toEqual([]);
    });

    test("a record that says something else", async () => {
      await write((trx) => trx.updateTable("access_record").set({ thing: "item-99" }).where("thing", "=", "item-09"));
      expect(await listProblems()).toMatchObject([expect.stringContaining(`access log of ${NEXT_HOUR} is not what`)]);
    });

    test("a record that is gone, and one that was put in", async () => {
      await write((trx) => trx.deleteFrom("access_record").where("thing", "=", "item-09"));
      expect(await listProblems()).toMatchObject([expect.stringContaining("1 records of 2")]);
      await write((trx) =>
        trx.insertInto("access_record").values({
          ...{ hour: "2026-03-02T07:00:00.000Z", at: HOUR, kind: "read", actor_id: null, door: "trace" },
          ...{ thing: null, outcome: "ok", source: null, times: 1 },
        }),
      );
      expect(await listProblems()).toContainEqual("the access log of 2026-03-02T07:00:00.000Z is in no entry");
    });

    test("an hour that is gone from the middle; the oldest may lapse", async () => {
      await write((trx) => trx.deleteFrom("access_record").where("hour", "=", HOUR));
      expect(await listProblems()).toEqual([]);
      await write((trx) => trx.deleteFrom("access_record").where("hour", "=", "2026-03-02T10:00:00.000Z"));
      expect(await listProblems()).toMatchObject([expect.stringContaining("0 records of 2")]);
    });
  });

  describe("a process that ends", () => {
    test("well, loses nothing: the next one goes on with the hour and roots it once", async () => {
      const first = openLog();
      first.note(refusalAt("item-1"));
      await first.start();
      first.note(refusalAt("item-2"));
      await first.close();
      const second = openLog();
      await second.start();
      second.note(refusalAt("item-3"));
      now = new Date("2026-03-02T09:30:00.000Z");
      await second.flush();
      expect(await listRoots()).toMatchObject([{ hour: HOUR, count: 3, dropped: 0 }]);
      await second.close();
      const third = openLog();
      await third.start();
      await third.close();
      expect(await listRoots()).toHaveLength(1);
      expect(await listProblems()).toEqual([]);
    });

    test("badly, is counted as a loss in its hour", async () => {
      const first = openLog();
      await first.start();
      first.note(refusalAt("item-1"));
      await first.flush();
      first.note(refusalAt("lost with the process"));
      now = new Date("2026-03-02T10:30:00.000Z");
      const second = openLog();
      await second.start();
      expect(await listRoots()).toMatchObject([{ hour: HOUR, count: 1, dropped: 1 }]);
      expect(await listProblems()).toEqual([]);
      await second.close();
      await first.close();
    });

    test("and a clock that goes back leave a rooted hour as it is", async () => {
      services.access.note(refusalAt("item-1"));
      await services.access.flush();
      now = new Date("2026-03-02T09:30:00.000Z");
      await services.access.flush();
      now = new Date("2026-03-02T08:30:00.000Z");
      const next = openLog();
      next.note(refusalAt("early"));
      await next.start();
      next.note(refusalAt("back in the first hour"));
      await next.close();
      expect(await listHourRecords(services.database.reader, HOUR)).toHaveLength(1);
      expect(await listProblems()).toEqual([]);
    });
  });

  describe("under a flood", () => {
    test("memory and rows are bounded, and what found no room is counted", async () => {
      const { access } = services;
      let noted = 0;
      while (noted < HOUR_RECORDS_MAX + WAITING_MAX) {
        for (let i = 0; i < WAITING_MAX + 50; i += 1) access.note(refusalAt(`item-${noted + i}`));
        noted += WAITING_MAX + 50;
        await access.flush();
      }
      const kept = await listHourRecords(services.database.reader, HOUR);
      expect(kept).toHaveLength(HOUR_RECORDS_MAX);
      now = new Date("2026-03-02T09:30:00.000Z");
      await access.flush();
      expect(await listRoots()).toMatchObject([{ count: HOUR_RECORDS_MAX, dropped: noted - HOUR_RECORDS_MAX }]);
    });

    test("what people wait for goes first: between a command and its turn at most one batch is written", async () => {
      const { database, ledger } = services;
      const { writer } = database;
      let batches = 0;
      const counting = {
        ...writer,
        runLater: <T>(task: WriteTask<T>) =>
          writer.runLater((trx) => {
            batches += 1;
            return task(trx);
          }),
      };
      const access = createAccessLog({ database: { ...database, writer: counting }, ledger, now: () => now });
      await access.flush();
      batches = 0;
      for (let i = 0; i < WAITING_MAX; i += 1) access.note(refusalAt(`item-${i}`));
      const flushed = access.flush();
      const waits: number[] = [];
      for (let i = 0; i < 20; i += 1) {
        const before = batches;
        await writer.run(() => Promise.resolve(waits.push(batches - before)));
      }
      await flushed;
      expect(Math.max(...waits)).toBeLessThanOrEqual(1);
      expect(batches).toBe(WAITING_MAX / 100);
      expect(await listHourRecords(database.reader, HOUR)).toHaveLength(WAITING_MAX);
    });

    test("under load that never ends the background has its turn all the same", async () => {
      const { writer } = services.database;
      const answers: Promise<void>[] = [];
      let groups = 0;
      // Each command hands in the next one before it is answered: the queue is never empty.
      const command = (): Promise<void> =>
        writer.run(() => {
          groups += 1;
          if (groups < 200) answers.push(command());
          return Promise.resolve();
        });
      answers.push(command());
      const turn = await writer.runLater(() => Promise.resolve(groups));
      for (const answer of answers) await answer;
      expect(turn).toBeGreaterThan(1);
      expect(turn).toBeLessThan(100);
      expect(groups).toBe(200);
    });
  });
});

import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Database } from "../../db/dialects/database.ts";
import { eraseTexts } from "../../db/queries/erasures.ts";
import { checkReplica } from "../../server/services/ledger/check-replica.ts";
import { type Ledger, LogBehind, LogCorrupt } from "../../server/services/ledger/ledger.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";
import {
  openReplica,
  readReplica,
  type Replica,
  ReplicaCorrupt,
  type ReplicaEntry,
} from "../../server/services/ledger/replica.ts";
import { DIALECTS, openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { appendDraft, appendMany, makeClock, makeDraft, openTestLedger, reopen, vault } from "./make-ledger.ts";

async function openCopied(database: Database, dir: string): Promise<Ledger> {
  const replica = await openReplica(dir);
  return openTestLedger(database, makeClock(), { replica }).catch(async (error: unknown) => {
    await replica.close();
    throw error;
  });
}

async function readAll(dir: string): Promise<ReplicaEntry[]> {
  const entries: ReplicaEntry[] = [];
  for await (const entry of readReplica(dir)) entries.push(entry);
  return entries;
}

const fileOf = (dir: string): string => join(dir, readdirSync(dir)[0]!);

/** A copy of five entries, and the database that it was made from. */
async function makeCopy() {
  const [dir, database] = [makeTestDir(), await openTestDatabase("sqlite")];
  const ledger = await openCopied(database, dir);
  await appendMany(ledger, 0, 5);
  await ledger.close();
  return { dir, database, lines: readFileSync(fileOf(dir), "utf8").split("\n").slice(0, -1) };
}

describe.each(DIALECTS)("the second copy of a log on %s", (dialect) => {
  test("has each entry with its sealed parts before the commit is answered", async () => {
    const [dir, database] = [makeTestDir(), await openTestDatabase(dialect)];
    const ledger = await openCopied(database, dir);
    for (let number = 0; number < 3; number += 1) {
      const draft = makeDraft(number);
      await appendDraft(ledger, draft);
      const last = (await readAll(dir)).at(-1)!;
      expect(last).toMatchObject({ seq: number, entry: (await ledger.readEntries(number, number + 1))[0] });
      const { head, value, text } = last.boxes;
      const opened = openParts(vault, { seq: number, head, value, text: text! });
      expect(opened.value).toMatchObject({ bytes: draft.parts.value, salt: draft.salts.value });
    }
    expect(await checkReplica(database.reader, dir)).toEqual({ name: "replica", problems: [] });
    await ledger.close();
  });

  test("catches up at start with a log that it was not kept for", async () => {
    const [dir, database] = [makeTestDir(), await openTestDatabase(dialect)];
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 700);
    await ledger.close();
    const copied = await openCopied(database, dir);
    await appendMany(copied, 700, 2);
    await copied.close();
    expect((await readAll(dir)).map(({ seq }) => seq)).toEqual(Array.from({ length: 702 }, (_, seq) => seq));
  });

  test("is without erased texts after a start, when the process died before it was made anew", async () => {
    const [dir, database] = [makeTestDir(), await openTestDatabase(dialect)];
    const ledger = await openCopied(database, dir);
    await appendMany(ledger, 0, 3);
    await ledger.run(async (trx) => {
      const { seq } = await ledger.append(trx, makeDraft(3));
      await eraseTexts(trx, { seqs: [1], erasureSeq: seq });
    });
    await ledger.close();
    expect((await readAll(dir))[1]!.boxes.text).not.toBe(null);
    for (const count of [4, 5]) {
      const again = await openCopied(database, dir);
      await appendDraft(again, makeDraft(count));
      await again.close();
      const texts = (await readAll(dir)).map(({ boxes }) => boxes.text === null);
      expect(texts).toEqual(Array.from({ length: count + 1 }, (_, seq) => seq === 1));
    }
  });

  test("that has more than the log stops the start and names the way out", async () => {
    const { dir } = await makeCopy();
    const database = await openTestDatabase(dialect);
    const opening = openCopied(database, dir);
    await expect(opening).rejects.toThrow(LogBehind);
    await expect(opening).rejects.toThrow(/0 entries.*has 5.*assay recover/);
  });

  test("of another history stops the start", async () => {
    const { dir } = await makeCopy();
    const database = await openTestDatabase(dialect);
    await appendMany(await openTestLedger(database), 20, 6);
    await expect(openCopied(database, dir)).rejects.toThrow(LogCorrupt);
  });
});

test("a line that a crash cut is written again", async () => {
  for (const left of [1, 40]) {
    const { dir, database, lines } = await makeCopy();
    const bytes = Buffer.byteLength(lines.slice(0, 4).join("\n")) + 1;
    truncateSync(fileOf(dir), bytes + left);
    expect(await readAll(dir)).toHaveLength(4);
    await (await openCopied(database, dir)).close();
    expect(readFileSync(fileOf(dir), "utf8")).toBe(`${lines.join("\n")}\n`);
  }
});

test("a copy that was changed in the middle is named with its line", async () => {
  const changes: ((lines: string[]) => string[])[] = [
    (lines) => lines.with(2, lines[2]!.replace(/"entry"/, '"Entry"')),
    (lines) => lines.toSpliced(2, 1),
    (lines) => lines.with(2, lines[2]!.replace(/2026/, "2027")),
  ];
  for (const change of changes) {
    const { dir, database, lines } = await makeCopy();
    writeFileSync(fileOf(dir), `${change(lines).join("\n")}\n`);
    await expect(readAll(dir)).rejects.toThrow(ReplicaCorrupt);
    await expect(readAll(dir)).rejects.toThrow(/ndjson:[34]: /);
    expect((await checkReplica(database.reader, dir)).problems.join()).toMatch(/ndjson:[34]: /);
  }
});

test("a copy that cannot be written leaves nobody answered", async () => {
  const [dir, database] = [makeTestDir(), await openTestDatabase("sqlite")];
  const real = await openReplica(dir);
  const replica: Replica = {
    ...real,
    catchUp: (db, size) => (size < 3 ? real.catchUp(db, size) : Promise.reject(new Error("no space"))),
  };
  const ledger = await openTestLedger(database, makeClock(), { replica });
  await appendDraft(ledger, makeDraft(0));
  await appendDraft(ledger, makeDraft(1));
  await expect(appendDraft(ledger, makeDraft(2))).rejects.toThrow("storage.stopped");
  expect(database.writer.failure()?.cause).toMatchObject({ message: "no space" });
  expect(await readAll(dir)).toHaveLength(2);
  await ledger.close();
  // Committed, and not copied: nobody was told of it, and a start copies it.
  const again = await reopen(database.location);
  await (await openCopied(again.database, dir)).close();
  await again.database.close();
  expect(await readAll(dir)).toHaveLength(3);
});

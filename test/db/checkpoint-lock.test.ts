import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { formatCheckpoint } from "#domain/ledger/checkpoint.ts";
import { signNote } from "#domain/ledger/signed-note.ts";
import { runDoctor } from "../../server/cli/doctor.ts";
import { runLockAccept } from "../../server/cli/lock-accept.ts";
import { type CheckpointLock, openCheckpointLock } from "../../server/services/ledger/checkpoint-lock.ts";
import { type Ledger, LogBehind, LogCorrupt } from "../../server/services/ledger/ledger.ts";
import { createServices } from "../../server/services/services.ts";
import { DIALECTS, makeTestLocation, openTestDatabase } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { appendDraft, appendMany, KEY, makeClock, makeDraft, openTestLedger, ORIGIN } from "./make-ledger.ts";

const openLock = (location: string): Promise<CheckpointLock> =>
  openCheckpointLock({ location, origin: ORIGIN, now: makeClock() });

/** A ledger on a SQLite file, with its lock at the given place. */
async function openLocked(path: string, lockLocation: string) {
  const database = await openDatabase(path);
  try {
    const ledger = await openTestLedger(database, makeClock(), { lock: await openLock(lockLocation) });
    const close = async (): Promise<void> => {
      await ledger.close();
      await database.close();
    };
    return { database, ledger, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function withLocked(path: string, lockLocation: string, work: (ledger: Ledger) => Promise<unknown>) {
  const opened = await openLocked(path, lockLocation);
  try {
    await work(opened.ledger);
  } finally {
    await opened.close();
  }
}

async function readLock(location: string) {
  const lock = await openLock(location);
  await lock.close();
  return lock.last();
}

describe.each(DIALECTS)("a checkpoint lock on %s", (dialect) => {
  test("has each signed checkpoint before its commit is answered, and a restart goes on from it", async () => {
    const [path, lockLocation] = [join(makeTestDir(), "assay.db"), await makeTestLocation(dialect)];
    await withLocked(path, lockLocation, async (ledger) => {
      expect(await readLock(lockLocation)).toMatchObject({ size: 0, note: "" });
      for (let number = 0; number < 3; number += 1) {
        await appendDraft(ledger, makeDraft(number));
        expect(await readLock(lockLocation)).toMatchObject(ledger.signedCheckpoint());
      }
    });
    await withLocked(path, lockLocation, (ledger) => appendMany(ledger, 3, 2));
    expect(await readLock(lockLocation)).toMatchObject({ size: 5 });
  });

  test("that another process moved stops the writer, with nobody answered", async () => {
    const [path, lockLocation] = [join(makeTestDir(), "assay.db"), await makeTestLocation(dialect)];
    await withLocked(path, lockLocation, async (ledger) => {
      await appendMany(ledger, 0, 2);
      const other = await openLock(lockLocation);
      await other.advance({ size: 9, note: "another note" });
      await other.close();
      await expect(appendDraft(ledger, makeDraft(2))).rejects.toThrow("stopped");
      await expect(appendDraft(ledger, makeDraft(3))).rejects.toThrow("stopped");
    });
    expect(await readLock(lockLocation)).toMatchObject({ size: 9 });
  });

  test("refuses an old copy of the log, and names the way out", async () => {
    const [dir, lockLocation] = [makeTestDir(), await makeTestLocation(dialect)];
    const path = join(dir, "assay.db");
    await withLocked(path, lockLocation, (ledger) => appendMany(ledger, 0, 3));
    copyFileSync(path, join(dir, "backup.db"));
    await withLocked(path, lockLocation, (ledger) => appendMany(ledger, 3, 3));
    copyFileSync(join(dir, "backup.db"), path);
    const opening = openLocked(path, lockLocation);
    await expect(opening).rejects.toThrow(LogBehind);
    await expect(opening).rejects.toThrow(/3 entries.*covers 6.*assay recover/);
  });

  test("refuses another history of the same length or longer", async () => {
    const [dir, lockLocation] = [makeTestDir(), await makeTestLocation(dialect)];
    await withLocked(join(dir, "assay.db"), lockLocation, (ledger) => appendMany(ledger, 0, 3));
    const elsewhere = join(makeTestDir(), "checkpoints.db");
    for (const count of [3, 5]) {
      const path = join(dir, `fork-${count}.db`);
      await withLocked(path, `${elsewhere}-${count}`, (ledger) => appendMany(ledger, 10, count));
      const opening = openLocked(path, lockLocation);
      await expect(opening).rejects.toThrow(LogCorrupt);
      await expect(opening).rejects.toThrow(/log of 3 entries is not what the checkpoint lock/);
    }
  });

  test("that is missing under an existing log is not made silently", async () => {
    const [path, lockLocation] = [join(makeTestDir(), "assay.db"), await makeTestLocation(dialect)];
    await withLocked(path, join(makeTestDir(), "checkpoints.db"), (ledger) => appendMany(ledger, 0, 2));
    const opening = openLocked(path, lockLocation);
    await expect(opening).rejects.toThrow(/knows nothing of it.*assay lock accept/);
    await expect(openLocked(path, lockLocation)).rejects.toThrow(LogBehind);
  });
});

test("a lock that lost its last records in a power loss is brought forward", async () => {
  const dir = makeTestDir();
  const [path, lockLocation] = [join(dir, "assay.db"), join(dir, "checkpoints.db")];
  await withLocked(path, lockLocation, (ledger) => appendMany(ledger, 0, 2));
  copyFileSync(lockLocation, join(dir, "older"));
  await withLocked(path, lockLocation, (ledger) => appendMany(ledger, 2, 2));
  copyFileSync(join(dir, "older"), lockLocation);
  expect(await readLock(lockLocation)).toMatchObject({ size: 2 });
  await withLocked(path, lockLocation, () => Promise.resolve());
  expect(await readLock(lockLocation)).toMatchObject({ size: 4 });
});

test("a lock that is only looked at is not written to", async () => {
  const dir = makeTestDir();
  const [path, location] = [join(dir, "assay.db"), join(dir, "checkpoints.db")];
  await withLocked(path, location, (ledger) => appendMany(ledger, 0, 2));
  const before = readFileSync(location);
  const lock = await openCheckpointLock({ location, origin: ORIGIN, now: makeClock(), isReadOnly: true });
  expect(lock.last()).toMatchObject({ size: 2 });
  await expect(lock.advance({ size: 3, note: "a note" })).rejects.toThrow("readonly");
  await lock.close();
  expect(readFileSync(location).equals(before)).toBe(true);
});

describe.each(DIALECTS)("published checkpoints on %s", (dialect) => {
  const noteOf = (size: number): string => {
    const text = formatCheckpoint({ origin: ORIGIN, size, root: new Uint8Array(32).fill(1) });
    return signNote({ text, name: ORIGIN, keyId: KEY.keyId, sign: KEY.sign });
  };

  test.each([
    { what: "another root", size: 3, message: /log of 3 entries is not what the published checkpoint of size 3/ },
    { what: "a size beyond the log", size: 9, message: /5 entries and a published checkpoint covers 9.*assay recover/ },
  ])("with $what are named at start", async ({ size, message }) => {
    const database = await openTestDatabase(dialect);
    const ledger = await openTestLedger(database);
    await appendMany(ledger, 0, 5);
    await ledger.close();
    await database.writer.run(async (trx) => {
      const row = { size, note: noteOf(size), at: "2026-01-05T08:00:00.000Z" };
      await trx.insertInto("checkpoint").values(row).execute();
    });
    await expect(openTestLedger(database)).rejects.toThrow(message);
  });
});

test("an operator makes a lost lock anew, once, and doctor says that it was lost", async () => {
  const dataDir = makeTestDir();
  vi.stubEnv("DATA_DIR", dataDir);
  const location = join(dataDir, "assay.db");
  const open = async () => {
    const database = await openDatabase(location);
    const options = { database, dataDir, logOrigin: ORIGIN, now: () => new Date(), isSimulated: false };
    const services = await createServices(options).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    await services.ledger.close();
    await database.close();
  };
  const run = async (command: typeof runDoctor) => {
    let text = "";
    const output = {
      stdout: { write: (part: string) => (text += part) },
      stderr: { write: (part: string) => (text += part) },
    };
    return { code: await command([], output), text };
  };
  try {
    await open();
    rmSync(join(dataDir, "checkpoints.db"));
    await expect(open()).rejects.toThrow("assay lock accept");
    rmSync(join(dataDir, "checkpoints.db"));
    expect(await run(runDoctor)).toMatchObject({ code: 1, text: expect.stringContaining("assay lock accept") });
    expect(existsSync(join(dataDir, "checkpoints.db"))).toBe(false);
    expect(await run(runLockAccept)).toMatchObject({ code: 0, text: expect.stringMatching(`^${ORIGIN}\n1\n`) });
    expect(await run(runLockAccept)).toMatchObject({ code: 2, text: expect.stringContaining("has a record") });
    await open();
    expect((await run(runDoctor)).code).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});

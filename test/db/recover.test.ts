import { execFile } from "node:child_process";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { runDoctor } from "../../server/cli/doctor.ts";
import { runRecover } from "../../server/cli/recover.ts";
import { runExport } from "../../server/cli/export.ts";
import { runVerify } from "../../server/cli/verify.ts";
import type { PartName } from "#domain/ledger/commitment.ts";
import type { Receipt } from "#domain/ledger/receipt.ts";
import { listParts } from "../../db/queries/ledger.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";
import { readLogHistory } from "../../server/services/ledger/log-history.ts";
import type { Services } from "../../server/services/services.ts";
import { makePerson, makeRound, PASSWORD, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { findPostgresUrl } from "../helpers/postgres.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { getItem, seal } from "../helpers/path-steps.ts";
import { type Installation, makeInstallation, onServices, runCommand } from "./make-installation.ts";

const ASSAY = join(import.meta.dirname, "../../server/cli/assay.ts");
const REASON = "The disk failed and a backup was put back.";
/** Indicators sealed after the backup, at level 4, with its points. */
const SEALED = { "2.1": 20_000, "2.3": 10_000, "4.1": 30_000, "7.3": 40_000 };

type KeptReceipt = Receipt & { parts: Record<PartName, string>; salts: Record<PartName, string> };

interface Damaged {
  /** With an older copy of the database in its place. */
  readonly at: Installation;
  readonly replicaDir: string;
  readonly recovery: string;
  /** Of the log as it was. */
  readonly whole: { readonly size: number; readonly note: string };
  /** Entries that the copy has. */
  readonly copied: number;
  readonly receipts: readonly KeptReceipt[];
  readonly exports: string;
}

/** An installation whose database is put back as it was some commands ago. */
async function makeDamaged(dialect: (typeof DIALECTS)[number]): Promise<Damaged> {
  const at = await makeInstallation(dialect);
  const replicaDir = join(makeTestDir(), "replica");
  let round: TestRound | null = null;
  await onServices(at, async (services) => void (round = await makeRound(services)), { replicaDir });
  const backup = await copyDatabase(at, dialect);
  const { whole, receipts } = await onServices(at, (services) => sealMore(services, round!), { replicaDir });
  const exports = join(makeTestDir(), "export.ndjson");
  expect((await runCommand(at, runExport, "--out", exports)).code).toBe(0);
  const older = dialect === "sqlite" ? at : { ...at, location: backup };
  if (dialect === "sqlite") {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${at.location}${suffix}`, { force: true });
    copyFileSync(backup, at.location);
  }
  const recovery = join(at.keysDir, "recovery.seed");
  const copied = whole.size - receipts.length;
  return { at: older, replicaDir, recovery, whole, copied, receipts, exports };
}

async function sealMore(services: Services, round: TestRound) {
  const receipts: KeptReceipt[] = [];
  for (const [indicator, milliPoints] of Object.entries(SEALED)) {
    const { itemId } = await getItem(services, round.itemId("hue", indicator));
    for (const { login, ...ids } of round.panel1.experts) {
      const expert = makePerson(services, login, ids);
      const { seq, receipt } = await seal(services, expert, { itemId, milliPoints, level: 4 });
      receipts.push({ ...receipt, ...(await openSent(services, seq)) });
    }
  }
  return { whole: services.ledger.signedCheckpoint(), receipts };
}

/** Parts and salts as the sender has them. */
async function openSent({ database, vault }: Services, seq: number): Promise<Pick<KeptReceipt, "parts" | "salts">> {
  const [row] = await listParts(database.reader, [seq]);
  const { head, value, text } = openParts(vault, row!);
  if (text === "erased") throw new RangeError("a text that was erased");
  return {
    parts: { head: head.bytes, value: value.bytes, text: text.bytes },
    salts: { head: head.salt, value: value.salt, text: text.salt },
  };
}

async function copyDatabase({ location }: Installation, dialect: (typeof DIALECTS)[number]): Promise<string> {
  if (dialect === "sqlite") {
    const copy = join(makeTestDir(), "backup.db");
    copyFileSync(location, copy);
    return copy;
  }
  const url = new URL(location);
  const name = `${url.pathname.slice(1)}_backup`;
  const client = new Client({ connectionString: findPostgresUrl()! });
  await client.connect();
  await client.query(`create database ${name} template ${url.pathname.slice(1)}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs `assay recover` with a password for each person, in order. */
async function recover(at: Installation, words: readonly string[], passwords = [PASSWORD, PASSWORD]) {
  const left = [...passwords];
  const ask = () => Promise.resolve(left.shift() ?? "");
  return runCommand(at, (argv, output) => runRecover(argv, output, ask), ...words);
}

/** The same in a process of its own, with a password a line on its standard input. */
function recoverInProcess(at: Installation, words: readonly string[]) {
  const env = { ...process.env, DATA_DIR: at.dataDir, DATABASE_URL: at.location, PUBLIC_ORIGIN: "" };
  return new Promise<{ code: number; text: string; notes: string }>((resolve) => {
    const child = execFile(process.execPath, [ASSAY, "recover", ...words], { env }, (error, text, notes) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, text, notes });
    });
    child.stdin!.end(`${PASSWORD}\n${PASSWORD}\n`);
  });
}

const PERSONS = ["--person", "administrator", "--person", "auditor", "--reason", REASON];

/** Doctor and the verifier of exports find nothing wrong. @returns the verifier's exit code and words. */
async function verify(at: Installation): Promise<[number, string]> {
  expect((await runCommand(at, runDoctor, "--rebuild")).code).toBe(0);
  const file = join(makeTestDir(), "after.ndjson");
  expect((await runCommand(at, runExport, "--out", file)).code).toBe(0);
  const verified = await runCommand(at, runVerify, file);
  expect(verified.text).not.toContain("failed");
  return [verified.code, verified.text];
}

/** What a browser would have kept of some of the receipts. */
function makeReceiptFile(damaged: Damaged, places: readonly number[]): string {
  const receipts = places.map((place) => damaged.receipts[place]!);
  const file = join(makeTestDir(), "receipts.json");
  writeFileSync(file, JSON.stringify({ kind: "assay-receipts", v: 1, log: "test.example/log", receipts }));
  return file;
}

describe.each(DIALECTS)("a log behind its lock on %s", (dialect) => {
  let damaged: Damaged;

  beforeEach(async () => {
    damaged = await makeDamaged(dialect);
  });

  test("does not start, and goes on as the same log once its copy has been read", async () => {
    const { at, whole, replicaDir, recovery, copied } = damaged;
    await expect(onServices(at, () => Promise.resolve())).rejects.toThrow("assay recover");
    const words = [...PERSONS, "--recovery", recovery];
    const nothing = await recover(at, words);
    expect([nothing.code, nothing.text]).toEqual([1, expect.stringContaining(`lost             ${copied}–`)]);
    const done = await recoverInProcess(at, [...words, "--replica", replicaDir]);
    expect([done.notes, done.code]).toEqual(["", 0]);
    await onServices(at, async ({ ledger }) => expect(ledger.signedCheckpoint()).toEqual(whole), { replicaDir });
    expect(await verify(at)).toEqual([0, expect.stringMatching(/verdict +passed/)]);
    expect((await recover(at, words)).text).toContain("nothing is missing");
  });

  test("goes on as a successor where something is lost, with what was lost in its first entry", async () => {
    const { at, whole, recovery, copied, exports } = damaged;
    const words = [...PERSONS, "--recovery", recovery, "--export", exports];
    expect((await recover(at, words)).code).toBe(1);
    await expect(onServices(at, () => Promise.resolve())).rejects.toThrow("assay recover");
    const done = await recover(at, [...words, "--accept-loss"]);
    expect([done.notes, done.code]).toEqual(["", 0]);
    expect(done.text).toContain("log        test.example/log-2");
    await onServices(at, async ({ ledger, database, vault }) => {
      expect([ledger.origin, ledger.size()]).toEqual(["test.example/log-2", copied + 1]);
      const [, , root] = whole.note.split("\n");
      const [row] = await listParts(database.reader, [copied]);
      const { head, value, text } = openParts(vault, row!);
      expect(JSON.parse(head.bytes)).toMatchObject({ type: "log.created", actor: "system" });
      expect(JSON.parse(value.bytes)).toMatchObject({
        verifierKey: ledger.verifierKey,
        previous: {
          origin: "test.example/log",
          size: whole.size,
          root: Buffer.from(root!, "base64").toString("hex"),
          entries: copied,
          lost: [{ from: copied, to: whole.size }],
        },
      });
      expect(text === "erased" ? "" : text.bytes).toContain(REASON);
      const history = await readLogHistory(database.reader, vault);
      expect(history?.origins).toEqual([
        { from: 0, origin: "test.example/log" },
        { from: copied, origin: "test.example/log-2" },
      ]);
    });
    expect(await verify(at)).toEqual([3, expect.stringContaining("root of the log before the recovery")]);
  });

  test("is brought back by receipts of browsers, as far as they go on from each other", async () => {
    const { at, whole, recovery, copied, receipts } = damaged;
    const words = [...PERSONS, "--recovery", recovery];
    const some = await recover(at, [...words, "--receipts", makeReceiptFile(damaged, [0, 1, 2, 5, 7])]);
    expect(some.code).toBe(1);
    expect(some.text).toContain(`found            ${copied}–${copied + 2}\n`);
    expect(some.text).toContain(`lost             ${copied + 3}–${whole.size - 1}\n`);
    expect(some.text).toContain(`behind a gap     ${copied + 5}, ${copied + 7}\n`);
    const all = makeReceiptFile(damaged, [...receipts.keys()]);
    expect(await recover(at, [...words, "--receipts", all])).toMatchObject({ code: 0, notes: "" });
    await onServices(at, async ({ ledger, database }) => {
      expect(ledger.signedCheckpoint()).toEqual(whole);
      const scores = await database.reader.selectFrom("score").select("item_id").execute();
      expect(scores).toHaveLength(receipts.length);
    });
    expect((await verify(at))[0]).toBe(0);
  });

  test("is opened by two persons with their passwords and the recovery key, and by nothing less", async () => {
    const { at, recovery, replicaDir } = damaged;
    const ask = async (persons: string[], passwords?: string[], file = recovery) => {
      const named = persons.flatMap((login) => ["--person", login]);
      const words = [...named, "--reason", REASON, "--recovery", file, "--replica", replicaDir];
      const { code, notes } = await recover(at, words, passwords);
      expect(code).not.toBe(0);
      return notes;
    };
    expect(await ask(["administrator"])).toContain("required twice");
    expect(await ask(["administrator", "administrator"])).toContain("two-persons.same-person");
    expect(await ask(["administrator", "support"])).toContain("actor.forbidden");
    expect(await ask(["officer1", "auditor"])).toContain("actor.forbidden");
    expect(await ask(["administrator", "auditor"], [PASSWORD, "another"])).toContain("sign-in.wrong");
    expect(await ask(["administrator", "nobody"])).toContain("sign-in.wrong");
    expect(await ask(["administrator", "auditor"], undefined, join(at.keysDir, "log.seed"))).toContain(
      "is not the recovery key",
    );
    await expect(onServices(at, () => Promise.resolve())).rejects.toThrow("assay recover");
  });
});

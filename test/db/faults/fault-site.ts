import { execFileSync, spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect } from "vitest";
import { openDatabase } from "../../../db/dialects/open-database.ts";
import { fromBase64, utf8 } from "../../../server/domain/ledger/bytes.ts";
import { parseCheckpoint } from "../../../server/domain/ledger/checkpoint.ts";
import { parseEntry } from "../../../server/domain/ledger/entry.ts";
import { verifyConsistency } from "../../../server/domain/ledger/merkle-tree.ts";
import type { Receipt } from "../../../server/domain/ledger/receipt.ts";
import { parseNote, verifyNote } from "../../../server/domain/ledger/signed-note.ts";
import { nodeCrypto, sha256 } from "../../../server/services/hash.ts";
import { checkDatabase } from "../../../server/services/ledger/check-database.ts";
import { submitCommand } from "../../../server/services/commands/submit-command.ts";
import { createServices, type Services } from "../../../server/services/services.ts";
import { makeRound, ROUND, type Person } from "../../helpers/make-round.ts";
import { seal } from "../../helpers/path-steps.ts";
import { makeTestDir } from "../../helpers/run-dir.ts";
import type { FaultTask, Told } from "./fault-worker.ts";

/** Which calls on the files of the data folder fail, from which on, how many, and whether they did their work. */
export interface Fault {
  readonly call: "write" | "sync";
  readonly at: number;
  readonly count?: number;
  readonly mode: "before" | "after";
  readonly error: "EIO" | "ENOSPC";
  /** Calls count from the first command on; else from the start of the process. */
  readonly isArmed: boolean;
}

export interface FaultRun {
  readonly receipts: readonly Receipt[];
  /** What a stubborn worker was told instead of a receipt. */
  readonly refusals: readonly string[];
  /** Receipts after the first refusal. */
  readonly later: number;
  readonly end: Exclude<Told, { recorded: Receipt } | { refused: string }>;
}

/** A data folder with a round in which an expert may score, with no process on it. */
export interface FaultSite {
  readonly dataDir: string;
  readonly person: Person;
  readonly itemId: string;
}

/**
 * Compiles the shim.
 *
 * @returns its path, or null with a line on the console where there is no compiler or no Linux.
 */
export function compileShim(): string | null {
  const path = join(makeTestDir(), "fault-shim.so");
  try {
    if (process.platform !== "linux") throw new Error("no Linux");
    execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", path, join(import.meta.dirname, "fault-shim.c"), "-ldl"]);
    return path;
  } catch (error) {
    process.stderr.write(`failing system calls: NOT RUN, the shim cannot be compiled here: ${String(error)}\n`);
    return null;
  }
}

export async function makeFaultSite(): Promise<FaultSite> {
  const dataDir = makeTestDir();
  const { services, close } = await openSite(dataDir);
  const round = await makeRound(services);
  const [person] = round.panel1.experts;
  await close();
  return { dataDir, person: person!, itemId: `${ROUND}.hue.1.2` };
}

/** The same files in another folder. */
export function copySite(site: FaultSite, dataDir = makeTestDir()): FaultSite {
  cpSync(site.dataDir, dataDir, { recursive: true, filter: (path) => !path.endsWith("/lock") });
  return { ...site, dataDir };
}

export interface WorkerOptions {
  readonly commands: number;
  readonly shim?: { readonly path: string; readonly fault: Fault };
  /** Ends without closing anything: the last commits stand in the write-ahead log alone. */
  readonly isAbandoned?: boolean;
  /** Goes on with the next command when one fails. */
  readonly isStubborn?: boolean;
  /** Hears of each failed command of a stubborn worker. */
  readonly onRefused?: () => void;
}

/** Gives commands in a process of its own, with the fault if there is one. */
export async function runWorker(site: FaultSite, options: WorkerOptions): Promise<FaultRun> {
  const worker = join(import.meta.dirname, "fault-worker.ts");
  const { dataDir, itemId, person } = site;
  const { commands, shim, isAbandoned = false, isStubborn = false } = options;
  const env = shim === undefined ? {} : toEnvironment(dataDir, shim);
  const { accountId, actorId } = person;
  const task: FaultTask = { dataDir, person: { accountId, actorId }, itemId, commands, isAbandoned, isStubborn };
  const child = spawn(process.execPath, [worker, JSON.stringify(task)], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const receipts: Receipt[] = [];
  const refusals: string[] = [];
  let later = 0;
  let end: FaultRun["end"] | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as Told;
    if ("recorded" in told) {
      receipts.push(told.recorded);
      if (refusals.length > 0) later += 1;
    } else if ("refused" in told) {
      refusals.push(told.refused);
      options.onRefused?.();
      child.stdin.write("\n");
    } else end = told;
  }
  if (end === null) throw new Error("the worker ended without a word");
  return { receipts, refusals, later, end };
}

function toEnvironment(dataDir: string, { path, fault }: { path: string; fault: Fault }): Record<string, string> {
  return {
    LD_PRELOAD: path,
    FAULT_DIR: dataDir,
    FAULT_CALL: fault.call,
    FAULT_AT: String(fault.at),
    FAULT_COUNT: String(fault.count ?? 1),
    FAULT_MODE: fault.mode,
    FAULT_ERROR: String(constants.errno[fault.error]),
    ...(fault.isArmed ? { FAULT_ARM: `${dataDir}.armed` } : {}),
  };
}

async function openSite(dataDir: string): Promise<{ services: Services; close: () => Promise<void> }> {
  const database = await openDatabase(join(dataDir, "assay.db"));
  const options = { database, dataDir, logOrigin: "test.example/log", now: () => new Date(), isSimulated: false };
  const services = await createServices(options).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await services.ledger.close();
    await database.close();
  };
  return { services, close };
}

/**
 * What must hold after every fault: a start finds a log that verifies, with every receipt in it as it was, that
 * continues every root which was signed, and that goes on.
 */
export async function expectSound(site: FaultSite, receipts: readonly Receipt[]): Promise<void> {
  const { services, close } = await openSite(site.dataDir);
  try {
    const { database, ledger, vault } = services;
    expect((await checkDatabase(database, vault)).flatMap((check) => check.problems)).toEqual([]);
    const entries = await ledger.readEntries(0, ledger.size());
    const times = entries.map((entry) => parseEntry(utf8(entry)).at);
    expect(times).toEqual([...times].sort());
    const { root } = parseCheckpoint(parseNote(ledger.signedCheckpoint().note).text);
    for (const { entry, checkpoint } of receipts) {
      expect(entries).toContain(entry);
      const text = verifyNote(nodeCrypto, { note: checkpoint, verifierKey: ledger.verifierKey });
      const old = parseCheckpoint(text!);
      const proof = (await ledger.proveConsistency(old.size, ledger.size())).map(fromBase64);
      const claim = { oldSize: old.size, oldRoot: old.root, newSize: ledger.size(), newRoot: root, proof };
      expect(verifyConsistency(sha256, claim), `after size ${old.size}`).toBe(true);
    }
    const { itemId, person } = site;
    const { commands, now } = services;
    const before = ledger.size();
    const again = { ...person, submit: submitCommand.bind(null, { commands, now, ...person }) };
    await seal(services, again, { itemId, milliPoints: 14_000, level: 3 });
    expect(ledger.size()).toBe(before + 1);
  } finally {
    await close();
  }
}

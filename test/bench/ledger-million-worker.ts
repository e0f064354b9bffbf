// A process that appends a log, or opens and checks it, and tells in JSON what that took.
import { statSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { listEntries } from "../../db/queries/ledger.ts";
import type { Ledger } from "../../server/services/ledger/ledger.ts";
import { openTestLedger } from "../db/make-ledger.ts";
import { appendSeals } from "./append-seals.ts";
import { measureRatio, readProcessMs } from "./measure-ratio.ts";

export type MillionFacts = Readonly<Record<string, number>>;

const SMALL = 10_000;
/** Prime, so that its multiples visit every leaf in no order. */
const STRIDE = 500_009;

const [work, dir, events] = process.argv.slice(2) as ["append" | "verify", string, string];
const path = join(dir, "assay.db");
const facts = work === "append" ? await append(Number(events)) : await verify();
const rssMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ...facts, rssMegabytes }));

async function append(count: number): Promise<MillionFacts> {
  const database = await openDatabase(path);
  const ledger = await openTestLedger(database);
  // The first thousands warm up.
  await appendSeals(ledger, SMALL);
  const smallMs = await appendSeals(ledger, SMALL);
  const middleMs = await appendSeals(ledger, count - 3 * SMALL);
  const largeMs = await appendSeals(ledger, SMALL);
  await ledger.close();
  await database.close();
  return {
    eventsPerSecond10k: (SMALL * 1000) / smallMs,
    eventsPerSecond1M: (SMALL * 1000) / largeMs,
    eventsPerSecond: ((count - 3 * SMALL) * 1000) / middleMs,
    appendGrowth: largeMs / smallMs,
    fileMegabytes: statSync(path).size / 1024 / 1024,
  };
}

async function verify(): Promise<MillionFacts> {
  const database = await openDatabase(path);
  const startedMs = performance.now();
  const ledger = await openTestLedger(database, undefined, { isReadOnly: true });
  const verifySeconds = (performance.now() - startedMs) / 1000;
  const size = ledger.size();
  let step = 0;
  const next = (among: number): number => (step += STRIDE) % among;
  const proofs = await measureRatio({
    name: "proof",
    ratio: "",
    floor: 0,
    stretch: 0,
    isComputing: true,
    probe: async () => (await listEntries(database.reader, ...pointOf(next(size)))).length,
    ours: async () => {
      await ledger.proveInclusion(next(size), size);
      return 1;
    },
  });
  const proofMicroseconds10k = await timeProofs(ledger, () => next(SMALL), SMALL);
  const proofMicroseconds1M = await timeProofs(ledger, () => next(size), size);
  await ledger.close();
  await database.close();
  return {
    verifySeconds,
    proofRatio: proofs.median,
    proofsPerSecond: proofs.facts.oursPerSecond!,
    selectsPerSecond: proofs.facts.probePerSecond!,
    proofMicroseconds10k,
    proofMicroseconds1M,
    proofGrowth: proofMicroseconds1M / proofMicroseconds10k,
  };
}

function pointOf(seq: number): [number, number] {
  return [seq, seq + 1];
}

/** Microseconds of one proof, after as many to warm up. */
async function timeProofs(ledger: Ledger, leaf: () => number, size: number): Promise<number> {
  const count = 8_000;
  for (let proof = 0; proof < count; proof += 1) await ledger.proveInclusion(leaf(), size);
  const startedMs = readProcessMs();
  for (let proof = 0; proof < count; proof += 1) await ledger.proveInclusion(leaf(), size);
  return ((readProcessMs() - startedMs) * 1000) / count;
}

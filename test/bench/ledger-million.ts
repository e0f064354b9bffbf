import { execFile } from "node:child_process";
import { join } from "node:path";
import type { MillionFacts } from "./ledger-million-worker.ts";
import type { BenchResult } from "./measure-ratio.ts";

const EVENTS = 1_000_000;
const RSS_MB_MAX = 300;
/** What is needed, and not what the engine puts off clearing away where there is much memory. */
const HEAP = ["--max-old-space-size=128", "--max-semi-space-size=8"];

/** A log of a million entries, made by the ledger itself; append and verification each in a process of its own. */
export async function measureLedgerMillion(dir: string): Promise<BenchResult[]> {
  const appended = await run("append", dir);
  const verified = await run("verify", dir);
  const size = { events: EVENTS };
  const plain = { floor: null, stretch: null };
  const memory = { floor: RSS_MB_MAX, stretch: null, isAtMost: true, ratio: "megabytes resident at most" };
  const growth = { ratio: "processor time at 1 M ÷ at 10 k", isAtMost: true, floor: null, stretch: 2 };
  return [
    {
      name: "inclusion proof at 1 M entries",
      ratio: "proofs/s ÷ point SELECT/s",
      median: verified.proofRatio!,
      floor: 0.1,
      stretch: 0.5,
      facts: { ...size, proofsPerSecond: verified.proofsPerSecond!, selectsPerSecond: verified.selectsPerSecond! },
    },
    { name: "append: growth from 10 k to 1 M", median: appended.appendGrowth!, ...growth, facts: appended },
    {
      name: "inclusion proof: growth",
      median: verified.proofGrowth!,
      ...growth,
      facts: {
        proofMicroseconds10k: verified.proofMicroseconds10k!,
        proofMicroseconds1M: verified.proofMicroseconds1M!,
      },
    },
    { name: "memory of 1 M appends", median: appended.rssMegabytes!, ...memory, facts: size },
    { name: "memory of verifying 1 M", median: verified.rssMegabytes!, ...memory, facts: size },
    { name: "verification of 1 M at start", ratio: "seconds", median: verified.verifySeconds!, ...plain, facts: size },
    { name: "file of 1 M entries", ratio: "megabytes", median: appended.fileMegabytes!, ...plain, facts: size },
  ];
}

function run(work: "append" | "verify", dir: string): Promise<MillionFacts> {
  const worker = join(import.meta.dirname, "ledger-million-worker.ts");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...HEAP, worker, work, dir, String(EVENTS)], (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as MillionFacts);
      else reject(new Error(`${work} ${EVENTS}: ${stderr}`, { cause: error }));
    });
  });
}

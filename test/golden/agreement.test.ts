import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSealsCheck } from "#domain/ledger/check-seals.ts";
import { type LogVerification, verifyLog } from "#domain/ledger/verify-log.ts";
import { parseWitnessPolicy } from "#domain/ledger/parse-witness-policy.ts";
import type { WitnessPolicy } from "#domain/ledger/witness-policy.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import { makeRandom } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { scaled } from "../scale.ts";
import { makeRandomExport, type RandomExport } from "./agreement/random-export.ts";
import { POLICY, sha256 } from "./agreement/random-log.ts";

const LOGS = scaled({ small: 40, full: 2_000 });
const SEED = 20_261_122;
const BATCH = 100;
const VERIFIER = join(import.meta.dirname, "verifier");

interface SecondVerdict {
  readonly verdict: string;
  readonly checks: readonly { name: string; passed: number; failed: [number | null, string] | null; notDisclosed: number }[];
}

/** Whether the second verifier can run here; says so loudly when not. */
function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "pipe" });
    execFileSync("openssl", ["version"], { stdio: "pipe" });
    return true;
  } catch (error) {
    process.stderr.write(`the second verifier: NOT RUN, python3 or openssl is missing: ${String(error)}\n`);
    return false;
  }
}

async function verifyFirst(lines: readonly string[], policy: WitnessPolicy | null): Promise<LogVerification> {
  async function* give() {
    yield* lines;
  }
  const options = policy === null ? {} : { policy };
  return verifyLog(nodeCrypto, give(), { ...options, extraChecks: [createSealsCheck()] });
}

/** All files at once: one start of Python, and of openssl one for each distinct signature. */
function verifySecond(paths: readonly string[], policyPath: string | null): SecondVerdict[] {
  const options = policyPath === null ? [] : ["--policy", policyPath];
  // Without bytecode: a clone stays as it is.
  const args = ["-B", VERIFIER, ...options, ...paths];
  let text: string;
  try {
    text = execFileSync("python3", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
  } catch (error) {
    // It ends with the worst verdict of them.
    text = (error as { stdout: string }).stdout;
  }
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as SecondVerdict]));
}

/** What both must say: each check's state, where it failed, and the counts of what did not fail. */
function compare(first: LogVerification, second: SecondVerdict, what: string): void {
  const ours = first.checks.map(({ name, passed, failed, notDisclosed }) =>
    failed === null ? { name, passed, notDisclosed } : { name, failedAt: failed.seq },
  );
  const theirs = second.checks.map(({ name, passed, failed, notDisclosed }) =>
    failed === null ? { name, passed, notDisclosed } : { name, failedAt: failed[0] },
  );
  expect(theirs, what).toEqual(ours);
  expect(second.verdict, what).toBe(first.verdict);
}

if (hasPython()) {
  test(
    `both verifiers say the same of ${LOGS} logs, good and bad`,
    async () => {
      const dir = makeTestDir();
      const policyPath = join(dir, "policy");
      writeFileSync(policyPath, POLICY);
      const parsed = parseWitnessPolicy(sha256, POLICY);
      if (!parsed.ok) throw new Error(parsed.issues.join());
      const random = makeRandom(SEED);
      const verdicts = new Map<string, number>();
      const faults = new Map<string, number>();
      for (let from = 0; from < LOGS; from += BATCH) {
        const isWitnessed = (from / BATCH) % 2 === 0;
        const exports: RandomExport[] = Array.from({ length: Math.min(BATCH, LOGS - from) }, () => makeRandomExport(random));
        const paths = exports.map(({ lines }, place) => {
          const path = join(dir, `${from + place}.ndjson`);
          writeFileSync(path, `${lines.join("\n")}\n`);
          return path;
        });
        const seconds = verifySecond(paths, isWitnessed ? policyPath : null);
        for (const [place, { lines, fault }] of exports.entries()) {
          const first = await verifyFirst(lines, isWitnessed ? parsed.policy : null);
          compare(first, seconds[place]!, `${fault ?? "no fault"}: ${paths[place]}`);
          verdicts.set(first.verdict, (verdicts.get(first.verdict) ?? 0) + 1);
          if (fault !== null) faults.set(`${fault}: ${first.verdict}`, (faults.get(`${fault}: ${first.verdict}`) ?? 0) + 1);
        }
      }
      expect(verdicts.get("failed")).toBeGreaterThan(LOGS / 4);
      process.stdout.write(`${JSON.stringify({ logs: LOGS, seed: SEED, ...Object.fromEntries([...verdicts, ...faults]) })}\n`);
    },
    LOGS * 5_000,
  );
}

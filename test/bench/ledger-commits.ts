import { createHash } from "node:crypto";
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { appendMany, openTestLedger } from "../db/make-ledger.ts";
import { type BenchResult, type Measure, measureRatio } from "./measure-ratio.ts";

const PAGES = Buffer.alloc(4 * 4096, 1);
const EVENT = Buffer.alloc(320, 1);
const GROUP = 100;
const HASHES = 1000;

/** Commits of the ledger on SQLite, one event each and in groups. */
export async function measureLedgerCommits(dir: string): Promise<BenchResult[]> {
  const database = await openDatabase(join(dir, "assay.db"));
  const ledger = await openTestLedger(database);
  const file = openSync(join(dir, "probe"), "w");
  let next = 0;
  const append = async (count: number): Promise<number> => {
    next += count;
    return (await appendMany(ledger, next - count, count)).length;
  };
  const measures: Measure[] = [
    {
      name: "durable audited commit",
      ratio: "commits/s ÷ (4 pages written + fdatasync)/s",
      floor: 0.35,
      stretch: 0.6,
      probe: () => {
        writeSync(file, PAGES);
        fdatasyncSync(file);
        return 1;
      },
      ours: () => append(1),
    },
    {
      name: "group commit of 100",
      ratio: "events/s ÷ SHA-256 of 320 B/s",
      floor: 0.01,
      stretch: 0.03,
      probe: () => {
        for (let i = 0; i < HASHES; i += 1) createHash("sha256").update(EVENT).digest();
        return HASHES;
      },
      ours: () => append(GROUP),
    },
  ];
  const results: BenchResult[] = [];
  for (const measure of measures) results.push(await measureRatio(measure));
  closeSync(file);
  await ledger.close();
  await database.close();
  return results;
}

// `npm run bench`: ratios against a peer or a limit, in one run. `--json` for machines, `--rows a,b` for some of them.
// Exit code 1: below a floor.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureLedgerCommits } from "./ledger-commits.ts";
import { measureLedgerMillion } from "./ledger-million.ts";
import { measureLedgerSize } from "./ledger-size.ts";
import { measureLedgerVerification } from "./ledger-verification.ts";
import { type BenchResult, isGood } from "./measure-ratio.ts";
import { measureReceipts } from "./receipts.ts";
import { measureDocuments } from "./rooms/documents.ts";
import { measureFanOut } from "./rooms/fan-out.ts";
import { measureRoomMemory } from "./rooms/room-memory.ts";
import { measureSustainedUpdates } from "./rooms/sustained-updates.ts";
import { measureWorkbenchPage } from "./workbench-page.ts";

/** Each gets an empty folder of its own, on the disk that is meant. */
const ROWS: Readonly<Record<string, (dir: string) => Promise<BenchResult[]>>> = {
  commits: measureLedgerCommits,
  receipts: measureReceipts,
  verification: measureLedgerVerification,
  size: measureLedgerSize,
  million: measureLedgerMillion,
  "fan-out": measureFanOut,
  updates: measureSustainedUpdates,
  memory: measureRoomMemory,
  documents: measureDocuments,
  page: measureWorkbenchPage,
};

const { values } = parseArgs({ options: { json: { type: "boolean", default: false }, rows: { type: "string" } } });
const wanted = values.rows?.split(",") ?? Object.keys(ROWS);
const unknown = wanted.filter((row) => !Object.hasOwn(ROWS, row));
if (unknown.length > 0) throw new Error(`no rows ${unknown.join(", ")}; there are ${Object.keys(ROWS).join(", ")}`);

const results: BenchResult[] = [];
for (const row of wanted) {
  const dir = await mkdtemp(join(tmpdir(), "assay-bench-"));
  try {
    const found = await ROWS[row]!(dir);
    results.push(...found);
    if (!values.json) found.forEach(print);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
if (values.json) console.log(JSON.stringify(results, null, 2));
process.exitCode = results.every(isGood) ? 0 : 1;

function print(result: BenchResult): void {
  const { name, ratio, median, floor, stretch, isAtMost = false, facts } = result;
  const sign = isAtMost ? "≤" : "≥";
  const asked = [floor === null ? "" : `floor ${sign} ${floor}`, stretch === null ? "" : `stretch ${sign} ${stretch}`];
  const said = Object.entries(facts).map(([fact, value]) => `${fact} ${Number(value.toPrecision(4))}`);
  console.log(
    `${name.padEnd(34)} ${String(Number(median.toPrecision(3))).padEnd(8)} ${asked.filter(Boolean).join(", ")}`,
  );
  console.log(`${" ".repeat(34)} ${[ratio, ...said].join("; ")}${isGood(result) ? "" : "  MISSED"}`);
}

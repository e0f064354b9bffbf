// `npm run bench`: ratios against a peer or a limit, in one run; `--json` for machines. Exit code 1: below a floor.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedgerMeasures } from "./ledger-commits.ts";
import { type MeasuredRatio, measureRatio } from "./measure-ratio.ts";

const dir = await mkdtemp(join(tmpdir(), "assay-bench-"));
const { measures, close } = await openLedgerMeasures(dir);
const results: MeasuredRatio[] = [];
try {
  for (const measure of measures) results.push(await measureRatio(measure));
} finally {
  await close();
  await rm(dir, { recursive: true, force: true });
}

if (process.argv.includes("--json")) console.log(JSON.stringify(results, null, 2));
else results.forEach(print);
process.exitCode = results.every(({ median, floor }) => median >= floor) ? 0 : 1;

function print({ name, ratio, median, floor, stretch, oursPerSecond, probePerSecond }: MeasuredRatio): void {
  const rates = `${Math.round(oursPerSecond)}/s against ${Math.round(probePerSecond)}/s`;
  console.log(`${name.padEnd(24)} ${median.toPrecision(2)}  floor ${floor}, stretch ${stretch}  (${rates}; ${ratio})`);
}

import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { readPlaces } from "./read-places.ts";
import { ACCOUNTS_FILE, seedDataDir } from "./seed-data-dir.ts";
import { showProgress } from "./show-progress.ts";

const USAGE = `usage: assay seed [--data-dir DIR] [--now INSTANT]

Builds the demo: this year's round of the provincial tier, on sample data, by the commands that people give.
The folder must be missing or empty. Reads DATA_DIR and DATABASE_URL.

  --data-dir  folder of the installation instead of DATA_DIR
  --now       when the demo is looked at, as 2026-05-04T09:00:00Z; the present when left out
`;

const OPTIONS = {
  "data-dir": { type: "string" },
  now: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** `assay seed`. @returns exit code: 0, or 2 when arguments or the place are wrong. */
export async function runSeed(argv: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options === null) {
      output.stdout.write(USAGE);
      return 0;
    }
    const places = readPlaces();
    const dataDir = options.dataDir === undefined ? places.dataDir : resolve(options.dataDir);
    const toHere = (location: string): string =>
      dirname(location) === places.dataDir ? join(dataDir, basename(location)) : location;
    const place = {
      dataDir,
      databaseLocation: toHere(places.databaseLocation),
      lockLocation: toHere(places.lockLocation),
      logOrigin: `${new URL(places.publicOrigin).host}/log`,
    };
    await seedDataDir(place, { now: options.now, progress: showProgress(output, "assay seed"), entities: null });
    output.stdout.write(`seeded ${dataDir}; its accounts are in ${join(dataDir, ACCOUNTS_FILE)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay seed: ${line}\n`);
    return 2;
  }
}

function parseOptions(argv: readonly string[]): { dataDir: string | undefined; now: Date } | null {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }));
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay seed --help"]);
  }
  if (values.help) return null;
  const now = values.now === undefined ? new Date() : new Date(values.now);
  if (Number.isNaN(now.getTime())) throw new InputError([`--now ${values.now} is no instant`]);
  return { dataDir: values["data-dir"], now };
}

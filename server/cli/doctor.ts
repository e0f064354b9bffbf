import { join } from "node:path";
import { parseArgs } from "node:util";
import { withSnapshot } from "../../db/dialects/open-snapshot.ts";
import { createContentStore } from "../services/evidence/disk-content-store.ts";
import { checkDatabase, type CheckResult } from "../services/ledger/check-database.ts";
import { checkReplica } from "../services/ledger/check-replica.ts";
import { checkStoredLog } from "../services/ledger/check-stored-log.ts";
import { checkRebuild } from "./check-rebuild.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { openStoredData, type StoredData } from "./open-data.ts";
import { readPlaces } from "./read-places.ts";

const USAGE = `usage: assay doctor [--rebuild [--into PLACE]]

Checks the database of DATA_DIR and DATABASE_URL: every entry of the log again, parts against their
commitments, tables against the log, phases, versions, the index, the files of evidence. Only reads, and a
server may run there. Exit code 0 when all is well, 1 when not, 2 when it cannot look.

  --rebuild      replay the log from nothing into a new database, and compare every table row by row
  --into PLACE   keep what was rebuilt: a new SQLite file, or postgres://… of an empty database
`;

const OPTIONS = {
  rebuild: { type: "boolean", default: false },
  into: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** Problems of one check that are printed; the rest is counted. */
const SHOWN_MAX = 20;

/** `assay doctor`: is what is on disk what it must be? @returns 0, 1 when something is wrong, 2 when it cannot look. */
export async function runDoctor(argv: readonly string[], output: CommandOutput): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options.help) {
      output.stdout.write(USAGE);
      return 0;
    }
    const data = await openStoredData();
    try {
      return report(await check(data, options, output), output);
    } finally {
      await data.lock.close();
      await data.database.close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay doctor: ${line}\n`);
    return 2;
  }
}

interface DoctorOptions {
  readonly rebuild: boolean;
  readonly into?: string | undefined;
  readonly help: boolean;
}

function parseOptions(argv: readonly string[]): DoctorOptions {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false });
    if (values.into !== undefined && !values.rebuild) throw new RangeError("--into goes with --rebuild");
    return values;
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "see assay doctor --help"]);
  }
}

/** All on one state of the database, but the second copy, which goes on beside it. */
async function check(data: StoredData, options: DoctorOptions, output: CommandOutput): Promise<CheckResult[]> {
  const { database, vault } = data;
  const { dataDir, replicaDir } = readPlaces();
  const results = await withSnapshot(database, async (db) => [
    await checkStoredLog(db, data),
    ...(await checkDatabase({ reader: db }, vault, createContentStore(join(dataDir, "content")))),
    ...(options.rebuild ? [await checkRebuild({ source: db, vault, into: options.into ?? null }, output)] : []),
  ]);
  if (replicaDir === null) output.stdout.write("replica      off: set REPLICA_DIR for a second copy of each commit\n");
  else results.push(await checkReplica(database.reader, replicaDir));
  return results;
}

function report(results: readonly CheckResult[], output: CommandOutput): number {
  for (const { name, problems } of results) {
    output.stdout.write(`${name.padEnd(12)} ${problems.length === 0 ? "ok" : `${problems.length} wrong`}\n`);
    for (const problem of problems.slice(0, SHOWN_MAX)) output.stdout.write(`  ${problem}\n`);
    if (problems.length > SHOWN_MAX) output.stdout.write(`  … and ${problems.length - SHOWN_MAX} more\n`);
  }
  return results.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

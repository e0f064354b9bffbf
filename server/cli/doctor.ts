import { checkDatabase, type CheckResult } from "../services/ledger/check-database.ts";
import { checkReplica } from "../services/ledger/check-replica.ts";
import { LogCorrupt, openLedger } from "../services/ledger/ledger.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { type OpenData, openData } from "./open-data.ts";
import { readPlaces } from "./read-places.ts";

const USAGE = `usage: assay doctor

Checks the database of DATA_DIR and DATABASE_URL: every entry of the log again, parts against their
commitments, tables against the log, phases. Only reads. Exit code 0 when all is well, 1 when not.
`;

/** Problems of one check that are printed; the rest is counted. */
const SHOWN_MAX = 20;

/** `assay doctor`: is what is on disk what it must be? @returns 0, 1 when something is wrong, 2 when it cannot look. */
export async function runDoctor(argv: readonly string[], output: CommandOutput): Promise<number> {
  if (argv.length > 0) {
    (argv[0] === "--help" ? output.stdout : output.stderr).write(USAGE);
    return argv[0] === "--help" ? 0 : 2;
  }
  try {
    const data = await openData();
    try {
      const results = [await checkLog(data), ...(await checkDatabase(data.database, data.vault))];
      const { replicaDir } = readPlaces();
      if (replicaDir === null)
        output.stdout.write("replica      off: set REPLICA_DIR for a second copy of each commit\n");
      else results.push(await checkReplica(data.database.reader, replicaDir));
      return report(results, output);
    } finally {
      await data.database.close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`assay doctor: ${line}\n`);
    return 2;
  }
}

async function checkLog(data: OpenData): Promise<CheckResult> {
  try {
    const ledger = await openLedger({ ...data, now: () => new Date(), isReadOnly: true });
    await ledger.close();
    return { name: "log", problems: [] };
  } catch (error) {
    if (!(error instanceof LogCorrupt)) throw error;
    return { name: "log", problems: [error.message] };
  }
}

function report(results: readonly CheckResult[], output: CommandOutput): number {
  for (const { name, problems } of results) {
    output.stdout.write(`${name.padEnd(12)} ${problems.length === 0 ? "ok" : `${problems.length} wrong`}\n`);
    for (const problem of problems.slice(0, SHOWN_MAX)) output.stdout.write(`  ${problem}\n`);
    if (problems.length > SHOWN_MAX) output.stdout.write(`  … and ${problems.length - SHOWN_MAX} more\n`);
  }
  return results.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

import { listRoundEntities } from "../../db/queries/index-inputs.ts";
import { getRoundFramework } from "../../db/queries/frameworks.ts";
import { REPORTED_KINDS, type ReportedKind } from "../domain/event/process-events.ts";
import type { Services } from "../services/services.ts";
import { listImports, readValues } from "./import-rows.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { demandOption, demandRound, getPerson, runOnInstallation } from "./open-installation.ts";

const USAGE = `usage: assay import-values --as LOGIN --round ID --kind KIND --provider NAME FILE.csv

Imports values of one of the sources that are not experts, one command for each entity with a common group.
Reads DATA_DIR and DATABASE_URL; stop the server first.

  --as        account of the support team or the secretariat
  --kind      ${REPORTED_KINDS.join(", ")}
  --provider  who gave the values
  FILE.csv    columns entity,indicator,value,state; state is number, blank, not-applicable or no-evidence,
              and only a number has a value, in points (completeness: 1 complete, 0 not)
`;

const OPTIONS = {
  as: { type: "string" },
  round: { type: "string" },
  kind: { type: "string" },
  provider: { type: "string" },
} as const;

/** `assay import-values`. @returns exit code, see `runOnInstallation`. */
export async function runImportValues(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay import-values", usage: USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values, positionals }) => {
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) throw new InputError(["one FILE.csv", "--help tells the options"]);
    const roundId = demandOption("round", values.round);
    const provider = demandOption("provider", values.provider);
    const kind = demandOption("kind", values.kind) as ReportedKind;
    if (!REPORTED_KINDS.includes(kind))
      throw new InputError([`--kind ${kind} is none of ${REPORTED_KINDS.join(", ")}`]);
    const person = await getPerson(services, demandOption("as", values.as), roundId);
    const table = readValues(path, { kind, ...(await readRound(services, roundId)) });
    const imports = listImports(person, table, { roundId, provider, now: services.now() });
    const recorded = [];
    // One after the other: the first that is refused says which entity, and those before it stand.
    for (const run of imports) recorded.push(await run());
    const seqs = `${recorded[0]?.seq ?? 0} to ${recorded.at(-1)?.seq ?? 0}`;
    output.stdout.write(`imported ${kind} of ${recorded.length} entities, entries ${seqs}\n`);
  });
}

async function readRound(services: Services, roundId: string) {
  await demandRound(services, roundId);
  const db = services.database.reader;
  const { framework } = await getRoundFramework(db, roundId);
  return { framework, entities: new Set(await listRoundEntities(db, roundId)) };
}

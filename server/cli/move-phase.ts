import { findBatch } from "../../db/queries/items.ts";
import { ROUND_PHASES, type RoundPhase } from "../domain/event/process-events.ts";
import { readFrozen } from "../services/process/plan-round.ts";
import type { Services } from "../services/services.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { demandOption, demandRound, getPerson, runOnInstallation } from "./open-installation.ts";
import type { Person } from "./person.ts";

const USAGE = `usage: assay move-phase --as LOGIN --round ID --to PHASE
       assay move-phase --as LOGIN --batch ID --to response|approval --due INSTANT

Moves a round, or one batch of it, on by one phase; from setup to submission is its opening.
Reads DATA_DIR and DATABASE_URL; stop the server first.

  --as   account of the secretariat
  --due  when the batch is due in its next phase, as 2026-05-04T09:00:00Z
`;

const OPTIONS = {
  as: { type: "string" },
  round: { type: "string" },
  batch: { type: "string" },
  to: { type: "string" },
  due: { type: "string" },
} as const;

/** `assay move-phase`. @returns exit code, see `runOnInstallation`. */
export async function runMovePhase(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay move-phase", usage: USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values }) => {
    const to = demandOption("to", values.to) as RoundPhase;
    if (!ROUND_PHASES.includes(to)) throw new InputError([`--to ${to} is none of ${ROUND_PHASES.join(", ")}`]);
    const person = await getPerson(services, demandOption("as", values.as), null);
    if ((values.round === undefined) === (values.batch === undefined)) throw new InputError(["--round or --batch"]);
    const { seq } =
      values.batch === undefined
        ? await moveRound(services, person, { round: demandOption("round", values.round), to })
        : await moveBatch(services, person, { batch: values.batch, to, dueAt: parseInstant(values.due) });
    output.stdout.write(`moved to ${to}, entry ${seq}\n`);
  });
}

async function moveRound(services: Services, person: Person, { round, to }: { round: string; to: RoundPhase }) {
  const { phase } = await demandRound(services, round);
  if (phase === "setup" && to === "submission") {
    const value = { frozen: await readFrozen(services.database.reader, round) };
    return person.submit({ type: "round.opened", facts: { round }, value, text: {} });
  }
  const value = { from: phase, to };
  return person.submit({ type: "round.phase-moved", facts: { round }, value, text: {} });
}

async function moveBatch(
  { database }: Services,
  person: Person,
  { batch, to, dueAt }: { batch: string; to: RoundPhase; dueAt: string },
) {
  const row = await findBatch(database.reader, batch);
  if (row === null) throw new InputError([`there is no batch ${batch}`]);
  const facts = { round: row.round_id, panel: row.panel_id, batch };
  const value = { from: row.phase as RoundPhase, to, dueAt };
  return person.submit({ type: "batch.phase-moved", facts, value, text: {} });
}

function parseInstant(text: string | undefined): string {
  const instant = new Date(demandOption("due", text));
  if (Number.isNaN(instant.getTime())) throw new InputError([`--due ${text ?? ""} is no instant`]);
  return instant.toISOString();
}

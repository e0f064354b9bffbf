import { findActor } from "../../db/queries/actors.ts";
import { EVENTS } from "../domain/event/catalogue.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { demandOption, getPerson, runOnInstallation } from "./open-installation.ts";

const USAGE = `usage: assay declare --as LOGIN --round ID --until INSTANT [--conflict ENTITY:KIND]…

Records a panel member's declaration of interests: all of it, each time. Reads DATA_DIR and DATABASE_URL; stop the
server first.

  --until     when the declaration lapses, as 2026-12-31T17:00:00Z
  --conflict  an entity and employment, family, advisory, financial, institutional or other; may be repeated
`;

const OPTIONS = {
  as: { type: "string" },
  round: { type: "string" },
  until: { type: "string" },
  conflict: { type: "string", multiple: true, default: [] as string[] },
} as const;

/** `assay declare`. @returns exit code, see `runOnInstallation`. */
export async function runDeclare(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay declare", usage: USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values }) => {
    const round = demandOption("round", values.round);
    const person = await getPerson(services, demandOption("as", values.as), round);
    const actor = await findActor(services.database.reader, person.accountId);
    const seat = actor?.seats.find((one) => one.roundId === round);
    if (seat === undefined) throw new InputError([`${values.as ?? ""} has no seat in ${round}`]);
    const until = new Date(demandOption("until", values.until));
    if (Number.isNaN(until.getTime())) throw new InputError([`--until ${values.until ?? ""} is no instant`]);
    const given = { conflicts: values.conflict.map(splitConflict), expiresAt: until.toISOString() };
    const parsed = EVENTS["interest.declared"].value.safeParse(given);
    if (!parsed.success)
      throw new InputError(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
    const facts = { round, panel: seat.panelId };
    const { seq } = await person.submit({ type: "interest.declared", facts, value: parsed.data, text: {} });
    output.stdout.write(`declared, entry ${seq}\n`);
  });
}

function splitConflict(text: string): { entity: string; kind: string } {
  const [entity = "", kind = ""] = text.split(":");
  return { entity, kind };
}

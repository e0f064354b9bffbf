import { assignPseudonym } from "../services/process/create-account.ts";
import type { CommandOutput } from "./index-compute.ts";
import { demandOption, demandRound, getPerson, runOnInstallation } from "./open-installation.ts";

const USAGE = `usage: assay seat --round ID --login LOGIN

Gives an account its pseudonym in a round and prints it; asked again, it prints the same one. The panel is then made of
pseudonyms: assay act --type panel.created. Reads DATA_DIR and DATABASE_URL; stop the server first.
`;

const OPTIONS = { round: { type: "string" }, login: { type: "string" } } as const;

/** `assay seat`. @returns exit code, see `runOnInstallation`. */
export async function runSeat(argv: readonly string[], output: CommandOutput): Promise<number> {
  const line = { name: "assay seat", usage: USAGE, options: OPTIONS };
  return runOnInstallation(line, { argv, output }, async (services, { values }) => {
    const login = demandOption("login", values.login);
    const roundId = demandOption("round", values.round);
    await demandRound(services, roundId);
    const { accountId } = await getPerson(services, login, null);
    const actorId = await assignPseudonym(services.ledger, { accountId, roundId });
    output.stdout.write(`${login} is ${actorId} in ${roundId}\n`);
  });
}

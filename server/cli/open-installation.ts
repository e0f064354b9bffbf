import { existsSync } from "node:fs";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { findCredential } from "../../db/queries/accounts.ts";
import { findActor } from "../../db/queries/actors.ts";
import { type Config, ConfigError, readConfig } from "../config.ts";
import type { RoundPhase } from "../domain/event/process-events.ts";
import { actorIdIn } from "../domain/policy/actor.ts";
import { Refusal } from "../domain/refusal.ts";
import { toLogin } from "../services/identity/to-login.ts";
import { KeyFileError } from "../services/ledger/key-files.ts";
import { createServices, type ServiceOptions, type Services } from "../services/services.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { type Person, toPerson } from "./person.ts";
import { takeLock } from "./take-lock.ts";

/** A command line by its name, its help and its options. */
export interface CommandLine<T extends Options> {
  /** `assay act`. */
  readonly name: string;
  readonly usage: string;
  readonly options: T;
}

/** What a command was called with. */
interface CommandCall {
  readonly argv: readonly string[];
  readonly output: CommandOutput;
  /** How the services are opened, where it is not as a server opens them. */
  readonly serviceOptions?: Pick<ServiceOptions, "replaceLostKey"> | undefined;
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Shape<T extends Options> = { args: string[]; options: T; strict: true; allowPositionals: true };
type Parsed<T extends Options> = ReturnType<typeof parseArgs<Shape<T>>>;

/**
 * Runs a command that writes, alone in the data folder, on the services that a server uses.
 *
 * @param work - gets the options and what stands beside them; throws InputError or Refusal with nothing written.
 * @returns exit code: 0, 1 when the command is refused, 2 when arguments or the place are wrong.
 */
export async function runOnInstallation<T extends Options>(
  { name, usage, options }: CommandLine<T>,
  { argv, output, serviceOptions }: CommandCall,
  work: (services: Services, parsed: Parsed<T>) => Promise<void>,
): Promise<number> {
  if (argv.includes("--help")) {
    output.stdout.write(usage);
    return 0;
  }
  try {
    const parsed = parse(argv, options);
    await withInstallation(readWritableConfig(), { serviceOptions, work: (services) => work(services, parsed) });
    return 0;
  } catch (error) {
    if (error instanceof Refusal) {
      output.stderr.write(`${name}: refused: ${error.code} ${JSON.stringify(error.details)}\n`);
      return 1;
    }
    const lines = error instanceof InputError ? error.lines : error instanceof KeyFileError ? [error.message] : null;
    if (lines === null) throw error;
    for (const line of lines) output.stderr.write(`${name}: ${line}\n`);
    return 2;
  }
}

function parse<T extends Options>(argv: readonly string[], options: T): Parsed<T> {
  try {
    return parseArgs<Shape<T>>({ args: [...argv], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new InputError([error instanceof Error ? error.message : String(error), "--help tells the options"]);
  }
}

/** An option that a command cannot do without. @throws InputError when it was not given. */
export function demandOption(option: string, value: string | undefined): string {
  if (value === undefined || value === "")
    throw new InputError([`--${option} is required`, "--help tells the options"]);
  return value;
}

/** @throws InputError when there is no such round. */
export async function demandRound({ database }: Services, roundId: string): Promise<{ phase: RoundPhase }> {
  const query = database.reader.selectFrom("round").select("phase").where("id", "=", roundId);
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new InputError([`there is no round ${roundId}`]);
  return { phase: row.phase as RoundPhase };
}

async function withInstallation(
  config: Config,
  { serviceOptions, work }: Pick<CommandCall, "serviceOptions"> & { work: (services: Services) => Promise<void> },
): Promise<void> {
  const unlock = takeLock(config.dataDir);
  try {
    const database = await openDatabase(config.databaseLocation);
    try {
      const logOrigin = `${new URL(config.publicOrigin).host}/log`;
      const { dataDir, lockLocation, replicaDir } = config;
      const now = (): Date => new Date();
      const place = { database, dataDir, logOrigin, lockLocation, replicaDir };
      const options = { ...place, now, isSimulated: false, ...serviceOptions };
      const services = await createServices(options);
      try {
        await work(services);
      } finally {
        await services.access.close();
        await services.ledger.close();
      }
    } catch (error) {
      // The refusal of a stopped queue says less than what stopped it.
      throw database.writer.failure() ?? error;
    } finally {
      await database.close();
    }
  } finally {
    unlock();
  }
}

/** The name of a log that is made now comes from the public origin, so a new installation has to say it. */
function readWritableConfig(): Config {
  try {
    const config = readConfig(undefined, true);
    return existsSync(config.databaseLocation) ? config : readConfig();
  } catch (error) {
    if (error instanceof ConfigError) throw new InputError(error.problems);
    throw error;
  }
}

/**
 * Somebody with an account, to give commands as: in a round under the pseudonym of their seat.
 *
 * @param roundId - null for what is outside rounds.
 * @throws InputError when there is no such account.
 */
export async function getPerson(services: Services, login: string, roundId: string | null): Promise<Person> {
  const db = services.database.reader;
  const credential = await findCredential(db, toLogin(login));
  const actor = credential === null ? null : await findActor(db, credential.accountId);
  if (actor === null) throw new InputError([`there is no account ${login}`]);
  const actorId = roundId === null ? actor.actorId : actorIdIn(actor, roundId);
  return toPerson(services, { accountId: actor.accountId, actorId });
}

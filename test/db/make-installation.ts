import { join } from "node:path";
import { vi } from "vitest";
import type { Database } from "../../db/dialects/database.ts";
import { openDatabase } from "../../db/dialects/open-database.ts";
import type { CommandOutput } from "../../server/cli/index-compute.ts";
import { createServices, type ServiceOptions, type Services } from "../../server/services/services.ts";
import { type Dialect, makeTestLocation } from "../helpers/open-test-database.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { until } from "../helpers/until.ts";

/** An installation on disk, to be opened and closed again and again. */
export interface Installation {
  readonly dataDir: string;
  readonly keysDir: string;
  readonly location: string;
}

export async function makeInstallation(dialect: Dialect): Promise<Installation> {
  const dataDir = makeTestDir();
  return { dataDir, keysDir: join(dataDir, "keys"), location: await makeTestLocation(dialect) };
}

/** Opens the database. PostgreSQL notices a moment later that the writer before, which held its lock, has gone. */
export async function openStored({ location }: Pick<Installation, "location">): Promise<Database> {
  return until(() => openDatabase(location), { what: "the writer's lock to be free" });
}

/** Does work on the services of an installation, as a server or a command does, and closes them. */
export async function onServices<T>(
  at: Installation,
  work: (services: Services) => Promise<T>,
  options: Partial<ServiceOptions> = {},
): Promise<T> {
  const database = await openStored(at);
  try {
    const place = { database, dataDir: at.dataDir, logOrigin: "test.example/log", isSimulated: false };
    const services = await createServices({ ...place, now: () => new Date(), ...options });
    try {
      return await work(services);
    } finally {
      await services.ledger.close();
    }
  } catch (error) {
    throw database.writer.failure() ?? error;
  } finally {
    await database.close();
  }
}

type Command = (argv: readonly string[], output: CommandOutput) => Promise<number>;

/** Runs a command line of the installation in this process. */
export async function runCommand(at: Installation, command: Command, ...argv: string[]) {
  let [text, notes] = ["", ""];
  const output = {
    stdout: { write: (part: string) => (text += part) },
    stderr: { write: (part: string) => (notes += part) },
  };
  await (await openStored(at)).close();
  vi.stubEnv("DATA_DIR", at.dataDir);
  vi.stubEnv("DATABASE_URL", at.location);
  vi.stubEnv("PUBLIC_ORIGIN", "http://localhost:3000");
  try {
    return { code: await command(argv, output), text, notes };
  } finally {
    vi.unstubAllEnvs();
  }
}

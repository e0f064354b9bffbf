import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { type Config, ConfigError, readConfig, setNodeEnvironment } from "../config.ts";
import { buildPages } from "./build-pages.ts";
import { startDemoWitness } from "./demo-witness.ts";
import type { CommandOutput } from "./index-compute.ts";
import { InputError } from "./input-error.ts";
import { ACCOUNTS_FILE, seedDataDir } from "./seed-data-dir.ts";
import type { DemoAccount } from "./seed/seed-people.ts";
import { showProgress } from "./show-progress.ts";

const USAGE = `usage: npm run demo

Builds the pages where that is due, fills DATA_DIR (./data) with a demo round at the first start, and serves it on
this machine, with one witness of the log as a process of its own (DATA_DIR/witness). Accounts and passwords are in
DATA_DIR/${ACCOUNTS_FILE}; a second start keeps everything.
`;

/** Accounts in the table; the file has all. */
const SHOWN = [
  ...["expert-2c", "expert-1c", "chair-2", "officer-1", "officer-2", "support", "council", "delegate", "auditor"],
  ...["administrator", "dpo", "agency-hue", "agency-thanh-hoa", "agency-lao-cai"],
];

/**
 * `npm run demo`: returns once the server has been stopped.
 *
 * @returns exit code: 0, 1 when it could not go on writing, 2 when it cannot start.
 */
export async function runDemo(argv: readonly string[], output: CommandOutput): Promise<number> {
  if (argv.length > 0) {
    (argv[0] === "--help" ? output.stdout : output.stderr).write(USAGE);
    return argv[0] === "--help" ? 0 : 2;
  }
  const startedMs = performance.now();
  try {
    const config = readDemoConfig();
    setNodeEnvironment(false);
    await prepare(config, output);
    // Who names witnesses has some already.
    const witness = config.witnessPolicyPath === null ? await startDemoWitness(config) : null;
    try {
      const { witnessPolicyPath } = config;
      return await serve({ ...config, witnessPolicyPath: witness?.policyPath ?? witnessPolicyPath }, output, startedMs);
    } finally {
      await witness?.close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const line of error.lines) output.stderr.write(`demo: ${line}\n`);
    return 2;
  }
}

function readDemoConfig(): Config {
  try {
    const config = readConfig();
    if (!config.isDemo) throw new InputError(["DEMO is not set; start it with: npm run demo"]);
    return config;
  } catch (error) {
    if (error instanceof ConfigError) throw new InputError(error.problems);
    throw error;
  }
}

/** Pages and data do not need each other: both are made at the same time. */
async function prepare(config: Config, output: CommandOutput): Promise<void> {
  const say = (line: string): unknown => output.stderr.write(`demo: ${line}\n`);
  const { dataDir, databaseLocation, lockLocation, publicOrigin } = config;
  const building = buildPages({ onStart: () => say("building the pages") }).then(
    (isBuilt) => isBuilt && say("pages built"),
  );
  const seeding = existsSync(join(dataDir, ACCOUNTS_FILE))
    ? Promise.resolve()
    : seedDataDir(
        { dataDir, databaseLocation, lockLocation, logOrigin: `${new URL(publicOrigin).host}/log` },
        { now: new Date(), progress: showProgress(output, "demo"), entities: null },
      );
  const failed = (await Promise.allSettled([building, seeding])).find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

async function serve(config: Config, output: CommandOutput, startedMs: number): Promise<number> {
  const log = pino({ base: null, level: config.logLevel, timestamp: pino.stdTimeFunctions.isoTime });
  // Loaded only now: React chooses its fast build when it is loaded.
  const { startServer } = await import("../start-server.ts");
  const running = await startServer(config, { log });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  output.stdout.write(await formatWelcome(config, running.origin));
  output.stderr.write(`demo: ready after ${seconds} s; Ctrl+C stops it\n`);
  const stopped = new Promise<null>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve(null));
  });
  const failure = await Promise.race([stopped, running.failed]);
  output.stderr.write(failure === null ? "demo: closing\n" : `demo: ${failure.message}; start it again\n`);
  await running.close();
  return failure === null ? 0 : 1;
}

async function formatWelcome({ dataDir }: Config, origin: string): Promise<string> {
  const path = join(dataDir, ACCOUNTS_FILE);
  const accounts = JSON.parse(await readFile(path, "utf8")) as Record<string, DemoAccount>;
  const rows = SHOWN.flatMap((login) => {
    const account = accounts[login];
    return account === undefined ? [] : [[login, account.password, account.role, account.name]];
  });
  const all = [["account", "password", "role", "name"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const table = all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`);
  return `\nAssay demo: ${origin}\n\n${table.join("\n")}\n\nAll ${Object.keys(accounts).length} accounts: ${path}\n`;
}

